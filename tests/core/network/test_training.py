"""The training of a network: torch's numbers, step by step, and what a run on one long vector is like."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.landscape import typed
from app.core.network import Network, Objective, data
from app.core.network.training import Training, check, drawn
from app.core.network.verdict import verdict
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.oracles import RULE, View, normals
from app.core.plan import Plan, Segment
from app.core.rows import Batches
from app.core.schedules import SCHEDULES
from tests.core.network.samples import network, sample
from tests.golden import networks

DATA = Path(__file__).parents[2] / "golden" / "data"
(RUN,) = json.loads((DATA / "network_run.json").read_text())
RULES = json.loads((DATA / "network_rules.json").read_text())
TRAINING = {id: kind for id, kind in OPTIMIZERS.items() if isinstance(kind, Rule) and id != "polyak"}
SHAPE = Network(**networks.RUN)
ROWS = data(SHAPE, *networks.moons(networks.RUN_ROWS))


def segment(id: str, since: int = 0, **numbers: float) -> Segment:
    rule = OPTIMIZERS[id]
    values = [(h.name, float(numbers.pop(h.name, h.default))) for h in rule.hyperparameters]
    assert not numbers
    return Segment(since, rule, tuple(values))


def plan(*segments: Segment, steps: int = 30, **told: Any) -> Plan:
    return Plan((), segments, steps, **told)


def trained(plan: Plan, start: Any = None, seed: int = 1) -> Training:
    """A small network, trained to its end."""
    shape, generator = network(task="binary"), np.random.default_rng(seed)
    rows = sample(shape, generator, 40)
    found = Training(shape, rows, generator.standard_normal(shape.size) if start is None else start, plan)
    found.advance(plan.steps)
    return found


def test_two_hundred_steps_of_adam_are_torchs() -> None:
    run = Training(SHAPE, ROWS, np.array(RUN["start"]), plan(segment("adam", lr=networks.RUN_LR), steps=200))
    run.advance(200)
    assert run.losses == pytest.approx(RUN["losses"], rel=1e-9)
    assert run.points[200] == pytest.approx(RUN["end"], rel=1e-9)


@pytest.mark.parametrize("case", RULES, ids=lambda case: case["optimizer"])
def test_two_hundred_steps_of_other_rules_are_torchs(case: dict[str, Any]) -> None:
    numbers = case["values"]
    run = Training(
        SHAPE, ROWS, np.array(RUN["start"]), plan(segment(case["optimizer"], **numbers), steps=200)
    )
    run.advance(200)
    assert run.losses[:: networks.RULE_EVERY] == pytest.approx(case["losses"], rel=1e-6)
    assert run.points[200] == pytest.approx(case["end"], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("id", TRAINING)
def test_every_rule_trains_and_records_the_exact_loss_and_gradient(id: str) -> None:
    run = trained(plan(segment(id), steps=25))
    assert run.step == 25
    objective = Objective(run.network, run.data)
    for step in (0, 1, 25):
        loss, gradient = objective.loss_and_gradient(run.points[step])
        assert run.losses[step] == loss
        assert (run.slopes[step] == gradient).all()
    assert (run.points[25] != run.points[0]).any()


# One weight and one bias: with a unit that is not bent, the loss is a formula in two variables.
LINE = "((w*{0} + b - {1})**2 + (w*{2} + b - {3})**2)/2"
PAIRS = ((0.5, 1.25), (-1.0, 0.75))


class Bent(Training):
    """A training on the same loss as a formula's, whatever the network would say."""

    def __init__(self, formula: str, start: Any, plan: Plan) -> None:
        shape = Network(1, (1,), 1)
        self.land = typed(formula)
        super().__init__(shape, data(shape, [0.0, 1.0], [0.0, 1.0]), np.zeros(shape.size), plan)
        self.points, self.slopes = np.empty((plan.steps + 1, 2)), np.empty((plan.steps + 1, 2))
        self._losses.clear()
        self.ended_at = None
        self.objective = self  # type: ignore[assignment]
        self._put(np.array(start))

    def loss(self, point: Any, rows: Any = None) -> float:
        return self.land.loss_at(point.tolist())

    def loss_and_gradient(self, point: Any, rows: Any = None) -> tuple[float, Any]:
        return self.loss(point), np.array(self.land.gradient_at(point.tolist()))


class TwoWeights:
    """How many weights a formula in two variables has."""

    size = 2


