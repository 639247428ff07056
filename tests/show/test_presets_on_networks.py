"""What the presets on networks ask the reader to notice is true of their trainings."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from app.core.network.training import Training
from app.experiment import parse
from app.experiment.resolve import lesson_of, trainings_of
from app.show.heights import surface
from tests.show.test_presets import BY_ID


@cache
def trained(query: str) -> list[Training]:
    """The trainings of a query's runs, to their ends."""
    experiment = parse(query)
    found = trainings_of(experiment)
    for one in found:
        one.advance(experiment.steps)
    return [one.training for one in found]


def ends(id: str) -> list[float]:
    return [run.losses[-1] for run in trained(BY_ID[id].query)]


def bent(query: str) -> float:
    return float(surface(parse(query), 31)["plane"]["bent_share"])


def test_moons_part() -> None:
    whole, tenth = trained(BY_ID["moons_part"].query)
    assert whole.losses[-1] < 0.03
    assert tenth.losses[-1] < 0.03
    assert len(whole.data) == 150
    rises = [sum(np.diff(run.losses) > 0) for run in (whole, tenth)]
    assert rises[1] > 5 * rises[0] + 20


def test_zeros_stay() -> None:
    for run in trained(BY_ID["zeros_stay"].query):
        assert run.losses[-1] == pytest.approx(math.log(2), abs=1e-12)
        assert not run.points.any()


def test_ones_stay_alike() -> None:
    (run,) = trained(BY_ID["ones_stay_alike"].query)
    assert (run.point != 1).all()
    for layer in run.network.layout[:-1]:
        assert np.ptp(layer.matrix(run.point), axis=0) == pytest.approx(0, abs=1e-9)


def test_stuck_on_xor() -> None:
    query = BY_ID["stuck_on_xor"].query
    (stuck,), (through,) = trained(query), trained(f"{query}&seed=2")
    assert stuck.losses[-1] == pytest.approx(0.36, abs=0.005)
    assert through.losses[-1] < 0.05


def test_too_deep() -> None:
    (run,) = trained(BY_ID["too_deep"].query)
    assert run.losses[-1] == pytest.approx(math.log(2), abs=5e-4)
    first, *_, last = [np.linalg.norm(layer.matrix(run.slopes[20])) for layer in run.network.layout]
    assert first < 1e-4 * last


def test_shortcuts_learn() -> None:
    assert ends("shortcuts_learn")[0] < 0.05
    lesson = lesson_of(parse(BY_ID["shortcuts_learn"].query))
    assert lesson is not None
    assert lesson.network.skip


def test_crumpled_and_smooth() -> None:
    crumpled, smooth = BY_ID["crumpled"].query, BY_ID["smooth"].query
    for seed in (0, 1):
        assert bent(f"{crumpled}&seed={seed}") == pytest.approx(0.7, abs=0.05)
        assert bent(f"{smooth}&seed={seed}") == pytest.approx(1 / 3, abs=0.05)
    # Shortcuts are all that tells them apart.
    told = [dict(parse(query).parameters) for query in (crumpled, smooth)]
    assert {name for name in told[0] if told[0][name] != told[1][name]} == {"skip"}
