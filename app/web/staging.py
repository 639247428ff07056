"""What a lecturer puts on the stage, read and checked before anybody sees it."""

from __future__ import annotations

import re
from typing import Any

from anyio import CapacityLimiter, to_thread

from app.core.errors import BadInput
from app.experiment.looked import looked, whole
from app.experiment.view import VIEW
from app.room import PARTS, Lecture, Stage
from app.show.lessons import lesson
from app.web import sent
from app.web.keeping import Fetching

_LIMITS = VIEW["speed"].limits
assert _LIMITS is not None
SPEED = _LIMITS.default
_REMEMBERED = 256
LONGEST = 10_000
_BOARD = re.compile(r"[\w.~-]{1,16000}", re.ASCII)
_PARTS = {
    "query": sent.text,
    "step": sent.within(0, LONGEST),
    "playing": sent.yes,
    "lecture": lambda key, value: None if value is None else lecture(key, value),
    "blank": sent.yes,
    "desk": sent.text,
}


class Staging:
    """Reads stages. A query that was read lately is not read again: most moves are of the playhead alone."""

    def __init__(self, fetching: Fetching) -> None:
        self.fetching = fetching
        self.limiter = CapacityLimiter(2)
        self._read: dict[str, str] = {}

    async def stage(self, body: dict[str, Any]) -> tuple[Stage, str]:
        """The stage, and the device that says so, if it says which; BadInput under each part or key."""
        told = sent.parts(body, _PARTS, "query")
        query = await self.canonical(told["query"])
        view = looked(query)
        return Stage(
            query=query,
            step=told.get("step", int(view.get("step", 0))),
            playing=told.get("playing", False),
            rate=float(view.get("speed", SPEED)),
            lecture=told.get("lecture"),
            blank=told.get("blank", False),
        ), told.get("desk", "")

    async def canonical(self, query: str) -> str:
        """The query with its view keys, as it is told on."""
        if query not in self._read:
            read = await self.fetching.reader(query)
            experiment = await to_thread.run_sync(read, query, limiter=self.limiter)
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[query] = whole(experiment, query)
        return self._read[query]


def lecture(key: str, value: Any) -> Lecture:
    """Which lecture is told, and how far it is; BadInput."""
    such = '{"lesson": "derivative", "step": 2}'
    if not isinstance(value, dict) or set(value) - {"step", "part"} not in ({"lesson"}, {"board"}):
        raise BadInput(key, f"Name a lesson or a storyboard and its step, such as {such}.")
    step = value.get("step", 1)
    if isinstance(step, bool) or not isinstance(step, int) or not 1 <= step <= LONGEST:
        raise BadInput(key, "Its step is a whole number from 1.")
    part = value.get("part", "")
    if part not in ("", *PARTS):
        raise BadInput(key, f"Its part is one of {', '.join(PARTS)}.")
    if "board" in value:
        if not isinstance(value["board"], str) or not _BOARD.fullmatch(value["board"]):
            raise BadInput(key, "This is no storyboard as its link has it.")
        return Lecture(board=value["board"], step=step, part=part)
    return Lecture(lesson=_lesson(key, value["lesson"], step), step=step, part=part)


def _lesson(key: str, name: Any, step: int) -> str:
    found = lesson(name) if isinstance(name, str) else None
    if found is None:
        raise BadInput(key, "There is no lesson of this name.")
    if step > len(found.steps):
        raise BadInput(key, f"This lesson has {len(found.steps)} steps.")
    return str(name)
