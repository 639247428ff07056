import numpy as np
import pytest

from app.core import edge as edges
from app.core.descend import Descent
from app.core.edge import LONG, edge, holding, scan
from app.core.gathered import DIVERGED, ELSEWHERE, gathered
from app.core.schedules import SCHEDULES
from app.core.swarm import swarm
from app.core.verdict import verdict
from tests.core import on_data
from tests.core.runs import plan, scene, segment

COSINE = (("eta_min", 0.0), ("T_max", 0.0))


def ends(surface, whole, starts):
    land = scene(surface)
    return gathered(land, swarm(land, whole, np.array(starts)), whole.view.up).ends.tolist()


def test_runs_are_gathered_by_the_minimum_that_they_came_to():
    """The four minima of Himmelblau, in the order in which the catalogue has them."""
    starts = [[3.5, 2.5], [-3.0, 3.0], [-4.0, -3.0], [4.0, -2.0]]
    assert ends("himmelblau", plan(segment("gd", lr=0.01)), starts) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "surface", ["himmelblau", "rastrigin", "rosenbrock", "beale", "monkey_saddle", "x**4 - x**2 + y**2"]
)
def test_what_becomes_of_a_run_is_what_its_verdict_says(surface):
    land, starts = scene(surface), np.random.default_rng(5).uniform(-2, 2, (40, 2))
    whole = plan(segment("gd", lr=0.005), steps=400)
    found = gathered(land, swarm(land, whole, starts))
    for start, end in zip(starts.tolist(), found.ends.tolist(), strict=True):
        one = Descent(land, plan(*whole.segments, start=tuple(start), steps=400))
        one.advance(400)
        said = verdict(one)
        if end >= 0 and said.kind != "minimum":
            # It is near one, though not yet at rest.
            away = np.linalg.norm(np.subtract(found.places[end][0], said.evidence["at"]))
            assert away < 0.01 * np.mean([high - low for low, high in land.window])
        else:
            assert ("minimum" if end >= 0 else "diverged") == said.kind or end == ELSEWHERE
        assert said.kind not in {"minimum", "diverged"} or end != ELSEWHERE


def test_a_run_far_outside_that_only_grows_diverged_though_its_numbers_are_finite():
    assert ends("x**2 + y**2", plan(segment("gd", lr=1.02), steps=200), [[1.0, 1.0]]) == [DIVERGED]


def test_a_run_at_a_kink_came_to_it_though_there_is_no_slope():
    # From (3, 3) by steps of (1, 1) to the very tip.
    assert ends("absolute", plan(segment("sign", lr=1.0), steps=3), [[3.0, 3.0]]) == [0]


def test_a_run_that_is_still_on_its_way_is_elsewhere():
    assert ends("x**2 + y**2", plan(segment("gd", lr=0.1), steps=9), [[1.0, 1.0]]) == [ELSEWHERE]


def test_minima_that_nobody_knew_are_found_by_the_runs_that_rest_there():
    land = scene("(x**2 - 1)**2 + y**2")
    starts = np.array([[0.5, 1.0], [-0.5, 1.0], [0.6, 0.0], [0.0, 1.0]])
    found = gathered(land, swarm(land, plan(segment("gd", lr=0.1), steps=200), starts))
    assert found.ends.tolist() == [0, 1, 0, ELSEWHERE]
    assert np.array([point for point, _ in found.places]) == pytest.approx(
        np.array([[1, 0], [-1, 0]]), abs=1e-9
    )


def test_climbing_far_is_no_divergence_but_getting_lower_there_is():
    up = plan(segment("gd", lr=1.0), steps=20, up=True)
    assert ends("x + y", up, [[1.0, 1.0]]) == [ELSEWHERE]


