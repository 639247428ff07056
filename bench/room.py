"""A lecture with five hundred followers, each on a connection of their own, and one process that serves it.

The followers are another process (`bench.audience`), which reads what comes and notes when: on the same
machine, so that one clock times the way from the lecturer's move to each of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.figure import Figure, show
from tests.serving import ROOT, SERVE, serving

FOLLOWERS, MOVES, SECONDS = 500, 40, 10
# A follower who was gone for 30 s while a lecturer moved ten times a second has missed more than the log has.
MISSED = 300
QUERY = "surface=himmelblau&start=-3,4&steps=300&a=adam&b=momentum&b.lr=0.002&step="


class Room:
    """A room, and its lecturer's connection."""

    def __init__(self, server: str) -> None:
        self.client = httpx.Client(base_url=server, timeout=60)
        opened = self.client.post("/api/rooms").json()
        self.code = opened["code"]
        self.client.headers["Authorization"] = f"Bearer {opened['key']}"

    def call(self, method: str, path: str, sent: Any = None) -> Any:
        answer = self.client.request(method, f"/api/rooms/{self.code}{path}", json=sent)
        answer.raise_for_status()
        return answer.json()

    def move(self, step: int) -> None:
        self.call("PUT", "/stage", {"query": f"{QUERY}{step}", "step": step})


class Audience:
    """The process of the followers; told a line, it answers with a line of JSON."""

    def __init__(self, server: str, code: str) -> None:
        command = [sys.executable, "-m", "bench.audience", server, code, str(FOLLOWERS)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def told(self, *words: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def measure() -> list[Figure]:
    with lecture() as (room, audience, process):
        for step in range(20):
            room.move(step)
        before = memory(process)
        audience.told("come")
        waits = moved(room, audience)
        grown = (memory(process) - before) / FOLLOWERS
        counted, lost = answered(room, audience)
        back = returned(room, audience)
    return [
        Figure(
            name=f"a move reaches {FOLLOWERS} followers, p50",
            measured=quantile(waits, 50),
            unit="ms",
            goal=100,
        ),
        Figure(name="the same, p99", measured=quantile(waits, 99), unit="ms", goal=400),
        Figure(
            name=f"of {FOLLOWERS} answers in {SECONDS} s, not counted once each",
            measured=lost,
            unit="",
            goal=0,
        ),
        Figure(name="an answer is acknowledged, p99", measured=quantile(counted, 99), unit="ms"),
        Figure(
            name=f"a follower who missed {MISSED} moves is there again", measured=back, unit="ms", goal=1000
        ),
        Figure(name="the server's memory for a follower", measured=grown / 1e3, unit="kB", goal=100),
    ]


@contextmanager
def lecture() -> Iterator[tuple[Room, Audience, int]]:
    with TemporaryDirectory() as folder:
        command = ("env", f"FALLLINE_DATA={folder}", *SERVE)
        with serving(command) as (server, process):
            httpx.get(f"{server}/api/catalog", timeout=120)
            room = Room(server)
            audience = Audience(server, room.code)
            try:
                yield room, audience, process.pid
            finally:
                audience.process.kill()
                audience.process.wait()
                room.client.close()


def moved(room: Room, audience: Audience) -> list[float]:
    """Milliseconds from each move to each follower."""
    begun = {}
    for step in range(100, 100 + MOVES):
        begun[step] = time.monotonic()
        room.move(step)
        time.sleep(0.15)
    heard = audience.told("heard", 100, MOVES)
    waits = [(at - begun[int(step)]) * 1e3 for step, times in heard.items() for at in times]
    if len(waits) != FOLLOWERS * MOVES:
        raise RuntimeError(f"{FOLLOWERS * MOVES - len(waits)} moves did not arrive")
    return waits


def answered(room: Room, audience: Audience) -> tuple[list[float], int]:
    """How long each answer took in milliseconds, and how many were not counted, or more than once."""
    poll = {"kind": "poll", "question": "Which?", "choices": ["one", "two"]}
    id = room.call("POST", "/activities", poll)["id"]
    took = audience.told("answer", id, SECONDS)
    results = room.call("GET", f"/activities/{id}/results")
    counts = [one["answers"] for one in results["counts"]]
    return took, abs(FOLLOWERS - sum(counts)) + abs(FOLLOWERS // 2 - counts[0])


def returned(room: Room, audience: Audience) -> float:
    """Milliseconds until a follower who comes back after many moves stands where the lecture is."""
    audience.told("leave")
    for step in range(1000, 1000 + MISSED):
        room.move(step)
    return float(audience.told("return", 1000 + MISSED - 1)) * 1e3


def memory(process: int) -> int:
    """The bytes that a process keeps in memory."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * 4096


def quantile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    show(measure())
