"""A storyboard as data: what is told of a lesson, its link, and its words as they were written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.experiment import Experiment
from app.show.board.draft import SOURCES
from app.show.board.packing import pack
from app.show.board.writing import written
from app.show.lessons import Lesson, Step, whole


def told(board: Lesson, read: Callable[[str], Experiment]) -> dict[str, Any]:
    """As `app.show.lessons.whole`, with `board` for its link and each step's Markdown as `source`."""
    known = whole(board, read)
    steps = [
        shown | {"source": _source(step)} for shown, step in zip(known["steps"], board.steps, strict=True)
    ]
    return known | {"steps": steps, "board": pack(written(board))}


def _source(step: Step) -> dict[str, str]:
    return {name: getattr(step, name) for name in SOURCES}
