"""The lowest points of a fitted surface: by Newton's method, or by sections where it has kinks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.landscape import Landscape
from app.core.rows import Floats
from app.core.surfaces.surface import Point, Window

_CELLS = 60
# Of the hollows of a grid the lowest are followed down: so many at least, and more where rows are few.
_HOLLOWS = 40
_WORK = 40_000
_ROUNDS = 60
_SECTIONS = 90
_GOLDEN = (math.sqrt(5) - 1) / 2
# Relative to what they are compared with.
_NOTHING = 1e-12
_SETTLED = 1e-13
_FAR = 1e6
_LEAP = 1e4
_FLAT = 1e-10
_TIE = 1e-9
# A point stands alone if the loss is higher all round a box of this size, by that much.
_BOX = 1e-3
_HIGHER = 1e-9


@dataclass(frozen=True)
class Bottom:
    """Where a surface is lowest: minima that stand alone, lowest and others, and the loss down there.

    depth: None where it is not known. at: a point so deep, whether it stands alone or not. proven: nothing
    lies lower anywhere; else, nothing in the window that a grid can tell.
    """

    lowest: tuple[Point, ...] = ()
    others: tuple[Point, ...] = ()
    depth: float | None = None
    at: Point | None = None
    proven: bool = False


def settled(land: Landscape, start: Sequence[float], window: Window) -> tuple[Point, bool] | None:
    """Where Newton's method comes to rest from `start`, its steps halved until they lower the loss.

    And whether it is a bowl, and not the floor of a valley. None where it is neither, or the loss falls
    for ever. window: says what is a long way for each weight, and what is next to nothing.
    """
    point, reach = np.array(start, dtype=float), np.ptp(np.array(window), axis=1)
    for _ in range(_ROUNDS):
        step = _newton(land, point)
        if step is None or (np.abs(point) > _FAR * reach).any():
            return None
        # Where nothing curves, a step would know no end.
        taken = _halved(land, point, step / max(1.0, float((np.abs(step) / reach).max()) / _LEAP))
        point = point - taken
        if (np.abs(taken) <= _SETTLED * np.maximum(reach, np.abs(point))).all():
            return _judged(land, point)
    return None


def _newton(land: Landscape, point: Floats) -> Floats | None:
    """Newton's step; where the surface is no bowl, it is made one."""
    gradient = np.array(land.gradient_at(point.tolist()))
    hessian, units = _evened(land, point)
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return None
    values, vectors = np.linalg.eigh(hessian)
    steep = np.maximum(np.abs(values), _NOTHING)
    return np.asarray(vectors @ ((vectors.T @ (gradient / units)) / steep) / units)


def _evened(land: Landscape, point: Floats) -> tuple[Floats, Floats]:
    """The Hessian with each weight in a unit in which it curves by 1 or −1, and what these units are.

    So it matters not whether an input is told in dollars or in millions.
    """
    hessian = land.hessian_at(point.tolist())
    units = np.sqrt(np.abs(np.diag(hessian)))
    units = np.where(units > 0, units, 1.0)
    return hessian / units / units[:, None], units


def _halved(land: Landscape, point: Floats, step: Floats) -> Floats:
    here = land.loss_at(point.tolist())
    for _ in range(30):
        if land.loss_at((point - step).tolist()) <= here:
            return step
        step = step / 2
    return np.zeros_like(step)


def _judged(land: Landscape, point: Floats) -> tuple[Point, bool] | None:
    hessian, _ = _evened(land, point)
    if not np.isfinite(hessian).all():
        return None
    values = np.linalg.eigvalsh(hessian)
    least = _FLAT * float(np.abs(values).max())
    return None if values[0] < -least else (tuple(point.tolist()), bool(values[0] > least))


def convex(land: Landscape, window: Window, kinked: bool) -> Bottom:
    """The bottom of a convex surface: what is found is the lowest there is."""
    found = None if kinked else settled(land, land.start, window)
    if found is None and (corner := sectioned(land, window)):
        # Where it is smooth, Newton's method had no slope to go by, and may have one now.
        found = None if kinked else settled(land, corner, window)
        found = found or (corner, _stands_alone(land, corner, window))
    if found is None:
        return Bottom()
    point, alone = found
    return Bottom((point,) if alone else (), depth=land.loss_at(point), at=point, proven=True)


