"""The model over its data, held against NumPy's own least squares and the numbers of the run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.errors import BadInput
from app.experiment import parse
from app.experiment.resolve import fit_of, landscape_of
from app.show.fit import curve, curves, fit
from app.show.journey import Journey
from app.show.rows import batch, rows
from app.show.tables import table


def ran(query: str) -> dict[str, Any]:
    found: dict[str, Any] = table(Journey(parse(query)))["runs"][0]
    return found


def test_the_rows_are_told_in_the_tables_own_units_however_the_model_sees_them() -> None:
    plain, scaled = (fit(parse(f"surface=tips_line&s.standardize={k}")) for k in (0, 1))
    assert np.allclose(plain["x"][0], scaled["x"][0])
    assert plain["x"][0][:2] == pytest.approx([16.99, 10.34])
    assert scaled["scaled"][0]["mean"] == pytest.approx(np.mean(plain["x"][0]))
    assert (plain["rows"], plain["kind"], plain["threshold"]) == (244, "curve", None)


def test_at_the_lowest_point_the_line_is_that_of_least_squares() -> None:
    experiment = parse("surface=tips_line&s.standardize=1")
    at = landscape_of(experiment).known_minima[0]
    x, y = np.array(fit(experiment)["x"][0]), np.array(fit(experiment)["y"])
    slope, intercept = np.polyfit(x, y, 1)
    found = curve(experiment, at)
    assert found["answers"] == pytest.approx(intercept + slope * np.array(found["x"]), rel=1e-5)
    assert found["loss"] == pytest.approx(np.mean((y - intercept - slope * x) ** 2))


def test_a_straight_model_is_told_by_its_ends_and_a_bent_one_by_many_points() -> None:
    assert len(curve(parse("surface=fit"), (1.0, 2.0))["x"]) == 2
    assert len(curve(parse("surface=wave_fit"), (1.0, 2.0))["x"]) > 50


def test_the_models_of_a_run_are_those_of_the_points_it_went_through() -> None:
    query = "surface=fit&a=gd&a.lr=0.1&steps=40"
    path, told = ran(query), curves(parse(query), 0, 4)
    x = np.array(told["x"])
    assert told["runs"][0]["step"] == [*range(0, 41, 4)]
    for step, answers in zip(told["runs"][0]["step"], told["runs"][0]["answers"], strict=True):
        assert answers == pytest.approx(path["x"][step] * x + path["y"][step], rel=1e-5, abs=1e-5)


def test_a_run_that_broke_off_has_models_as_far_as_it_came() -> None:
    query = "surface=tips_line&a=gd&a.lr=0.05&steps=300"
    told = curves(parse(query), 0, 1)["runs"][0]
    assert told["step"][-1] == ran(query)["step"][-1] < 100


def test_a_classifier_of_two_inputs_is_told_by_where_it_is_undecided() -> None:
    pieces = np.array(curve(parse("surface=perceptron"), (1.0, -2.0))["boundary"])
    for u, v in ((0, 1), (2, 3)):
        assert pieces[:, u] - 2 * pieces[:, v] == pytest.approx(0, abs=1e-5)
    assert curve(parse("surface=perceptron"), (0.0, 0.0))["boundary"] == []
    assert fit(parse("surface=perceptron"))["threshold"] == 0
    assert fit(parse("surface=logistic_neuron"))["threshold"] == 0.5


def test_the_rows_shares_add_up_to_the_loss_and_the_gradient_of_the_run() -> None:
    query = "surface=logistic_neuron&a=adam&steps=30"
    experiment, path = parse(query), ran(query)
    told = rows(experiment, experiment.runs[0], 12)
    assert np.mean(told["loss"]) == pytest.approx(path["loss"][12], rel=1e-5)
    assert [np.mean(slope) for slope in told["gradient"]] == pytest.approx(
        [path["gx"][12], path["gy"][12]], rel=1e-4
    )
    found = fit_of(experiment)
    assert found is not None
    assert np.add(told["error"], found.target) == pytest.approx(told["answer"], abs=1e-5)
    assert told["batch"] is None


def test_the_batch_of_a_step_is_the_one_whose_slope_the_step_follows() -> None:
    query = "surface=fit&a=gd&a.lr=0.1&steps=20&batch=7&seed=3"
    experiment, path = parse(query), ran(query)
    for step in (0, 5, 11):
        told = batch(experiment, experiment.runs[0], step, 5)
        gx, gy = told["runs"][0]["gradient"]
        assert path["x"][step] - 0.1 * gx == pytest.approx(path["x"][step + 1], abs=1e-12)
        assert path["y"][step] - 0.1 * gy == pytest.approx(path["y"][step + 1], abs=1e-12)
        assert told["runs"][0]["loss"] == path["batch_loss"][step]
        found = rows(experiment, experiment.runs[0], step)["batch"]
        assert found["rows"].tolist() == told["rows"].tolist()


def test_the_batchs_surface_is_the_mean_over_its_own_rows() -> None:
    experiment = parse("surface=fit&a=gd&batch=6")
    told, data = batch(experiment, experiment.runs[0], 2, 4), fit(experiment)
    x, y = np.array(data["x"][0])[told["rows"]], np.array(data["y"])[told["rows"]]
    w, b = told["x"][1], told["y"][3]
    assert told["z"][3][1] == pytest.approx(np.mean((w * x + b - y) ** 2), rel=1e-9)


def test_epochs_are_counted_as_the_rows_are_dealt_out() -> None:
    experiment = parse("surface=fit&a=gd&batch=25")  # of 60 rows: 25, 25 and 10
    told = [batch(experiment, experiment.runs[0], step, 2) for step in range(7)]
    assert [one["epoch"] for one in told] == [0, 0, 0, 1, 1, 1, 2]
    assert [len(one["rows"]) for one in told[:3]] == [25, 25, 10]
    assert sorted(np.concatenate([one["rows"] for one in told[:3]]).tolist()) == list(range(60))


@pytest.mark.parametrize("ask", [fit, lambda e: curves(e, 0, 1), lambda e: curve(e, (1.0, 1.0))])
def test_a_surface_without_data_has_no_model(ask: Any) -> None:
    with pytest.raises(BadInput, match="not fitted to data") as refused:
        ask(parse("surface=bowl"))
    assert refused.value.field == "surface"


def test_a_step_beyond_the_end_and_a_batch_of_all_rows_are_refused_in_words() -> None:
    experiment = parse("surface=tips_line&a=gd&a.lr=0.05&steps=300")
    with pytest.raises(BadInput, match="The run ends at step"):
        rows(experiment, experiment.runs[0], 200)
    with pytest.raises(BadInput, match="shown all rows"):
        batch(experiment, experiment.runs[0], 0, 3)


def test_two_runs_may_be_shown_batches_of_their_own_size() -> None:
    experiment = parse("surface=fit&steps=30&a=gd&a.lr=0.1&a.batch=4&b=gd&b.lr=0.1&b.batch=20&c=gd")
    small, large = (batch(experiment, run, 3, 2) for run in experiment.runs[:2])
    assert (len(small["rows"]), len(large["rows"])) == (4, 20)
    assert [[run["id"] for run in told["runs"]] for told in (small, large)] == [["a"], ["b"]]
    with pytest.raises(BadInput, match="shown all rows"):
        batch(experiment, experiment.runs[2], 3, 2)
