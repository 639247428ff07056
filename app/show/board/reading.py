"""A storyboard's file, read: a lesson's file, of which little is required.

The title must be there, and of each step its heading and its experiment; the rest may be left out.
"""

from __future__ import annotations

import re
import tomllib
from functools import partial
from typing import Any

from app.core.errors import BadInput, attempt, refuse
from app.experiment.view import unseen
from app.show.board.draft import Draft, DraftStep
from app.show.board.front import front
from app.show.board.packing import FIELD
from app.show.lessons.reading import SECTIONS, LessonMistake, halves, headed, opened, parts

_NEWLINE = re.compile(r"\r\n?")


def read_file(source: str) -> Draft:
    """What a file says, nothing of it checked but its form; BadInput names the line or the step at fault."""
    plain = _NEWLINE.sub("\n", source.removeprefix("\ufeff"))
    _refuse_unseen(plain)
    try:
        head, body = halves(plain if plain.endswith("\n") else f"{plain}\n")
        steps = headed(body)
    except LessonMistake as mistake:
        raise BadInput(FIELD, f"The file can't be read: {mistake}") from None
    problems: list[BadInput] = []
    told = attempt(lambda: front(_toml(head)), problems)
    read = [attempt(partial(_step, n, *step), problems) for n, step in enumerate(steps, 1)]
    refuse(problems)
    assert told is not None
    return Draft(*told, steps=tuple([step for step in read if step is not None]))


def _refuse_unseen(source: str) -> None:
    for number, line in enumerate(source.split("\n"), 1):
        if unseen(line.replace("\t", "")):
            said = f"Line {number} of the file has a character in it that can't be seen; take it out."
            raise BadInput(FIELD, said, line=number)


def _toml(head: str) -> dict[str, Any]:
    try:
        # The line +++ before it counts, for whoever looks for the mistake.
        return tomllib.loads(f"\n{head}")
    except tomllib.TOMLDecodeError as error:
        raise BadInput(FIELD, f"What stands between the lines +++ is no TOML: {error}.") from None


def _step(number: int, title: str, source: str) -> DraftStep:
    (_, opening), *sections = parts(source, "h2")
    try:
        begun = opened(title, opening)
    except LessonMistake as mistake:
        said = str(mistake)
        raise BadInput(f"step {number}", said[0].upper() + said[1:]) from None
    names = [name for name, _ in sections]
    if names != [name for name in SECTIONS if name in names]:
        said = f"Below its text a step has ## {', ## '.join(SECTIONS)} in this order, each at most once"
        raise BadInput(f"step {number}", f"{said}; other headings begin with ###.")
    words = {name.lower(): text.strip() for name, text in sections}
    link = f"{begun.query}&{begun.look}" if begun.look else begun.query
    return DraftStep(link, title, begun.text, ask=begun.ask, **words)
