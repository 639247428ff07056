"""Moving pictures, and how soon a run's first points are there while four of them are being made."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from app.experiment import parse
from app.show.picture.look import Look
from app.show.picture.moving import gif
from app.show.picture.scene import scene
from app.show.trained import journey_of
from bench.client import fetch, seconds_to_first_points
from bench.figure import Figure, once, seconds, show
from bench.warm import warm_server

RUNS = "surface=rosenbrock&steps=300&a=adam&b=gd&b.lr=0.001&c=momentum"
FIRST = "surface=himmelblau&steps=10000&a=adam&a.lr=0.01&b=momentum&b.lr=0.0005&c=rmsprop&c.lr=0.01"
EXPORTS, REPEATS = 4, 60
BETWEEN = 0.03


def measure() -> list[Figure]:
    painted = seconds(lambda: gif(scene(journey_of(parse(RUNS)), Look()), "light"), 5)
    with warm_server() as server:
        fetch(server, f"/api/export/run.gif?{RUNS}&frames=2")
        answered = min(once(lambda k=k: fetch(server, gif_of(k))) for k in range(1, 6))
        alone = slow(server, 1000)
        with exporting(server):
            busy = slow(server, 2000)
    return [
        Figure(name="GIF of 60 frames, painted", measured=painted, unit="s", goal=1),
        Figure(name="the same over HTTP", measured=answered, unit="s", goal=1),
        Figure(
            name=f"first points, p95, with {EXPORTS} exports",
            measured=busy * 1e3,
            unit="ms",
            against="with none",
            yardstick=alone * 1e3,
            ratio_goal=2,
            ratio_at_most=True,
        ),
    ]


def gif_of(seed: int) -> str:
    """Where a moving picture is that nobody has asked for yet."""
    return f"/api/export/run.gif?{RUNS}&seed={seed}"


def slow(server: str, since: int) -> float:
    """The time that 19 of 20 streams of nobody else's experiment bring their first points in."""
    took = []
    for n in range(REPEATS):
        took.append(seconds_to_first_points(server, f"{FIRST}&start={-3 + (since + n) / 1e4},4"))
        time.sleep(BETWEEN)
    return sorted(took)[int(0.95 * REPEATS)]


@contextmanager
def exporting(server: str) -> Iterator[None]:
    """Four readers who take away one moving picture after another."""
    ended = Event()

    def export(reader: int) -> None:
        k = 0
        while not ended.is_set():
            k += 1
            fetch(server, gif_of(1000 * reader + k))

    readers = [Thread(target=export, args=(reader,)) for reader in range(1, EXPORTS + 1)]
    for reader in readers:
        reader.start()
    time.sleep(1)
    yield
    ended.set()
    for reader in readers:
        reader.join()


if __name__ == "__main__":
    show(measure())
