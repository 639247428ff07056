"""A surface bound to its parameters: everything that can be asked of a loss at a point."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import calculus
from app.core.compile import function
from app.core.errors import BadInput
from app.core.language import parse
from app.core.moments import quickened
from app.core.rows import Indices, Rows
from app.core.surfaces.surface import Parameters, Point, Surface, Window
from app.core.tree import Node, Number, fold, names_in, substitute

# In this order they are a typed formula's first and second variable.
VARIABLES = ("x", "y", "w", "b")

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """What is known of a surface's lowest points: global minima, further ones, a bound to all losses."""

    minima: tuple[Point, ...] = ()
    local_minima: tuple[Point, ...] = ()
    floor: float | None = None


@dataclass(frozen=True)
class Landscape:
    """A loss over one or two variables, with its exact gradient and Hessian.

    formula: the loss over `variables` and the parameters' names. parameters: their values. minima:
    the known global minima, each with its loss; local_minima likewise. best: the lowest loss that
    is known to exist, None where none is. rows: the data that the loss is a mean over, where it is one.
    proven: nothing lies lower than `best`; else it is the lowest that a search of the window found.
    search: finds what is known, once somebody asks; None where `known_minima` and the like say it.
    """

    variables: tuple[str, ...]
    formula: Node
    parameters: tuple[tuple[str, float], ...]
    window: Window
    start: Point
    known_minima: tuple[Point, ...] = ()
    known_local_minima: tuple[Point, ...] = ()
    floor: float | None = None
    rows: Rows | None = None
    proven: bool = True
    search: Callable[[], Known] | None = field(default=None, compare=False)

    @property
    def dimension(self) -> int:
        """How many variables the loss has: 1 or 2."""
        return len(self.variables)

    @cached_property
    def gradient(self) -> tuple[Node, ...]:
        """The partial derivatives as trees, parameters by name."""
        return calculus.gradient(self.formula, self.variables)

    @cached_property
    def hessian(self) -> tuple[tuple[Node, ...], ...]:
        """The second partial derivatives as trees, parameters by name."""
        return calculus.hessian(self.formula, self.variables)

    def bound(self, tree: Node) -> Node:
        """A tree with the parameters' numbers put in."""
        return fold(substitute(tree, {name: Number(value) for name, value in self.parameters}))

    @cached_property
    def bound_loss(self) -> Node:
        """The loss as a tree over the variables alone."""
        return self.bound(self.formula)

    @cached_property
    def bound_gradient(self) -> tuple[Node, ...]:
        """The gradient as trees over the variables alone."""
        return tuple([self.bound(tree) for tree in self.gradient])

    @cached_property
    def known(self) -> Known:
        """What is known of the lowest points."""
        if self.search is not None:
            return self.search()
        return Known(self.known_minima, self.known_local_minima, self.floor)

    @cached_property
    def minima(self) -> tuple[tuple[Point, float], ...]:
        """The known global minima, each with its loss."""
        return tuple([(point, self.loss_at(point)) for point in self.known.minima])

    @cached_property
    def local_minima(self) -> tuple[tuple[Point, float], ...]:
        """Further known minima, each with its loss."""
        return tuple([(point, self.loss_at(point)) for point in self.known.local_minima])

    @cached_property
    def best(self) -> float | None:
        """The lowest loss known to be reached, or approached without end."""
        return min([loss for _, loss in self.minima], default=self.known.floor)

    @cached_property
    def _loss(self) -> Callable[..., tuple[float]]:
        return self._compiled((self.bound_loss,))

    @cached_property
    def _gradient(self) -> Callable[..., tuple[float, ...]]:
        return self._compiled(self.bound_gradient)

    @cached_property
    def _hessian(self) -> Callable[..., tuple[float, ...]]:
        return self._compiled(tuple([self.bound(tree) for row in self.hessian for tree in row]))

    def _compiled(self, trees: tuple[Node, ...]) -> Callable[..., tuple[Any, ...]]:
        """A function of the point alone, the data put in."""
        if self.rows is None:
            return function(trees, self.variables)
        compute, arrays = function(trees, (*self.variables, *self.rows.names)), self.rows.arrays
        return lambda *point: compute(*point, *arrays)

    @cached_property
    def _losses(self) -> Callable[..., Any]:
        if self.rows is None:
            return function((self.bound_loss,), self.variables, True)
        compute, rows = function((self.bound_loss,), (*self.variables, *self.rows.names), True), self.rows

        def exact(*coordinates: Floats) -> Floats:
            return rows.swept(compute, coordinates)

        losses = quickened(self.bound_loss, self.variables, rows, exact) or exact
        return lambda *coordinates: (losses(*coordinates),)

    def on(self, indices: Indices) -> Landscape:
        """The landscape of some of the rows alone; nothing is known of its minima."""
        if self.rows is None:
            raise TypeError("no rows")
        taken = self.rows.taken(indices)
        return replace(self, rows=taken, known_minima=(), known_local_minima=(), floor=None, search=None)

    @cached_property
    def _over_rows(self) -> Callable[..., tuple[Any, ...]]:
        return function((self.bound_loss,), (*self.variables, *(self.rows.names if self.rows else ())))

    def loss_on(self, indices: Indices, point: Sequence[float]) -> float:
        """The loss at a point over some of the rows alone; nan where it is not defined."""
        columns = [column[indices] for column in self.rows.arrays] if self.rows else []
        return _tried(self._over_rows, (*point, *columns), 1)[0]

    def loss_at(self, point: Sequence[float]) -> float:
        """The loss at a point; nan where it is not defined."""
        return _tried(self._loss, point, 1)[0]

    def gradient_at(self, point: Sequence[float]) -> tuple[float, ...]:
        """The gradient at a point, one number a coordinate; nan where it is not defined."""
        # Off the domain a derivative's formula may still give numbers; they are no slopes of anything.
        if not math.isfinite(self.loss_at(point)):
            return (math.nan,) * self.dimension
        return _tried(self._gradient, point, self.dimension)

    def hessian_at(self, point: Sequence[float]) -> Floats:
        """The Hessian at a point, shape (d, d); nan where it is not defined."""
        if not math.isfinite(self.loss_at(point)):
            return np.full((self.dimension, self.dimension), math.nan)
        entries = _tried(self._hessian, point, self.dimension**2)
        return np.array(entries, dtype=float).reshape(self.dimension, self.dimension)

    def loss_of(self, *coordinates: Floats) -> Floats:
        """The loss on arrays, one a variable, that broadcast together; inf or nan where it is not defined."""
        with np.errstate(all="ignore"):
            shape = np.broadcast_shapes(*[np.shape(c) for c in coordinates])
            return np.array(np.broadcast_to(self._losses(*coordinates)[0], shape), dtype=float)


