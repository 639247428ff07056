import math

import numpy as np
import pytest

from app.core.verdict import number, verdict
from tests.core import runs
from tests.core.runs import descended, segment


def judged(surface, *segments, **options):
    return verdict(descended(surface, *segments, **options))


def test_a_run_that_settles_in_the_lowest_valley_has_reached_the_global_minimum():
    found = judged("himmelblau", segment("gd", lr=0.01), start=(1.0, 1.0), steps=300)
    assert (found.kind, found.is_global, found.step) == ("minimum", True, 300)
    assert "global minimum at (3, 2)" in found.text
    assert found.evidence["nearest_minimum"]["distance"] < 1e-6
    assert min(found.evidence["eigenvalues"]) > 0


def test_a_run_that_settles_higher_is_told_how_much_higher():
    found = judged("two_wells", segment("gd", lr=0.1), start=(-2.5, 0.1), steps=2000)
    assert (found.kind, found.is_global) == ("minimum", False)
    assert number(found.evidence["above_best"]) in found.text


def test_where_no_minimum_is_known_it_does_not_claim_one():
    found = judged("x**2 + y**2", segment("newton"), start=(1.0, 2.0), steps=5)
    assert (found.kind, found.is_global) == ("minimum", None)


def test_newton_on_a_saddle_ends_on_it():
    found = judged("saddle", segment("newton"), start=(1.0, 0.5), steps=5)
    assert found.kind == "saddle"
    assert found.evidence["eigenvalues"][0] < 0 < found.evidence["eigenvalues"][1]


def test_newton_near_a_hilltop_ends_on_it():
    assert judged("himmelblau", segment("newton"), start=(-0.3, -0.9), steps=9).kind == "maximum"


def test_climbing_ends_on_a_maximum():
    assert (
        judged("3 - x**2 - y**2", segment("gd", lr=0.1), start=(1.0, 1.0), steps=200, up=True).kind
        == "maximum"
    )


def test_numbers_that_stop_being_finite_are_divergence_at_that_step():
    run = descended("rosenbrock", segment("gd", lr=0.1), start=(-1.5, 2.0))
    found = verdict(run)
    assert (found.kind, found.step) == ("diverged", run.step + 1)
    assert "the loss rose from" in found.text


def test_running_off_is_divergence_before_the_numbers_end():
    found = judged("x**2 + y**2", segment("gd", lr=1.05), start=(1.0, 1.0), steps=60)
    assert found.kind == "diverged"
    assert found.step == 60
    assert "(step 0 → 1: × 1.21)" in found.text


def test_falling_without_end_is_called_that():
    assert (
        "Fell without end"
        in judged("monkey_saddle", segment("gd", lr=0.1), start=(1.0, 0.5), steps=5000).text
    )


def test_a_start_without_a_loss_could_not_begin():
    found = judged("log(x)", segment("gd"), start=(-1.0,))
    assert (found.kind, found.step) == ("diverged", 0)
    assert "Could not begin" in found.text


def test_the_minimum_at_a_kink_is_a_minimum_though_its_slope_is_not_defined():
    found = judged("sqrt(x**2)", runs.typed_rule("p = p - 0.5"), start=(1.0,), steps=9)
    assert found.kind == "diverged"
    landed = judged(
        "absolute", runs.typed_rule("p = p - min(abs(p), 0.5)*sign(p)"), start=(1.0, 1.0), steps=9
    )
    assert (landed.kind, landed.is_global) == ("minimum", True)


@pytest.mark.parametrize("lr", [1.0, 0.9999])
def test_jumping_from_wall_to_wall_is_oscillation(lr):
    found = judged("x**2 + 0.1*y**2", segment("gd", lr=lr), start=(1.0, 0.0), steps=200)
    assert found.kind == "oscillating"
    assert "overshoots" in found.text


def test_a_zigzag_that_shrinks_is_not_oscillation():
    assert judged("x**2 + y**2", segment("gd", lr=0.9), start=(1.0, 1.0), steps=200).kind == "minimum"


def test_noise_is_named_when_it_keeps_a_run_from_resting():
    found = judged("x**2 + y**2", segment("gd", lr=0.3), start=(1.0, 1.0), steps=400, noise=1.0)
    assert found.kind in {"oscillating", "moving"}
    assert found.kind == "moving" or "noise" in found.text