@pytest.mark.parametrize("id", TRAINING)
@pytest.mark.parametrize(
    "view", [View(), View(noise=0.3), View(clip=0.5), View(noise=0.1, clip=1.0, up=True)], ids=str
)
def test_a_rule_on_one_vector_is_the_rule_unrolled_over_two_coordinates(id: str, view: View) -> None:
    formula, start = LINE.format(*[number for pair in PAIRS for number in pair]), (1.5, -0.75)
    told = plan(segment(id), steps=40, view=view, seed=5)
    alone = Descent(typed(formula), replace(told, start=start))
    alone.advance(40)
    vector = Bent(formula, start, told)
    vector.network = TwoWeights()  # type: ignore[assignment]
    vector.advance(40)
    assert vector.step == alone.step == 40
    path = np.array(alone.path.points).T
    assert vector.points == pytest.approx(path, rel=1e-9, abs=1e-9)
    assert vector.losses == pytest.approx(alone.path.loss, rel=1e-9, abs=1e-9)
    assert vector.spent == alone.spent


TYPED = (
    "p = p - lr*g/(norm(g) + 1)",
    "m = where(t == 1, 1, m/2); p = p - lr*m*g",
    "s = dot(2, g); p = p - lr*(g + s/norm(1))",
    "q = p - lr*grad(p + lr*g); p = q + normal/100",
    "a = 3; p = where(norm(p) > a, 1, p - lr*g)",
)


@pytest.mark.parametrize("text", TYPED)
def test_a_typed_rule_means_the_same_on_one_vector(text: str) -> None:
    rule = replace(OPTIMIZERS["gd"], rule=text.replace("; ", "\n"), memory={})  # type: ignore[type-var]
    told = plan(Segment(0, rule, (("lr", 0.1), ("weight_decay", 0.0))), steps=12)
    formula, start = "w**2 + 3*b**2 + w*b", (1.5, 2.5)
    alone = Descent(typed(formula), replace(told, start=start))
    vector = Bent(formula, start, told)
    vector.network = TwoWeights()  # type: ignore[assignment]
    alone.advance(12)
    vector.advance(12)
    assert vector.step == alone.step == 12
    assert vector.points == pytest.approx(np.array(alone.path.points).T, rel=1e-9, abs=1e-9)


def test_vectors_of_noise_are_the_numbers_that_two_coordinates_would_be_shown() -> None:
    one, many = normals(3, RULE), drawn(3, RULE, 1500)
    assert np.concatenate([many(), many()]).tolist() == [one() for _ in range(3000)]


def test_advancing_bit_by_bit_gives_the_same_numbers() -> None:
    told = plan(
        segment("adam"), segment("adam", 10, lr=0.01), segment("momentum", 17, lr=0.1),
        view=View(batch=7, noise=0.1, clip=1.0), seed=4,
    )  # fmt: skip
    whole, parts = trained(told), trained(replace(told, steps=30))
    shape, generator = network(task="binary"), np.random.default_rng(1)
    parts = Training(shape, sample(shape, generator, 40), whole.points[0].copy(), told)
    for step in range(1, 31):
        parts.advance(step)
        assert parts.step == step
    assert (parts.points == whole.points).all()
    assert parts.spent == whole.spent == list(range(31))


def test_a_change_midway_keeps_the_memory_and_another_rule_begins_afresh() -> None:
    changed = trained(plan(segment("momentum", lr=0.1), segment("momentum", 10, lr=0.05)))
    same = trained(plan(segment("momentum", lr=0.1)))
    assert (changed.points[:11] == same.points[:11]).all()
    assert (changed.points[11] != same.points[11]).any()
    fresh = trained(plan(segment("momentum", lr=0.1), segment("gd", 10, lr=0.1)))
    assert fresh.points[11] == pytest.approx(fresh.points[10] - 0.1 * fresh.slopes[10], rel=1e-12)


def test_a_schedule_is_followed() -> None:
    halved = replace(
        segment("gd", lr=1.0),
        schedule=SCHEDULES["step"],
        schedule_values=(("step_size", 5.0), ("gamma", 0.5)),
    )
    run = trained(plan(halved, steps=10))
    moved = run.points[6] - run.points[5]
    assert moved == pytest.approx(-0.5 * run.slopes[5], rel=1e-12)


