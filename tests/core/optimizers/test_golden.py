"""Paths against outside authorities: torch.optim, pytorch_optimizer, SciPy, the papers' own formulas.

The data is made by tests/golden/make.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.optimizers import OPTIMIZERS
from tests.core.optimizers.running import points, run
from tests.golden import cases

DATA = Path(__file__).parents[2] / "golden" / "data"
TOLERANCE = 1e-9


def read(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text())
    return cases


def label(case: dict[str, Any]) -> str:
    given = ",".join([f"{k}={v:g}" for k, v in case.get("values", {}).items()])
    return f"{case['optimizer']}-{case['surface']}-{given or case.get('method')}"


PATHS = [case for name in ("torch", "package", "papers", "scipy") for case in read(name)]


@pytest.mark.parametrize("case", PATHS, ids=label)
def test_a_path_is_the_one_that_an_outside_authority_walks(case: dict[str, Any]) -> None:
    formula, start = cases.SURFACES[case["surface"]]
    walked = run(formula, case["optimizer"], start, case["steps"][-1], **case["values"])
    expected = np.array(case["path"]).T
    off = np.linalg.norm(points(walked)[case["steps"]] - expected, axis=1)
    assert np.all(off <= TOLERANCE * np.linalg.norm(expected, axis=1))


@pytest.mark.parametrize("case", read("minima"), ids=label)
def test_a_method_ends_at_the_minimum_that_scipy_finds(case: dict[str, Any]) -> None:
    formula = cases.SURFACES[case["surface"]][0]
    walked = run(formula, case["optimizer"], cases.NEAR[case["surface"]], case["steps"])
    assert points(walked)[-1] == pytest.approx(case["at"], abs=case["within"])


def test_every_optimizer_has_an_authority() -> None:
    by_chance = {"langevin", "annealing"}
    told = {case["optimizer"] for case in [*PATHS, *read("minima")]}
    assert set(OPTIMIZERS) - told == by_chance


@pytest.mark.parametrize("name", sorted(cases.TORCH))
def test_what_pytorch_has_is_held_to_three_surfaces_two_settings_and_500_steps(name: str) -> None:
    kept = [case for case in read("torch") if case["optimizer"] == name]
    assert len({case["surface"] for case in kept}) == 3
    assert len({json.dumps(case["values"]) for case in kept}) == 2
    assert all(case["steps"][-1] == 500 for case in kept)


@pytest.mark.parametrize("name", sorted(cases.TORCH))
def test_the_settings_tried_leave_out_no_hyperparameter(name: str) -> None:
    tried = set().union(*cases.TORCH[name])
    assert tried == {h.name for h in OPTIMIZERS[name].hyperparameters}
