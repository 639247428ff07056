"""A preview, cold: no two are of the same experiment, so that each is computed, drawn and written anew."""

from __future__ import annotations

import statistics

from bench.client import fetch
from bench.figure import Figure, once, show
from bench.warm import warm_server

QUERIES = {
    "two runs on Himmelblau": "surface=himmelblau&steps=300&a=adam&b=momentum&b.lr=0.002",
    "eight runs on Rosenbrock": "surface=rosenbrock&" + "&".join([f"{id}=adam" for id in "abcdefgh"]),
    "a formula of one variable": "surface=formula&formula=x**2%2B3*sin(2*x)&start=2.5&a=gd&a.lr=0.05",
    "a line fitted to data": "surface=tips_line&a=adam",
}
GOAL = 150
REPEATS = 11


def measure() -> list[Figure]:
    with warm_server() as server:
        # The first picture starts the process that paints.
        ask(server, "a=adam", REPEATS)
        took = {name: [ask(server, query, k) for k in range(REPEATS)] for name, query in QUERIES.items()}
        poster = [ask(server, "a=adam", k, "poster.webp") for k in range(REPEATS)]
    figures = [figure(f"preview, {name}", times, GOAL) for name, times in took.items()]
    return [*figures, figure("poster, 640 x 400", poster, GOAL)]


def figure(name: str, times: list[float], goal: float) -> Figure:
    return Figure(name=name, measured=statistics.median(times) * 1e3, unit="ms", goal=goal)


def ask(server: str, query: str, k: int, picture: str = "preview.png") -> float:
    """Seconds for one answer to an experiment that nobody has asked for yet."""
    return once(lambda: fetch(server, f"/api/{picture}?{query}&seed={k + 1}"))


if __name__ == "__main__":
    show(measure())
