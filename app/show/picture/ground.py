"""What lies still under the paths: the map of a surface with its levels, or the curve of one variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.path import Path

from app.core.rows import Floats
from app.show.picture.frames import Frame
from app.show.picture.marks import minimum
from app.show.picture.palette import Palette, colour
from app.show.picture.pen import Box, Pen
from app.show.picture.scene import Scene, Trace

LEVELS = 20
_ROOM = 0.1
_HIGHER = 1e-9


@dataclass(frozen=True, slots=True)
class Ground:
    """A scene in a frame. low, high: of the heights drawn."""

    scene: Scene
    frame: Frame
    heights: Floats
    low: float
    high: float

    def place(self, trace: Trace) -> Floats:
        """A run's points in pixels: from above, or on the curve."""
        x = trace.points[:, 0]
        up = trace.points[:, 1] if self.scene.dimension == 2 else self.scene.scale.at(trace.loss)
        return self.frame.place(x, up)


def ground(scene: Scene, box: Box) -> Ground:
    """The scene in a box."""
    heights = scene.scale.at(scene.z)
    low, high = extremes(heights)
    window, room = scene.window, _ROOM * (high - low)
    up = window[1] if scene.dimension == 2 else (low - room, high + room)
    return Ground(scene, Frame(box, window[0], up), heights, low, high)


def extremes(heights: Floats) -> tuple[float, float]:
    """The lowest and the highest of the numbers; 0 and 1 where there are none, and never the same twice."""
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return 0.0, 1.0
    low, high = float(finite.min()), float(finite.max())
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def painted(pen: Pen, found: Ground, palette: Palette, levels: int = LEVELS) -> None:
    """The ground and the known minima on it, within its frame."""
    with pen.within(found.frame.box):
        if found.scene.dimension == 2:
            _map(pen, found, palette, levels)
        else:
            _curve(pen, found, palette)
        _minima(pen, found, palette)


def _map(pen: Pen, found: Ground, palette: Palette, levels: int) -> None:
    """Each level's area is laid over the lower ones, so that no seam shows between two."""
    pen.rectangle(found.frame.box, colour(palette.panel))
    x, y = found.scene.axes
    places = found.frame.place(x, np.full_like(x, found.frame.y[0]))[:, 0]
    ups = found.frame.place(np.full_like(y, found.frame.x[0]), y)[:, 1]
    lines = _lines(places, ups, found.heights)
    size, above = (found.high - found.low) / levels, found.high + 1 + abs(found.high)
    for k in range(levels):
        bottom = found.low + k * size if k else found.low - 1 - abs(found.low)
        for area in _paths(lines.filled(bottom, above)):
            pen.area(area, colour(palette.height(k / max(1, levels - 1))))
    for k in range(1, levels):
        for line in _paths(lines.lines(found.low + k * size)):
            pen.path(line, colour(palette.ink, 0.22), 0.7)


def _lines(x: Floats, y: Floats, heights: Floats) -> Any:
    return contour_generator(
        x,
        y,
        np.ma.masked_invalid(heights),
        fill_type=FillType.ChunkCombinedCode,
        line_type=LineType.ChunkCombinedCode,
    )


def level_lines(found: Ground, level: float) -> list[Floats]:
    """The lines at a height in the axes' own units, each of shape (n, 2)."""
    x, y = found.scene.axes
    pieces = []
    for path in _paths(_lines(x, y, found.heights).lines(level)):
        begins = np.flatnonzero(path.codes == Path.MOVETO)[1:]
        pieces += np.split(np.asarray(path.vertices), begins)
    return pieces


def _paths(told: tuple[list[Floats | None], list[Floats]]) -> list[Path]:
    """All lines of a level as one path; none where there is no line."""
    return [Path(points, codes) for points, codes in zip(*told, strict=True) if points is not None]


def _curve(pen: Pen, found: Ground, palette: Palette) -> None:
    pen.rectangle(found.frame.box, colour(palette.panel))
    pen.line(found.frame.place(found.scene.axes[0], found.heights), colour(palette.ink, 0.75), 2.0)


def _minima(pen: Pen, found: Ground, palette: Palette) -> None:
    best = min([loss for *_, loss in found.scene.minima], default=0.0)
    for *point, loss in found.scene.minima:
        up = point[1] if len(point) == 2 else float(found.scene.scale.at(np.array(loss)))
        at = found.frame.place(np.array(point[0]), np.array(up))
        if np.isfinite(at).all():
            lowest = loss <= best + _HIGHER
            minimum(pen, (float(at[0]), float(at[1])), lowest, colour(palette.ink), colour(palette.paper))
