"""The surface in three dimensions with the paths lying on it; what stands behind a slope is drawn faintly."""

from __future__ import annotations

from functools import partial

import numpy as np

from app.core.rows import Floats
from app.show.export.isolines import framed
from app.show.picture import plate
from app.show.picture.faces import shortened
from app.show.picture.ground import ground, level_lines
from app.show.picture.marks import ball, cross
from app.show.picture.numbers import number
from app.show.picture.palette import Colour, Palette, blend, colour
from app.show.picture.pen import Box, Pen
from app.show.picture.scene import Scene, Trace
from app.show.picture.sight import Sight, height_at
from app.show.picture.strip import strip

_HIGH = 470.0
_STRIP = 40.0
_LEVELS = 12
# How much darker a cell is for each unit that it is turned from where flat ground looks.
_DIFFUSE = 0.42
_LIGHT = np.array((-0.48, 0.2, 0.86))
_FAINT = 0.22
_LIFT = 0.006
# Paths are laid over the surface in pieces of this share of the window.
_DRAPE = 1 / 150


def surface_png(scene: Scene, theme: str) -> bytes:
    """At 300 dots an inch."""
    return plate.png(scene, theme, _HIGH + _STRIP, partial(_drawn, scene))


def _drawn(scene: Scene, pen: Pen, room: Box, palette: Palette) -> None:
    left, top, wide, _ = room
    found = ground(scene, (left, top, wide, _HIGH))
    sight = Sight(found, np.array(scene.eye))
    paper = _Paper(sight, (left + 20, top, wide - 40, _HIGH - 16))
    _sheet(pen, paper, palette)
    _levels(pen, paper, palette)
    _sides(pen, paper, palette)
    _edges(pen, paper, palette)
    for trace in scene.traces:
        _path(pen, paper, trace, palette, scene.step)
    strip(pen, found, (left + 40, top + _HIGH + 6, wide - 80, 9.0), palette, 12.0)


class _Paper:
    """Where on the paper a point of the box is drawn: as large as the room allows."""

    def __init__(self, sight: Sight, room: Box) -> None:
        self.sight = sight
        self.ground = sight.ground
        corners = [(x, y, z) for x in self.window[0] for y in self.window[1] for z in self.span]
        flat, _ = sight.seen(np.array(corners))
        low, high = flat.min(axis=0), flat.max(axis=0)
        left, top, wide, tall = room
        self.unit = float(min(wide / (high[0] - low[0]), tall / (high[1] - low[1])))
        middle = np.array((left + wide / 2, top + tall / 2))
        self.shift = middle - self.unit * (low + high) / 2

    @property
    def window(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """What is drawn of x and y."""
        x, y = self.ground.scene.window
        return x, y

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest height."""
        return self.ground.low, self.ground.high

    def place(self, points: Floats) -> tuple[Floats, Floats]:
        """Pixels of points (x, y, height), and how far from the eye they are."""
        flat, depth = self.sight.seen(points)
        return flat * self.unit + self.shift, depth


def _sheet(pen: Pen, paper: _Paper, palette: Palette) -> None:
    """The surface as quadrilaterals, the farthest first."""
    (x, y), z = paper.ground.scene.axes, paper.ground.heights
    across, up = np.meshgrid(x, y)
    places, depth = paper.place(np.stack([across, up, z], axis=-1).reshape(-1, 3))
    corners = _corners(places.reshape(*z.shape, 2))
    middle = _corners(z).mean(axis=-1).ravel()
    far = _corners(depth.reshape(z.shape)).mean(axis=-1).ravel()
    order = np.argsort(-far, kind="stable")
    order = order[np.isfinite(middle[order])]
    shares = (middle - paper.ground.low) / (paper.ground.high - paper.ground.low)
    colours = _shaded(_table(palette)[_steps(shares[order])], _light(paper, z).ravel()[order])
    pen.quads(corners.reshape(-1, 4, 2)[order], colours)


def _corners(values: Floats) -> Floats:
    """The four corners of every cell of a grid, in order round it, along a new axis behind the grid's two."""
    return np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]], axis=2)


