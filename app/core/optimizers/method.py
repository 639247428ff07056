"""An optimizer with control flow: what it may ask, how it walks, and how it shows its arithmetic."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app.core.hyperparameters import Hyperparameter

Point = tuple[float, ...]
Value = float | Point


class Ask(Protocol):
    """What a method may ask about the surface: as shown to the run, and counted."""

    def loss(self, point: Point) -> float:
        """The loss at a point; nan where it does not exist."""

    def gradient(self, point: Point) -> Point:
        """The slope along each coordinate."""

    def hessian(self, point: Point) -> NDArray[np.float64]:
        """The second derivatives, of shape (d, d)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the last step's arithmetic.

    formula: text in the small language. numbers: the value of each name in it, before this line
    assigns anything; a tuple has one value for each coordinate. value: what the formula gives.
    """

    name: str
    formula: str
    numbers: Mapping[str, Value]
    value: Value


class Walk(ABC):
    """One run of a method, from one point on.

    values: the hyperparameters, read anew at each step, so that a caller may put others in their
    place midway. What is not finite is met with ArithmeticError, or leads to a point that is not.
    """

    def __init__(self, ask: Ask, point: Point, values: Mapping[str, float], rng: np.random.Generator) -> None:
        self.ask = ask
        self.point = point
        self.values = values
        self.rng = rng
        self.shown: list[Line] = []

    @abstractmethod
    def step(self, lr: float) -> Point:
        """Go on by one recorded step, and return where that leads."""

    def lines(self) -> list[Line]:
        """The arithmetic of the last step, in order; the last line gives `p`."""
        return self.shown


@dataclass(frozen=True, kw_only=True)
class Method:
    """An optimizer that decides as it goes: a search along a line, a simplex, a chance.

    walk: makes a Walk from (ask, point, values, rng). formula: the step in a few lines of the small
    language, for reading; `symbols` says what their names stand for, control flow included.
    uses: what it asks for, of loss, gradient and hessian.
    """

    name: str
    hyperparameters: tuple[Hyperparameter, ...]
    story: str
    source: str
    uses: tuple[str, ...]
    walk: Callable[[Ask, Point, Mapping[str, float], np.random.Generator], Walk]
    formula: tuple[str, ...]
    symbols: Mapping[str, str] = field(default_factory=dict)

    def begin(self, ask: Ask, point: Point, values: Mapping[str, float], rng: np.random.Generator) -> Walk:
        """A walk that starts at `point`, with a value for each hyperparameter."""
        return self.walk(ask, point, values, rng)


def dot(u: Point, v: Point) -> float:
    """The sum of products."""
    return sum([a * b for a, b in zip(u, v, strict=True)])


def along(point: Point, length: float, direction: Point) -> Point:
    """The point that is `length` times `direction` away."""
    return tuple([p + length * d for p, d in zip(point, direction, strict=True)])


def minus(u: Point, v: Point) -> Point:
    """The difference, coordinate by coordinate."""
    return tuple([a - b for a, b in zip(u, v, strict=True)])


def matrix(rows: Any) -> list[list[float]]:
    """A Hessian as plain floats."""
    return [[float(entry) for entry in row] for row in rows]
