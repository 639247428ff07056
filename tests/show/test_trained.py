"""The runs of a network as the page is told them: trained first, then on the plane of their ends."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network import Objective
from app.experiment import parse
from app.experiment.resolve import lesson_of, slice_of
from app.show.arithmetic import arithmetic
from app.show.compare import compare
from app.show.derivative import derivative
from app.show.described import described
from app.show.field import field
from app.show.fit import curve, curves, fit
from app.show.heights import surface
from app.show.inside import inside
from app.show.journey import Journey
from app.show.point import point
from app.show.rows import batch, rows
from app.show.tables import CSV_HEADER, csv, table
from app.show.trained import TrainedJourney, journey_of

QUERY = "surface=network&steps=40&seed=8&a=adam&b=momentum&b.lr=0.1&b.lr@20=0.01"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return table(journey_of(parse(QUERY)))


def test_points_lie_on_the_plane_and_their_losses_are_the_true_ones(told: dict[str, Any]) -> None:
    experiment = parse(QUERY)
    lesson, seen = lesson_of(experiment), slice_of(experiment)
    assert lesson is not None
    objective = Objective(lesson.network, lesson.data)
    for run, (_, training) in zip(told["runs"], TrainedJourney(experiment).runs, strict=True):
        assert run["step"] == list(range(41))
        for step in (0, 20, 40):
            loss, gradient = objective.loss_and_gradient(training.points[step])
            on = seen.plane.at(run["x"][step], run["y"][step])
            assert run["loss"][step] == loss
            assert run["off_plane"][step] == pytest.approx(
                np.linalg.norm(training.points[step] - on), abs=1e-9
            )
            assert run["gx"][step] == pytest.approx(gradient @ seen.plane.first)
            assert run["grad_norm"][step] == pytest.approx(np.linalg.norm(gradient))


def test_the_verdict_names_a_place_on_the_plane_and_claims_no_lowest(told: dict[str, Any]) -> None:
    for run in told["runs"]:
        found = run["verdict"]
        assert found["at"] == [run["x"][-1], run["y"][-1]]
        assert found["kind"] in {
            "minimum",
            "saddle",
            "maximum",
            "plateau",
            "moving",
            "oscillating",
            "diverged",
        }
        assert found.get("global") is None
        assert found["gradient_norm"] == pytest.approx(run["grad_norm"][-1])


def test_a_table_for_spreadsheets_keeps_its_columns(told: dict[str, Any]) -> None:
    lines = csv(told).split("\r\n")
    assert lines[0] == CSV_HEADER
    assert len(lines) == 2 * 41 + 2
    assert "np." not in lines[1]


def test_the_runs_are_trained_before_points_are_told_and_say_how_far_they_are() -> None:
    journey = journey_of(parse("surface=network&steps=30&seed=31&a=adam&b=gd"))
    assert not journey.ready
    assert journey.progress()["a"]["step"] == 0
    journey.prepare(10)
    assert {id: one["step"] for id, one in journey.progress().items()} == {"a": 10, "b": 10}
    assert not journey.ready
    journey.prepare(100)
    assert journey.ready
    assert not journey.done
    assert journey.last == -1
    journey.advance(12)
    assert journey.since(0)["a"]["step"] == list(range(13))
    assert journey.since(10)["b"]["step"] == [10, 11, 12]
    journey.advance(30)
    assert journey.done
    assert journey.since(31) == {}


def test_a_second_journey_finds_the_runs_trained() -> None:
    query = "surface=network&steps=30&seed=32&a=adam"
    journey_of(parse(query)).prepare(30)
    assert journey_of(parse(query + "&s.plane=random")).ready


def test_a_formula_needs_no_preparing() -> None:
    journey = journey_of(parse("a=adam"))
    assert type(journey) is Journey
    assert journey.ready
    assert journey.progress() == {}


def test_a_network_without_runs_has_a_journey_of_none() -> None:
    assert table(journey_of(parse("surface=network")))["runs"] == []


def test_batches_are_told_by_their_own_loss() -> None:
    run = table(journey_of(parse("surface=network&steps=20&batch=8&a=adam")))["runs"][0]
    assert len(run["batch_loss"]) == 21
    assert run["batch_loss"] != run["loss"]


def test_the_surface_says_how_its_plane_was_chosen() -> None:
    found = surface(parse(QUERY), 21)
    assert np.shape(found["z"]) == (21, 21)
    assert found["plane"]["kind"] == "pca"
    assert found["plane"]["names"] == ("main direction 1", "main direction 2")
    assert 0.5 < sum(found["plane"]["explained"]) <= 1
    assert 0 <= found["plane"]["bent_share"] <= 1
    assert (found["minima"], len(found["gradient"])) == ([], 2)
    assert found["formula"].startswith("<math")
    alone = surface(parse("surface=network"), 11)
    assert (alone["plane"]["kind"], alone["plane"]["explained"]) == ("random", None)
    assert "Without a run" in alone["plane"]["note"]
    assert "plane" not in surface(parse(""), 5)


def test_a_point_of_the_plane_has_loss_gradient_and_hessian() -> None:
    found = point(parse(QUERY), (0.0, 0.0))
    run = table(journey_of(parse(QUERY)))["runs"][0]
    assert found["loss"] == pytest.approx(run["loss"][-1], rel=1e-9)
    assert found["gradient"] == pytest.approx((run["gx"][-1], run["gy"][-1]), rel=1e-6, abs=1e-9)
    assert np.shape(found["hessian"]) == (2, 2)
    assert found["eigenvalues"][0] <= found["eigenvalues"][1]


def test_the_gradient_field_is_that_of_the_plane() -> None:
    found, experiment = field(parse(QUERY), 3), parse(QUERY)
    at = (found["x"][1], found["y"][2])
    assert (found["gx"][2][1], found["gy"][2][1]) == pytest.approx(slice_of(experiment).gradient_at(at))


def test_an_experiment_is_described_without_being_trained() -> None:
    experiment = parse("surface=network&seed=33&s.plane=weights&a=adam")
    found = described(experiment)
    assert (found["window"], found["start"], found["fitted"], found["rows"]) == (None, None, True, 150)
    assert found["network"]["size"] == 337
    assert found["network"]["weights"][:3] == ("W1[1,1]", "W1[1,2]", "W1[2,1]")
    assert found["fit"]["table"] == "Two moons"
    assert not journey_of(experiment).ready
    assert described(parse(""))["network"] is None


def test_runs_are_compared_by_what_they_cost() -> None:
    found = compare(parse("surface=network&steps=10&a=adam&b=sam"))
    assert [run["spent"] for run in found["runs"]] == [list(range(11)), list(range(0, 21, 2))]
    assert found["best"] is None


@pytest.mark.parametrize(
    ("query", "kind", "shape"),
    [
        ("surface=network_wave", "curve", "answers"),
        ("surface=network", "boundary", "boundary"),
        ("surface=network_iris", "regions", "regions"),
        ("surface=network&s.data=tips&s.x=total_bill,size", "rows", "answers"),
        ("surface=network&s.data=iris&s.x=sepal_length,sepal_width,petal_length", "rows", "answers"),
    ],
)
def test_a_network_is_drawn_over_its_data(query: str, kind: str, shape: str) -> None:
    experiment = parse(f"{query}&steps=8&a=adam")
    assert fit(experiment)["kind"] == kind
    found = curves(experiment, 2, 3)
    (run,) = found["runs"]
    assert run["step"] == [2, 5, 8]
    assert len(run[shape]) == 3
    assert shape in curve(experiment, (0.1, 0.2))


def test_the_curve_is_what_the_network_answers() -> None:
    experiment = parse("surface=network_wave&steps=8&a=adam")
    lesson, (_, training) = lesson_of(experiment), TrainedJourney(experiment).runs[0]
    assert lesson is not None
    found = curves(experiment, 8, 1)
    expected = lesson.answers(training.points[8], np.array(found["x"]))[0]
    assert found["runs"][0]["answers"][0] == pytest.approx(expected, rel=1e-5)
    assert curve(experiment, (0.0, 0.0))["answers"] == pytest.approx(expected, rel=1e-4)


def test_regions_name_the_likeliest_kind_at_each_point() -> None:
    experiment = parse("surface=network_iris&steps=60&a=adam")
    lesson, (_, training) = lesson_of(experiment), TrainedJourney(experiment).runs[0]
    assert lesson is not None
    found = curves(experiment, 60, 1)
    regions = np.array(found["runs"][0]["regions"][0])
    assert regions.shape == (len(found["y"]), len(found["x"]))
    told = lesson.answers(training.points[60], found["x"][5], found["y"][30])
    assert told.sum() == pytest.approx(1)
    assert regions[30][5] == np.argmax(told)
    assert set(np.unique(regions)) == {0, 1, 2}


def test_a_boundary_runs_where_both_kinds_are_equally_likely() -> None:
    experiment = parse("surface=network&steps=60&a=adam")
    lesson, (_, training) = lesson_of(experiment), TrainedJourney(experiment).runs[0]
    assert lesson is not None
    pieces = curves(experiment, 60, 1)["runs"][0]["boundary"][0]
    xs, ys = np.array(pieces)[:, 0], np.array(pieces)[:, 1]
    assert lesson.answers(training.points[60], xs, ys)[0] == pytest.approx(0.5, abs=0.45)
    assert np.median(np.abs(lesson.answers(training.points[60], xs, ys)[0] - 0.5)) < 0.1


def test_what_needs_a_formula_is_refused_in_one_sentence() -> None:
    experiment = parse("surface=network&batch=5&steps=5&a=adam")
    (run,) = experiment.runs
    for ask in (
        lambda: arithmetic(experiment, run, 1),
        lambda: derivative(experiment, (0.0, 0.0), 0.1, 0.1),
        lambda: inside(experiment, 0),
    ):
        with pytest.raises(BadInput, match="too many weights for a formula") as refused:
            ask()
        assert refused.value.field == "surface"


@pytest.mark.parametrize("query", ["surface=network", "surface=network_wave", "surface=network_iris"])
def test_the_rows_of_a_network_have_the_mean_loss_of_the_run(query: str) -> None:
    experiment = parse(f"{query}&steps=12&batch=7&a=adam")
    told = rows(experiment, experiment.runs[0], 9)
    training = TrainedJourney(experiment).runs[0][1]
    assert np.mean(told["loss"]) == pytest.approx(training.losses[9], rel=1e-5)
    assert min(told["pull"]) >= 0
    assert len(told["batch"]["rows"]) == 7


def test_a_row_of_several_kinds_is_answered_by_the_likeliest_and_is_off_by_the_chance_of_the_others() -> None:
    experiment = parse("surface=network_iris&steps=30&a=adam")
    told, data = rows(experiment, experiment.runs[0], 30), fit(experiment)
    right = np.array(told["answer"]) == np.array(data["y"])
    assert right.mean() > 0.9
    # Its own chance is e to the minus of its loss.
    assert told["error"] == pytest.approx(1 - np.exp(-np.array(told["loss"])), abs=1e-5)


def test_the_batch_of_a_network_has_a_surface_and_a_slope_of_its_own() -> None:
    experiment = parse("surface=network&steps=12&batch=7&a=adam&b=gd&b.lr=0.1")
    told = batch(experiment, experiment.runs[1], 5, 9)
    lesson, seen = lesson_of(experiment), slice_of(experiment)
    assert lesson is not None
    objective = Objective(lesson.network, lesson.data)
    at = seen.plane.at(told["x"][3], told["y"][6])
    assert told["z"][6][3] == pytest.approx(objective.loss(at, told["rows"]), rel=1e-12)
    for one, (_, training) in zip(told["runs"], TrainedJourney(experiment).runs, strict=True):
        loss, gradient = objective.loss_and_gradient(training.points[5], told["rows"])
        assert one["loss"] == loss == training.batch_loss(5)
        assert one["gradient"] == pytest.approx(gradient @ seen.plane.basis)


def test_a_network_shown_all_rows_has_no_batch_and_a_run_that_ended_no_later_step() -> None:
    experiment = parse("surface=network&steps=5&a=adam")
    (run,) = experiment.runs
    with pytest.raises(BadInput, match="shown all rows"):
        batch(experiment, run, 0, 5)
    with pytest.raises(BadInput, match="ends at step 5"):
        rows(experiment, run, 6)


def test_the_plane_says_in_words_what_is_seen_and_what_is_not() -> None:
    told = surface(parse("surface=network&steps=20&a=adam"), 9)["plane"]
    assert told["titles"][0].startswith("main direction 1 (8")
    said = " ".join(told["words"])
    assert "337 weights" in said
    assert "true ones" in said
    assert "bends downwards" in said


def test_a_run_that_diverges_is_told_as_far_as_it_is_finite() -> None:
    run = table(journey_of(parse("surface=network_wave&a=gd&a.lr=30")))["runs"][0]
    assert run["verdict"]["kind"] == "diverged"
    assert len(run["loss"]) < 300
    assert all(math.isfinite(loss) for loss in run["loss"])
