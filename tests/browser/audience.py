"""The audience of a room that a stage has opened: followers by the script, and what any of them may know."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from playwright.sync_api import Page

_PATIENCE = 15.0


class Audience:
    """Those who follow the room that is open on a stage."""

    def __init__(self, server: str, page: Page) -> None:
        found = re.search(r"[0-9A-Z]{3} [0-9A-Z]{4}", page.locator(".join-code").text_content() or "")
        assert found
        self.code = found[0].replace(" ", "")
        self.address = f"{server}/api/rooms/{self.code}"

    def room(self) -> dict[str, Any]:
        """What anybody may know of the room."""
        told: dict[str, Any] = httpx.get(self.address, timeout=_PATIENCE).raise_for_status().json()
        return told

    def until(self, true: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """The room once that is true of it."""
        end = time.monotonic() + _PATIENCE
        while not true(room := self.room()):
            assert time.monotonic() < end, room
            time.sleep(0.05)
        return room

    @contextmanager
    def followed(self, count: int) -> Iterator[None]:
        """So many follow meanwhile."""
        with ExitStack() as streams:
            for k in range(count):
                streams.enter_context(httpx.stream("GET", f"{self.address}/events?who={who(k)}", timeout=20))
            yield

    def answer(self, answers: list[Any]) -> None:
        """Each of them answers what is asked now, the first with a nickname."""
        id = self.room()["activity"]["id"]
        sent = [{"activity": id, "who": who(k), "answer": value} for k, value in enumerate(answers)]
        sent[0]["nickname"] = "Ada"
        threads = [threading.Thread(target=self.send, args=[one]) for one in sent]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def send(self, answer: dict[str, Any]) -> None:
        assert httpx.post(f"{self.address}/answers", json=answer).status_code == 201


def who(number: int) -> str:
    """What a follower's page would have made up."""
    return f"one-of-the-audience-{number:04d}"
