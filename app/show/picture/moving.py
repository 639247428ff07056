"""A run as it goes: its path growing on the map, frame by frame, as GIF, WebP or MP4."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from PIL import GifImagePlugin, Image

from app.show.picture.contour import framed
from app.show.picture.faces import shortened
from app.show.picture.frames import fitted
from app.show.picture.ground import Ground, painted
from app.show.picture.motion import Motion
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
# Ticks of a second: as each kind counts them.
_GIF, _WEBP, _MP4 = 100, 1000, 90_000

# The last byte of every GIF.
_END = b";"

Report = Callable[[int, int], None]
Indices = NDArray[np.uint8]


class Film:
    """The frames of a scene: what stands still is painted once."""

    def __init__(self, scene: Scene, theme: str, motion: Motion) -> None:
        self.scene = scene
        self.palette: Palette = PALETTES[theme]
        self.motion = motion
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
        """Every frame; `report` is told with each how many of how many are painted; it may raise to end it.

        A frame takes megabytes: whoever takes them had better let each go before the next one.
        """
        for k, step in enumerate(self.steps):
            image = self.frame(step)
            report(k + 1, len(self.steps))
            yield image

    def durations(self, ticks: int) -> list[int]:
        """Ticks for each frame; ticks: how many a second has."""
        return self.motion.durations(len(self.steps), ticks)


def _even(length: float) -> int:
    """A film's sides are even numbers of pixels."""
    return 2 * round(length / 2)


def _unheard(done: int, of: int) -> None:
    """Where nobody wants to know how far it is."""


def gif(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The runs as GIF, again and again: all frames in one palette, which has every run's colour."""
    film, out = Film(scene, theme, motion or Motion()), io.BytesIO()
    palette = _palette(film)
    before: Indices | None = None
    for frame, ticks in zip(film.frames(report), film.durations(_GIF), strict=True):
        shown = frame.quantize(palette=palette, dither=Image.Dither.NONE)
        now = np.asarray(shown)
        if before is None:
            out.writelines(GifImagePlugin.getheader(shown, info={"loop": 0})[0])
        new, at = (shown, (0, 0)) if before is None else _new(now, before)
        told = {"duration": ticks * 1000 // _GIF, "transparency": _COLOURS, "disposal": 1}
        out.writelines(GifImagePlugin.getdata(new, at, **told))
        before = now
    out.write(_END)
    return out.getvalue()


def _new(now: Indices, before: Indices) -> tuple[Image.Image, tuple[int, int]]:
    """What is new in a frame, the rest left open, and its place: a tenth of the bytes."""
    changed = now != before
    left, top, right, bottom = Image.fromarray(changed).getbbox() or (0, 0, 1, 1)
    part = np.where(changed, now, np.uint8(_COLOURS))[top:bottom, left:right]
    return Image.fromarray(part), (left, top)


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


class Reel(Image.Image):
    """Frames as Pillow takes an animation, each painted when it is sought, so that one alone is held."""

    def __init__(self, frames: Iterator[Image.Image], count: int, size: tuple[int, int]) -> None:
        super().__init__()
        self.frames, self.n_frames = frames, count
        self._mode, self._size = "RGB", size

    def seek(self, frame: int) -> None:
        """Go on to the next one; there is no way back."""
        self.im = next(self.frames).im


def webp(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The same as WebP, in all colours."""
    film, out = Film(scene, theme, motion or Motion()), io.BytesIO()
    frames = film.frames(report)
    first = next(frames)
    rest = Reel(frames, len(film.steps) - 1, first.size)
    told = {"duration": film.durations(_WEBP), "loop": 0, "quality": 80, "method": 1}
    first.save(out, "WEBP", save_all=True, append_images=[rest], **told)
    return out.getvalue()


def mp4(scene: Scene, theme: str, motion: Motion | None = None, report: Report = _unheard) -> bytes:
    """The same as a film in H.264, which every browser and slide plays; it needs the package `av`."""
    import av

    film, out = Film(scene, theme, motion or Motion()), io.BytesIO()
    lengths, begin = film.durations(_MP4), 0
    # Else x264 would hold a few dozen frames back, to look ahead.
    options = {"crf": "20", "preset": "veryfast", "tune": "zerolatency"}
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("libx264", rate=Fraction(_MP4, lengths[0]), options=options)
        stream.width, stream.height = film.sheet.image.size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, _MP4)
        for image, ticks in zip(film.frames(report), lengths, strict=True):
            shown = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
            shown.pts, shown.time_base = begin, Fraction(1, _MP4)
            for packet in stream.encode(shown):
                packet.duration = ticks
                file.mux(packet)
            begin += ticks
        file.mux(stream.encode(None))
    return out.getvalue()