def test_a_batch_moves_the_run_and_all_rows_are_recorded() -> None:
    run = trained(plan(segment("gd", lr=1.0), view=View(batch=7), seed=3))
    objective, batches = Objective(run.network, run.data), Batches(40, 7, 3)
    for step in (0, 4, 29):
        _, slope = objective.loss_and_gradient(run.points[step], batches.at(step))
        assert run.points[step + 1] == pytest.approx(run.points[step] - slope, rel=1e-12, abs=1e-15)
        assert run.losses[step] == objective.loss(run.points[step])
        assert run.batch_loss(step) == objective.loss(run.points[step], batches.at(step))


def test_the_noise_is_of_the_size_that_is_asked_for() -> None:
    run = trained(plan(segment("gd", lr=1.0), view=View(noise=0.5), steps=60))
    shaken = run.points[1:] - run.points[:-1] + run.slopes[:-1]
    assert shaken.std() == pytest.approx(0.5, rel=0.05)


def broken(steps: int) -> Training:
    """A run that leaves all numbers behind within a few steps."""
    shape, wild = Network(1, (1,), 1), plan(segment("gd", lr=100.0), steps=steps)
    run = Training(shape, data(shape, [0.0, 1.0], [0.0, 1.0]), np.ones(4), wild)
    run.advance(steps)
    return run


def test_a_run_that_breaks_off_says_where_and_keeps_what_was_finite() -> None:
    run = broken(500)
    assert run.ended_at is not None
    assert run.done
    assert np.isfinite(run.points[: run.step + 1]).all()
    assert np.isfinite(run.losses).all()
    found = verdict(run)
    assert found.kind == "diverged"
    assert f"step {run.ended_at}" in found.text


def test_a_run_cut_short_is_the_run_that_a_shorter_plan_makes() -> None:
    long, short = plan(segment("adam", lr=0.05)), plan(segment("adam", lr=0.05), steps=12)
    cut, made = trained(long).cut(short), trained(short)
    assert cut.done
    assert cut.losses == made.losses
    assert (cut.points == made.points).all()
    assert (cut.slopes == made.slopes).all()
    assert cut.spent == made.spent
    assert verdict(cut) == verdict(made)


@pytest.mark.parametrize("before", [1, 0, -1])
def test_a_run_cut_short_about_its_break_ends_as_the_shorter_one_does(before: int) -> None:
    whole = broken(500)
    assert whole.ended_at is not None
    made = broken(whole.step - before)
    cut = whole.cut(made.plan)
    assert (cut.step, cut.ended_at, cut.losses) == (made.step, made.ended_at, made.losses)


def test_what_begins_where_there_is_no_number_could_not_begin() -> None:
    shape = Network(1, (1,), 1)
    run = Training(shape, data(shape, [0.0, 1.0], [0.0, 1.0]), np.full(4, 1e300), plan(segment("gd")))
    run.advance(5)
    assert (run.step, run.ended_at, run.done) == (0, 0, True)
    assert verdict(run).text.startswith("Could not begin")


@pytest.mark.parametrize("id", ["newton", "bfgs", "nelder_mead", "line_search", "annealing"])
def test_a_method_with_control_flow_is_refused_by_its_name(id: str) -> None:
    with pytest.raises(BadInput, match=OPTIMIZERS[id].name) as refused:
        check(OPTIMIZERS[id], View(), "b@20")
    assert refused.value.field == "b@20"


def test_a_rule_that_must_know_the_lowest_loss_is_refused() -> None:
    with pytest.raises(BadInput, match="lowest loss"):
        check(OPTIMIZERS["polyak"], View(), "a")
    for id in TRAINING:
        check(OPTIMIZERS[id], View(), id)


def test_verdicts_tell_rest_by_its_curvature_and_claim_no_lowest() -> None:
    stuck = trained(plan(segment("gd")), start=np.zeros(network(task="binary").size))
    assert verdict(stuck).kind in {"plateau", "moving"}
    fallen = trained(plan(segment("rprop"), steps=2000))
    found = verdict(fallen)
    assert found.is_global is None
    assert found.evidence["gradient_norm"] == pytest.approx(fallen.slope)
    assert "loss" in found.text


def test_a_verdict_on_a_run_that_falls_says_by_how_much() -> None:
    run = trained(plan(segment("gd", lr=0.1)))
    found = verdict(run)
    assert found.kind == "moving"
    assert "fell" in found.text
    assert verdict(trained(plan(segment("gd", lr=0.1), view=View(up=True)))).text.count("rose") == 1
