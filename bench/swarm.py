"""A swarm: 500 starts that a class picked, over 500 steps, with every point recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.core.descend import Descent
from app.core.swarm import swarm
from app.experiment import parse
from app.show.activities import Activity, Given, read_activity, read_answer
from app.show.activities import swarm as picked
from bench.figure import Figure, seconds, show

RUNS, STEPS = 500, 500
STARTS = np.random.default_rng(7).uniform(-6, 6, (RUNS, 2))
RATES = {"gd": 0.01, "adam": 0.05}


def measure() -> list[Figure]:
    return [*[together(name) for name in RATES], answered()]


def opened(name: str) -> Activity:
    """The swarm that a class is asked to join."""
    query = f"surface=himmelblau&steps={STEPS}&a={name}&a.lr={RATES[name]}"
    return read_activity({"kind": "swarm", "query": query}, parse)


def together(name: str) -> Figure:
    """All runs at once, beside the same ones one by one."""
    activity = opened(name)
    land, plan = activity.landscape, activity.plan

    def alone() -> None:
        for start in STARTS.tolist():
            Descent(land, replace(plan, start=tuple(start))).advance(STEPS)

    return Figure(
        name=f"a swarm of {RUNS} over {STEPS} steps, {name}",
        measured=1e3 * seconds(lambda: swarm(land, plan, STARTS)),
        unit="ms",
        goal=100,
        against="one by one",
        yardstick=1e3 * seconds(alone, repeats=2),
        ratio_goal=5,
    )


def answered() -> Figure:
    """From the class's answers to the bytes for the stage, groups and words included."""
    activity = opened("adam")
    answers = [read_answer(activity, {"start": start}) for start in STARTS.tolist()]
    given = [Given(number, "", answer, 0.0) for number, answer in enumerate(answers)]
    took = seconds(lambda: picked(activity, given).bytes)
    return Figure(name="the same from answers to bytes, adam", measured=1e3 * took, unit="ms", goal=150)


if __name__ == "__main__":
    show(measure())
