"""Where a run ended, measured: what the slope, the curvature and the last steps say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from app.core.descend import Descent
from app.core.landscape import Landscape
from app.core.optimizers.rule import Rule
from app.core.plan import program_of
from app.core.surfaces.surface import Point

# Lengths are compared with the window's width, losses with their spread over the window.
NEAR = 1e-2
AT_REST = 1e-3
FLAT = 0.15
NOTHING = 1e-9
LOST = 3.0
RECENT = 24

Nearest = tuple[Point, float, float]


@dataclass(frozen=True)
class Ending:
    """The end of a run, and what it is measured by."""

    descent: Descent

    @property
    def landscape(self) -> Landscape:
        return self.descent.landscape

    @property
    def step(self) -> int:
        return self.descent.step

    @property
    def point(self) -> Point:
        return self.descent.path.point(self.step)

    @property
    def loss(self) -> float:
        return self.descent.path.loss[-1]

    @property
    def gradient(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array(self.descent.path.gradient_at(self.step))

    @property
    def slope(self) -> float:
        """The gradient's length."""
        return math.hypot(*self.gradient)

    @property
    def width(self) -> float:
        return float(np.mean([high - low for low, high in self.landscape.window]))

    @cached_property
    def spread(self) -> float:
        """How far losses reach over the window, the steepest corners left out."""
        axes = [np.linspace(low, high, 41) for low, high in self.landscape.window]
        losses = self.landscape.loss_of(*np.meshgrid(*axes))
        finite = losses[np.isfinite(losses)]
        if not finite.size:
            return 1.0
        low, high = np.percentile(finite, [2, 90])
        return float(high - low) or 1.0

    def recent(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The last points, shape (n, d)."""
        return np.array([column[-RECENT - 1 :] for column in self.descent.path.points]).T


def curvature_of(end: Ending) -> list[float] | None:
    """The Hessian's eigenvalues at the end, None where they do not exist."""
    hessian = end.landscape.hessian_at(end.point)
    if not np.isfinite(hessian).all():
        return None
    values: list[float] = np.linalg.eigvalsh(hessian).tolist()
    return values


def signs_of(end: Ending, curvature: list[float] | None) -> set[int]:
    """Which ways the surface curves: up (1), down (-1) or next to nothing (0)."""
    values = curvature or []
    least = max([1e-6 * abs(value) for value in values], default=0.0)
    least = max(least, NOTHING * end.spread / end.width**2)
    return {0 if abs(value) <= least else 1 if value > 0 else -1 for value in values}


def nearest_to(end: Ending) -> Nearest | None:
    """The nearest known minimum, its loss, and how far away it is."""
    known = [*end.landscape.minima, *end.landscape.local_minima]
    found = [(point, loss, math.dist(point, end.point)) for point, loss in known]
    return min(found, key=lambda entry: entry[2], default=None)


def is_there(end: Ending, nearest: Nearest | None) -> bool:
    """At a known minimum itself, whatever the slope says: at a kink it says nothing."""
    if nearest is None:
        return False
    return nearest[2] < 1e-6 * end.width and abs(end.loss - nearest[1]) <= NOTHING * end.spread


def is_lost(end: Ending) -> bool:
    """Far outside the window and getting worse."""
    middle = [(low + high) / 2 for low, high in end.landscape.window]
    away = math.dist(end.point, middle) > LOST * end.width
    losses = end.descent.path.loss
    worse = losses[-1] < losses[0] if end.descent.plan.view.up else losses[-1] > losses[0]
    return away and worse


def is_oscillating(end: Ending) -> bool:
    """Much way and little headway, with steps that do not shrink."""
    points = end.recent()
    if len(points) <= RECENT:
        return False
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    half = RECENT // 2
    headway = math.dist(points[0], points[-1]) / max(lengths.sum(), 1e-300)
    shrinks = lengths[half:].mean() < 0.9 * lengths[:half].mean()
    return bool(lengths.mean() > 1e-3 * end.width / RECENT and headway < 0.25 and not shrinks)


def is_stationary(end: Ending, curvature: list[float] | None) -> bool:
    """Whether the gradient vanishes here, or within a thousandth of the window as Newton's step tells."""
    if end.slope * end.width < NOTHING * end.spread:
        return True
    if curvature is None or 0 in signs_of(end, curvature) or end.slope * end.width > end.spread:
        return False
    step = np.linalg.solve(end.landscape.hessian_at(end.point), end.gradient)
    if float(np.linalg.norm(step)) > AT_REST * end.width:
        return False
    # At an inflection the slope shrinks too, but by no more than a quarter.
    return math.hypot(*end.landscape.gradient_at(np.subtract(end.point, step).tolist())) < 0.2 * end.slope


def is_flat(end: Ending, curvature: list[float] | None) -> bool:
    """The run hardly gets on, and across the whole window this slope would hardly lower the loss."""
    path = end.descent.path
    came = math.dist(path.point(end.step // 2), end.point)
    best = end.landscape.best
    height = end.spread if best is None else end.loss - best
    bend = max([abs(value) for value in curvature or []], default=0.0) * end.width**2
    return came < 0.02 * end.width and end.slope * end.width < FLAT * height and bend < 20 * height


def stands_still(end: Ending) -> bool:
    """The last steps led nowhere at all."""
    points = end.recent()
    return len(points) > 1 and bool((points == points[0]).all())


def is_outside(end: Ending) -> bool:
    """Whether the run has left the window."""
    inside = [low <= c <= high for c, (low, high) in zip(end.point, end.landscape.window, strict=True)]
    return not all(inside)


def by_chance(end: Ending) -> bool:
    """Whether random numbers move the run: noise on the gradient, batches, or draws of the rule's own."""
    optimizer = end.descent.plan.segments[-1].optimizer
    draws = isinstance(optimizer, Rule) and "normal" in program_of(optimizer).reads
    return end.descent.plan.view.noise > 0 or end.descent.course.batches is not None or draws
