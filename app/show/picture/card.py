"""The preview: a card of 1200 x 630 pixels that shows an experiment where its link is shared."""

from __future__ import annotations

from app.show.picture.brand import brand
from app.show.picture.contour import over
from app.show.picture.faces import shortened, width, wrapped
from app.show.picture.frames import fitted
from app.show.picture.ground import Ground, ground, painted
from app.show.picture.numbers import number
from app.show.picture.palette import PALETTES, Palette, colour
from app.show.picture.pen import Box, Pen
from app.show.picture.raster import Raster
from app.show.picture.scene import Scene, Trace
from app.show.picture.strip import strip, upright_ticks

SIZE = (1200, 630)
BRAND = "Fall Line"

_MARGIN = 44.0
_GAP = 48.0
# The map is drawn larger than on the page: a card is mostly seen small.
_LARGER = 1.4
_WIDEST = 640.0
_STRIP = 50.0
_READING = 24.0
_LEADING = 34.0


def card(scene: Scene, theme: str) -> bytes:
    """The card as PNG."""
    palette = PALETTES[theme]
    sheet = Raster(*SIZE, palette.paper)
    box = _room(scene)
    _picture(sheet, scene, box, palette)
    _words(sheet.pen, scene, box[0] - _GAP - _MARGIN, palette)
    return sheet.png()


def _room(scene: Scene) -> Box:
    """Where the picture stands: at the right, as wide as its window wants."""
    high = SIZE[1] - 2 * _MARGIN - _STRIP
    room = (SIZE[0] - _MARGIN - _WIDEST, _MARGIN, _WIDEST, high)
    if scene.dimension == 1:
        return room
    x, y = scene.window
    _, top, wide, high = fitted((x, y), room)
    return SIZE[0] - _MARGIN - wide, top, wide, high


def _picture(sheet: Raster, scene: Scene, box: Box, palette: Palette) -> None:
    scaled = Pen(sheet.renderer, SIZE[1] / _LARGER, _LARGER)
    found = ground(scene, tuple(side / _LARGER for side in box))  # type: ignore[arg-type]
    painted(scaled, found, palette)
    over(scaled, found, palette, None)
    pen = sheet.pen
    pen.frame(box, colour(palette.line), 1.0)
    if scene.dimension == 2:
        strip(pen, found, (box[0], box[1] + box[3] + 18, box[2], 10.0), palette)
    else:
        upright_ticks(pen, found, box, palette)


def _words(pen: Pen, scene: Scene, room: float, palette: Palette) -> None:
    """The brand, the surface, the sentence; the runs below them."""
    brand(pen, (_MARGIN, _MARGIN), 30.0)
    pen.word(BRAND, (_MARGIN + 42, _MARGIN + 15.5), 23, colour(palette.ink), "medium")
    y = _MARGIN + 94.0
    size, title = _title(scene.name, room)
    for line in title:
        pen.word(line, (_MARGIN, y), size, colour(palette.ink), "semibold")
        y += 1.16 * size
    y += 14
    bottom = _legend(pen, scene, room, palette)
    fits = max(1, min(5, int((bottom - y) // _LEADING)))
    for line in wrapped(scene.sentence, room, _READING, fits):
        pen.word(line, (_MARGIN, y), _READING, colour(palette.soft))
        y += _LEADING


def _title(name: str, room: float) -> tuple[float, list[str]]:
    """The largest size at which the name takes one line, or else two."""
    for size in (60.0, 52.0, 44.0, 38.0):
        if width(name, size, "semibold") <= room:
            return size, [name]
    return 34.0, wrapped(name, room, 34, 2, "semibold")


def _legend(pen: Pen, scene: Scene, room: float, palette: Palette) -> float:
    """Each run in its colour with the loss that it ends at, up from the bottom; where the rest must end."""
    row, size = (38.0, 24.0) if len(scene.traces) <= 4 else (30.0, 20.0)
    top = SIZE[1] - _MARGIN + 6 - row * len(scene.traces)
    found = ground(scene, _room(scene))
    for k, trace in enumerate(scene.traces):
        _entry(pen, trace, ending(trace, found), (_MARGIN, top + row * (k + 0.5)), room, size, palette)
    if scene.traces:
        pen.word("loss at the end", (_MARGIN + room, top - 8), 16, colour(palette.soft), align=1)
    return top - 28


def ending(trace: Trace, found: Ground) -> str:
    """The loss at which a run ended, or what became of it."""
    if trace.diverged:
        return f"diverged, step {trace.ended}"
    outside = not found.frame.holds(found.place(trace)[-1], 1.0)
    return number(float(trace.loss[-1]), 3) + (", outside" if outside else "")


def _entry(
    pen: Pen, trace: Trace, end: str, at: tuple[float, float], room: float, size: float, palette: Palette
) -> None:
    x, y = at
    pen.discs([(x + 7, y)], 7.0, colour(palette.runs[trace.id]))
    left = room - 26 - 18 - width(end, size, "medium")
    if trace.diverged and width(trace.label, size) > left:
        end = "diverged"
        left = room - 26 - 18 - width(end, size, "medium")
    pen.word(end, (x + room, y), size, colour(palette.ink), "medium", align=1)
    smaller = size if width(trace.label, size) <= left else 0.85 * size
    pen.word(shortened(trace.label, left, smaller), (x + 26, y), smaller, colour(palette.ink))