def _table(palette: Palette) -> Floats:
    return np.array([colour(palette.height(k / 255)) for k in range(256)])


def _steps(shares: Floats) -> Floats:
    return np.clip(shares * 255, 0, 255).astype(int)


def _light(paper: _Paper, z: Floats) -> Floats:
    """How bright each cell is, by how it is turned to a light from the left above."""
    sides = paper.sight.sides
    up = (z - paper.ground.low) / (paper.ground.high - paper.ground.low) * sides[2]
    along = (up[:-1, 1:] - up[:-1, :-1]) * (z.shape[1] - 1) / sides[0]
    back = (up[1:, :-1] - up[:-1, :-1]) * (z.shape[0] - 1) / sides[1]
    length = np.sqrt(along**2 + back**2 + 1)
    turned = (-along * _LIGHT[0] - back * _LIGHT[1] + _LIGHT[2]) / length
    return np.asarray(np.clip(1 + _DIFFUSE * (np.nan_to_num(turned) - _LIGHT[2]), 0.5, 1.1))


def _shaded(colours: Floats, light: Floats) -> Floats:
    shaded = colours.copy()
    shaded[:, :3] = np.clip(colours[:, :3] * light[:, None], 0, 1)
    return shaded


def _sides(pen: Pen, paper: _Paper, palette: Palette) -> None:
    """From the rim straight down, as if the surface were cut out of a block: those that the eye sees."""
    (x0, x1), (y0, y1) = paper.window
    eye = paper.sight.boxed(np.array([[x0, y0, paper.ground.low], [x1, y1, paper.ground.high]]))
    faces = []
    ey, ex = paper.sight.eye[1], paper.sight.eye[0]
    if ey < eye[0, 1] or ey > eye[1, 1]:
        faces.append(_side(paper, 0, -1 if ey > 0 else 0))
    if ex < eye[0, 0] or ex > eye[1, 0]:
        faces.append(_side(paper, 1, -1 if ex > 0 else 0))
    shades = [blend(palette.heights[3], palette.paper, share) for share in (0.42, 0.7)]
    for points, axis in faces:
        for k in range(len(points) - 1):
            rim = points[k : k + 2]
            if np.isfinite(rim).all():
                foot = rim.copy()
                foot[:, 2] = paper.ground.low
                places, _ = paper.place(np.concatenate([rim, foot[::-1]]))
                pen.quads(places[None], np.array([colour(shades[axis])]))


def _side(paper: _Paper, axis: int, at: int) -> tuple[Floats, int]:
    (x, y), z = paper.ground.scene.axes, paper.ground.heights
    if axis == 0:
        return np.stack([x, np.full_like(x, y[at]), z[at]], axis=-1), axis
    return np.stack([np.full_like(y, x[at]), y, z[:, at]], axis=-1), axis


def _levels(pen: Pen, paper: _Paper, palette: Palette) -> None:
    low, high = paper.span
    ink = colour(palette.ink, 0.2)
    for k in range(1, _LEVELS):
        level = low + (high - low) * k / _LEVELS
        for line in level_lines(paper.ground, level):
            points = np.column_stack([line, np.full(len(line), level + _LIFT * (high - low))])
            _visible(pen, paper, points, ink, 0.8, 0.0)


def _visible(pen: Pen, paper: _Paper, points: Floats, ink: Colour, wide: float, faint: float) -> None:
    """A line through points, faint where something stands before it."""
    places, _ = paper.place(points)
    free = paper.sight.open(points)
    for shown, alpha in ((0.0, faint), (1.0, 1.0)):
        if alpha:
            for begin, end in _stretches(free == shown):
                pen.line(places[max(0, begin - 1) : end + 1], (*ink[:3], ink[3] * alpha), wide)