@pytest.mark.parametrize(
    ("name", "beta", "least"), [("gd", 0.0, 2.0), ("momentum", 0.9, 2 * 1.9), ("momentum", 0.5, 2 * 1.5)]
)
def test_the_edge_on_a_bowl_is_that_of_the_textbook(name, beta, least):
    """Polyak: the heavy ball holds up to 2(1 + beta)/lambda, lambda is 8; plain descent up to 2/lambda."""
    chosen = segment(name, lr=0.1, momentum=beta) if name == "momentum" else segment(name, lr=0.1)
    found = edge(scene("4*x**2 + y**2"), plan(chosen, start=(1.0, 1.0), steps=3000), 1e-4, 10.0)
    assert found.rate == pytest.approx(least / 8, rel=3e-3)
    assert found.rate < found.breaks < found.rate * 1.0001
    assert found.again is None


def test_the_edge_is_where_the_run_itself_breaks():
    land, whole = scene("himmelblau"), plan(segment("gd", lr=0.01), start=(-1.0, 2.0), steps=300)
    found = edge(land, whole, 1e-6, 100.0)
    for rate, kinds in (
        (found.rate, {"minimum", "moving", "oscillating", "saddle"}),
        (found.breaks, {"diverged"}),
    ):
        one = Descent(land, plan(segment("gd", lr=rate), start=(-1.0, 2.0), steps=300))
        one.advance(300)
        assert verdict(one).kind in kinds


def test_a_scan_says_where_nothing_holds_and_where_everything_does():
    land = scene("4*x**2 + y**2")
    none = edge(land, plan(segment("gd"), start=(1.0, 1.0), steps=500), 1.0, 10.0)
    assert (none.rate, none.breaks) == (None, 1.0)
    all_hold = edge(land, plan(segment("gd"), start=(1.0, 1.0), steps=500), 1e-4, 0.1)
    assert (all_hold.rate, all_hold.breaks) == (0.1, None)


def test_a_rate_that_holds_again_above_the_edge_is_told():
    """Steps too large for the valley may throw a run into a place where they are not."""
    land, whole = scene("styblinski_tang"), plan(segment("momentum"), steps=300)
    found = edge(land, whole, 1e-6, 100.0)
    assert found.again > found.breaks > found.rate
    rates = np.array([found.rate, found.breaks, found.again])
    assert holding(land, whole, rates).tolist() == [True, False, True]


def test_the_edge_on_data_is_that_of_its_curvature():
    land = on_data.land_of()
    whole = plan(segment("gd", lr=0.01), start=(0.0, 0.0), steps=400)
    found = edge(land, whole, 1e-3, 10.0)
    steepest = float(np.linalg.eigvalsh(land.hessian_at((0.0, 0.0)))[-1])
    assert found.rate == pytest.approx(2 / steepest, rel=0.03)


@pytest.mark.parametrize(
    ("chosen", "steps", "each"),
    [
        (segment("gd", lr=0.01), 10, LONG),
        (segment("gd", lr=0.01), 1500, 1500),
        (
            segment(
                "gd",
                lr=0.01,
                schedule=SCHEDULES["cosine"],
                schedule_values=(("eta_min", 0.0), ("T_max", 0.0)),
            ),
            10,
            10,
        ),
        (segment("bfgs"), 10, 10),
    ],
)
def test_what_a_scan_will_cost_is_known_before_it_is_made(chosen, steps, each, monkeypatch):
    """No more rates than that are tried, and no more steps are taken with any."""
    land, whole = scene("4*x**2 + y**2"), plan(chosen, start=(1.0, 1.0), steps=steps)
    made = []

    def counting(landscape, plan, rates):
        made.append((len(rates), plan.steps))
        return rates < 0.2

    monkeypatch.setattr(edges, "holding", counting)
    found = edge(land, whole, 1e-3, 10.0)
    counted = sum(rates for rates, _ in made)
    assert scan(land, whole, 1e-3, 10.0) == (found.tried, each)
    assert counted == found.tried
    assert {steps for _, steps in made} == {each}
