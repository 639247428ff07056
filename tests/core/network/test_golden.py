"""Small networks against torch, and the normal distribution against mpmath.

The data is made by tests/golden/make.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.network import (
    ACTIVATIONS,
    INITIALIZATIONS,
    TASKS,
    Curvature,
    Network,
    Objective,
    Plane,
    data,
    initial,
    plane_losses,
)  # fmt: skip
from app.core.network.normal import SERIES, distribution
from tests.golden import networks

DATA = Path(__file__).parents[2] / "golden" / "data"
GRID = (np.array([-1.0, -0.25, 0.0, 0.7]), np.array([-0.6, 0.1, 1.2]))


def read(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text())
    return cases


def built(told: dict[str, Any]) -> Network:
    return Network(**(told | {"layers": tuple(told["layers"])}))


def label(case: dict[str, Any]) -> str:
    return "-".join([str(value).replace(" ", "") for value in case["network"].values()])


CASES = read("networks")
NORMAL, POWERS, GELU = read("normal")


@pytest.fixture(params=CASES, ids=label)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    told: dict[str, Any] = request.param
    shape = built(told["network"])
    x, y = networks.rows(shape.inputs, shape.outputs, shape.task, networks.ROWS)
    return told | {"shape": shape, "x": x, "data": data(shape, x, y), "vectors": networks.vectors(shape.size)}


def near(expected: Any) -> Any:
    return pytest.approx(np.array(expected), rel=1e-12, abs=1e-13)


def test_loss_and_gradient_are_torchs(case: dict[str, Any]) -> None:
    objective = Objective(case["shape"], case["data"])
    loss, gradient = objective.loss_and_gradient(case["vectors"][0])
    assert loss == near(case["loss"])
    assert objective.loss(case["vectors"][0]) == loss
    assert gradient == near(case["gradient"])


def test_a_hessian_vector_product_is_torchs(case: dict[str, Any]) -> None:
    vector, direction, _ = case["vectors"]
    assert Curvature(case["shape"], case["data"], vector).product(direction) == near(case["product"])


def test_outputs_are_torchs(case: dict[str, Any]) -> None:
    assert case["shape"].outputs_at(case["vectors"][0], case["x"]) == near(case["outputs"])


@pytest.mark.parametrize(("dtype", "within"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_the_losses_on_a_plane_are_torchs(case: dict[str, Any], dtype: Any, within: float) -> None:
    losses = plane_losses(case["shape"], case["data"], Plane(*case["vectors"]), *GRID, dtype)
    assert losses == pytest.approx(np.array(case["plane"]), rel=within)


def test_torch_is_asked_about_every_activation_with_every_task_with_and_without_skips() -> None:
    asked = {(c["network"]["activation"], c["network"]["task"], c["network"]["skip"]) for c in CASES}
    assert asked == {(a, t, s) for a in ACTIVATIONS for t in TASKS for s in (False, True)}
    shortcuts = [layer.shortcut for c in CASES for layer in built(c["network"]).layout]
    assert any(shortcuts)


def test_two_hundred_steps_of_adam_are_torchs() -> None:
    (run,) = read("network_run")
    shape = Network(**networks.RUN)
    losses, vector = adam(Objective(shape, data(shape, *networks.moons(networks.RUN_ROWS))), run["start"])
    assert losses == pytest.approx(run["losses"], rel=1e-9)
    assert vector == pytest.approx(run["end"], rel=1e-9)


def adam(objective: Objective, start: list[float]) -> tuple[list[float], Any]:
    """The losses at steps 0 to 200 and the last vector, by Kingma and Ba's formula."""
    vector, m, v, losses = np.array(start), 0.0, 0.0, []
    for t in range(1, networks.RUN_STEPS + 1):
        loss, g = objective.loss_and_gradient(vector)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        vector = vector - networks.RUN_LR * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        losses.append(loss)
    return [*losses, objective.loss(vector)], vector


@pytest.mark.parametrize("case", read("initial"), ids=lambda c: f"{c['init']}-{c['units']}x{c['inputs']}")
def test_weights_are_spread_as_torch_spreads_them(case: dict[str, Any]) -> None:
    inputs = min(case["inputs"], 16)
    shape = Network(inputs, (case["inputs"], case["units"]), 1)
    seeds = np.random.default_rng(0)
    count = -(-networks.DRAWS // (case["units"] * case["inputs"]))
    draws = [initial(shape, case["init"], seeds) for _ in range(count)]
    drawn = np.concatenate([shape.layout[1].matrix(vector).ravel() for vector in draws])
    assert drawn.std() == pytest.approx(case["deviation"], rel=0.01)
    if case["init"] != "he":
        assert np.abs(drawn).max() == pytest.approx(case["largest"], rel=1e-3)


def test_torch_is_asked_about_every_initialization_that_draws() -> None:
    assert {case["init"] for case in read("initial")} == set(INITIALIZATIONS) - {"zeros", "ones"}


def test_the_normal_distribution_is_mpmaths_in_sixteen_digits_and_far_below_zero_in_twelve() -> None:
    z, expected = np.array(NORMAL["z"]), np.array(NORMAL["distribution"])
    assert np.abs(distribution(z) - expected).max() < 5e-16
    assert distribution(z) == pytest.approx(expected, rel=2e-13, abs=0)


def test_the_series_is_the_one_that_mpmath_gives() -> None:
    assert list(SERIES) == POWERS["powers"]


def test_gelu_and_its_slope_are_torchs() -> None:
    z, gelu = np.array(GELU["z"]), ACTIVATIONS["gelu"]
    value = gelu.value(z, np.empty_like(z))
    assert value == pytest.approx(np.array(GELU["value"]), rel=1e-15, abs=2e-15)
    assert gelu.slope(z, value) == pytest.approx(np.array(GELU["slope"]), rel=1e-15, abs=2e-15)
