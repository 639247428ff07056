"""The map from above, or the curve of one variable, with its axes."""

from __future__ import annotations

from functools import partial

from app.show.picture import plate
from app.show.picture.axes import BELOW, LEFT, axes
from app.show.picture.frames import fitted
from app.show.picture.ground import Ground, ground, painted
from app.show.picture.numbers import number
from app.show.picture.palette import Palette
from app.show.picture.pen import Box, Pen
from app.show.picture.scale import nice_values
from app.show.picture.scene import Scene
from app.show.picture.strip import strip
from app.show.picture.trails import laid, trails

_STRIP = 44.0
_MOST, _CURVE = 520.0, 360.0
_INNER = plate.WIDTH - 2 * 16 - LEFT


def contour_png(scene: Scene, theme: str) -> bytes:
    """At 300 dots an inch."""
    return plate.png(scene, theme, _height(scene), partial(drawn, scene))


def contour_svg(scene: Scene, theme: str) -> bytes:
    """As drawn shapes."""
    return plate.svg(scene, theme, _height(scene), partial(drawn, scene))


def _height(scene: Scene) -> float:
    return _map_height(scene) + BELOW + (_STRIP if scene.dimension == 2 else 0)


def _map_height(scene: Scene) -> float:
    """As high as equal units make it in the width there is, within limits."""
    if scene.dimension == 1:
        return _CURVE
    x, y = scene.window
    return fitted((x, y), (0, 0, _INNER, _MOST))[3]


def drawn(scene: Scene, pen: Pen, room: Box, palette: Palette) -> None:
    """The picture with its axes, up to the scene's step."""
    found = framed(scene, (room[0] + LEFT, room[1], room[2] - LEFT, _map_height(scene)))
    painted(pen, found, palette)
    over(pen, found, palette, scene.step)
    _, (low, high) = found.frame.x, found.frame.y
    scale = scene.scale
    if scene.dimension == 2:
        up = [(at, number(at)) for at in nice_values(low, high, 6)]
        axes(pen, found.frame, (scene.titles[0], scene.titles[1]), palette, up)
        left, top, wide, tall = found.frame.box
        strip(pen, found, (left, top + tall + BELOW + 2, wide, 9.0), palette, 12.0)
    else:
        axes(pen, found.frame, (scene.titles[0], scale.title), palette, scale.ticks(low, high, 6), grid=True)


def framed(scene: Scene, room: Box) -> Ground:
    """The scene in its own proportions, within some room."""
    if scene.dimension == 1:
        return ground(scene, room)
    x, y = scene.window
    return ground(scene, fitted((x, y), room))


def over(pen: Pen, found: Ground, palette: Palette, step: int | None) -> None:
    """The runs up to a step, over their ground."""
    laid(pen, trails(found.scene.traces, found.place), found.frame, palette, step)
