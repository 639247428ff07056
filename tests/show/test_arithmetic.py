"""One update, line by line."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.core.optimizers import OPTIMIZERS
from app.experiment import parse
from app.show.arithmetic import arithmetic
from app.show.journey import Journey

QUERY = "surface=himmelblau&steps=12&seed=3&noise=0.2&a={}&a.clip=30"


@pytest.mark.parametrize("id", OPTIMIZERS)
def test_the_update_ends_exactly_where_the_trajectory_goes_on(id: str) -> None:
    experiment = parse(QUERY.format(id))
    journey = Journey(experiment)
    journey.advance(12)
    path = journey.descents[0][1].path
    for at in range(1, len(path)):
        found = arithmetic(experiment, experiment.runs[0], at)
        assert (found["before"], found["after"]) == (path.point(at - 1), path.point(at))


def test_every_line_has_a_formula_its_numbers_and_a_value_for_each_coordinate() -> None:
    experiment = parse("a=adam&steps=5")
    lines = arithmetic(experiment, experiment.runs[0], 3)["lines"]
    assert [line["name"] for line in lines][-1] == "p"
    for line in lines:
        assert line["formula"].startswith("<math")
        assert line["numbers"].startswith("<math")
        assert len(line["value"]) == 2


def test_a_step_that_a_diverged_run_never_made_is_refused_in_words() -> None:
    experiment = parse("a=gd&a.lr=100")
    with pytest.raises(BadInput) as refused:
        arithmetic(experiment, experiment.runs[0], 50)
    assert refused.value.field == "at"
    assert "no step 50" in refused.value.message
