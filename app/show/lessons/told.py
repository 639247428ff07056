"""Lessons as data: what a stage needs to teach them, the words as HTML."""

from __future__ import annotations

from typing import Any

from app.experiment import parse
from app.show.lessons.lesson import Lesson, Step
from app.show.lessons.prose import html
from app.show.lessons.things import on_data, things


def listed(lessons: tuple[Lesson, ...]) -> list[dict[str, Any]]:
    """The lessons in their order, each with what its first figure shows."""
    return [_head(one) | {"steps": len(one.steps), "query": one.steps[0].query} for one in lessons]


def whole(lesson: Lesson) -> dict[str, Any]:
    """A lesson with all its steps."""
    return _head(lesson) | {"steps": [_step(step) for step in lesson.steps]}


def _head(lesson: Lesson) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
    }


def _step(step: Step) -> dict[str, Any]:
    experiment = parse(step.query)
    known = things(experiment)
    words = {name: html(getattr(step, name), known) for name in ("text", "question", "answer", "notes")}
    return {"title": step.title, "query": step.query, "look": step.look, "data": on_data(experiment), **words}
