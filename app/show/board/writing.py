"""A storyboard as a file, which reads back to the same."""

from __future__ import annotations

import json
import re
import unicodedata

from app.show.lessons import Lesson, Step
from app.show.lessons.reading import ASK, EXPERIMENT, FENCE, SECTIONS

_FENCED = "```"


def written(lesson: Lesson) -> str:
    """The file; what nobody said is left out."""
    return "\n\n".join([f"{FENCE}{_front(lesson)}{FENCE}".rstrip(), *map(_step, lesson.steps)]) + "\n"


def heading(title: str) -> str:
    """The line that begins a step."""
    # What ends in # would lose it, as the end of a heading may be marked so as well.
    return f"# {title} #" if title.endswith("#") else f"# {title}"


def file_name(lesson: Lesson) -> str:
    """What its file is saved as: the title, in letters that every system takes."""
    plain = unicodedata.normalize("NFKD", lesson.title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") + ".md" if plain else "storyboard.md"


def _front(lesson: Lesson) -> str:
    told = {"title": lesson.title, "summary": lesson.summary, "minutes": lesson.minutes}
    # A text of JSON is one of TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items() if value]
    return "".join(lines)


def _step(step: Step) -> str:
    lines = [line for line in (step.query, step.look) if line]
    fences = [_fence(EXPERIMENT, *lines), *([_fence(ASK, step.ask)] if step.ask else [])]
    said = [(name, getattr(step, name.lower())) for name in SECTIONS]
    sections = [f"## {name}\n\n{words}" for name, words in said if words]
    return "\n\n".join([heading(step.title), *fences, *([step.text] if step.text else []), *sections])


def _fence(info: str, *lines: str) -> str:
    return "\n".join([f"{_FENCED}{info}", *lines, _FENCED])
