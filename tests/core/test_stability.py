import numpy as np
import pytest

from app.core.oracles import View
from app.core.plan import EXACT
from app.core.stability import Ruler, overshoot
from app.core.verdict import verdict
from tests.core.runs import descended, segment


def test_on_a_bowl_the_edge_is_two_over_the_curvature():
    found = overshoot(descended("x**2 + 5*y**2", segment("gd", lr=0.3), start=(1.0, 1.0)))
    assert found is not None
    assert (found.step, found.lr) == (0, 0.3)
    assert found.limit == pytest.approx(0.2)


@pytest.mark.parametrize("lr", [0.05, 0.19])
def test_below_the_edge_there_is_nothing_to_tell(lr):
    assert overshoot(descended("x**2 + 5*y**2", segment("gd", lr=lr), start=(1.0, 1.0))) is None


def test_where_the_theory_does_not_speak_it_is_silent():
    assert overshoot(descended("x**2 + 5*y**2", segment("adam", lr=50.0), start=(1.0, 1.0))) is None
    assert overshoot(descended("x**2", segment("gd", lr=3.0), start=(1.0,), clip=1.0)) is None
    assert overshoot(descended("-x**2", segment("gd", lr=3.0), start=(1.0,))) is None


def test_climbing_looks_at_the_curvature_of_the_surface_turned_over():
    found = overshoot(descended("-x**2", segment("gd", lr=3.0), start=(1.0,), up=True))
    assert found is not None
    assert found.limit == pytest.approx(1.0)


def test_the_verdict_on_a_diverged_run_says_which_learning_rate_would_have_held():
    told = verdict(descended("bowl", segment("gd", lr=0.5), start=(3.0, 2.0), steps=400))
    assert told.kind == "diverged"
    assert "an lr above 2/10 = 0.2 overshoots and lands farther out, and lr is 0.5" in told.text


def ruler(name, view=EXACT, steps=200, **values):
    return Ruler(segment(name, **values), view, steps)


def largest(name, rate, curvature, **values):
    """How far a run on a parabola of this curvature is from its bottom after many steps."""
    run = descended(f"{curvature}*x**2/2", segment(name, lr=rate, **values), start=(1.0,), steps=3000)
    return abs(run.path.point(run.step)[0])


EDGES = [
    ("gd", {}),
    ("gd", {"weight_decay": 0.5}),
    ("momentum", {"momentum": 0.9}),
    ("momentum", {"momentum": 0.5, "dampening": 0.3}),
    ("momentum", {"momentum": 0.8, "weight_decay": 0.5}),
    ("nesterov", {"momentum": 0.9}),
    ("nesterov", {"momentum": 0.3}),
]


@pytest.mark.parametrize(("name", "values"), EDGES)
def test_just_below_the_edge_a_run_comes_to_rest_and_just_above_it_does_not(name, values):
    edge = ruler(name, **values).at(4.0, 4.0, 1.0).edge
    assert largest(name, 0.99 * edge, 4.0, **values) < 1e-3
    assert largest(name, 1.01 * edge, 4.0, **values) > 1e3


def test_the_marks_of_plain_descent_are_those_of_the_textbook():
    marks = ruler("gd", steps=100).at(1.0, 10.0, 1.0)
    assert (marks.edge, marks.best) == pytest.approx((2 / 10, 2 / (1 + 10)))
    assert marks.crawl == pytest.approx(1 / (1.0 * 100))
    assert ruler("momentum", momentum=0.9).at(1.0, 10.0, 1.0).edge == pytest.approx(2 * 1.9 / 10)


def test_at_the_best_rate_plain_descent_shrinks_both_ways_by_the_condition_number():
    """(κ − 1)/(κ + 1) a step, and no rate does better: Polyak 1987, section 1.4."""
    best = ruler("gd").at(1.0, 10.0, 1.0).best
    run = descended("x**2/2 + 10*y**2/2", segment("gd", lr=best), start=(1.0, 1.0), steps=20)
    assert np.abs(run.path.point(20)) == pytest.approx([(9 / 11) ** 20] * 2, rel=1e-9)


def test_below_the_first_mark_a_run_keeps_more_than_1_in_e_of_its_way():
    crawl = ruler("gd", steps=100).at(1.0, 10.0, 1.0).crawl
    for rate, far in ((0.5 * crawl, True), (2 * crawl, False)):
        run = descended("x**2/2", segment("gd", lr=rate), start=(1.0,), steps=100)
        assert (run.path.point(100)[0] > np.exp(-1)) == far


SILENT = [
    (ruler("adam"), (1.0, 10.0), "sets no limit"),
    (ruler("gd"), (-2.0, -1.0), "no learning rate comes to rest"),
    (ruler("gd", View(up=True)), (1.0, 2.0), "no learning rate comes to rest"),
    (ruler("gd", View(clip=0.5)), (1.0, 2.0), "clipped"),
    (ruler("gd"), (0.0, 0.0), "No curvature here"),
    (ruler("gd"), (float("nan"), float("nan")), "not a finite number"),
    (ruler("nelder_mead"), (1.0, 2.0), "No simple limit"),
]


@pytest.mark.parametrize(("silent", "bends", "words"), SILENT)
def test_where_the_theory_is_silent_it_says_why_and_marks_nothing(silent, bends, words):
    marks = silent.at(*bends, 1.0)
    assert (marks.crawl, marks.best, marks.edge) == (None, None, None)
    assert words in marks.says


def test_at_a_saddle_only_the_steep_way_has_an_edge():
    marks = ruler("gd").at(-2.0, 4.0, 1.0)
    assert (marks.crawl, marks.best, marks.edge) == (None, None, pytest.approx(0.5))
    assert "along the way that curves down every rate leads away" in marks.says
