"""An SVG to paint on: shapes alone, words as outlines, so that it holds no script, no font, no text."""

from __future__ import annotations

import io

import matplotlib
from matplotlib.backends.backend_svg import RendererSVG

from app.show.picture.palette import colour
from app.show.picture.pen import Pen

# What is drawn alike is written alike, names of clipped areas included.
matplotlib.rcParams["svg.hashsalt"] = "fall line"
_NO_DATE = {"Date": None, "Creator": "Fall Line", "Format": None, "Type": None}


class Vector:
    """A sheet of `width` by `height` units, each `scale` points wide."""

    def __init__(self, width: float, height: float, paper: str, scale: float) -> None:
        self.out = io.StringIO()
        self.renderer = RendererSVG(  # type: ignore[no-untyped-call]
            width * scale, height * scale, self.out, metadata=_NO_DATE
        )
        self.pen = Pen(self.renderer, height, scale)
        self.pen.decimals = 2
        self.pen.rectangle((0.0, 0.0, width, height), colour(paper))

    def svg(self) -> bytes:
        """The file."""
        self.renderer.finalize()  # type: ignore[no-untyped-call]
        return self.out.getvalue().encode()
