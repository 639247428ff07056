"""A storyboard that a program or the page sends as JSON."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.core.errors import BadInput, attempt, refuse
from app.show.board.draft import SOURCES, Draft, DraftStep
from app.show.board.front import front
from app.show.board.packing import FIELD

_KEYS = ("query", "title", *SOURCES)
_EXAMPLE = '{"title": "Mine", "steps": [{"query": "surface=booth&a=gd"}]}'


def read_sent(sent: object) -> Draft:
    """What was sent, nothing of it checked but its form; BadInput names the step at fault."""
    if not isinstance(sent, dict):
        raise BadInput(FIELD, f"Send JSON such as {_EXAMPLE}.")
    problems: list[BadInput] = []
    rest = {key: value for key, value in sent.items() if key != "steps"}
    told = attempt(lambda: front(rest), problems)
    steps = attempt(lambda: _steps(sent.get("steps", [])), problems)
    refuse(problems)
    assert told is not None
    return Draft(*told, steps=steps or ())


def _steps(sent: object) -> tuple[DraftStep, ...]:
    if not isinstance(sent, list):
        raise BadInput("steps", f"The steps are a list, as in {_EXAMPLE}.")
    problems: list[BadInput] = []
    read = [attempt(partial(_step, n, step), problems) for n, step in enumerate(sent, 1)]
    refuse(problems)
    return tuple([step for step in read if step is not None])


def _step(number: int, sent: object) -> DraftStep:
    field = f"step {number}"
    if not isinstance(sent, dict):
        raise BadInput(field, f"A step is an object of {', '.join(_KEYS)}.")
    unknown = [key for key in sent if key not in _KEYS]
    if unknown:
        raise BadInput(field, f"A step has no part {unknown[0][:40]}; it has {', '.join(_KEYS)}.")
    wrong = [key for key, value in sent.items() if not isinstance(value, str)]
    if wrong:
        raise BadInput(f"{field} {wrong[0]}", "This must be a text; put it in quotation marks.")
    return _of(sent)


def _of(sent: dict[str, Any]) -> DraftStep:
    return DraftStep(sent.get("query", ""), sent.get("title"), *[sent.get(name, "") for name in SOURCES])
