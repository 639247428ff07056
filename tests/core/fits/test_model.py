"""What may be typed as a model, and which columns it may meet."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.fits.curves import is_straight, places
from app.core.fits.model import inputs_named, model
from tests.core.fits import cases

X, TWO = inputs_named(1), inputs_named(2)

REFUSED = [
    ("", X, "empty"),
    ("x", X, "no weight"),
    ("2*x + pi", X, "no weight"),
    ("a*x + b*x + c", X, "3 unknowns (a, b, c)"),
    ("w*x + y", X, "must not read y"),
    ("w*x1 + b", X, "There is no x1 here: what goes in is x."),
    ("w*x + b", TWO, "There is no x here: what goes in is x1 and x2."),
    ("delta*x + b", X, "delta is taken"),
    ("l1*x + l2", X, "l1 is taken"),
    ("averylongweight*x", X, "too long"),
    ("w*x +", X, "can't be read"),
    ("w(x)", X, "right before a bracket"),
    ("w.real*x", X, "does not have"),
    ("x**w", X, "variable exponent"),
    ("w*" + "x*" * 300 + "x", X, "limit is 500"),
    ("+".join(f"w*sin({k}*b*x)" for k in range(1, 25)), X, "too long to write out"),
]


@pytest.mark.parametrize(("text", "inputs", "word"), REFUSED, ids=[row[0][:30] for row in REFUSED])
def test_what_is_no_model_is_refused_with_what_to_do(text: str, inputs: tuple[str, ...], word: str) -> None:
    with pytest.raises(BadInput) as refused:
        model(text, inputs)
    assert refused.value.field == "s.model"
    assert word in refused.value.message
    assert refused.value.message.endswith(".")


def test_weights_are_whatever_is_not_an_input_in_the_order_of_the_text() -> None:
    assert model("q*exp(a*x) + pi + e", X).weights == ("q", "a")
    assert model("ln(w)*x^2", X).weights == ("w",)


@pytest.mark.parametrize("size", ["1e70", "1e300", "1e-70", "1e-300"])
def test_values_whose_squares_are_no_numbers_are_refused_in_their_own_column(size: str) -> None:
    far = [0.0, float(size), -float(size)]
    for x, y, field in ((far, [1.0, 2.0, 3.0], "s.x"), ([1.0, 2.0, 3.0], far, "s.y")):
        with pytest.raises(BadInput) as refused:
            cases.fit("w*x + b", "squared", [x], y)
        assert [problem.field for problem in refused.value.all] == [field]
        assert "unit" in refused.value.message


@pytest.mark.parametrize("size", [1e-50, 1e50])
@pytest.mark.parametrize("loss", ["squared", "absolute", "huber"])
def test_values_that_are_not_refused_give_a_picture_without_a_nan(loss: str, size: float) -> None:
    for x, y in (
        ([size, 2 * size, 4 * size], [1.0, 3.0, 2.0]),
        ([1.0, 2.0, 4.0], [size, 3 * size, 2 * size]),
    ):
        land = cases.fit("w*x + b", loss, [x], y).landscape
        grid = np.meshgrid(*[np.linspace(low, high, 9) for low, high in land.window])
        assert np.isfinite(land.loss_of(*grid)).all()
        assert np.isfinite([land.loss_at(land.start), *land.gradient_at(land.start)]).all()


def test_everything_that_does_not_go_together_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        cases.fit("w*x + y", "logistic", [[3.0, 3.0]], [1.0, 2.0])
    assert [problem.field for problem in refused.value.all] == ["s.x", "s.y", "s.model"]


@pytest.mark.parametrize(
    ("text", "straight"), [("w*x + b", True), ("w*relu(x) + b", False), ("tanh(w*x)", False)]
)
def test_only_what_is_a_straight_line_over_its_input_is_drawn_from_two_points(
    text: str, straight: bool
) -> None:
    fit = cases.fit(text, "squared", [[0.0, 1.0, 3.0]], [1.0, 2.0, 2.5])
    assert is_straight(fit) == straight
    assert (len(places(fit)) == 2) == straight
