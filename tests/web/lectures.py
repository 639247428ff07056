"""A lecturer and followers of a real server, for tests: what they do, and what they hear."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import httpx
import orjson

from app.client.events import Event, events

QUERY = "surface=booth&steps=50&a=gd&a.lr=0.05"
POLL = {"kind": "poll", "question": "Which?", "choices": ["one", "two"], "right": 1}
_FOLLOWERS = count()


def new_who() -> str:
    """What a follower's page would make up."""
    return f"follower-of-a-test-{next(_FOLLOWERS):06d}"


class Ears:
    """What somebody hears, one event after the other."""

    def __init__(self, stream: Iterator[Event]) -> None:
        self.stream = stream
        self.last = ""

    def next(self, *names: str) -> Any:
        """The data of the next event, or of the next one with one of these names."""
        for event in self.stream:
            if event.id:
                self.last = event.id
            if event.name and (not names or event.name in names):
                return orjson.loads(event.data)
        raise EOFError("the stream has ended")

    def rest(self) -> list[str]:
        """The names of all events up to the stream's end."""
        return [event.name for event in self.stream if event.name]


class Lecture:
    """A room, by its key. client: of the server that it is opened on."""

    def __init__(self, client: httpx.Client, **sent: Any) -> None:
        self.client = client
        self.opened: dict[str, Any] = self.client.post("/api/rooms", json=sent).json()
        self.code: str = self.opened["code"]
        self.address = f"/api/rooms/{self.code}"
        self.bearer = {"Authorization": f"Bearer {self.opened['key']}"}

    def call(self, method: str, path: str = "", json: Any = None, **headers: str) -> httpx.Response:
        """What the room says to its lecturer."""
        return self.client.request(method, self.address + path, json=json, headers={**self.bearer, **headers})

    def show(self, query: str = QUERY, **more: Any) -> httpx.Response:
        """Put something on the stage."""
        return self.call("PUT", "/stage", {"query": query, **more})

    def ask(self, **activity: Any) -> str:
        """Open an activity; its id."""
        answer = self.call("POST", "/activities", activity or POLL)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def seen(self, who: str | None = None) -> httpx.Response:
        """What anybody may know of the room."""
        return self.client.get(self.address, params={"who": who} if who else None)

    def answer(self, id: str, who: str | None, value: Any, **more: Any) -> httpx.Response:
        """A follower's answer."""
        said = {"activity": id, "answer": value, **({"who": who} if who else {}), **more}
        return self.client.post(f"{self.address}/answers", json=said)

    @contextmanager
    def heard(self, who: str | None = None, after: str = "", lecturer: bool = False) -> Iterator[Ears]:
        """The room's events."""
        headers = {"Last-Event-ID": after} if after else {}
        with self.client.stream(
            "GET",
            f"{self.address}/events",
            params={"who": who} if who else None,
            headers=headers | (self.bearer if lecturer else {}),
        ) as answer:
            assert answer.status_code == 200, answer.status_code
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield Ears(events(answer.iter_bytes()))
