"""What does not go together in a fit is refused under its key, with what to do."""

from __future__ import annotations

import re

import pytest

from app.core.errors import BadInput
from app.experiment import parse
from app.experiment.mending import mended

# query, the field that is refused, and a word that its message must hold
BAD = [
    ("surface=fit&s.model=a*x%2Bb*x%2Bc", "s.model", "3 unknowns"),
    ("surface=fit&s.model=w*x%2By", "s.model", "must not read y"),
    ("surface=fit&s.model=w*x+b", "s.model", "%2B"),
    ("surface=fit&s.model=", "s.model", "empty"),
    ("surface=fit&s.model=2*x", "s.model", "no weight"),
    ("surface=fit&s.model=w1*x1%2Bw2*x2", "s.model", "no x1 here"),
    ("surface=fit&s.model=__import__('os')*w", "s.model", "not allowed"),
    ("surface=fit&s.model=delta*x&s.loss=huber", "s.model", "is taken"),
    ("surface=fit&s.data=lines", "s.data", "Did you mean line?"),
    ("surface=fit&s.data=", "s.data", "No table"),
    ("surface=fit&s.data=spiralz&s.turns=2&s.x=nix", "s.data", "Did you mean spirals?"),
    ("surface=fit&s.x=z", "s.x", "There is no column"),
    ("surface=fit&s.x=", "s.x", "No column is named"),
    ("surface=fit&s.x=x,y,x", "s.x", "two parted by a comma"),
    ("surface=fit&s.y=why", "s.y", "There is no column"),
    ("surface=tips_line&s.x=day", "s.x", "kinds without an order"),
    ("surface=traffic_line&s.y=weather", "s.y", "kinds"),
    ("surface=fit&s.loss=hubber", "s.loss", "Did you mean huber?"),
    ("surface=fit&s.loss=hubber&s.delta=2", "s.loss", "Did you mean huber?"),
    ("surface=fit&s.loss=logistic", "s.y", "not a column of 0 and 1"),
    ("surface=fit&s.loss=hinge&s.data=tips", "s.y", "choose one of"),
    ("surface=fit&s.delta=2", "s.delta", "no such parameter here"),
    ("surface=fit&s.loss=huber&s.delta=0", "s.delta", "out of range"),
    ("surface=fit&s.l1=-1", "s.l1", "out of range"),
    ("surface=fit&s.l2=nan", "s.l2", "not a finite number"),
    ("surface=fit&s.standardize=0.5", "s.standardize", "whole number"),
    ("surface=fit&s.standardize=2", "s.standardize", "out of range"),
    ("surface=fit&s.rows=3", "s.rows", "out of range"),
    ("surface=fit&s.rows=1e9", "s.rows", "out of range"),
    ("surface=fit&s.frequency=3", "s.frequency", "no such parameter here"),
    ("surface=tips_line&s.rows=20", "s.rows", "no such parameter here"),
    ("surface=fit&s.b=3", "s.b", "no such parameter here"),
    ("surface=fit&s.points=1,2;3,4", "s.points", "no such parameter here"),
    ("surface=fit&s.data=points", "s.points", "at least two points"),
    ("surface=fit&s.data=points&s.points=%20", "s.points", "at least two points"),
    ("surface=fit&s.data=points&s.points=1,2;3", "s.points", "is no point"),
    ("surface=fit&s.data=points&s.points=1,2;3,4,5", "s.points", "is no point"),
    ("surface=fit&s.data=points&s.points=1,2;", "s.points", "is no point"),
    ("surface=fit&s.data=points&s.points=1,2;a,b", "s.points", "not a number"),
    ("surface=fit&s.data=points&s.points=1,2;3,1e999", "s.points", "too large"),
    ("surface=fit&s.data=points&s.points=1,2;nan,4", "s.points", "not a number"),
    ("surface=fit&s.data=points&s.points=" + "1,2;" * 500 + "3,4", "s.points", "more than 500"),
    ("surface=fit&s.data=points&s.points=1,2;1,3", "s.x", "same in every row"),
    ("surface=fit&s.data=points&s.points=1,2", "s.x", "same in every row"),
    ("surface=fit&s.data=points&s.points=1,2;3e200,4", "s.x", "unit"),
    ("surface=fit&s.data=points&s.points=1,2;3,4e-200;1,1e-200&s.y=x&s.x=y&s.l2=-1", "s.l2", "range"),
    ("surface=fit&s.data=points&s.points=1,2;3,4&s.rows=20", "s.rows", "no such parameter here"),
    ("surface=fit&s.data=z-", "s.data", "cut or changed"),
    ("surface=fit&s.data=z-%F0%9F%92%A9", "s.data", "cut or changed"),
    ("surface=fit&s.data=z-eNoNyLENADAMArCdW2gUqPJb", "s.data", "cut or changed"),
    ("surface=fit&s.data=z-" + "A" * 6000, "s.data", "longer than"),
    ("surface=fit&formula=x**2", "formula", "surface=formula"),
    ("surface=formula&formula=x**2&s.model=w*x", "s.model", "no parameters"),
    ("s.model=w*x", "s.model", "no parameters"),
    ("surface=fit&batch=0", "batch", "out of range"),
    ("surface=fit&batch=2.5", "batch", "whole number"),
    ("surface=fit&batch=61", "batch", "60 rows"),
    ("surface=fit&s.rows=20&batch=21", "batch", "20 rows"),
    ("surface=fit&s.data=points&s.points=1,2;3,4&batch=3", "batch", "2 rows"),
    ("batch=5", "batch", "not fitted to data"),
    ("surface=formula&formula=x**2&batch=5", "batch", "not fitted to data"),
    ("surface=fit&replace=1", "replace", "batch=16"),
    ("surface=fit&replace=0", "replace", "batch=16"),
    ("surface=fit&batch=5&replace=2", "replace", "out of range"),
    ("surface=fit&batch=5&replace=yes", "replace", "not a number"),
    ("surface=fit&batch=5&batch=6", "batch", "more than once"),
    ("surface=fit&s.model=w*x&start=1,2", "start", "one number"),
    ("surface=logistic_neuron&s.noise=0&a=polyak", "a", "lowest loss is known"),
    ("surface=fit&s.model=relu(w*x)&a=polyak", "a", "lowest loss is known"),
]


