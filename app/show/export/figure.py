"""`figure.tex`: level lines and paths as a pgfplots picture, for a paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from app.core.tree import Name
from app.core.typeset import latex
from app.experiment import Experiment, Run, canonical, label, sentence
from app.show.export.isolines import Frame, Place, framed, isolines
from app.show.export.names import comment
from app.show.heights import surface
from app.show.journey import Journey
from app.show.picture.palette import LIGHT
from app.show.tables import table

# The runs' colours on light ground, as on the page.
COLOURS = {id: text.upper() for id, text in LIGHT.runs.items()}

_GRID = 81
# How many levels are drawn: fewer where a surface is so rugged that their lines would not fit into TeX.
_LEVELS = (14, 7, 4, 2, 1)
_ROOM = 14_000
# More points than this on a path can't be told apart in print, and TeX takes long over them.
_POINTS = 600

_HEAD = r"""\documentclass[border=4pt]{standalone}
\usepackage{pgfplots}
\pgfplotsset{compat=1.16}
"""


def figure(journey: Journey) -> str:
    """The document; it needs the packages standalone and pgfplots, and any LaTeX."""
    experiment = journey.experiment
    runs = table(journey)["runs"]
    seen = surface(experiment, _GRID)
    body = _curve(experiment, seen, runs) if seen["dimension"] == 1 else _map(experiment, seen, runs)
    told = [sentence(experiment), f"Fall Line, /?{canonical(experiment)}"]
    lines = [
        *[comment(text, "%") for text in told],
        _HEAD.rstrip(),
        *[f"\\definecolor{{run {id}}}{{HTML}}{{{COLOURS[id]}}}" for id in [run["id"] for run in runs]],
        r"\begin{document}",
        r"\begin{tikzpicture}",
        *body,
        r"\end{tikzpicture}",
        r"\end{document}",
    ]
    return "\n".join(lines) + "\n"


def _axis(options: Sequence[str], body: Sequence[str]) -> list[str]:
    return [r"\begin{axis}[", *[f"  {option}," for option in options], "]", *body, r"\end{axis}"]


def _shared(seen: dict[str, Any]) -> list[str]:
    (low, high) = seen["window"][0]
    return [
        "width=10cm, height=8cm",
        f"xmin={_number(low)}, xmax={_number(high)}",
        f"xlabel={{{_axis_label(seen, 0)}}}",
        "legend pos=outer north east, legend cell align=left, legend style={draw=none}",
        "tick align=outside, tick pos=left",
    ]


def _axis_label(seen: dict[str, Any], i: int) -> str:
    """A variable; on a plane through a network's weights, what lies along it."""
    plane = seen.get("plane")
    return escaped(plane["titles"][i]) if plane else f"${latex(Name(seen['variables'][i]))}$"


def _map(experiment: Experiment, seen: dict[str, Any], runs: Sequence[dict[str, Any]]) -> list[str]:
    """Level lines from above, the paths on them."""
    low, high = seen["window"][1]
    options = [
        *_shared(seen),
        f"ymin={_number(low)}, ymax={_number(high)}, ylabel={{{_axis_label(seen, 1)}}}",
        "colormap={heights}{color=(black!60) color=(black!15)}",
    ]
    paths = [list(zip(run["x"], run["y"], strict=True)) for run in runs]
    frame = tuple(seen["window"])
    return _axis(options, [*_levels(seen), *_minima(seen), *_paths(experiment, paths, frame)])


def _levels(seen: dict[str, Any]) -> Iterator[str]:
    lines, count = _drawn(seen)
    yield f"% {count} levels" + (", evenly apart on a logarithmic scale" if seen["log"]["default"] else "")
    if lines:
        yield r"\addplot[contour prepared={labels=false}, forget plot] table {"
        for number, line in lines:
            # The number of the level colours it, so that the scale is that of the heights.
            yield from [*[f"  {_number(u)} {_number(v)} {number}" for u, v in line], ""]
        yield "};"


