"""What the presets on data ask the reader to notice is true of their runs."""

from __future__ import annotations

import numpy as np
import pytest

from app.experiment import parse
from app.experiment.resolve import fit_of, landscape_of
from tests.show.test_presets import BY_ID, kinds, reached, runs, runs_of


def test_line_finds_its_place() -> None:
    assert reached("line_finds_its_place") == {"a": 17}


def test_bills_as_they_are() -> None:
    run = runs("bills_as_they_are")["a"]
    best = landscape_of(parse(BY_ID["bills_as_they_are"].query)).known_minima[0]
    assert run["y"][-1] / best[1] == pytest.approx(1 / 8, rel=0.1)
    assert kinds("bills_as_they_are") == {"a": "moving"}
    fit = fit_of(parse(BY_ID["bills_as_they_are"].query))
    assert fit is not None
    assert 18 < np.mean(fit.table_inputs[0]) < 22


def test_bills_standardized() -> None:
    assert reached("bills_standardized") == {"a": 6}
    assert runs("bills_standardized")["a"]["verdict"]["global"] is True


def test_two_batch_sizes() -> None:
    small, large = runs("two_batch_sizes").values()
    away = [np.std(run["y"][-100:]) for run in (small, large)]
    assert away[0] > 2 * away[1]


def test_outliers_pull() -> None:
    query = BY_ID["outliers_pull"].query
    squared, absolute = (runs_of(query.replace("squared", loss))["a"] for loss in ("squared", "absolute"))
    assert squared["y"][-1] - absolute["y"][-1] == pytest.approx(-0.5, abs=0.1)
    fit = fit_of(parse(query))
    assert fit is not None
    answers = fit.answers((absolute["x"][-1], absolute["y"][-1]), *fit.table_inputs)
    assert np.sum(np.abs(answers - fit.target) > 3) == 7


def test_nothing_learned_at_zero() -> None:
    zero, right, left = runs("nothing_learned_at_zero").values()
    assert set(zero["x"]) == set(zero["y"]) == {0}
    assert right["x"][-1] > 1 > -1 > left["x"][-1]
    assert right["x"][-1] * right["y"][-1] == pytest.approx(left["x"][-1] * left["y"][-1], rel=1e-3)


def test_wrong_frequency() -> None:
    found, caught = runs("wrong_frequency").values()
    assert found["y"][-1] == pytest.approx(2, abs=0.01)
    assert caught["verdict"]["global"] is False
    assert abs(caught["x"][-1]) < 0.25


def test_squared_error_of_a_neuron() -> None:
    assert kinds("squared_error_of_a_neuron") == {"a": "plateau"}
    same = runs_of("surface=logistic_neuron&start=-4,5&steps=300&a=gd&a.lr=0.5")["a"]
    assert same["loss"][-1] < 0.1 * same["loss"][0]
