"""A swarm: 500 starts that a class picked, over 500 steps, with every point recorded, and how it plays."""

from __future__ import annotations

import statistics
from dataclasses import replace
from importlib.util import find_spec

import numpy as np

from app.core.descend import Descent
from app.core.swarm import swarm
from app.experiment import parse
from app.show.activities import Activity, Given, read_activity, read_answer
from app.show.activities import swarm as picked
from bench.figure import Figure, seconds, show
from bench.page import TIME_FRAMES, browser
from bench.warm import warm_server
from tests.browser.powers import enter_mode, read_swarm

RUNS, STEPS = 500, 500
STARTS = np.random.default_rng(7).uniform(-6, 6, (RUNS, 2))
RATES = {"gd": 0.01, "adam": 0.05}


def measure() -> list[Figure]:
    played = frames() if find_spec("playwright") else []
    return [*[together(name) for name in RATES], answered(), *played]


def query_of(name: str) -> str:
    return f"surface=himmelblau&steps={STEPS}&a={name}&a.lr={RATES[name]}"


def opened(name: str) -> Activity:
    """The swarm that a class is asked to join."""
    return read_activity({"kind": "swarm", "query": query_of(name)}, parse)


def everyone(activity: Activity) -> list[Given]:
    """A start from each of the class."""
    answers = [read_answer(activity, {"start": start}) for start in STARTS.tolist()]
    return [Given(number, "", answer, 0.0) for number, answer in enumerate(answers)]


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
    given = everyone(activity)
    took = seconds(lambda: picked(activity, given).bytes)
    return Figure(name="the same from answers to bytes, adam", measured=1e3 * took, unit="ms", goal=150)


def frames() -> list[Figure]:
    """The page's main-thread work in a frame while the swarm plays to its end, without the 3-D view."""
    activity = opened("adam")
    with warm_server() as server, browser() as program:
        page = program.new_page(viewport={"width": 1440, "height": 900}, base_url=server)
        page.add_init_script(TIME_FRAMES)
        enter_mode(page)
        page.goto(f"/?{query_of('adam')}&step=0&speed=60&view=contour")
        page.wait_for_function("() => document.body.dataset.ready === 'true' && window.powers")
        read_swarm(page, picked(activity, everyone(activity)).bytes)
        page.wait_for_timeout(3000)
        page.evaluate("() => powers.overlay(window.swarm)")
        page.wait_for_timeout(500)
        page.evaluate("window.frames_.length = 0")
        page.click("[data-action=play]")
        page.wait_for_function("() => document.body.dataset.state === 'ended'", timeout=120_000)
        own = sorted(page.evaluate("window.frames_"))
        page.close()
    middle, high = statistics.median(own), own[int(0.95 * len(own))]
    name = f"a frame of the swarm playing ({len(own)} frames), median"
    return [
        Figure(name=name, measured=middle, unit="ms", goal=8),
        Figure(name="the same, 95th percentile", measured=high, unit="ms", goal=16),
    ]


if __name__ == "__main__":
    show(measure())