def _drawn(seen: dict[str, Any]) -> tuple[list[tuple[int, list[Place]]], int]:
    """Every level line with its level's number: of as many levels as TeX has room for."""
    x, y, z = seen["x"], seen["y"], np.asarray(seen["z"], dtype=float)
    for count in _LEVELS:
        every = enumerate(levels(seen, count))
        lines = [(number, line) for number, level in every for line in isolines(x, y, z, level)]
        if sum([len(line) for _, line in lines]) <= _ROOM:
            return lines, count
    return [], 0


def levels(seen: dict[str, Any], count: int) -> list[float]:
    """Which heights are drawn: evenly apart, on the scale that suits the surface."""
    heights = np.asarray(seen["z"], dtype=float)
    heights = heights[np.isfinite(heights)]
    if not heights.size:
        return []
    shift = seen["log"]["shift"]
    scaled = np.log(heights + shift) if seen["log"]["default"] else heights
    scaled = scaled[np.isfinite(scaled)]
    even = np.linspace(scaled.min(), scaled.max(), count + 2)[1:-1]
    found: list[float] = (np.exp(even) - shift if seen["log"]["default"] else even).tolist()
    return found


def _minima(seen: dict[str, Any]) -> Iterator[str]:
    if seen["minima"]:
        places = " ".join([_place((x, y)) for x, y, _ in seen["minima"]])
        yield f"\\addplot[only marks, mark=x, mark size=3pt, thick, forget plot] coordinates {{{places}}};"


def _curve(experiment: Experiment, seen: dict[str, Any], runs: Sequence[dict[str, Any]]) -> list[str]:
    """The loss over its one variable, the runs as points on it."""
    heights = [(float(x), float(z)) for x, z in zip(seen["x"], seen["z"], strict=True) if math.isfinite(z)]
    curve = " ".join([_place(point) for point in heights])
    # A loss that is defined nowhere still has a picture: an empty one.
    shown = [z for _, z in heights] or [0.0, 1.0]
    room = 0.05 * (max(shown) - min(shown)) or 1.0
    frame = (tuple(seen["window"][0]), (min(shown) - room, max(shown) + room))
    options = [
        *_shared(seen),
        "ylabel={$L$}",
        *[f"ymin={_number(a)}, ymax={_number(b)}" for a, b in frame[1:]],
    ]
    paths = [list(zip(run["x"], run["loss"], strict=True)) for run in runs]
    drawn = [f"\\addplot[black!50, thick, forget plot] coordinates {{{curve}}};"] if curve else []
    return _axis(options, [*drawn, *_paths(experiment, paths, frame)])


def _paths(experiment: Experiment, paths: Sequence[Sequence[Place]], frame: Frame) -> Iterator[str]:
    for run, path in zip(experiment.runs, paths, strict=True):
        yield from _path(run, path, frame)


def _path(run: Run, path: Sequence[Place], frame: Frame) -> Iterator[str]:
    """A path with a dot at each step, cut where it leaves the window."""
    whole = [place for place in path if all(math.isfinite(value) for value in place)]
    every = max(1, -(-len(whole) // _POINTS))
    drawn = [*whole[::every], *([whole[-1]] if every > 1 else [])]
    if every > 1:
        yield f"% Every {every}th step of run {run.id}."
    pieces = framed(drawn, frame)
    style = f"run {run.id}, thick, mark=*, mark size=0.7pt"
    for i, piece in enumerate(pieces):
        places = " ".join([_place(place) for place in piece])
        yield f"\\addplot[{style}{', forget plot' if i else ''}] coordinates {{{places}}};"
    if not pieces:
        # The legend names the run even where nothing of it is in the window.
        yield f"\\addlegendimage{{{style}}}"
    yield f"\\addlegendentry{{{escaped(label(run))}}}"


def _place(place: Place) -> str:
    return f"({_number(place[0])},{_number(place[1])})"


def _number(value: float) -> str:
    """A number as TeX reads it: seven digits say more than ink can."""
    return f"{value:.7g}"


def escaped(text: str) -> str:
    """Text as LaTeX sets it, whatever signs stand in it."""
    return "".join([_SIGNS.get(sign, sign if sign.isprintable() else "?") for sign in text])


_SIGNS = {
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
