"""Every preset is an ordinary link, and what it asks the reader to notice is true of its run."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

from app.experiment import canonical, parse
from app.experiment.view import VIEW
from app.show.compare import compare
from app.show.described import described
from app.show.journey import Journey
from app.show.preset import Preset
from app.show.presets import PRESETS, presets
from app.show.tables import table

BY_ID = {preset.id: preset for preset in PRESETS}


def runs_of(query: str) -> dict[str, dict[str, Any]]:
    """The whole runs of a query by letter, as `/api/run.json` tells them."""
    journey = Journey(parse(query))
    journey.advance(parse(query).steps)
    return {run["id"]: run for run in table(journey)["runs"]}


def runs(id: str) -> dict[str, dict[str, Any]]:
    return runs_of(BY_ID[id].query)


def kinds(id: str) -> dict[str, str]:
    return {letter: run["verdict"]["kind"] for letter, run in runs(id).items()}


def reached(id: str) -> dict[str, int | None]:
    """The step at which each run came within 0.001 of the lowest loss."""
    told = compare(parse(BY_ID[id].query))["runs"]
    return {run["id"]: run["reached"] and run["reached"]["step"] for run in told}


def crossings(values: list[float]) -> int:
    """How often a coordinate changes its sign."""
    return int(np.sum(np.diff(np.sign(values)) != 0))


def first(values: list[float], beyond: float) -> float:
    return next((k for k, value in enumerate(values) if abs(value) > beyond), math.inf)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_is_an_ordinary_link_that_is_known_by_its_query(preset: Preset) -> None:
    told = described(parse(f"{preset.query}&{preset.look}".strip("&")))["preset"]
    assert told == {"id": preset.id, "title": preset.title, "notice": preset.notice}
    assert {pair.split("=")[0] for pair in preset.look.split("&") if pair} <= set(VIEW)
    assert re.fullmatch(r"[A-Z].*\.", preset.notice)


def test_presets_are_told_apart_and_offered_by_group_in_canonical_form() -> None:
    offered = [preset for group in presets() for preset in group["presets"]]
    assert len({preset["id"] for preset in offered}) == len(PRESETS) == len(offered)
    assert len({preset["query"] for preset in offered}) == len(PRESETS) >= 16
    assert all(preset["query"] == canonical(parse(preset["query"])) for preset in offered)
    assert len({group["group"] for group in presets()}) == len(presets())


def test_any_other_experiment_is_no_preset() -> None:
    assert described(parse("a=gd&a.lr=0.0123"))["preset"] is None


def test_a_weight_times_an_input() -> None:
    run = runs("weight_times_input")["a"]
    assert (run["x"][0], run["y"][0]) == (2, 1)
    assert run["gy"][0] == 2
    assert run["y"][1] == pytest.approx(1 - 0.1 * 2)


def test_downhill() -> None:
    run = runs("downhill")["a"]
    assert run["gx"][0] == pytest.approx(-0.47)
    assert run["x"][1] - run["x"][0] == pytest.approx(0.5 * 0.47)
    assert (np.diff(np.abs(np.diff(run["x"]))) < 0).all()


def test_too_small() -> None:
    run = runs("too_small")["a"]
    assert (np.diff(run["loss"]) < 0).all()
    assert reached("too_small") == {"a": None}


def test_just_right() -> None:
    assert kinds("just_right") == {"a": "minimum"}
    assert reached("just_right") == {"a": 24}
    assert pytest.approx(2 / (1 + 10), abs=0.002) == 0.18


def test_too_large() -> None:
    run = runs("too_large")["a"]
    across = np.array(run["y"]) * math.cos(math.radians(30)) - np.array(run["x"]) * math.sin(math.radians(30))
    assert crossings(across.tolist()) == 100
    assert np.abs(across[1:] / across[:-1]) == pytest.approx(0.95)
    assert reached("too_large") == {"a": None}


def test_diverging() -> None:
    assert kinds("diverging") == {"a": "diverged"}
    assert (np.diff(runs("diverging")["a"]["loss"][40:]) > 0).all()


def test_four_valleys() -> None:
    ends = {(round(run["x"][-1], 2), round(run["y"][-1], 2)) for run in runs("four_valleys").values()}
    assert ends == {(3, 2), (-2.81, 3.13), (-3.78, -3.28), (3.58, -1.85)}


def test_trapped() -> None:
    told = runs("trapped")["a"]["verdict"]
    assert (told["kind"], told["global"]) == ("minimum", False)
    assert told["above_best"] == pytest.approx(0.6, abs=0.001)


def test_over_the_hump() -> None:
    told = {letter: run["verdict"]["global"] for letter, run in runs("over_the_hump").items()}
    assert told == {"a": False, "b": True}


def test_zigzag() -> None:
    run = runs("zigzag")["a"]
    step = np.diff(np.column_stack([run["x"], run["y"]]), axis=0)
    slope = np.column_stack([run["gx"], run["gy"]])[0]
    along = np.array([math.cos(math.radians(30)), math.sin(math.radians(30))])
    assert abs(slope @ along) < 0.05 * np.hypot(*slope)
    assert ((step[:40] * step[1:41]).sum(axis=1) < 0).all()
    assert reached("zigzag") == {"a": 190}


def test_zigzag_cured() -> None:
    assert reached("zigzag_cured") == {"a": 190, "b": 48, "c": 1}


def test_beale() -> None:
    assert reached("beale") == {"a": 282, "b": 147}


def test_leaving_a_saddle() -> None:
    found = runs("leaving_a_saddle")
    left = {letter: first(run["y"], 1.0) for letter, run in found.items()}
    assert left["c"] < left["b"] < left["a"] < left["d"] == math.inf
    assert found["d"]["verdict"]["kind"] == "saddle"


def test_plateau() -> None:
    assert kinds("plateau") == {"a": "plateau", "b": "minimum", "c": "minimum"}
    near = reached("plateau")
    assert near["a"] is None
    assert near["c"] * 3 < near["b"]


def test_sure_and_wrong() -> None:
    assert reached("sure_and_wrong") == {"a": None, "b": 59}


def test_zeros_ones_random() -> None:
    zeros, ones, random = runs("zeros_ones_random").values()
    assert set(zeros["x"]) == set(zeros["y"]) == {0}
    assert ones["x"] == ones["y"]
    assert np.hypot(ones["x"][-1], ones["y"][-1]) < 0.1
    assert random["loss"][-1] < -1


def test_lucky_start() -> None:
    found = runs("lucky_start")
    assert [run["verdict"]["global"] for run in found.values()] == [True, False]
    assert found["b"]["verdict"]["above_best"] == pytest.approx(28.3, abs=0.05)


def test_noise_helps() -> None:
    query = BY_ID["noise_helps"].query
    assert runs_of(query.replace("&noise=0.1", ""))["a"]["verdict"]["kind"] == "saddle"
    assert abs(runs_of(query)["a"]["y"][-1]) > 2


def test_noise_escapes() -> None:
    query = BY_ID["noise_escapes"].query
    told = runs_of(query.replace("&noise=8", ""))["a"]
    assert (told["verdict"]["kind"], told["verdict"]["global"]) == ("minimum", False)
    # The dips are 2π/3 apart but for the bowl's pull, so the second one is a little nearer than 4.19·1.5.
    assert 5.5 < told["x"][-1] < 6.5
    shaken = runs_of(query)["a"]
    assert max(np.abs(shaken["x"][-40:])) < 1
    assert np.ptp(shaken["x"][-40:]) > 0.5


def test_schedule_settles() -> None:
    hopping, settled = runs("schedule_settles").values()
    assert hopping["verdict"]["kind"] == "oscillating"
    assert settled["loss"][-1] - 0.1 < 0.001
    assert max(hopping["loss"][-20:]) - 0.1 > 0.05


def test_schedule_and_noise() -> None:
    trembling, calm = runs("schedule_and_noise").values()
    spread = [np.ptp(run["x"][-30:]) for run in (trembling, calm)]
    assert trembling["verdict"]["kind"] == "oscillating"
    assert spread[1] < 0.2 * spread[0]


def test_rate_changed_midway() -> None:
    lost, saved = runs("rate_changed_midway").values()
    assert lost["loss"][:13] == saved["loss"][:13]
    assert lost["loss"][12] > lost["loss"][6]
    assert lost["verdict"]["kind"] == "diverged"
    assert saved["verdict"]["kind"] == "minimum" or saved["loss"][-1] < 0.001


def test_nudged() -> None:
    assert [run["verdict"]["global"] for run in runs("nudged").values()] == [False, True]
    assert runs("nudged")["b"]["x"][60] == -0.2
