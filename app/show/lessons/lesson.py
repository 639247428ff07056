"""What a lesson is: steps, each an experiment with a few words, a question and its answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One figure and what is said of it.

    ask: what a class may be asked here, as `app.show.lessons.asking` reads it; empty where nothing is.

    query: the experiment. look: view keys that show it best. text, question, answer, notes: Markdown as
    `app.show.lessons.prose` reads it; notes are for whoever speaks. Every number in them is true of the run.
    """

    title: str
    query: str
    look: str
    text: str
    question: str
    answer: str
    notes: str
    ask: str = ""

    @property
    def link(self) -> str:
        """The experiment and how it is looked at, as one query."""
        return f"{self.query}&{self.look}" if self.look else self.query


@dataclass(frozen=True, slots=True)
class Lesson:
    """Steps that belong together; minutes: how long they take to read and to play."""

    id: str
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]
