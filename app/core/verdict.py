"""Why a run ended where it did, with the evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.descend import Descent
from app.core.landscape import Landscape
from app.core.surfaces.surface import Point

# Lengths are compared with the window's width, losses with their spread over the window.
NEAR = 1e-2
AT_REST = 1e-3
FLAT = 1e-3
CRAWL = 0.15
LOST = 3.0
RECENT = 24

Nearest = tuple[Point, float, float]


@dataclass(frozen=True)
class Verdict:
    """What became of a run.

    kind: minimum, saddle, maximum, plateau, moving, oscillating or diverged. step: the step it was
    decided on. text: the same in plain words. evidence: the numbers behind it. is_global: for a
    minimum, whether it is the lowest one there is; None where that is not known.
    """

    kind: str
    step: int
    text: str
    evidence: dict[str, Any]
    is_global: bool | None = None


@dataclass(frozen=True)
class _Scene:
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
    def width(self) -> float:
        return float(np.mean([high - low for low, high in self.landscape.window]))

    def recent(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The last points, shape (n, d)."""
        return np.array([column[-RECENT - 1 :] for column in self.descent.path.points]).T


def verdict(descent: Descent) -> Verdict:
    """What became of a run so far."""
    # A run may end where squares of its numbers are too large to hold.
    with np.errstate(all="ignore"):
        return _given(_Scene(descent))


def _given(scene: _Scene) -> Verdict:
    descent = scene.descent
    curvature = _curvature(scene)
    nearest = _nearest(scene)
    evidence = _evidence(scene, curvature, nearest)
    kind, text, is_global = _judged(scene, curvature, nearest)
    step = descent.ended_at if kind == "diverged" and descent.ended_at is not None else scene.step
    return Verdict(kind, step, text, evidence, is_global)


def _judged(
    scene: _Scene, curvature: list[float] | None, nearest: Nearest | None
) -> tuple[str, str, bool | None]:
    if scene.descent.ended_at is not None and not (nearest and nearest[2] < 1e-9 * scene.width):
        return "diverged", _why_ended(scene), None
    if _is_lost(scene):
        return "diverged", f"Diverging: {_growth(scene)} and the run has left the picture far behind.", None
    if _is_oscillating(scene):
        return "oscillating", _oscillation(scene), None
    if _is_stationary(scene, curvature):
        return _stationary(scene, curvature, nearest)
    if _is_flat(scene, curvature):
        return "plateau", _plateau(scene), None
    return "moving", _moving(scene), None


def _curvature(scene: _Scene) -> list[float] | None:
    """The Hessian's eigenvalues at the end, None where they do not exist."""
    hessian = scene.landscape.hessian_at(scene.point)
    if not np.isfinite(hessian).all():
        return None
    values: list[float] = np.linalg.eigvalsh(hessian).tolist()
    return values


def _signs(curvature: list[float] | None) -> set[int]:
    """Which ways the surface curves: up (1), down (-1) or next to nothing (0)."""
    values = curvature or []
    least = 1e-6 * max([abs(value) for value in values], default=0.0)
    return {0 if abs(value) <= least else 1 if value > 0 else -1 for value in values}


def _nearest(scene: _Scene) -> Nearest | None:
    """The nearest known minimum, its loss, and how far away it is."""
    known = [*scene.landscape.minima, *scene.landscape.local_minima]
    found = [(point, loss, math.dist(point, scene.point)) for point, loss in known]
    return min(found, key=lambda entry: entry[2], default=None)


def _evidence(scene: _Scene, curvature: list[float] | None, nearest: Nearest | None) -> dict[str, Any]:
    best = scene.landscape.best
    return {
        "at": list(scene.point),
        "loss": scene.loss,
        "gradient_norm": float(np.linalg.norm(scene.gradient)),
        "eigenvalues": curvature,
        "last_losses": scene.descent.path.loss[-5:],
        "nearest_minimum": None
        if nearest is None
        else {"at": list(nearest[0]), "loss": nearest[1], "distance": nearest[2]},
        "above_best": None if best is None else scene.loss - best,
    }


def _spread(landscape: Landscape) -> float:
    """How far losses reach over the window, the steepest corners left out."""
    axes = [np.linspace(low, high, 41) for low, high in landscape.window]
    losses = landscape.loss_of(*np.meshgrid(*axes))
    finite = losses[np.isfinite(losses)]
    if not finite.size:
        return 1.0
    low, high = np.percentile(finite, [2, 90])
    return float(high - low) or 1.0


def _is_lost(scene: _Scene) -> bool:
    """Far outside the window and getting worse."""
    middle = [(low + high) / 2 for low, high in scene.landscape.window]
    away = math.dist(scene.point, middle) > LOST * scene.width
    losses = scene.descent.path.loss
    worse = losses[-1] < losses[0] if scene.descent.plan.view.up else losses[-1] > losses[0]
    return away and worse


def _is_oscillating(scene: _Scene) -> bool:
    """Much way and little headway, with steps that do not shrink."""
    points = scene.recent()
    if len(points) <= RECENT:
        return False
    lengths = np.linalg.norm(np.diff(points, axis=0), axis=1)
    half = RECENT // 2
    headway = math.dist(points[0], points[-1]) / max(lengths.sum(), 1e-300)
    shrinks = lengths[half:].mean() < 0.9 * lengths[:half].mean()
    return bool(lengths.mean() > 1e-3 * scene.width / RECENT and headway < 0.25 and not shrinks)


