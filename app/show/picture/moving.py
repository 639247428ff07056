"""A run as it goes: its path growing on the map, frame by frame, as GIF, WebP or MP4."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from app.show.picture.contour import framed
from app.show.picture.faces import shortened
from app.show.picture.frames import fitted
from app.show.picture.ground import Ground, painted
from app.show.picture.motion import PAUSE, Motion
from app.show.picture.palette import PALETTES, Palette, colour
from app.show.picture.plate import legend
from app.show.picture.raster import Raster
from app.show.picture.scene import Scene
from app.show.picture.trails import Trail, laid, trails

_WIDTH = 480.0
_HIGHEST = 480.0
_HEAD, _ROW, _MARGIN = 34.0, 20.0, 12.0
_COLOURS = 255
_SWATCH = 24
_THOUSAND = 1000

Report = Callable[[int, int], None]


class Film:
    """The frames of a scene: what stands still is painted once."""

    def __init__(self, scene: Scene, theme: str, motion: Motion) -> None:
        self.scene = scene
        self.palette: Palette = PALETTES[theme]
        self.steps = motion.steps(scene.length)
        self.scale = motion.width / _WIDTH
        high = _even(self.scale * (_HEAD + self.map_height + _ROW * len(scene.traces) + _MARGIN))
        self.sheet = Raster(_even(motion.width), high, self.palette.paper, self.scale)
        self.ground: Ground = framed(scene, (_MARGIN, _HEAD, _WIDTH - 2 * _MARGIN, self.map_height))
        self.trails: list[Trail] = trails(scene.traces, self.ground.place)
        painted(self.sheet.pen, self.ground, self.palette)
        self.sheet.pen.frame(self.ground.frame.box, colour(self.palette.line), 1.0)
        self.still = self.sheet.kept()

    @property
    def map_height(self) -> float:
        """As high as the window's proportions make it."""
        if self.scene.dimension == 1:
            return 0.6 * _WIDTH
        x, y = self.scene.window
        return fitted((x, y), (0, 0, _WIDTH - 2 * _MARGIN, _HIGHEST))[3]

    def frame(self, step: int) -> Image.Image:
        """The picture with its playhead at a step."""
        self.sheet.restore(self.still)
        pen, palette = self.sheet.pen, self.palette
        laid(pen, self.trails, self.ground.frame, palette, step)
        name = shortened(self.scene.name, _WIDTH - 120, 15, "semibold")
        pen.word(name, (_MARGIN, 18), 15, colour(palette.ink), "semibold")
        pen.word(f"step {step}", (_WIDTH - _MARGIN, 18), 14, colour(palette.soft), align=1)
        row = (_MARGIN, _HEAD + self.map_height + 6, _WIDTH - 2 * _MARGIN, _ROW)
        legend(pen, self.scene, row, palette, step)
        return self.sheet.image

    def frames(self, report: Report) -> Iterator[Image.Image]:
        """Every frame; `report` is told after each how many of how many there are; it may raise to end it."""
        for k, step in enumerate(self.steps):
            yield self.frame(step)
            report(k + 1, len(self.steps))

    def durations(self, motion: Motion) -> list[int]:
        """Milliseconds for each frame, the last one longer."""
        each = round(_THOUSAND * motion.each)
        return [each] * (len(self.steps) - 1) + [each + round(_THOUSAND * PAUSE)]


def _even(length: float) -> int:
    """A film's sides are even numbers of pixels."""
    return 2 * round(length / 2)


def _unheard(done: int, of: int) -> None:
    """Where nobody wants to know how far it is."""


def gif(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The runs as GIF, again and again: all frames in one palette, which has every run's colour."""
    motion = motion or Motion()
    film = Film(scene, theme, motion)
    palette = _palette(film)
    frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in film.frames(report)]
    told = {"duration": film.durations(motion), "loop": 0, "optimize": False, "disposal": 1}
    return _saved(_changes(frames), "GIF", transparency=_COLOURS, **told)


def _changes(frames: list[Image.Image]) -> list[Image.Image]:
    """The first frame, and of every other one what is new in it, the rest left open: a tenth of the bytes."""
    found, before = [frames[0]], np.asarray(frames[0])
    for frame in frames[1:]:
        now = np.asarray(frame)
        new = Image.fromarray(np.where(now == before, np.uint8(_COLOURS), now))
        new.putpalette(frame.getpalette() or [])
        found.append(new)
        before = now
    return found


def _palette(film: Film) -> Image.Image:
    """The colours of the last frame and of the empty ground, and those of the runs beyond doubt."""
    last = film.frame(film.steps[-1])
    swatches = [film.palette.runs[trace.id] for trace in film.scene.traces] + [film.palette.paper]
    whole = Image.new("RGB", (last.width, last.height + _SWATCH * len(swatches)))
    whole.paste(last, (0, 0))
    for k, text in enumerate(swatches):
        box = (0, last.height + _SWATCH * k, last.width, last.height + _SWATCH * (k + 1))
        whole.paste(f"#{text}", box)
    return whole.quantize(colors=_COLOURS, method=Image.Quantize.FASTOCTREE)


def webp(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The same as WebP, in all colours."""
    motion = motion or Motion()
    film = Film(scene, theme, motion)
    frames = list(film.frames(report))
    return _saved(frames, "WEBP", duration=film.durations(motion), loop=0, quality=80, method=1)


def _saved(frames: list[Image.Image], kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


def mp4(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The same as a film in H.264, which every browser and slide plays; it needs the package `av`."""
    import av

    motion = motion or Motion()
    film, out = Film(scene, theme, motion), io.BytesIO()
    rate = max(1, round(1 / motion.each))
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=rate, options={"crf": "20", "preset": "veryfast"})
        stream.width, stream.height = film.sheet.image.size
        stream.pix_fmt = "yuv420p"
        for image in film.frames(report):
            shown = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
            file.mux(stream.encode(shown))
        for _ in range(round(PAUSE * rate)):
            shown = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
            file.mux(stream.encode(shown))
        file.mux(stream.encode(None))
    return out.getvalue()
