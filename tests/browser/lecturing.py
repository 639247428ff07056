"""The lecturer of a test: opens a room on the real server and leads it, as a stage would."""

from __future__ import annotations

from typing import Any

import httpx

QUERY = "surface=himmelblau&start=0,0&a=gd&a.lr=0.01&b=adam&b.lr=0.2&steps=200"


class Lecturer:
    """A room of one's own. `code` and `path` are what the audience is told."""

    def __init__(self, server: str, title: str = "Optimization") -> None:
        self.http = httpx.Client(base_url=f"{server}/api")
        opened = self.http.post("/rooms", json={"title": title}).raise_for_status().json()
        self.code: str = opened["code"]
        self.path = f"/room/{self.code}"
        self.http.headers["Authorization"] = f"Bearer {opened['key']}"

    def call(self, method: str, path: str = "", **said: Any) -> Any:
        """What the server answers to a call about the room."""
        answer = self.http.request(method, f"/rooms/{self.code}{path}", json=said or None)
        return answer.raise_for_status().json() if answer.content else None

    def show(self, query: str = QUERY, **said: Any) -> None:
        """Put this on the stage."""
        self.call("PUT", "/stage", query=query, **said)

    def place(self) -> float:
        """Where the stage's playhead is now."""
        stage = self.call("GET")["stage"]
        return float(stage["step"] + stage["playing"] * stage["rate"] * stage["age"] / 1000)

    def followers(self) -> int:
        """How many are there."""
        return int(self.call("GET")["followers"])
