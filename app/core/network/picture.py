"""What a network makes of its rows: a curve over one input, a boundary or regions over two, or row by row."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.fits.curves import crossings, frame
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


@lru_cache(maxsize=32)
def axes(lesson: Lesson) -> tuple[Floats, ...]:
    """Where the network is asked, a line of points along each input in its own unit; none for `rows`."""
    if kind_of(lesson) == "rows":
        return ()
    points = _POINTS if lesson.network.inputs == 1 else _CELLS + 1
    return tuple([np.linspace(*frame(column.values), points) for column in lesson.inputs])


def shape(lesson: Lesson, vector: Floats) -> Any:
    """The picture with these weights.

    curve: what it answers at each point. boundary: pieces of lines ((x, y), (x, y)). regions: the most
    likely kind, [i], or [j][i] over two inputs. rows: what it answers to each row, the most likely of several
    kinds.
    """
    kind, lines = kind_of(lesson), axes(lesson)
    asked = np.meshgrid(*lines) if lines else [column.values for column in lesson.inputs]
    told = lesson.answers(vector, *asked)
    if kind == "boundary":
        x, y = lines
        return crossings(x, y, told[0] - UNDECIDED)
    if lesson.network.task == "classes":
        return np.argmax(told, axis=0)
    return told[0]
