"""Pixels: a sheet to paint on, and the file that it becomes."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Bbox
from PIL import Image

from app.show.picture.palette import colour
from app.show.picture.pen import Pen

_INCH = 72.0


class Raster:
    """A sheet of `width` by `height` pixels, painted in units of `scale` pixels."""

    def __init__(self, width: int, height: int, paper: str, scale: float = 1.0) -> None:
        self.renderer = RendererAgg(width, height, _INCH)  # type: ignore[no-untyped-call]
        self.pen = Pen(self.renderer, height / scale, scale)
        self.pen.rectangle((0.0, 0.0, width / scale, height / scale), colour(paper))

    def kept(self) -> Any:
        """What is on the sheet now, to come back to."""
        return self.renderer.copy_from_bbox(Bbox([[0, 0], [self.renderer.width, self.renderer.height]]))

    def restore(self, kept: Any) -> None:
        """Bring back what was kept."""
        self.renderer.restore_region(kept)  # type: ignore[no-untyped-call]

    @property
    def image(self) -> Image.Image:
        """What is on the sheet, as RGB."""
        pixels = self.renderer.buffer_rgba()  # type: ignore[no-untyped-call]
        size = int(self.renderer.width), int(self.renderer.height)
        return Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")

    def png(self, dots: int | None = None) -> bytes:
        """A PNG file; dots: how many of its pixels an inch has in print."""
        told = {"dpi": (dots, dots)} if dots else {}
        return written(self.image, "PNG", compress_level=6, **told)

    def webp(self, quality: int) -> bytes:
        """A WebP file."""
        return written(self.image, "WEBP", quality=quality, method=2)


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    """An image as a file of a kind that Pillow knows."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