def _is_stationary(scene: _Scene, curvature: list[float] | None) -> bool:
    """Within a thousandth of the window of where the gradient vanishes, by the curvature here."""
    size = float(np.linalg.norm(scene.gradient))
    if size == 0.0:
        return True
    if curvature is None or 0 in _signs(curvature):
        return size * scene.width < 1e-9 * _spread(scene.landscape)
    step = np.linalg.solve(scene.landscape.hessian_at(scene.point), scene.gradient)
    return float(np.linalg.norm(step)) < AT_REST * scene.width


def _is_flat(scene: _Scene, curvature: list[float] | None) -> bool:
    """Neither this slope nor this curvature would change the loss much across the whole window.

    A run that has hardly got off its start counts as stuck sooner than one that has come a long way.
    """
    spread = _spread(scene.landscape)
    crawls = math.dist(scene.descent.path.point(0), scene.point) < 0.1 * scene.width
    slope = float(np.linalg.norm(scene.gradient)) * scene.width
    bend = max([abs(value) for value in curvature or []], default=0.0) * scene.width**2
    return slope < (CRAWL if crawls else FLAT) * spread and bend < (5.0 if crawls else 0.1) * spread


def _stationary(
    scene: _Scene, curvature: list[float] | None, nearest: Nearest | None
) -> tuple[str, str, bool | None]:
    known = nearest is not None and nearest[2] < NEAR * scene.width
    signs, at = _signs(curvature), place(scene.point)
    if curvature and {-1, 1} <= signs:
        ways = f"{number(min(curvature))} one way and {number(max(curvature))} the other"
        return "saddle", f"Sits on a saddle at {at}: the slope is zero, but the surface curves {ways}.", None
    if signs == {-1}:
        return "maximum", f"Sits on a maximum at {at}: the slope is zero and all ways lead down.", None
    if known or 1 in signs:
        return _minimum(scene, nearest if known else None)
    return "plateau", _plateau(scene), None


def _minimum(scene: _Scene, nearest: Nearest | None) -> tuple[str, str, bool | None]:
    best = scene.landscape.best
    slope = f"the slope there is {number(float(np.linalg.norm(scene.gradient)))}"
    if best is None:
        return "minimum", f"Reached a minimum at {place(scene.point)}; {slope}.", None
    tolerance = 1e-6 * max(_spread(scene.landscape), abs(best))
    lowest = (
        scene.loss - best <= tolerance if nearest is None else nearest[1] - best <= 1e-9 + tolerance * 1e-3
    )
    if lowest:
        return "minimum", f"Reached the global minimum at {place(scene.point)}; {slope}.", True
    above = number(scene.loss - best)
    return (
        "minimum",
        f"Caught in a local minimum at {place(scene.point)}, {above} above the lowest there is.",
        False,
    )


def _why_ended(scene: _Scene) -> str:
    ended = scene.descent.ended_at
    if ended == 0:
        return f"Could not begin: the loss or its slope is not a finite number at {place(scene.point)}."
    if not np.isfinite(scene.gradient).all():
        return f"Stopped at step {ended}: the slope is not defined at {place(scene.point)}."
    if scene.landscape.best is None and scene.loss < scene.descent.path.loss[0]:
        return f"Fell without end: at step {ended} the loss went below every number a computer can hold."
    return f"Diverged: {_growth(scene)}, and at step {ended} the numbers stopped being finite."


def _growth(scene: _Scene) -> str:
    losses = scene.descent.path.loss[-6:]
    if len(losses) < 2 or losses[-1] <= losses[0]:
        return "the point ran away"
    fold = (losses[-1] / losses[0]) ** (1 / (len(losses) - 1)) if losses[0] > 0 else math.inf
    if fold < 100:
        return f"the loss grew {number(fold)}-fold a step"
    steps = "one step" if len(losses) == 2 else f"{len(losses) - 1} steps"
    return f"the loss rose from {number(losses[0])} to {number(losses[-1])} in {steps}"


def _oscillation(scene: _Scene) -> str:
    points = scene.recent()
    across = max(np.ptp(points, axis=0))
    cause = "the noise keeps pushing it" if scene.descent.plan.view.noise else "each step overshoots"
    return f"Goes back and forth over {number(float(across))} around {place(points.mean(axis=0))}: {cause}."


def _plateau(scene: _Scene) -> str:
    size = number(float(np.linalg.norm(scene.gradient)))
    return f"Stuck on a plateau at {place(scene.point)}: the slope is only {size}, so the steps are tiny."


def _moving(scene: _Scene) -> str:
    losses = scene.descent.path.loss
    before = losses[max(0, len(losses) - 11)]
    change = losses[-1] - before
    word = "rose" if change > 0 else "fell"
    if scene.landscape.best is None and change < 0 and _is_outside(scene):
        return f"Still falling at {place(scene.point)}, outside the picture: no lowest point is known."
    return (
        f"Still moving at {place(scene.point)}: over the last steps the loss {word} by {number(abs(change))}."
    )


def _is_outside(scene: _Scene) -> bool:
    inside = [low <= c <= high for c, (low, high) in zip(scene.point, scene.landscape.window, strict=True)]
    return not all(inside)


def number(value: float) -> str:
    """A number as one writes it by hand: three significant digits, 2×10⁻¹⁴."""
    mantissa, _, exponent = f"{value + 0.0:.3g}".replace("-", "−").partition("e")
    return f"{mantissa}×10{_raised(exponent)}" if exponent else mantissa


def _raised(exponent: str) -> str:
    sign = "⁻" if exponent.startswith("−") else ""
    return sign + exponent.lstrip("+−0").translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def place(point: Sequence[float]) -> str:
    """A point as one says it."""
    return f"({', '.join([number(float(c)) for c in point])})"