def _tried(compute: Callable[..., tuple[float, ...]], point: Sequence[Any], count: int) -> tuple[float, ...]:
    try:
        # Over rows of data a value that does not exist is inf or nan, and no exception.
        with np.errstate(all="ignore"):
            return compute(*point)
    except (ArithmeticError, ValueError):
        return (math.nan,) * count


def landscape(surface: Surface, parameters: Mapping[str, float] | None = None) -> Landscape:
    """The surface with these parameters, defaults for those not given."""
    values = {p.name: p.default for p in surface.parameters} | dict(parameters or {})
    text = _given(surface.formula, values)
    tree = parse(text, {*surface.variables, *values}, limited=not callable(surface.formula))
    return Landscape(
        variables=surface.variables,
        formula=tree,
        parameters=tuple(sorted(values.items())),
        window=_given(surface.window, values),
        start=_given(surface.start, values),
        known_minima=_given(surface.minima, values),
        known_local_minima=_given(surface.local_minima, values),
        floor=surface.floor,
    )


def _given(told: Any, values: Parameters) -> Any:
    return told(values) if callable(told) else told


def typed(text: str, field: str = "formula") -> Landscape:
    """The landscape of a formula that a user typed, in one or two of x, y, w, b.

    The window is -5 to 5 in each variable and the start lies at 2, or (2, 1): nothing more can be
    known of it. BadInput under `field` where the formula is refused.
    """
    tree = parse(text, VARIABLES, field)
    calculus.check_size(tree, field)
    used = tuple([name for name in VARIABLES if name in names_in(tree)])
    if not 1 <= len(used) <= 2:
        found = "no variable" if not used else f"{len(used)} variables ({', '.join(used)})"
        raise BadInput(field, f"The formula has {found}: use one or two of {', '.join(VARIABLES)}.")
    size = len(used)
    return Landscape(used, tree, (), ((-5.0, 5.0),) * size, (2.0, 1.0)[:size])
