"""A model bound to a loss and to data: the surface over its weights, and what it answers at a point of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from app.core import calculus
from app.core.compile import function
from app.core.fits.bottom import Bottom, convex, searched
from app.core.fits.framing import framed
from app.core.fits.losses import CLASSES, LOSSES, Loss
from app.core.fits.model import Model, rowed, scored
from app.core.landscape import Known, Landscape
from app.core.language import parse
from app.core.rows import Floats, Rows
from app.core.surfaces.surface import Point, Window
from app.core.tables.scaling import Scaling
from app.core.tree import ROW, Call, Name, Node, Number, substitute

PENALTIES = ("l1", "l2")
# A mean cross-entropy below this is no row's doubt, but a computer's.
_SURE = 1e-9
# Looking everywhere in the window for the lowest point takes seconds with so many rows, a minute with more.
_SEARCHED = 10_000


@dataclass(frozen=True, eq=False)
class Fit:
    """A model, a loss and rows of data.

    inputs: a column for each of the model's inputs, shape (rows,), as the model sees them; scalings: how
    each came from the table's. target: what the model is to answer;
    for a loss of classes 0 or 1. numbers: the loss's own parameters and the strengths `l1` and `l2` of the
    penalties l1·Σ|w| and l2·Σw² over all weights, where they are not 0.
    """

    model: Model
    loss: str
    inputs: tuple[Floats, ...]
    target: Floats
    numbers: Mapping[str, float]
    scalings: tuple[Scaling, ...]
    window: Window | None = None
    start: Point | None = None

    @property
    def kind(self) -> Loss:
        """The loss's definition."""
        return LOSSES[self.loss]

    @cached_property
    def answer(self) -> Node:
        """What the loss compares with the target: the model, or its score."""
        return scored(self.model.tree) if self.kind.of_score else self.model.tree

    @cached_property
    def row_loss(self) -> Node:
        """The loss of one row, over the weights and the row's columns."""
        formula = parse(self.kind.formula, {"f", "y", *[p.name for p in self.kind.parameters]})
        columns = rowed((*self.model.inputs, "y"), ROW)
        return substitute(substitute(formula, {"f": self.answer}), columns)

    @cached_property
    def formula(self) -> Node:
        """The mean over the rows, and the penalties."""
        penalties: dict[str, list[Node]] = {
            "l1": [Call("abs", (Name(w),)) for w in self.model.weights],
            "l2": [Call("**", (Name(w), Number(2.0))) for w in self.model.weights],
        }
        total: Node = Call("mean", (self.row_loss,))
        for name in [name for name in PENALTIES if self.numbers.get(name)]:
            total = Call("+", (total, Call("*", (Name(name), _sum(penalties[name])))))
        return total

    @cached_property
    def rows(self) -> Rows:
        """The data as the loss goes through it."""
        names = [f"{name}{ROW}" for name in (*self.model.inputs, "y")]
        return Rows(tuple(zip(names, (*self.inputs, self.target), strict=True)))

    @property
    def answers_score(self) -> bool:
        """Whether the model answers a score, below 0 for one kind and above for the other."""
        return self.kind.target == CLASSES and self.answer == self.model.tree

    @property
    def two_kinds(self) -> bool:
        """Whether the target has two kinds, 0 and 1."""
        return bool(np.isin(self.target, (0.0, 1.0)).all())

    @property
    def table_inputs(self) -> tuple[Floats, ...]:
        """The columns that go in, in the table's own units."""
        return tuple([s.undo(column) for s, column in zip(self.scalings, self.inputs, strict=True)])

    @property
    def is_convex(self) -> bool:
        """Whether any minimum is the lowest point: proven by the model's form."""
        tree = self.answer
        return Model("", tree, self.model.inputs, self.model.weights).is_affine

    @property
    def is_kinked(self) -> bool:
        """Whether the slope may jump somewhere."""
        return self.kind.kinked or bool(self.numbers.get("l1")) or self.model.is_kinked

    @cached_property
    def bare(self) -> Landscape:
        """The surface over the weights, of which nothing is known yet."""
        names = sorted([p.name for p in self.kind.parameters] + [n for n in PENALTIES if self.numbers.get(n)])
        return Landscape(
            self.model.weights,
            self.formula,
            tuple([(name, float(self.numbers[name])) for name in names]),
            ((-5.0, 5.0),) * len(self.model.weights),
            self.start or (0.0,) * len(self.model.weights),
            rows=self.rows,
        )

    @cached_property
    def landscape(self) -> Landscape:
        """The same, framed, with its lowest points where they could be found."""
        return self._convex(self.bare) if self.is_convex else self._searched(self.bare)

    def _convex(self, bare: Landscape) -> Landscape:
        bottom = convex(bare, _wider(framed(self, None)), self.is_kinked)
        penalized = any(self.numbers.get(name) for name in PENALTIES)
        if self.kind.of_score and not penalized and bottom.depth is not None and bottom.depth < _SURE:
            # Weights that tell all rows apart tell them apart more surely when they are larger: the loss
            # falls for ever, and came to rest only where numbers are too coarse to tell.
            bottom = Bottom()
        return _with(bare, self.window or framed(self, bottom.at), bottom)

    def _searched(self, bare: Landscape) -> Landscape:
        window = self.window or bare.window
        if self.start is None and not any(bare.gradient_at(bare.start)):
            # From where nothing slopes no run would ever get away.
            bare = replace(bare, start=(2.0, 1.0)[: bare.dimension])
        # Whoever only asks where a run may start need not wait for a search of the window.
        hidden = self.is_kinked or len(self.rows) > _SEARCHED
        search = None if hidden else partial(_found, bare, window)
        return replace(bare, window=window, proven=False, search=search)

    def answers(self, weights: Sequence[float], *inputs: Floats) -> Floats:
        """What the model answers to inputs in the table's own units, arrays of one shape."""
        tree, names = self.model.tree, (*self.model.inputs, *self.model.weights)
        seen = [scaling.apply(column) for scaling, column in zip(self.scalings, inputs, strict=True)]
        with np.errstate(all="ignore"):
            told = function((tree,), names, True)(*seen, *weights)[0]
        return np.array(np.broadcast_to(told, np.broadcast_shapes(*[i.shape for i in inputs])), dtype=float)

    def shares(self, weights: Sequence[float]) -> tuple[Floats, ...]:
        """Each row's loss and its gradient by each weight, shape (rows,); their means are the surface's own.

        Penalties are no row's share and left out.
        """
        with np.errstate(all="ignore"):
            told = self._shares(*weights, *self.rows.arrays)
        return tuple([np.array(np.broadcast_to(one, self.target.shape), dtype=float) for one in told])

    @cached_property
    def _shares(self) -> Any:
        bound = self.bare.bound(self.row_loss)
        slopes = calculus.gradient(bound, self.model.weights)
        return function((bound, *slopes), (*self.model.weights, *self.rows.names), True)


def _sum(terms: list[Node]) -> Node:
    total, *others = terms
    for term in others:
        total = Call("+", (total, term))
    return total


def _wider(window: Window) -> Window:
    return tuple([(low - 4 * (high - low), high + 4 * (high - low)) for low, high in window])


def _found(bare: Landscape, window: Window) -> Known:
    bottom = searched(bare, window)
    return Known(bottom.lowest, bottom.others, bottom.depth)


def _with(bare: Landscape, window: Window, bottom: Bottom) -> Landscape:
    return replace(
        bare,
        window=window,
        known_minima=bottom.lowest,
        known_local_minima=bottom.others,
        floor=bottom.depth,
        proven=bottom.proven,
    )
