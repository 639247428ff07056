"""Learning-rate schedules against torch.optim.lr_scheduler, by the data of tests/golden/make.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.language import parse
from app.core.optimizers import OPTIMIZERS
from app.core.plan import Segment, rates
from app.core.schedules import GIVEN, SCHEDULES
from app.core.tree import names_in

DATA = Path(__file__).parents[1] / "golden" / "data" / "schedules.json"
CASES: list[dict[str, Any]] = json.loads(DATA.read_text())
ORDER = "constant step exponential inverse_time cosine warmup_cosine restarts one_cycle cyclic"

each = pytest.mark.parametrize("name", SCHEDULES)


def rates_of(name: str, lr: float, steps: int, values: dict[str, float]) -> list[float]:
    schedule = SCHEDULES[name]
    chosen = tuple([(p.name, float(values.get(p.name, p.default))) for p in schedule.parameters])
    found = rates(Segment(0, OPTIMIZERS["gd"], (("lr", lr), ("weight_decay", 0.0)), schedule, chosen), steps)
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['schedule']}-{case['values']}")
def test_a_schedule_gives_the_rates_of_pytorchs_scheduler(case: dict[str, Any]) -> None:
    found = rates_of(case["schedule"], case["lr"], case["steps"], case["values"])
    # PyTorch works some schedules out from step to step, and near the end of a cosine that cancels.
    assert found == pytest.approx(case["rates"], rel=1e-9, abs=1e-13)


def test_every_schedule_was_compared() -> None:
    assert {case["schedule"] for case in CASES} == set(SCHEDULES)
    assert list(SCHEDULES) == ORDER.split()


@each
def test_a_schedule_tells_its_story_and_its_source(name: str) -> None:
    assert SCHEDULES[name].story.endswith(".")
    assert SCHEDULES[name].source


@each
def test_a_schedules_parameters_are_the_names_in_its_formula(name: str) -> None:
    schedule = SCHEDULES[name]
    own = {p.name for p in schedule.parameters}
    used = names_in(parse(schedule.formula, own | set(GIVEN), rule=True))
    assert own <= used
    assert "lr" in used


@each
def test_a_schedules_ranges_hold_their_defaults(name: str) -> None:
    for parameter in SCHEDULES[name].parameters:
        assert parameter.check(parameter.default) == parameter.default
        assert parameter.low < parameter.high
        assert parameter.help


@each
@pytest.mark.parametrize("steps", [1, 2, 3, 10, 10_000])
def test_every_rate_is_finite_and_not_negative_however_short_the_run_and_at_the_ends_of_the_ranges(
    name: str, steps: int
) -> None:
    schedule = SCHEDULES[name]
    for values in (
        {},
        {p.name: p.low for p in schedule.parameters},
        {p.name: p.high for p in schedule.parameters},
    ):
        found = np.array(rates_of(name, 0.05, steps, values))
        assert np.isfinite(found).all()
        assert (found >= -1e-15).all()
