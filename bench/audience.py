"""Followers of a room, each on a socket of their own: what comes is read, and noted when. See `room`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections import defaultdict
from urllib.parse import urlsplit

# Of each move, when it arrived at whom.
heard: dict[int, list[float]] = defaultdict(list)
_STEP = re.compile(rb'event: stage\nid: (\S+)\ndata: .*"step":(\d+),"playing"')


class Follower:
    """One connection that is kept open."""

    def __init__(self, host: str, port: int, code: str, number: int) -> None:
        self.place, self.code = (host, port), code
        self.who = f"a-follower-in-a-bench-{number:05d}"
        self.last = b""
        self.step = -1
        self.task: asyncio.Task[None] | None = None
        self.came = asyncio.Event()

    async def listen(self) -> None:
        reader, writer = await asyncio.open_connection(*self.place)
        after = b"Last-Event-ID: %s\r\n" % self.last if self.last else b""
        path = f"/api/rooms/{self.code}/events?who={self.who}".encode()
        # As a browser would: what is accepted decides what a server prepares.
        accept = b"Accept: text/event-stream\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"
        writer.write(b"GET %s HTTP/1.1\r\nHost: bench\r\n%s%s\r\n" % (path, accept, after))
        held = b""
        try:
            while chunk := await reader.read(65536):
                now = time.monotonic()
                *whole, held = (held + chunk).split(b"\n\n")
                for block in whole:
                    self.note(block, now)
                self.came.set()
        finally:
            writer.close()

    def note(self, block: bytes, now: float) -> None:
        found = _STEP.search(block)
        if found:
            self.last, self.step = found[1], int(found[2])
            heard[self.step].append(now)

    async def come(self) -> None:
        self.came.clear()
        self.task = asyncio.create_task(self.listen())
        await self.came.wait()

    async def answer(self, activity: str, choice: int, after: float) -> float:
        await asyncio.sleep(after)
        body = json.dumps({"activity": activity, "who": self.who, "answer": choice}).encode()
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection(*self.place)
        writer.write(
            b"POST /api/rooms/%s/answers HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\nConnection: close\r\n\r\n%s" % (self.code.encode(), len(body), body)
        )
        said = await reader.read()
        writer.close()
        if not said.startswith(b"HTTP/1.1 201") or b'"kept":true' not in said:
            raise RuntimeError(said[:400].decode())
        return time.monotonic() - begun


class Audience:
    """All of them, and what they are told to do."""

    def __init__(self, server: str, code: str, count: int) -> None:
        host, port = urlsplit(server).hostname or "", urlsplit(server).port or 80
        self.followers = [Follower(host, port, code, number) for number in range(count)]

    async def come(self) -> None:
        for follower in self.followers:
            await follower.come()

    async def heard(self, first: str, count: str) -> dict[int, list[float]]:
        steps = range(int(first), int(first) + int(count))
        for _ in range(100):
            if all(len(heard[step]) == len(self.followers) for step in steps):
                break
            await asyncio.sleep(0.1)
        return {step: heard[step] for step in steps}

    async def answer(self, activity: str, seconds: str) -> list[float]:
        """Milliseconds that each of them took; one answers after the other, all within these seconds."""
        each = float(seconds) / len(self.followers)
        sent = [one.answer(activity, k % 2, k * each) for k, one in enumerate(self.followers)]
        return [1e3 * took for took in await asyncio.gather(*sent)]

    async def leave(self) -> None:
        follower = self.followers[0]
        assert follower.task
        follower.task.cancel()
        await asyncio.gather(follower.task, return_exceptions=True)

    # What a follower missed while away is told at once, or how things stand.
    async def back(self, step: str) -> float:
        follower = self.followers[0]
        begun = time.monotonic()
        await follower.come()
        while follower.step != int(step):
            follower.came.clear()
            await follower.came.wait()
        return time.monotonic() - begun


async def main(server: str, code: str, count: str) -> None:
    audience = Audience(server, code, int(count))
    known = {
        "come": audience.come,
        "heard": audience.heard,
        "answer": audience.answer,
        "leave": audience.leave,
        "return": audience.back,
    }
    while line := await asyncio.to_thread(sys.stdin.readline):
        name, *words = line.split()
        print(json.dumps(await known[name](*words)), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
