"""The optimizers with control flow: what they ask, where they go, and the arithmetic they show."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.core.functions import EVERYTHING
from app.core.landscape import Landscape, typed
from app.core.language import parse
from app.core.optimizers.method import Point, Value, Walk
from app.core.tree import Call, Name, Node, Number
from tests.core.optimizers.running import METHODS, points, run, settings

HIMMELBLAU = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"
ROSENBROCK = "(1 - x)**2 + 100*(y - x**2)**2"
WAVY = "0.1*x**2 + sin(3*x)"
STARTS = [
    (HIMMELBLAU, (1.0, 0.5)),
    (ROSENBROCK, (-1.2, 1.0)),
    ("x**2 - y**2 + y**4", (1.0, 0.1)),
    (WAVY, (3.0,)),
]

each = pytest.mark.parametrize("name", METHODS)


class Asked:
    """Answers exactly, and remembers what was asked for."""

    def __init__(self, landscape: Landscape) -> None:
        self.landscape = landscape
        self.kinds: set[str] = set()

    def loss(self, point: Point) -> float:
        self.kinds.add("loss")
        return self.landscape.loss_at(point)

    def gradient(self, point: Point) -> Point:
        self.kinds.add("gradient")
        return self.landscape.gradient_at(point)

    def hessian(self, point: Point) -> Any:
        self.kinds.add("hessian")
        return self.landscape.hessian_at(point)


def begin(name: str, formula: str, start: Point, **values: float) -> tuple[Walk, Asked, float]:
    asked, method = Asked(typed(formula)), METHODS[name]
    chosen = dict(settings(method, values))
    return method.begin(asked, start, chosen, np.random.default_rng(3)), asked, chosen["lr"]


def evaluate(node: Node, numbers: Mapping[str, Value]) -> Any:
    """A tree's value on NumPy arrays: independent of the walk, and of how it computes."""
    match node:
        case Number(value):
            return np.float64(value)
        case Name(id):
            return np.asarray(numbers[id], dtype=float)
        case Call("norm", (inner,)):
            return np.linalg.norm(evaluate(inner, numbers))
        case Call("dot", (left, right)):
            return np.sum(evaluate(left, numbers) * evaluate(right, numbers))
        case Call(function, arguments):
            return EVERYTHING[function].arrays(*[evaluate(a, numbers) for a in arguments])


@each
@pytest.mark.parametrize(("formula", "start"), STARTS)
def test_each_line_evaluated_with_its_numbers_gives_its_value(name: str, formula: str, start: Point) -> None:
    walk, _, lr = begin(name, formula, start)
    for _ in range(40):
        point = walk.step(lr)
        lines = walk.lines()
        for line in lines:
            value = evaluate(parse(line.formula, line.numbers, rule=True), line.numbers)
            scale = max([1.0, *[float(np.max(np.abs(n))) for n in line.numbers.values()]])
            assert value == pytest.approx(np.asarray(line.value), rel=1e-9, abs=1e-12 * scale)
        assert lines[-1].name == "p"
        assert lines[-1].value == point == walk.point


@each
def test_every_name_in_the_arithmetic_is_explained(name: str) -> None:
    method = METHODS[name]
    known = {"p", "g", "t", "loss", "normal"} | {h.name for h in method.hyperparameters} | set(method.symbols)
    for formula, start in STARTS:
        walk, _, lr = begin(name, formula, start)
        for _ in range(30):
            walk.step(lr)
            for line in walk.lines():
                for used in {line.name, *line.numbers}:
                    assert used in known or used.split("_")[0] in known | {"h"}


@each
def test_a_method_asks_for_no_more_and_no_less_than_it_says(name: str) -> None:
    walk, asked, lr = begin(name, HIMMELBLAU, (1.0, 0.5))
    for _ in range(5):
        walk.step(lr)
    assert asked.kinds == set(METHODS[name].uses)


@each
def test_a_method_stays_finite_at_a_minimum_that_it_starts_on(name: str) -> None:
    walk, _, lr = begin(name, "(x - 1)**2 + (y - 2)**2", (1.0, 2.0))
    ends = [walk.step(lr) for _ in range(50)]
    assert np.isfinite(ends).all()
    if name != "annealing":
        assert set(ends) == {(1.0, 2.0)}


@pytest.mark.parametrize("name", ["line_search", "conjugate_gradient", "bfgs", "nelder_mead"])
@pytest.mark.parametrize(("formula", "start"), STARTS)
def test_searches_never_go_uphill(name: str, formula: str, start: Point) -> None:
    loss = run(formula, name, start, 60).path.loss
    assert all(after <= before for before, after in pairwise(loss))


