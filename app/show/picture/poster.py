"""The map alone at any size: what stands where the page itself is still to come."""

from __future__ import annotations

import math

from app.show.picture.contour import over
from app.show.picture.frames import fitted
from app.show.picture.ground import LEVELS, ground, painted
from app.show.picture.palette import PALETTES, Palette
from app.show.picture.pen import Box
from app.show.picture.raster import Raster
from app.show.picture.scene import Scene

# Where signs and strokes are as large as on the page; a smaller picture has smaller ones.
_USUAL = 480.0
_LOW, _HIGH = 40, 80
# Rugged surfaces have fewer levels where they would take too many bytes.
_LEVELS = (LEVELS, 12, 8, 4, 1)
BYTES = 30_000


def poster(scene: Scene, theme: str, width: int, height: int) -> bytes:
    """The map as WebP of so many pixels, with the most levels, and then in the quality, that 30 KB hold."""
    made = b""
    for levels in _LEVELS:
        sheet = _drawn(scene, PALETTES[theme], (width, height), levels)
        made = sheet.webp(_LOW)
        if len(made) <= BYTES:
            better = sheet.webp(_HIGH)
            return better if len(better) <= BYTES else made
    return made


def _drawn(scene: Scene, palette: Palette, size: tuple[int, int], levels: int) -> Raster:
    width, height = size
    scale = min(1.6, max(0.5, math.sqrt(width * height) / _USUAL))
    sheet = Raster(width, height, palette.panel, scale)
    found = ground(scene, _box(scene, width / scale, height / scale))
    painted(sheet.pen, found, palette, levels)
    over(sheet.pen, found, palette, None)
    return sheet


def _box(scene: Scene, wide: float, high: float) -> Box:
    """The window in the middle; its own units where they are to be equal."""
    room = (0.0, 0.0, wide, high)
    if scene.dimension == 1:
        return room
    x, y = scene.window
    return fitted((x, y), room)
