"""A storyboard as somebody sent it: of the right form, and nothing in it checked yet."""

from __future__ import annotations

from dataclasses import dataclass

from app.show.lessons import Lesson

# The parts of a step that are words in Markdown.
WORDS = ("text", "question", "answer", "notes")
# Those, and what a class may be asked, in TOML.
SOURCES = (*WORDS, "ask")
MAX_STEPS = 100


@dataclass(frozen=True, slots=True)
class DraftStep:
    """One step. link: whatever stands for its experiment. title: None where the link's own will do."""

    link: str
    title: str | None = None
    text: str = ""
    question: str = ""
    answer: str = ""
    notes: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The whole. minutes: 0 where nobody says."""

    title: str
    summary: str
    minutes: int
    steps: tuple[DraftStep, ...]


def draft_of(lesson: Lesson) -> Draft:
    """The draft that is checked to this very lesson."""
    steps = [
        DraftStep(step.link, step.title, *[getattr(step, name) for name in SOURCES]) for step in lesson.steps
    ]
    return Draft(lesson.title, lesson.summary, lesson.minutes, tuple(steps))