@pytest.mark.parametrize(
    "name", ["line_search", "barzilai_borwein", "conjugate_gradient", "bfgs", "nelder_mead"]
)
@pytest.mark.parametrize("formula", ["x**2 + 7*y**2", "x**4 + y**4", "sqrt(1 + x**2 + y**2)"])
def test_a_method_that_has_come_as_close_as_numbers_go_stays_there(name: str, formula: str) -> None:
    descent = run(formula, name, (0.6, 0.3), 1500)
    assert descent.ended_at is None
    assert points(descent)[-1] == pytest.approx([0.0, 0.0], abs=0.01)


def test_newton_needs_one_step_on_a_bowl_and_goes_to_a_saddle_or_a_hilltop_as_surely() -> None:
    assert points(run("3*x**2 + x*y + y**2 - x", "newton", (4.0, -7.0), 1))[1] == pytest.approx(
        [2 / 11, -1 / 11]
    )
    assert points(run("x**2 - y**2", "newton", (1.0, 0.01), 1))[1] == pytest.approx([0.0, 0.0])
    assert points(run(HIMMELBLAU, "newton", (0.0, 0.0), 10))[-1] == pytest.approx(
        [-0.270845, -0.923039], abs=1e-6
    )


def test_newton_ends_its_run_where_the_hessian_is_singular() -> None:
    assert run("x**3 + y**2", "newton", (0.0, 1.0), 5).ended_at == 1


def test_conjugate_gradient_needs_two_steps_on_a_bowl() -> None:
    descent = run("x**2 + 20*y**2 + x*y", "conjugate_gradient", (4.0, 1.0), 2, c2=0.01)
    assert descent.path.loss[2] < 1e-4 * descent.path.loss[0]


def test_bfgs_learns_the_inverse_hessian_of_a_bowl() -> None:
    walk, _, lr = begin("bfgs", "x**2 + 2*y**2 + x*y", (3.0, -2.0))
    for _ in range(8):
        walk.step(lr)
    assert walk.inverse == [
        pytest.approx([4 / 7, -1 / 7], rel=1e-2),
        pytest.approx([-1 / 7, 2 / 7], rel=1e-2),
    ]  # type: ignore[attr-defined]


def test_a_line_search_takes_the_first_length_that_falls_enough() -> None:
    walk, _, lr = begin("line_search", "x**2", (1.0,), c1=0.1)
    # lr 1 leads to -1, as high as before; half of it to the minimum.
    assert walk.step(lr) == (0.0,)
    assert {line.name: line.value for line in walk.lines()}["a"] == 0.5


def test_searches_leave_a_place_without_loss_out() -> None:
    for name in ("line_search", "conjugate_gradient", "bfgs"):
        descent = run("x - log(x)", name, (3.0,), 60, lr=50.0)
        assert descent.ended_at is None
        assert points(descent)[-1] == pytest.approx([1.0], abs=1e-5)


def test_annealing_accepts_rises_as_often_as_its_temperature_says() -> None:
    walk, _, _ = begin("annealing", "x", (0.0,), temperature=1.0, cooling=1.0)
    went = []
    for _ in range(4000):
        before = walk.point
        after = walk.step(0.5)
        numbers = {line.name: line.value for line in walk.lines()}
        if numbers["rise"] > 0:  # type: ignore[operator]
            went.append((numbers["chance"], after != before))
    expected = sum([chance for chance, _ in went])
    spread = math.sqrt(sum([chance * (1 - chance) for chance, _ in went]))
    assert abs(sum([moved for _, moved in went]) - expected) < 4 * spread


def test_annealing_leaves_a_shallow_minimum_for_a_deep_one() -> None:
    two_wells = "0.05*x**4 - x**2 + 0.8*x"
    descent = run(two_wells, "annealing", (2.9,), 600)
    assert points(descent)[-1] == pytest.approx([-3.35], abs=0.3)
    assert points(run(two_wells, "gd", (2.9,), 600))[-1] > 2


def test_values_put_in_place_midway_are_used_from_the_next_step_on() -> None:
    walk, _, lr = begin("annealing", "x**2", (3.0,))
    walk.step(lr)
    walk.values = {**walk.values, "temperature": 5.0, "cooling": 1.0}
    walk.step(lr)
    assert walk.lines()[0].value == 5.0
