import math

import pytest

from app.core.errors import BadInput, refuse
from app.core.hyperparameters import Hyperparameter, learning_rate

COUNT = Hyperparameter("count", 3, 1, 9, "how many", whole=True)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "choose 1 to 9"),
        (10, "choose 1 to 9"),
        (2.5, "not a whole number"),
        (math.nan, "not a finite"),
        (math.inf, "not a finite"),
    ],
)
def test_a_number_that_cannot_be_used_is_refused_under_its_key(value, told):
    with pytest.raises(BadInput, match=told) as refused:
        COUNT.check(value, "s.count")
    assert refused.value.field == "s.count"


def test_both_ends_of_the_range_may_be_used():
    assert COUNT.check(1) == 1
    assert COUNT.check(9) == 9
    assert learning_rate(0.1).check(1e-6) == 1e-6


def test_several_refusals_travel_as_one():
    with pytest.raises(BadInput) as refused:
        refuse([BadInput("a", "one"), BadInput("b", "two")])
    assert [problem.field for problem in refused.value.all] == ["a", "b"]
    refuse([])