def sectioned(land: Landscape, window: Window) -> Point | None:
    """The minimum of a convex surface with kinks inside a window; None where it lies on the window's edge."""
    point = _sections(lambda *outer: _inner(land, window, outer), window[0])
    found = (point, *_inner_at(land, window, (point,)))
    on_edge = any(
        min(value - low, high - value) < 1e-6 * (high - low)
        for value, (low, high) in zip(found, window, strict=True)
    )
    return None if on_edge or not math.isfinite(land.loss_at(found)) else found


def _stands_alone(land: Landscape, corner: Point, window: Window) -> bool:
    """Whether a convex surface is higher all round its lowest point."""
    reach = [_BOX * (high - low) for low, high in window]
    ends = [(c - r, c + r) for c, r in zip(corner, reach, strict=True)]
    sides = [
        _side(land, axis, end, [pair for other, pair in enumerate(ends) if other != axis])
        for axis, pair in enumerate(ends)
        for end in pair
    ]
    depth = land.loss_at(corner)
    return min(sides) > depth + _HIGHER * max(abs(depth), land.loss_at(land.start))


def _side(land: Landscape, axis: int, end: float, others: Sequence[tuple[float, float]]) -> float:
    """The lowest loss on one side of a box, where that coordinate is at its end."""

    def height(*other: float) -> float:
        return land.loss_at((*other[:axis], end, *other[axis:]))

    return height(*[_sections(height, pair) for pair in others])


def _inner(land: Landscape, window: Window, outer: Sequence[float]) -> float:
    return land.loss_at((*outer, *_inner_at(land, window, outer)))


def _inner_at(land: Landscape, window: Window, outer: Sequence[float]) -> tuple[float, ...]:
    if len(outer) == len(window):
        return ()
    return (_sections(lambda last: land.loss_at((*outer, last)), window[-1]),)


def _sections(height: Callable[[float], float], ends: tuple[float, float]) -> float:
    """Where a convex function of one number is lowest, by golden sections."""
    low, high = ends
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = height(left), height(right)
    for _ in range(_SECTIONS):
        if high - low <= 1e-13 * (ends[1] - ends[0]):
            break
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = height(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = height(right)
    return (low + high) / 2


def searched(land: Landscape, window: Window) -> Bottom:
    """The lowest minima inside a window, ties included, and the others: all that a grid can tell apart."""
    found: dict[tuple[float, ...], tuple[float, Point, bool]] = {}
    hollows = _hollows(land, window)
    for start in hollows:
        rest = settled(land, start, window)
        if rest and all(low <= c <= high for c, (low, high) in zip(rest[0], window, strict=True)):
            key = tuple([round(c / (high - low), 6) for c, (low, high) in zip(rest[0], window, strict=True)])
            found.setdefault(key, (land.loss_at(rest[0]), *rest))
    if not found:
        return Bottom()
    ordered = sorted(found.values())
    depth, at, _ = ordered[0]
    if land.loss_at(hollows[0]) < depth:
        # The window's edge or a corner lies lower, and how low is not known.
        return Bottom(others=tuple([point for _, point, alone in ordered if alone]))
    tie = depth + _TIE * max(land.loss_at(land.start) - depth, abs(depth))
    lowest = [point for loss, point, alone in ordered if alone and loss <= tie]
    others = [point for loss, point, alone in ordered if alone and loss > tie]
    return Bottom(tuple(lowest), tuple(others), depth, at)


def _hollows(land: Landscape, window: Window) -> list[Point]:
    """The lowest points of a grid that lie no higher than those around them, the lowest first."""
    axes = [np.linspace(low, high, _CELLS + 1) for low, high in window]
    grid = np.meshgrid(*axes, indexing="ij")
    height = np.where(np.isfinite(told := land.loss_of(*grid)), told, np.inf)
    padded = np.pad(height, 1, constant_values=np.inf)
    around = [
        padded[tuple([slice(i, i + _CELLS + 1) for i in shift])] for shift in np.ndindex((3,) * len(window))
    ]
    lowest = np.isfinite(height) & (height <= np.min(around, axis=0))
    followed = max(_HOLLOWS, _WORK // (len(land.rows) if land.rows else 1))
    order = np.argsort(height[lowest], kind="stable")[:followed]
    return list(zip(*[column[lowest][order].tolist() for column in grid], strict=True))
