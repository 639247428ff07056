"""Followers of a room by script, each on a connection of their own, in a thread beside the test."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")


class Follower:
    """One who hears everything that is told, and can answer."""

    def __init__(self, host: str, port: int, code: str, number: int) -> None:
        self.place, self.code = (host, port), code
        self.who = f"a-follower-by-script-{number:04d}"
        self.stage: dict[str, Any] = {}
        self.activity: dict[str, Any] = {}
        self.came = asyncio.Event()

    async def listen(self) -> None:
        reader, writer = await asyncio.open_connection(*self.place)
        path = f"/api/rooms/{self.code}/events?who={self.who}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: test\r\nAccept: text/event-stream\r\n\r\n".encode())
        try:
            while True:
                self.hear((await reader.readuntil(b"\n\n")).decode())
        finally:
            writer.close()

    def hear(self, told: str) -> None:
        said = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
        if said.get("event") in {"stage", "activity"}:
            setattr(self, said["event"], json.loads(said["data"]))
            self.came.set()

    async def answer(self, value: Any) -> int:
        body = json.dumps({"activity": self.activity["id"], "who": self.who, "answer": value})
        reader, writer = await asyncio.open_connection(*self.place)
        head = "Host: test\r\nContent-Type: application/json\r\nConnection: close"
        call = f"POST /api/rooms/{self.code}/answers HTTP/1.1\r\n{head}\r\nContent-Length: {len(body)}"
        writer.write(f"{call}\r\n\r\n{body}".encode())
        said = await reader.read()
        writer.close()
        return int(said.split(b" ", 2)[1])


class Crowd:
    """Many of them. Used as a context: they come at its beginning and leave at its end."""

    def __init__(self, server: str, code: str, count: int) -> None:
        place = urlsplit(server)
        self.followers = [Follower(place.hostname or "", place.port or 80, code, n) for n in range(count)]
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.tasks: list[asyncio.Task[None]] = []

    def __enter__(self) -> Crowd:
        self.thread.start()
        self.run(self.come())
        return self

    def __exit__(self, *error: object) -> None:
        self.run(self.leave())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    def run(self, work: Awaitable[T]) -> T:
        async def done() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(60)

    async def come(self) -> None:
        for one in self.followers:
            self.tasks.append(asyncio.create_task(one.listen()))
            await one.came.wait()

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def answer(self, values: Sequence[Any]) -> set[int]:
        """Each its own answer; the statuses that were told."""

        async def all_of_them() -> set[int]:
            given = zip(self.followers, values, strict=True)
            return set(await asyncio.gather(*[one.answer(value) for one, value in given]))

        return self.run(all_of_them())

    def steps(self) -> set[int]:
        """The steps of the lecture that they were last told of, each once."""
        return {(one.stage.get("lecture") or {}).get("step", 0) for one in self.followers}

    def states(self) -> set[tuple[str, str]]:
        """The activity that they were last told of, and its state."""
        return {(one.activity.get("id", ""), one.activity.get("state", "")) for one in self.followers}