def test_a_run_that_hardly_leaves_its_flat_start_is_on_a_plateau():
    assert judged("plateau", segment("gd", lr=0.01), start=(-4.2, 2.6), steps=300).kind == "plateau"
    assert judged("sigmoid_plateau", segment("gd", lr=0.01), start=(-6.0,), steps=300).kind == "plateau"


def test_a_run_in_a_long_valley_is_still_moving():
    found = judged("rosenbrock", segment("gd", lr=0.001), start=(-1.5, 2.0), steps=500)
    assert found.kind == "moving"
    assert "fell by" in found.text


def test_a_round_trough_is_no_saddle_for_want_of_a_digit():
    assert judged("drop_wave", segment("momentum"), start=(1.6, 1.2), steps=300).kind in {"minimum", "moving"}


def test_huge_numbers_do_not_break_the_verdict():
    run = descended("x**2 + y**2", segment("gd", lr=1e3), start=(1.0, 1.0), steps=10_000)
    assert math.isfinite(run.path.loss[-1])
    assert verdict(run).kind == "diverged"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-2.5, "−2.5"),
        (1234567.0, "1.23×10⁶"),
        (0.000123, "0.000123"),
        (2e-14, "2×10⁻¹⁴"),
    ],
)
def test_numbers_are_said_in_three_digits(value, told):
    assert number(value) == told


def test_evidence_names_the_last_losses():
    run = descended("himmelblau", segment("gd", lr=0.01), steps=30)
    assert verdict(run).evidence["last_losses"] == run.path.loss[-5:]
    assert np.isclose(verdict(run).evidence["gradient_norm"], math.hypot(*run.path.gradient_at(30)))


@pytest.mark.parametrize("name", ["kink", "ackley", "absolute", "bukin6"])
def test_a_run_on_a_known_minimum_has_reached_it_whatever_the_slope_says(name):
    scene = runs.scene(name)
    found = judged(name, runs.typed_rule("p = p"), start=scene.minima[0][0], steps=30)
    assert (found.kind, found.is_global) == ("minimum", True)


def test_a_run_that_stands_still_on_a_slope_is_said_to_stand_still():
    found = judged("himmelblau", runs.typed_rule("p = p"), start=(1.0, 1.0), steps=30)
    assert found.kind == "moving"
    assert "Stands still at (1, 1), though the slope there is" in found.text


def test_an_inflection_is_no_minimum():
    assert judged("x**3", segment("gd", lr=0.1), start=(1.0,), steps=10_000).kind != "minimum"


def test_a_steep_place_is_no_place_of_rest_however_sharp_the_curve():
    assert judged("bukin6", runs.typed_rule("p = p"), start=(-7.0, 0.4901), steps=30).kind == "moving"


def test_a_slow_run_in_a_valley_that_still_falls_is_moving():
    found = judged("beale", segment("momentum", lr=0.0005), start=(1.0, 1.5), steps=500)
    assert found.kind == "moving"
    assert "over the last 10 steps" in found.text


def test_where_slope_and_curvature_vanish_it_says_no_more_than_that():
    found = judged("monkey_saddle", segment("gd"), start=(0.0, 0.0), steps=30)
    assert found.kind == "plateau"
    assert "slope and curvature are next to nothing" in found.text


def test_the_gradients_length_is_told_however_large_or_small():
    run = descended("himmelblau", segment("gd", lr=1.0), start=(1.0, 1.0))
    assert verdict(run).evidence["gradient_norm"] == math.hypot(*run.path.gradient_at(run.step))
    assert math.isfinite(verdict(run).evidence["gradient_norm"])


def test_leaving_the_domain_is_not_called_growth():
    assert judged("log(x) + x", runs.typed_rule("p = p - 1"), start=(2.5,), steps=9).text.startswith(
        "Stopped at x = 0.5"
    )


def test_far_from_easoms_pit_plain_descent_is_stuck_on_its_plateau():
    easom = runs.scene("easom")
    assert judged("easom", segment("gd"), start=easom.start, steps=300).kind == "plateau"


def test_a_rule_that_draws_its_own_chance_is_not_said_to_overshoot():
    found = judged("x**2 + y**2", runs.typed_rule("p = p - 0.3*g + 0.2*normal"), start=(0.0, 0.0), steps=400)
    assert "overshoots" not in found.text
