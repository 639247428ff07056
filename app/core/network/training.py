"""A network on its way down: every step's weights, exact loss and exact gradient, recorded."""

from __future__ import annotations

import math
from collections.abc import Callable
from copy import copy
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from app.core import vectors
from app.core.compile import function
from app.core.errors import BadInput, attempt
from app.core.lowering import SPREAD
from app.core.network.data import Data
from app.core.network.network import Network
from app.core.network.objective import Objective
from app.core.optimizers.rule import Rule
from app.core.oracles import NOISE, RULE, View
from app.core.passage import Passage
from app.core.plan import Optimizer, Plan, Segment, program_of, rates
from app.core.rows import Batches

Floats = NDArray[np.float64]
FIELD = "a"
Asked = tuple[Callable[[Floats], Floats], Callable[[Floats], float]]


def check(optimizer: Optimizer, view: View, field: str) -> None:
    """BadInput under `field` where an optimizer can't train a network."""
    if not isinstance(optimizer, Rule):
        raise BadInput(
            field,
            f"{optimizer.name} chooses its own points, which takes more than a gradient a step, so it can't "
            "train a network here: choose a rule, such as momentum or adam.",
        )
    if "best" in program_of(optimizer, field).reads:
        raise BadInput(
            field, f"{optimizer.name} needs to know the lowest loss there is; of a network it is not known."
        )


def trains(optimizer: Optimizer) -> bool:
    """Whether an optimizer can train a network."""
    problems: list[BadInput] = []
    attempt(partial(check, optimizer, View(), FIELD), problems)
    return not problems


class Training(Passage["VectorWalk"]):
    """One run of a plan through a network's weights, as far as it has been advanced.

    points, slopes: the weights and the exact gradient at each step, shape (steps + 1, size); rows behind
    `step` mean nothing yet. losses: the exact loss over all rows at each step so far, whatever the run was
    shown. It is no safe thing for two threads to advance at once; what is recorded is never changed.
    """

    def __init__(self, network: Network, data: Data, start: Floats, plan: Plan) -> None:
        super().__init__(plan)
        self.network = network
        self.data = data
        self.objective = Objective(network, data)
        self.points = np.empty((plan.steps + 1, network.size))
        self.slopes = np.empty_like(self.points)
        self._losses: list[float] = []
        size, again = plan.view.batch, plan.view.replace
        self.batches = Batches(len(data), size, plan.seed, again) if size else None
        if not self._put(start):
            self.ended_at = 0

    def _put(self, point: Floats) -> bool:
        """Record a point if its loss is finite, and the first in any case; whether the run can go on."""
        loss, gradient = self.objective.loss_and_gradient(point)
        begun = bool(self._losses)
        if begun and not (math.isfinite(loss) and np.isfinite(point).all()):
            return False
        self.points[len(self._losses)], self.slopes[len(self._losses)] = point, gradient
        self._losses.append(loss)
        return math.isfinite(loss) and bool(np.isfinite(gradient).all())

    @property
    def step(self) -> int:
        return len(self._losses) - 1

    @property
    def losses(self) -> list[float]:
        return self._losses

    @property
    def batched(self) -> bool:
        return self.batches is not None

    @property
    def point(self) -> Floats:
        """Where the run is, shape (size,)."""
        return np.array(self.points[self.step])

    @property
    def slope(self) -> float:
        """The length of the gradient there."""
        return self.slope_at(self.step)

    def slope_at(self, step: int) -> float:
        """The same at a step that was made."""
        # Some processors flag the squares of enormous numbers, others do not.
        with np.errstate(over="ignore", invalid="ignore"):
            return float(np.linalg.norm(self.slopes[step]))

    def cut(self, plan: Plan) -> Training:
        """This run under a plan that says the same for fewer steps, which it has made already."""
        found, end = copy(self), plan.steps + 1
        found.__dict__.pop("_aside", None)
        found.plan, found.spent = plan, self.spent[:end]
        found.points, found.slopes, found._losses = self.points[:end], self.slopes[:end], self._losses[:end]
        if self.ended_at is not None and self.ended_at > plan.steps:
            found.ended_at = None
        return found

    def begun(self, segment: Segment) -> VectorWalk:
        return VectorWalk(self, segment)

    def sloped(self, step: int) -> bool:
        return bool(np.isfinite(self.slopes[step]).all())

    def batch_loss(self, step: int) -> float:
        """The loss at point `step` on the rows that the update leaving it is shown."""
        assert self.batches is not None
        # Others may be training with the objective's buffers meanwhile.
        return self._aside.loss(self.points[step], self.batches.at(step))

    @cached_property
    def _aside(self) -> Objective:
        return Objective(self.network, self.data)

    def asked(self, step: int) -> Asked:
        """The gradient and the loss as the update leaving point `step` is shown them."""
        rows = self.batches.at(step) if self.batches else None
        ask, loss = self.objective.loss_and_gradient, self.objective.loss
        return lambda point: ask(point, rows)[1], lambda point: loss(point, rows)

    def arrive(self, point: Floats) -> tuple[float, Floats] | None:
        """Record a new point; its loss and gradient, None where the run can't go on from it."""
        if not self._put(point):
            return None
        return self._losses[-1], self.slopes[self.step]

    def pay(self, cost: int) -> None:
        """Book what each step since the last payment cost."""
        before, steps = self.spent[-1], len(self._losses) - len(self.spent)
        self.spent.extend([before + cost * step for step in range(1, steps + 1)])


class VectorWalk:
    """A rule on its way through the weights: its memory, and the compiled loop that moves it."""

    def __init__(self, training: Training, segment: Segment) -> None:
        self.training = training
        self.since = segment.since
        seed, size = training.plan.seed, training.network.size
        self.draws = drawn(seed, RULE, size), drawn(seed, NOISE, size)
        self.retune(segment)
        self.memory = self.fresh()

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""
        plan = self.training.plan
        if not isinstance(segment.optimizer, Rule):
            raise TypeError(segment.optimizer)
        self.rates = rates(segment, plan.steps)
        self.values = dict(segment.values)
        idle = tuple([name for name, value in segment.values if value == 0.0 and name != "lr"])
        program = program_of(segment.optimizer)
        self.recipe = vectors.recipe_of(
            program, plan.view.lines, self.rates is not None, idle, self.training.batched
        )
        told = self.values | {"best": None, "clip": plan.view.clip, SPREAD: plan.view.noise}
        self.told = tuple([told[name] for name in self.recipe.told])

    def fresh(self) -> tuple[Any, ...]:
        """The memory before the first step."""
        names, size = tuple(self.values), self.training.network.size
        found = []
        for (_, tree), (_, held) in zip(self.recipe.program.memory, self.recipe.memory(), strict=True):
            value = function((tree,), names)(*self.values.values())[0]
            found.append(np.full(size, float(value)) if isinstance(held, tuple) else value)
        return tuple(found)

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""
        at = self.training
        state = (at.points[step], *self.memory, at.losses[step], at.slopes[step])
        move = vectors.train(self.recipe)
        with np.errstate(all="ignore"):
            reached, after, whole = move(
                state, step, last, self.since, self.told, self.rates, *self.draws, at.asked, at.arrive
            )
        at.pay(self.recipe.program.evaluations)
        if not whole:
            return at.step, False
        self.memory = after[1:-2]
        return reached, True


def drawn(seed: int, purpose: int, size: int) -> Callable[[], Floats]:
    """An endless stream of vectors of standard normal numbers: those of `normals`, in their order."""
    generator = default_rng([seed, purpose])
    return lambda: generator.standard_normal(size)
