"""Loss, gradient and Hessian of fits: against PyTorch's losses and autograd, and against 50 digits.

The golden data is made by tests/golden/make_fits.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

from app.core.fits.catalogue import FITS
from app.core.fits.fit import Fit
from tests.core.fits import cases
from tests.core.surfaces import exact
from tests.golden import fits as golden

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "data" / "fits.json").read_text())


def asked(case: dict[str, Any]) -> Fit:
    columns = [golden.X1, golden.X2][: case["inputs"]]
    text = golden.MODELS[case["inputs"]][case["model"]]
    return cases.fit(text, case["loss"], columns, golden.target(case["loss"]), case["numbers"])


def label(case: dict[str, Any]) -> str:
    numbers = ",".join([f"{name}={value:g}" for name, value in case["numbers"].items()])
    return f"{case['model']}{case['inputs']}-{case['loss']}-{numbers}"


@pytest.mark.parametrize("case", GOLDEN, ids=label)
def test_loss_gradient_and_hessian_are_those_of_pytorch(case: dict[str, Any]) -> None:
    land = asked(case).bare
    assert land.loss_at(golden.WEIGHTS) == pytest.approx(case["value"], rel=1e-13)
    np.testing.assert_allclose(land.gradient_at(golden.WEIGHTS), case["gradient"], rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(land.hessian_at(golden.WEIGHTS), case["hessian"], rtol=1e-12, atol=1e-12)


def test_the_golden_data_leaves_out_no_loss_model_penalty_or_scale() -> None:
    assert len(GOLDEN) == len(golden.asked()) == 5 * 6 * 3 * 2 * 2
    assert [
        {name: case[name] for name in asked} for case, asked in zip(GOLDEN, golden.asked(), strict=True)
    ] == (golden.asked())


# Each loss once more, out of the definition, for numbers of any length.
EXACT: dict[str, Callable[..., Any]] = {
    "squared": lambda f, y: (f - y) ** 2,
    "absolute": lambda f, y: abs(f - y),
    "logistic": lambda f, y: mpmath.log(1 + mpmath.exp(-(2 * y - 1) * f)),
    "hinge": lambda f, y: max(0, 1 - (2 * y - 1) * f),
}
FUNCTIONS = {name: getattr(mpmath, name) for name in ("sin", "exp", "tanh")}


def exactly(fit: Fit) -> Callable[..., Any]:
    """The mean over the rows with 50 digits, from the model's text."""
    text = fit.model.text
    score = text.removeprefix("sigmoid") if fit.loss == "logistic" else text
    code = compile(score, "model", "eval")
    columns = [[mpmath.mpf(float(value)) for value in column] for column in (*fit.inputs, fit.target)]

    def loss(*weights: Any) -> Any:
        with mpmath.workdps(exact.DIGITS):
            given = FUNCTIONS | dict(zip(fit.model.weights, map(mpmath.mpf, weights), strict=True))
            rows = [
                EXACT[fit.loss](eval(code, given | dict(zip(fit.model.inputs, inputs, strict=True))), target)
                for *inputs, target in zip(*columns, strict=True)
            ]
            return mpmath.fsum(rows) / len(rows)

    return loss


@pytest.mark.parametrize("id", FITS)
def test_a_ready_made_fit_has_the_derivatives_that_differences_with_50_digits_have(id: str) -> None:
    fit = cases.ready(id)
    land, loss = fit.landscape, exactly(fit)
    point = cases.strewn(land, 1)[1]
    assert land.loss_at(point) == pytest.approx(float(loss(*point)), rel=1e-13)
    slopes, bends = exact.gradient(loss, point), np.array(exact.hessian(loss, point))
    assert land.gradient_at(point) == pytest.approx(slopes, abs=1e-12 * max(map(abs, slopes)))
    # Where it is piecewise straight, the differences have nothing but their own rounding.
    scale = max(np.abs(bends).max(), 1e-8)
    np.testing.assert_allclose(land.hessian_at(point), bends, rtol=0, atol=1e-11 * scale)


@pytest.mark.parametrize("case", GOLDEN[::7], ids=label)
def test_the_shares_of_the_rows_have_the_loss_and_the_gradient_for_means(case: dict[str, Any]) -> None:
    plain = asked(case | {"numbers": {k: v for k, v in case["numbers"].items() if k not in {"l1", "l2"}}})
    penalized = asked(case)
    loss, *slopes = plain.shares(golden.WEIGHTS)
    assert loss.shape == slopes[0].shape == (len(golden.X1),)
    assert loss.mean() == pytest.approx(plain.bare.loss_at(golden.WEIGHTS), rel=1e-13)
    means = [slope.mean() for slope in slopes]
    assert means == pytest.approx(plain.bare.gradient_at(golden.WEIGHTS), rel=1e-12, abs=1e-14)
    for own, other in zip(penalized.shares(golden.WEIGHTS), (loss, *slopes), strict=True):
        assert np.array_equal(own, other)


@pytest.mark.parametrize("scaled", [0.0, 1.0])
def test_a_model_answers_to_inputs_in_the_units_of_the_table(scaled: float) -> None:
    x1, x2, y = cases.noisy()
    fit = cases.fit("w1*x1 + tanh(w2*x2)", "squared", [x1, x2], y, {"standardize": scaled})
    seen = [(x - x.mean()) / x.std() if scaled else x for x in (x1, x2)]
    expected = 0.7 * seen[0] + np.tanh(-2.0 * seen[1])
    np.testing.assert_allclose(fit.answers((0.7, -2.0), x1, x2), expected, rtol=1e-13)
    np.testing.assert_allclose(np.mean((expected - y) ** 2), fit.landscape.loss_at((0.7, -2.0)), rtol=1e-13)


def test_a_model_without_its_input_answers_the_same_everywhere_in_the_shape_of_what_is_asked() -> None:
    fit = cases.fit("w + b", "squared", [[0.0, 1.0, 2.0]], [1.0, 2.0, 3.0])
    assert fit.answers((1.0, 0.5), np.zeros((2, 3))).tolist() == [[1.5] * 3] * 2


def test_a_score_is_what_stands_inside_the_sigmoid_and_else_the_answer_itself() -> None:
    x1, _, kind = cases.kinds()
    whole, bare = [cases.fit(text, "logistic", [x1], kind) for text in ("sigmoid(w*x + b)", "w*x + b")]
    assert whole.landscape.loss_at((0.3, -2.0)) == bare.landscape.loss_at((0.3, -2.0))
    probability = whole.answers((0.3, -2.0), x1)
    assert probability == pytest.approx(1 / (1 + np.exp(-bare.answers((0.3, -2.0), x1))), rel=1e-13)
    cost = -np.mean(np.where(kind == 1, np.log(probability), np.log(1 - probability)))
    assert whole.landscape.loss_at((0.3, -2.0)) == pytest.approx(cost, rel=1e-13)


def test_far_out_the_loss_of_a_sure_answer_is_neither_infinite_nor_nan() -> None:
    x1, _, kind = cases.kinds()
    land = cases.fit("sigmoid(w*x + b)", "logistic", [x1], kind).landscape
    assert land.loss_at((1e5, 0.0)) == pytest.approx(
        np.mean(np.maximum(0, -(2 * kind - 1) * x1)) * 1e5, rel=1e-9
    )
    assert np.isfinite(land.gradient_at((1e5, 0.0))).all()
    assert np.isfinite(land.hessian_at((1e5, 0.0))).all()
