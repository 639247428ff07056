"""Examples that need a room of one's own: what has to be there before them, and how a program makes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import orjson

WHO = "a-follower-of-this-room"
STAGE = {"query": "surface=himmelblau&a=adam", "step": 40}
POLL = {"kind": "poll", "question": "Which is fastest?", "choices": ["Adam", "Momentum"], "right": 0}
ANSWER = {"activity": "1", "who": WHO, "answer": 0}
SWARM = {"kind": "swarm", "query": "surface=himmelblau&steps=50&a=adam", "run": "a"}
PICK = {"activity": "1", "who": WHO, "answer": {"start": [-3.0, 4.0]}}

_BEGIN = """\
import httpx

room = httpx.post("{server}/api/rooms").json()
address = f"{server}/api/rooms/{{room['code']}}"
bearer = {{"Authorization": f"Bearer {{room['key']}}"}}
"""
_BEFORE = 'httpx.{method}(f"{{address}}{path}", json={sent}, headers=bearer)\n'
_FOLLOWED = """\
with httpx.stream("GET", f"{address}/events") as events:
    for line in events.iter_lines():
        print(line)
        if line == "event: count":
            break
"""


@dataclass(frozen=True, slots=True)
class Before:
    """Something that is done with a room before an example."""

    method: str
    path: str
    sent: dict[str, Any]


def before(name: str) -> list[Before]:
    """What is done in a new room before the example of a path, by its name."""
    place = below(name)
    if name == "POST /rooms":
        return []
    stage = Before("PUT", "/stage", STAGE)
    asked = Before("POST", "/activities", SWARM if place.endswith("/swarm") else POLL)
    given = Before("POST", "/answers", PICK if place.endswith("/swarm") else ANSWER)
    if place.startswith("/activities/"):
        return [stage, asked, given]
    return {"/answers": [stage, asked], "/answers.csv": [stage, asked, given]}.get(place, [stage])


def below(name: str) -> str:
    """What stands behind a room's code in a path, by its name."""
    return re.sub(r"^.*?/rooms(/\{code\})?", "", name)


def program(name: str, method: str, address: str, body: str, key: bool, server: str) -> str:
    """A program that opens a room and asks for the example in it."""
    begin = _BEGIN.format(server=server)
    if name == "POST /rooms":
        return f'import httpx\n\nroom = httpx.post("{server}/api/rooms").json()\nprint(room["code"])\n'
    place = address.partition("/rooms/CODE")[2]
    made = [
        _BEFORE.format(method=one.method.lower(), path=one.path, sent=_python(one.sent))
        for one in before(name)
    ]
    if place == "/events":
        return begin + "".join(made) + _FOLLOWED
    said = "".join(
        [f", json={_python(orjson.loads(body))}" if body else "", ", headers=bearer" if key else ""]
    )
    asked = f'answer = httpx.{method.lower()}(f"{{address}}{place}"{said})\n'
    return f'{begin}{"".join(made)}{asked}print(answer.status_code, len(answer.content), "bytes")\n'


def _python(sent: Any) -> str:
    return repr(sent).replace("'", '"')
