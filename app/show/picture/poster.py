"""The map alone at any size: what stands where the page itself is still to come."""

from __future__ import annotations

import math

from app.show.picture.frames import fitted
from app.show.picture.ground import ground, painted
from app.show.picture.palette import PALETTES
from app.show.picture.pen import Box
from app.show.picture.raster import Raster
from app.show.picture.scene import Scene
from app.show.picture.trails import heads, lines, starts, steps, trails

# Where signs and strokes are as large as on the page; a smaller picture has smaller ones.
_USUAL = 480.0
_QUALITIES = (82, 70, 55, 40, 25, 10)
BYTES = 30_000


def poster(scene: Scene, theme: str, width: int, height: int) -> bytes:
    """The map as WebP of so many pixels, in the best quality that takes at most 30 KB."""
    palette = PALETTES[theme]
    scale = min(1.6, max(0.5, math.sqrt(width * height) / _USUAL))
    sheet = Raster(width, height, palette.panel, scale)
    found = ground(scene, _box(scene, width / scale, height / scale))
    painted(sheet.pen, found, palette)
    ways = trails(scene.traces, found.place)
    with sheet.pen.within(found.frame.box):
        lines(sheet.pen, ways, palette)
        steps(sheet.pen, ways, palette)
    starts(sheet.pen, ways, found.frame, palette)
    heads(sheet.pen, ways, found.frame, palette)
    return sheet.webp(_QUALITIES, BYTES)


def _box(scene: Scene, wide: float, high: float) -> Box:
    """The window in the middle; its own units where they are to be equal."""
    room = (0.0, 0.0, wide, high)
    if scene.dimension == 1:
        return room
    x, y = scene.window
    return fitted((x, y), room)
