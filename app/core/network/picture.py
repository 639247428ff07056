"""What a network makes of its rows: a curve over one input, a boundary or regions over two, or row by row."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.fits.curves import Segment, crossings, frame
from app.core.network.lesson import Lesson

Floats = NDArray[np.float64]

_POINTS = 81
_CELLS = 40
UNDECIDED = 0.5


def kind_of(lesson: Lesson) -> str:
    """`curve` over one input, `boundary` of two kinds over two, `regions` of several kinds over one or two.

    `rows` where there are more inputs, or a number over two: then only the rows themselves can be told.
    """
    inputs, task = lesson.network.inputs, lesson.network.task
    if inputs > 2 or (inputs == 2 and task == "regression"):
        return "rows"
    if task == "classes":
        return "regions"
    return "curve" if inputs == 1 else "boundary"


@lru_cache(maxsize=8)
def axes(lesson: Lesson) -> tuple[Floats, ...]:
    """Where the network is asked, a line of points along each input in its own unit; none for `rows`."""
    if kind_of(lesson) == "rows":
        return ()
    points = _POINTS if lesson.network.inputs == 1 else _CELLS + 1
    return tuple([np.linspace(*frame(column.values), points) for column in lesson.inputs])


def shape(lesson: Lesson, vector: Floats) -> dict[str, Any]:
    """The picture with these weights, by what there is of it.

    answers: what it answers at each point of a curve; of `rows` to each row, the likeliest of several kinds.
    boundary: where two kinds, or the two likeliest of several, are as likely, as pieces of lines
    ((x, y), (x, y)). regions: the likeliest kind, [i], or [j][i] over two inputs.
    """
    kind, lines = kind_of(lesson), axes(lesson)
    asked = np.meshgrid(*lines) if lines else [column.values for column in lesson.inputs]
    if kind == "boundary":
        # Chances are flat where they are certain: the scores behind them cross where the curve does.
        return {"boundary": crossings(lines[0], lines[1], lesson.scores(vector, *asked)[0])}
    if lesson.network.task != "classes":
        return {"answers": lesson.answers(vector, *asked)[0]}
    scores = lesson.scores(vector, *asked)
    likeliest = np.argmax(scores, axis=0)
    if kind == "rows":
        return {"answers": likeliest}
    borders = _borders(lines, scores) if len(lines) == 2 else None
    return {"regions": likeliest} | ({} if borders is None else {"boundary": borders})


def _borders(lines: tuple[Floats, ...], scores: Floats) -> list[Segment]:
    """Where a kind's score is that of the best other one. The last kind has its borders with the others."""
    x, y = lines
    others = [np.delete(scores, k, axis=0).max(axis=0) for k in range(len(scores) - 1)]
    return [piece for k, best in enumerate(others) for piece in crossings(x, y, scores[k] - best)]
