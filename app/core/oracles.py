"""How a run may ask a surface: exactly, with noise, clipped, upside down, or on some rows of the data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.core.landscape import Landscape
from app.core.language import parse
from app.core.loops import Recipe, once
from app.core.lowering import SHAKE, SPREAD
from app.core.program import Line, parse_rule
from app.core.tree import Call, Name

# Each purpose draws from a stream of its own, so that one run's appetite can't shift another's.
# 4 is that of the batches, in rows.py.
NOISE, RULE, METHOD, WEIGHTS, DIRECTIONS, PROBE = 1, 2, 3, 5, 6, 7

ADD_NOISE = Line("g", Call("+", (Name("g"), Call("*", (Name(SPREAD), Name(SHAKE))))))
CLIP = Line("g", parse("where(norm(g) > clip, g*(clip/norm(g)), g)", ("g", "clip"), rule=True))
ASCEND = Line("g", parse("-g", ("g",), rule=True))


@dataclass(frozen=True)
class View:
    """What a run gets to see of the gradient: exact, unless told otherwise.

    noise: standard deviation of the Gaussian noise on each component. clip: the largest norm let
    through, None for any. up: the gradient's sign is turned, so that descent climbs. batch: how many rows
    of the data each update is shown, None for all. replace: rows are drawn with replacement.
    """

    noise: float = 0.0
    clip: float | None = None
    up: bool = False
    batch: int | None = None
    replace: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that turn the exact gradient into the one shown."""
        chosen = ((ADD_NOISE, self.noise > 0), (CLIP, self.clip is not None), (ASCEND, self.up))
        return tuple([line for line, wanted in chosen if wanted])


def normals(seed: int, purpose: int) -> Callable[[], float]:
    """An endless stream of standard normal numbers, the same for every run with this seed."""
    generator = np.random.default_rng([seed, purpose])
    blocks = iter(lambda: generator.standard_normal(1024).tolist(), None)
    return chain.from_iterable(blocks).__next__


class Oracle:
    """Answers what a method asks at points of its own choice, and counts the questions.

    evaluations: one for each gradient, with which the loss there comes, one for each loss asked for
    on its own, and one a coordinate for each Hessian; since they were last settled.
    """

    def __init__(self, landscape: Landscape, view: View, noise: Callable[[], float]) -> None:
        self.landscape = landscape
        self.view = view
        self.noise = noise
        self.sign = -1.0 if view.up else 1.0
        self.losses = self.gradients = self.hessians = 0
        self.evaluations = 0
        self.alone: Sequence[float] | None = None
        self.known: Sequence[float] | None = None

    def settle(self) -> int:
        """How many evaluations there were since this was last asked."""
        spent, self.evaluations = self.evaluations, 0
        self.alone = self.known = None
        return spent

    def loss(self, point: Sequence[float]) -> float:
        """The exact loss (its negative for ascent)."""
        self.losses += 1
        if point not in (self.known, self.alone):
            self.evaluations += 1
            self.alone = point
        return self.sign * self.landscape.loss_at(point)

    def gradient(self, point: Sequence[float]) -> tuple[float, ...]:
        """The gradient as this run is shown it."""
        self.gradients += 1
        self.evaluations += point != self.alone
        self.alone, self.known = None, point
        exact = self.landscape.gradient_at(point)
        if not self.view.lines:
            return exact
        told = (None, self.view.clip, self.view.noise)
        state = (*point, 0.0, *exact)
        return _shown(self.view, len(point))(state, 0, 0, told, None, None, self.noise)[-len(point) :]

    def hessian(self, point: Sequence[float]) -> NDArray[np.float64]:
        """The exact Hessian (its negative for ascent), shape (d, d)."""
        self.hessians += 1
        self.evaluations += len(point)
        return self.sign * self.landscape.hessian_at(point)


@lru_cache(maxsize=32)
def _shown(view: View, dimension: int) -> Callable[..., tuple[float, ...]]:
    nothing = parse("0", ())
    variables = tuple([f"x{i}" for i in range(dimension)])
    recipe = Recipe(nothing, (nothing,) * dimension, variables, parse_rule("p = g", ()), view.lines)
    return once(recipe)[0]
