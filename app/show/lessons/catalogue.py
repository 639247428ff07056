"""Every lesson, in the order of the course: a file's number says where it stands, the rest is its id."""

from __future__ import annotations

import re
from functools import cache

from app.show.leaf.files import folder
from app.show.lessons.lesson import Lesson
from app.show.lessons.reading import read

_FILE = re.compile(r"(\d+)-([a-z]+(?:-[a-z]+)*)\.md")


@cache
def lessons() -> tuple[Lesson, ...]:
    """All of them; LessonMistake where a file can't be read."""
    named = [(found, path) for path in folder("lessons").iterdir() if (found := _FILE.fullmatch(path.name))]
    ordered = sorted(named, key=lambda pair: int(pair[0][1]))
    return tuple([read(found[2], path.read_text(encoding="utf-8")) for found, path in ordered])


def lesson(id: str) -> Lesson | None:
    """The lesson of this id; None where there is none."""
    return next((one for one in lessons() if one.id == id), None)
