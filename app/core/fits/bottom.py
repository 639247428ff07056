"""The lowest points of a fitted surface: by Newton's method, or by sections where it has kinks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.core.landscape import Landscape
from app.core.rows import Floats
from app.core.surfaces.surface import Point, Window

_CELLS = 60
_ROUNDS = 60
_SECTIONS = 90
_GOLDEN = (math.sqrt(5) - 1) / 2
# Relative to what they are compared with.
_SETTLED = 1e-13
_FAR = 1e6
_FLAT = 1e-10
_NOTHING = 1e-12
_TIE = 1e-9


@dataclass(frozen=True)
class Bottom:
    """Where a surface is lowest: minima that stand alone, lowest and others, and the loss down there.

    depth: None where it is not known. proven: nothing lies lower anywhere; else, nothing in the window that
    a grid can tell.
    """

    lowest: tuple[Point, ...] = ()
    others: tuple[Point, ...] = ()
    depth: float | None = None
    proven: bool = False


def settled(land: Landscape, start: Sequence[float]) -> tuple[Point, bool] | None:
    """Where Newton's method comes to rest from `start`, its steps halved until they lower the loss.

    And whether it is a bowl, and not the floor of a valley. None where it is neither, or the loss falls
    for ever.
    """
    point = np.array(start, dtype=float)
    for _ in range(_ROUNDS):
        step = _newton(land, point)
        if step is None or np.abs(point).max() > _FAR:
            return None
        taken = _halved(land, point, step)
        point = point - taken
        if np.abs(taken).max() <= _SETTLED * max(1.0, np.abs(point).max()):
            return _judged(land, point)
    return None


def _newton(land: Landscape, point: Floats) -> Floats | None:
    """Newton's step; where the surface is no bowl, it is made one."""
    gradient, hessian = np.array(land.gradient_at(point.tolist())), land.hessian_at(point.tolist())
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return None
    values, vectors = np.linalg.eigh(hessian)
    steep = max(1e-12, 1e-9 * float(np.abs(values).max()))
    return np.asarray(vectors @ ((vectors.T @ gradient) / np.maximum(np.abs(values), steep)))


def _halved(land: Landscape, point: Floats, step: Floats) -> Floats:
    here = land.loss_at(point.tolist())
    for _ in range(30):
        if land.loss_at((point - step).tolist()) <= here:
            return step
        step = step / 2
    return np.zeros_like(step)


def _judged(land: Landscape, point: Floats) -> tuple[Point, bool] | None:
    values = np.linalg.eigvalsh(land.hessian_at(point.tolist()))
    least = _FLAT * max(_NOTHING, float(np.abs(values).max()))
    return None if values[0] < -least else (tuple(point.tolist()), bool(values[0] > least))


def convex(land: Landscape, window: Window, kinked: bool) -> Bottom:
    """The bottom of a convex surface: what is found is the lowest there is."""
    if kinked:
        corner = sectioned(land, window)
        return Bottom((corner,), depth=land.loss_at(corner), proven=True) if corner else Bottom()
    found = settled(land, land.start)
    if found is None:
        return Bottom()
    point, alone = found
    return Bottom((point,) if alone else (), depth=land.loss_at(point), proven=True)


def sectioned(land: Landscape, window: Window) -> Point | None:
    """The minimum of a convex surface with kinks inside a window; None where it lies on the window's edge."""
    point = _sections(lambda *outer: _inner(land, window, outer), window[0])
    found = (point, *_inner_at(land, window, (point,)))
    on_edge = any(
        min(value - low, high - value) < 1e-6 * (high - low)
        for value, (low, high) in zip(found, window, strict=True)
    )
    return None if on_edge else found


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
        if high - low <= 1e-12 * max(1.0, abs(low), abs(high)):
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
    for start in _hollows(land, window):
        rest = settled(land, start)
        if rest and all(low <= c <= high for c, (low, high) in zip(rest[0], window, strict=True)):
            key = tuple([round(c / (high - low), 6) for c, (low, high) in zip(rest[0], window, strict=True)])
            found.setdefault(key, (land.loss_at(rest[0]), *rest))
    if not found:
        return Bottom()
    ordered = sorted(found.values())
    depth = ordered[0][0]
    tie = depth + _TIE * max(1.0, abs(depth))
    lowest = [point for loss, point, alone in ordered if alone and loss <= tie]
    return Bottom(tuple(lowest), tuple([p for loss, p, alone in ordered if alone and loss > tie]), depth)


def _hollows(land: Landscape, window: Window) -> Iterator[Point]:
    """The points of a grid that lie no higher than those around them."""
    axes = [np.linspace(low, high, _CELLS + 1) for low, high in window]
    grid = np.meshgrid(*axes, indexing="ij")
    height = np.where(np.isfinite(told := land.loss_of(*grid)), told, np.inf)
    padded = np.pad(height, 1, constant_values=np.inf)
    around = [
        padded[tuple([slice(i, i + _CELLS + 1) for i in shift])] for shift in np.ndindex((3,) * len(window))
    ]
    lowest = np.isfinite(height) & (height <= np.min(around, axis=0))
    yield from zip(*[column[lowest].tolist() for column in grid], strict=True)
