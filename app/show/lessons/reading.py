"""A lesson's file, read: what stands between +++ is TOML, each heading below it begins a step.

A step is a block of code called `experiment`, with the query and perhaps a line of view keys below it;
perhaps one called `ask`, in TOML: what a class may be asked here, see `app.show.lessons.asking`; the text;
and then `## Question`, `## Answer` and `## Notes`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.show.lessons.lesson import Lesson, Step

FENCE = "+++\n"
_KEYS = {"title": str, "summary": str, "minutes": int}
SECTIONS = ("Question", "Answer", "Notes")
EXPERIMENT, ASK = "experiment", "ask"


class LessonMistake(ValueError):
    """A lesson's file that can't be read, and why; only who writes lessons can cause it."""


def read(id: str, source: str) -> Lesson:
    """The lesson that a file says; LessonMistake names it and what is to be mended."""
    try:
        head, body = halves(source)
        return Lesson(id, **_front(head), steps=_steps(body))
    except LessonMistake as mistake:
        raise LessonMistake(f"The lesson “{id}”: {mistake}") from None


def halves(source: str) -> tuple[str, str]:
    """What stands between the lines +++, and what follows them."""
    empty, head, body = [*source.split(FENCE, 2), "", ""][:3]
    if empty or not body:
        raise LessonMistake("it begins with a line +++, what is told of it as TOML, and another line +++.")
    return head, body


def _front(head: str) -> dict[str, Any]:
    try:
        told = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise LessonMistake(f"what stands between the lines +++ is no TOML: {error}.") from None
    wrong = sorted(told.keys() ^ _KEYS.keys()) or [key for key in _KEYS if type(told[key]) is not _KEYS[key]]
    if wrong:
        raise LessonMistake(f"give it a title, a summary and whole minutes; look at {', '.join(wrong)}.")
    return told


def _steps(body: str) -> tuple[Step, ...]:
    return tuple([_step(title, text) for title, text in headed(body)])


def headed(body: str) -> list[tuple[str, str]]:
    """The heading of each step and what is below it; LessonMistake where there is none, or more before it."""
    (_, before), *steps = parts(body, "h1")
    if before.strip() or not steps:
        raise LessonMistake("its text begins with the heading of a step, such as # A first step.")
    return steps


def _step(title: str, source: str) -> Step:
    (_, opening), *sections = parts(source, "h2")
    if tuple([name for name, _ in sections]) != SECTIONS:
        raise LessonMistake(f"“{title}” ends with ## {', ## '.join(SECTIONS)}, in this order.")
    begun = opened(title, opening)
    said = (begun.text, *[words.strip() for _, words in sections])
    if not all(said):
        raise LessonMistake(f"“{title}” has a part without a word.")
    question, answer, notes = said[1:]
    return Step(title, begun.query, begun.look, begun.text, question, answer, notes, begun.ask)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a step begins with: its query, its view keys, what may be asked, and the text after them."""

    query: str
    look: str
    ask: str
    text: str


def opened(title: str, opening: str) -> Opening:
    """What stands before the first section; LessonMistake where there is no experiment first."""
    first, rest = fenced(opening, EXPERIMENT)
    if first is None:
        raise LessonMistake(f"“{title}” begins with its experiment: ```{EXPERIMENT}, a query, and ```.")
    lines = first.split()
    if len(lines) not in {1, 2}:
        raise LessonMistake(f"the experiment of “{title}” is one line, with perhaps one of view keys below.")
    ask, text = fenced(rest, ASK)
    return Opening(lines[0], lines[1] if len(lines) == 2 else "", (ask or "").strip(), text)


def fenced(source: str, info: str) -> tuple[str | None, str]:
    """What stands in the block of this name that a text begins with, and the text after it."""
    first = next(iter(_tokens(source)), None)
    if first is None or first.type != "fence" or first.info.strip() != info or not first.map:
        return None, source
    return first.content, "\n".join(source.splitlines()[first.map[1] :]).strip()


def parts(source: str, tag: str) -> list[tuple[str, str]]:
    """What stands before the first heading of this rank, under no name, and each heading with its text."""
    lines, tokens = source.splitlines(), _tokens(source)
    heads = [
        (token.map[0], token.map[1], tokens[at + 1].content)
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == tag and token.map
    ]
    cuts = [(0, 0, ""), *heads, (len(lines), len(lines), "")]
    return [(name, "\n".join(lines[start:end])) for (_, start, name), (end, _, _) in pairwise(cuts)]


def _tokens(source: str) -> list[Token]:
    return MarkdownIt("commonmark").parse(source)