@pytest.mark.parametrize(("query", "field", "word"), BAD, ids=[row[0][:70] for row in BAD])
def test_what_is_wrong_is_refused_under_its_key_with_what_to_do(query: str, field: str, word: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(query)
    assert [problem.field for problem in refused.value.all] == [field]
    assert word in refused.value.message
    assert re.match(r"[A-Z“0-9-]", refused.value.message)
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) < 400


@pytest.mark.parametrize("query", [row[0] for row in BAD], ids=[row[0][:70] for row in BAD])
def test_what_is_left_of_any_refused_link_can_be_read(query: str) -> None:
    rest = mended(query).query
    assert rest is None or parse(rest)


def test_everything_wrong_about_a_fit_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        parse("surface=fit&s.model=w*x%2By&s.x=z&s.y=q&a=adm")
    assert {problem.field for problem in refused.value.all} == {"s.model", "s.x", "s.y", "a"}
    with pytest.raises(BadInput) as refused:
        parse("surface=fit&s.l1=-1&s.rows=1&batch=0")
    assert [problem.field for problem in refused.value.all] == ["s.l1", "s.rows", "batch"]


def test_the_same_points_are_the_same_experiment_however_they_are_written() -> None:
    one, other = [
        parse(f"surface=fit&s.data=points&s.points={points}")
        for points in ("1,2;3,0.5", "%201.0%20,2e0%20;%203,.5")
    ]
    assert one == other
    assert hash(one) == hash(other)


def test_columns_parted_by_a_comma_and_a_space_are_the_same_columns() -> None:
    model = "s.model=w1*x1%2Bw2*x2"
    one, other = [
        parse(f"surface=tips_line&{model}&s.x={x}") for x in ("total_bill,size", "total_bill,%20size")
    ]
    assert one == other
