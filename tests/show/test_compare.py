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
