"""Strokes, fillings and words on a surface of matplotlib's renderers: pixels or SVG, painted alike.

Coordinates are those of the page: pixels from the top left corner. The renderers are called directly, for a
`Figure` with its axes takes several times as long to lay out as all of this takes to draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from app.core.rows import Floats
from app.show.picture.faces import outline, width
from app.show.picture.palette import Colour

# left, top, width, height
Cap = Literal["butt", "round"]
Box = tuple[float, float, float, float]
_CIRCLE = Path.unit_circle()
# How far the middle of small letters lies above the line they stand on, as a share of the size.
_MIDDLE = 0.35
_FAR = 1e6


class Pen:
    """Draws on `renderer`, `height` pixels high, each `scale` of the renderer's own.

    decimals: with how many of them places are told; None for all.
    """

    def __init__(self, renderer: RendererBase, height: float, scale: float = 1.0) -> None:
        self.renderer = renderer
        self.height = height
        self.scale = scale
        self.to_renderer = Affine2D().translate(0, -height).scale(scale, -scale)
        self.clip: Bbox | None = None
        self.decimals: int | None = None

    @contextmanager
    def within(self, box: Box) -> Iterator[None]:
        """Nothing is drawn outside a box meanwhile."""
        left, top, wide, high = box
        corners = self.to_renderer.transform([[left, top + high], [left + wide, top]])
        before, self.clip = self.clip, Bbox(corners)
        yield
        self.clip = before

    def line(
        self,
        points: Floats | Sequence[tuple[float, float]],
        colour: Colour,
        wide: float,
        dash: tuple[float, Sequence[float]] | None = None,
        cap: Cap = "round",
    ) -> None:
        """A line through points, shape (n, 2), broken where one is not finite."""
        if len(points):
            self.path(Path(np.clip(points, -_FAR, _FAR)), colour, wide, dash, cap)

    def path(
        self,
        path: Path,
        colour: Colour,
        wide: float,
        dash: tuple[float, Sequence[float]] | None = None,
        cap: Cap = "round",
    ) -> None:
        """The outline of a path."""
        context = self._context(colour, wide)
        context.set_capstyle(cap)
        if dash:
            offset, lengths = dash
            context.set_dashes(offset * self.scale, [length * self.scale for length in lengths])
        self._draw(context, path, None)
        context.restore()

    def area(self, path: Path, colour: Colour, smooth: bool = True) -> None:
        """A path filled. smooth: with soft edges."""
        context = self._context(colour, 0.0)
        context.set_antialiased(smooth)
        self._draw(context, path, colour)
        context.restore()

    def _draw(self, context: GraphicsContextBase, path: Path, filling: Colour | None) -> None:
        """A path, its numbers with no more decimals than are wanted: in an SVG they are most of the bytes."""
        if self.decimals is None:
            self.renderer.draw_path(context, path, self.to_renderer, filling)
            return
        places = self.to_renderer.transform(path.vertices).round(self.decimals)
        self.renderer.draw_path(context, Path(places, path.codes), IdentityTransform(), filling)

    def rectangle(self, box: Box, colour: Colour) -> None:
        """A box filled, its edges where pixels meet."""
        left, top, wide, high = box
        corners = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
        self.area(Path([*corners, corners[0]], closed=True), colour, smooth=False)

    def frame(self, box: Box, colour: Colour, wide: float) -> None:
        """The outline of a box."""
        left, top, across, high = box
        corners = [(left, top), (left + across, top), (left + across, top + high), (left, top + high)]
        self.path(Path([*corners, corners[0]], closed=True), colour, wide)

    def discs(self, places: Floats | Sequence[tuple[float, float]], radius: float, colour: Colour) -> None:
        """A filled disc at each of some places."""
        self._marks(places, radius, self._context(colour, 0.0), colour)

    def rings(
        self, places: Floats | Sequence[tuple[float, float]], radius: float, colour: Colour, wide: float
    ) -> None:
        """A ring at each of some places."""
        self._marks(places, radius, self._context(colour, wide), None)

    def _marks(
        self,
        places: Floats | Sequence[tuple[float, float]],
        radius: float,
        context: GraphicsContextBase,
        filling: Colour | None,
    ) -> None:
        if len(places):
            size, told = Affine2D().scale(radius * self.scale), Path(np.asarray(places, dtype=float))
            self.renderer.draw_markers(context, _CIRCLE, size, told, self.to_renderer, filling)
        context.restore()

    def quads(self, corners: Floats, colours: Floats) -> None:
        """Filled quadrilaterals one over another, corners of shape (n, 4, 2), colours of shape (n, 4).

        Each has a hair of its own colour round it, so that no seam shows between two.
        """
        if not len(corners):
            return
        closed = np.concatenate([corners, corners[:, :1]], axis=1)
        paths = [Path(one) for one in closed]
        context = self._context((0.0, 0.0, 0.0, 1.0), 0.5)
        none = np.empty((0, 4))
        told: Any = self.renderer
        told.draw_path_collection(
            context,
            self.to_renderer.frozen(),
            paths,
            np.empty((0, 3, 3)),
            np.zeros((1, 2)),
            IdentityTransform(),
            colours,
            colours,
            [0.5 * self.scale],
            [(0.0, None)],
            [True],
            [None],
            "screen",
            hatchcolors=none,
        )
        context.restore()

    def shape(self, corners: Sequence[tuple[float, float]], colour: Colour, rim: Colour, wide: float) -> None:
        """A filled shape with a rim round it."""
        path = Path([*corners, corners[0]], closed=True)
        self.path(path, rim, wide)
        self.area(path, colour)

    def word(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        colour: Colour,
        weight: str = "regular",
        align: float = 0.0,
        upright: bool = False,
    ) -> None:
        """A text on one line; `at` is its beginning, its middle (align 0.5) or its end (1), half-way up.

        upright: written from below upwards.
        """
        back = align * width(text, size, weight)
        turned = Affine2D().rotate_deg(90.0 if upright else 0.0).scale(1, -1)
        x, y = (at[0] + _MIDDLE * size, at[1] + back) if upright else (at[0] - back, at[1] + _MIDDLE * size)
        path = outline(text, size, weight)
        if path is not None:
            self.area(path.transformed(turned.translate(x, y)), colour)

    def _context(self, colour: Colour, wide: float) -> GraphicsContextBase:
        context = self.renderer.new_gc()
        context.set_foreground(colour, isRGBA=True)
        context.set_alpha(colour[3])
        context.set_linewidth(wide * self.scale)
        context.set_capstyle("round")
        context.set_joinstyle("round")
        context.set_snap(False)
        if self.clip is not None:
            context.set_clip_rectangle(self.clip)
        return context
