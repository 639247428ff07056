import pytest

from app.core.descend import Descent
from app.core.divergence import growth, held_rate
from app.core.verdict import verdict
from tests.core.runs import descended, plan, scene, segment, typed_rule


def test_on_a_parabola_the_loss_grows_by_the_square_of_the_step_factor():
    # x ← x(1 − 2·lr), so with lr 1.05 the loss grows 1.1² = 1.21-fold from the first step on.
    grown = growth(descended("x**2", segment("gd", lr=1.05), start=(2.0,)))
    assert grown.since == 0
    assert grown.fold == pytest.approx(1.21)


def test_growth_is_counted_from_the_lowest_loss_on():
    # Along the flat direction it still falls at first; across, each leap is a hundredth longer.
    run = descended(
        "x**2 + 50*(0.001*y)**2 + 50*y**2", segment("gd", lr=0.0202), start=(3.0, 0.01), steps=400
    )
    grown = growth(run)
    assert 0 < grown.since < 400
    assert run.path.loss[grown.since] == min(run.path.loss)


def test_growth_is_that_of_the_first_step_and_not_of_the_last_ones():
    run = descended("rosenbrock", segment("gd", lr=0.01), start=(-1.2, 1.0), steps=300)
    grown = growth(run)
    assert grown.since == 0
    assert grown.fold == pytest.approx(run.path.loss[1] / run.path.loss[0])
    assert grown.fold < 10 < 1e20 < run.path.loss[-1] / run.path.loss[-2]


def test_a_run_that_ends_at_its_lowest_has_not_grown():
    assert growth(descended("x**2", segment("gd", lr=0.1), start=(2.0,))) is None


def test_losses_below_zero_have_no_ratio():
    assert growth(descended("x**2 - 100", segment("gd", lr=1.05), start=(2.0,), steps=5)).fold is None


BROKEN = [
    ("bowl", segment("gd", lr=0.5), (-3.0, 1.5)),
    ("parabola", segment("gd", lr=1.05), (2.4,)),
    ("rosenbrock", segment("gd", lr=0.01), (-1.2, 1.0)),
    ("rosenbrock", segment("momentum", lr=0.01), (-1.2, 1.0)),
    ("himmelblau", segment("nesterov", lr=0.1), (0.0, 0.0)),
    ("rosenbrock", segment("sam", lr=0.01), (-1.2, 1.0)),
]


@pytest.mark.parametrize(("name", "broken", "start"), BROKEN)
def test_the_rate_that_would_have_held_holds_and_a_little_more_does_not(name, broken, start):
    run = descended(name, broken, start=start, steps=300)
    assert verdict(run).kind == "diverged"
    rate = held_rate(run)
    assert 0 < rate < dict(broken.values)["lr"]
    assert float(f"{rate:.2g}") == rate
    kinds = [outcome(name, broken, rate * factor, start) for factor in (1.0, 1.1, 1.2, 1.3)]
    assert kinds[0] != "diverged"
    # On Rosenbrock islands of rates that hold lie beyond the first that does not.
    assert "diverged" in kinds[1:]


def outcome(name, broken, rate, start):
    settings = dict(broken.values) | {"lr": rate}
    return verdict(descended(name, segment(broken_name(broken), **settings), start=start, steps=300)).kind


def broken_name(broken):
    return {"Gradient descent": "gd", "Momentum": "momentum", "Nesterov momentum": "nesterov", "SAM": "sam"}[
        broken.optimizer.name
    ]


def test_on_a_bowl_it_is_the_edge_that_theory_knows():
    # 2/λmax = 2/10; with two digits, rounded down.
    assert held_rate(descended("bowl", segment("gd", lr=0.5), start=(-3.0, 1.5))) == 0.19


def test_where_the_rate_is_not_to_blame_none_is_told():
    land = scene("bowl")
    twice = Descent(land, plan(segment("gd", lr=0.1), segment("gd", 3, lr=1.0), start=(-3.0, 1.5)))
    twice.advance(100)
    without = descended("x**2", typed_rule("p = p + 2*p"), start=(1.0,), steps=200)
    shoved = descended("bowl", segment("gd", lr=0.5), start=(1.0, 1.0), moves=[(3, (2.0, 2.0))])
    endless = descended("-x**2", segment("gd", lr=0.5), start=(1.0,), steps=2000)
    for run in (twice, without, shoved, endless):
        assert held_rate(run) is None


def test_the_verdict_on_a_diverged_run_says_what_would_have_held_and_why():
    run = descended("bowl", segment("gd", lr=0.5), start=(-3.0, 1.5), steps=300)
    told = verdict(run)
    assert told.text.endswith(f"With lr {told.evidence['held_lr']} it would have held.")
    assert told.evidence["seen_at"] == 1
    assert told.evidence["growth"] == run.path.loss[1] / run.path.loss[0]
    assert "(step 0 → 1:" in told.text


def test_a_rate_that_holds_above_what_the_curvature_bears_is_explained():
    run = descended("rosenbrock", segment("gd", lr=0.01), start=(-1.2, 1.0), steps=300)
    told = verdict(run)
    rate, limit = told.evidence["held_lr"], told.evidence["too_steep"]["limit"]
    assert rate > 4 * limit
    highest = max(descended("rosenbrock", segment("gd", lr=rate), start=(-1.2, 1.0), steps=300).path.loss)
    assert (
        f"Yet with lr {rate} it would have held: it overshoots too, up to a loss of {highest:.3g}"
        in told.text
    )
    assert f"above 2/1.51×10³ = {limit:.3g} overshoots" in told.text
    assert "(step 0 → 1: × 3.86)" in told.text


def test_other_verdicts_speak_of_no_growth():
    assert "growth" not in verdict(descended("bowl", segment("gd", lr=0.1), start=(-3.0, 1.5))).evidence
