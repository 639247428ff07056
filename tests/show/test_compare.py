import pytest

from app.experiment import parse
from app.show.compare import compare
from app.show.journey import Journey
from app.show.tables import table


def test_a_run_is_there_at_its_first_step_within_a_thousandth_of_the_lowest_loss():
    experiment = parse("surface=booth&start=1,1&steps=200&a=gd&a.lr=0.05")
    losses = table(Journey(experiment))["runs"][0]["loss"]
    step = compare(experiment)["runs"][0]["reached"]["step"]
    assert losses[step] <= 1e-3 < losses[step - 1]


@pytest.mark.parametrize("query", ["surface=booth&steps=3&a=gd&a.lr=0.0001", "surface=saddle&a=gd"])
def test_a_run_that_never_comes_near_or_has_nothing_to_come_near_reaches_nothing(query):
    assert compare(parse(query))["runs"][0]["reached"] is None


def spent(query: str) -> list[int]:
    return compare(parse(query))["runs"][0]["spent"]


def test_what_a_step_costs_is_counted_by_hand():
    assert spent("surface=booth&steps=3&a=gd") == [0, 1, 2, 3]
    # SAM asks for a second gradient uphill; Newton for a gradient and the Hessian's two rows.
    assert spent("surface=booth&steps=3&a=sam") == [0, 2, 4, 6]
    assert spent("surface=booth&steps=3&a=newton") == [0, 3, 6, 9]


def test_evaluations_are_told_beside_the_step_that_came_near():
    (run,) = compare(parse("surface=booth&steps=9&a=newton"))["runs"]
    assert run["reached"] == {"step": 1, "evaluations": 3}


def test_every_point_of_a_run_has_its_cost_also_where_it_broke_off():
    experiment = parse("surface=rosenbrock&steps=300&a=gd&a.lr=1&b=nelder_mead&c=bfgs")
    told = {run["id"]: run["spent"] for run in compare(experiment)["runs"]}
    for run in table(Journey(experiment))["runs"]:
        costs = told[run["id"]]
        assert len(costs) == len(run["step"])
        assert costs == sorted(costs)


def test_where_no_lowest_loss_is_known_it_says_so():
    assert "proven" in compare(parse("surface=saddle&a=gd"))["words"]
    assert compare(parse("surface=booth&a=gd"))["words"] is None


def test_where_a_batch_is_seen_the_unit_says_how_it_counts() -> None:
    assert "like one at all rows" in compare(parse("surface=fit&batch=2&steps=5&a=gd"))["batches"]
    assert compare(parse("surface=fit&steps=5&a=gd"))["batches"] is None