def _stretches(chosen: Floats) -> list[tuple[int, int]]:
    """Where runs of truth begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], chosen.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _path(pen: Pen, paper: _Paper, trace: Trace, palette: Palette, step: int | None) -> None:
    end = len(trace.points) if step is None else min(len(trace.points), step + 1)
    whole = trace.points[:end]
    broken = np.flatnonzero(~np.isfinite(whole).all(axis=1))
    whole = whole[: broken[0]] if broken.size else whole
    ink, rim = colour(palette.runs[trace.id]), colour(palette.paper)
    pieces = framed([(float(x), float(y)) for x, y in whole], paper.window)
    for piece in pieces:
        points = _draped(paper, np.array(piece))
        if len(points):
            _visible(pen, paper, points, ink, 2.6, _FAINT)
    if len(whole) and framed([(float(whole[-1][0]), float(whole[-1][1]))], paper.window):
        _end(pen, paper, whole[-1], ink, rim, trace.diverged and end > trace.last)


def _draped(paper: _Paper, points: Floats) -> Floats:
    """A way laid over the surface, shape (m, 3), just above it."""
    (x0, x1), (y0, y1) = paper.window
    lengths = np.hypot(np.diff(points[:, 0]) / (x1 - x0), np.diff(points[:, 1]) / (y1 - y0))
    parts = np.clip(np.ceil(lengths / _DRAPE), 1, 300).astype(int)
    at = np.concatenate([k + np.arange(n) / n for k, n in enumerate(parts)] + [[len(points) - 1.0]])
    x, y = [np.interp(at, np.arange(len(points)), column) for column in points.T]
    low, high = paper.span
    z = height_at(paper.ground, x, y) + _LIFT * (high - low)
    return np.stack([x, y, z], axis=-1)


def _end(pen: Pen, paper: _Paper, point: Floats, ink: Colour, rim: Colour, broken: bool) -> None:
    (at,) = _draped(paper, point[None])
    places, _ = paper.place(at[None])
    if np.isfinite(places).all():
        share = 1.0 if paper.sight.open(at[None])[0] else 0.5
        place, tone = (float(places[0, 0]), float(places[0, 1])), (ink[0], ink[1], ink[2], share)
        clear = (rim[0], rim[1], rim[2], share)
        cross(pen, place, 5.0, tone, clear) if broken else ball(pen, place, 0, tone, clear)


def _told(ends: tuple[float, float], title: str) -> list[tuple[float, str]]:
    """What stands along an edge, by its share of the way; short of the corners, where two edges meet."""
    # Of a network's plane the name alone: its share of the variance is on the map.
    name = shortened(title.partition(" (")[0], 150, 12)
    return [(0.06, number(ends[0], 3)), (0.5, name), (0.94, number(ends[1], 3))]


def _edges(pen: Pen, paper: _Paper, palette: Palette) -> None:
    """The ends of both variables along the block's near foot, with their titles."""
    (x0, x1), (y0, y1) = paper.window
    near_y, near_x = (y0 if paper.sight.eye[1] < 0 else y1), (x0 if paper.sight.eye[0] < 0 else x1)
    low, titles = paper.ground.low, paper.ground.scene.titles
    along = [((x0 + share * (x1 - x0), near_y), text) for share, text in _told((x0, x1), titles[0])]
    beside = [((near_x, y0 + share * (y1 - y0)), text) for share, text in _told((y0, y1), titles[1])]
    middle, _ = paper.place(np.array([((x0 + x1) / 2, (y0 + y1) / 2, low)]))
    for (x, y), text in (*along, *beside):
        places, _ = paper.place(np.array([(x, y, low)]))
        away = places[0] - middle[0]
        at = places[0] + 16 * away / max(1.0, float(np.hypot(*away)))
        pen.word(text, (float(at[0]), float(at[1])), 12.0, colour(palette.soft), align=0.5)
