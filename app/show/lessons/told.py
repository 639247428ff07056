"""Lessons as data: what a stage needs to teach them, the words as HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.experiment import Experiment, parse
from app.show.lessons.asking import asked
from app.show.lessons.lesson import Lesson, Step
from app.show.lessons.prose import html
from app.show.lessons.things import on_data, things


def listed(lessons: tuple[Lesson, ...]) -> list[dict[str, Any]]:
    """The lessons in their order, each with what its first figure shows."""
    return [_head(one) | {"steps": len(one.steps), "query": one.steps[0].query} for one in lessons]


def whole(lesson: Lesson, read: Callable[[str], Experiment] = parse) -> dict[str, Any]:
    """A lesson with all its steps, their queries read by `read`."""
    return _head(lesson) | {"steps": [_step(step, read(step.query)) for step in lesson.steps]}


def _head(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
    }


def _step(step: Step, experiment: Experiment) -> dict[str, Any]:
    known = things(experiment)
    words = {name: html(getattr(step, name), known) for name in ("text", "question", "answer", "notes")}
    shown = {"query": step.query, "look": step.look, "data": on_data(experiment)}
    return {"title": step.title, **shown, **asked(step, experiment), **words}
