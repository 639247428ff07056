"""Whatever can be said in a link can be said in Python values, and nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.client import BadInput, FallLine
from app.client.asking import query_of, written
from app.experiment import canonical, parse

SAID: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"surface": "beale"}, "surface=beale"),
    (
        {"surface": "himmelblau", "start": (-3, 4), "steps": 200, "seed": 7, "noise": 0.1,
         "runs": {"a": {"optimizer": "adam", "lr": 0.02}, "b": "momentum"}},
        "surface=himmelblau&start=-3,4&steps=200&seed=7&noise=0.1&a=adam&a.lr=0.02&b=momentum",
    ),
    (
        {"surface": "rosenbrock", "parameters": {"b": 50}, "window": (-2, 2, -1, 3.5), "start": "random",
         "runs": {"c": {"optimizer": "gd", "start": (0.5, 1e-05), "clip": 1, "direction": "up"}}},
        "surface=rosenbrock&s.b=50&window=-2,2,-1,3.5&start=random&c=gd&c.start=0.5,1e-5&c.clip=1&c.direction=up",
    ),
    (
        {"surface": "saddle", "start": (1, 0.001), "runs": {"a": {
            "optimizer": "gd", "lr": 0.1, "lr@40": 0.3, "optimizer@60": "adam", "start@80": (0.5, 0.5)}}},
        "surface=saddle&start=1,0.001&a=gd&a.lr=0.1&a.lr@40=0.3&a@60=adam&a.start@80=0.5,0.5",
    ),
    (
        {"runs": {"a": {"optimizer": "gd", "schedule": "step", "schedule.gamma": 0.5}}},
        "a=gd&a.schedule=step&a.schedule.gamma=0.5",
    ),
    (
        {"formula": "x**2 + 3*sin(2*x)", "start": 2.5, "runs": {"a": "gd"}},
        "surface=formula&formula=x**2%20%2B%203*sin(2*x)&start=2.5&a=gd",
    ),
    (
        {"runs": {"a": {"rule": "m = mu*m + g\np = p - lr*m", "mu": 0.9, "lr": 0.01}}},
        "a=rule&a.rule=m%20=%20mu*m%20%2B%20g%0Ap%20=%20p%20-%20lr*m&a.mu=0.9&a.lr=0.01",
    ),
    (
        {"surface": "fit", "data": [(0, 0), (1, 1.2), (2, 1.8)], "batch": 2, "replace": True,
         "parameters": {"model": "w*x + b", "loss": "huber", "standardize": True},
         "runs": {"a": {"optimizer": "gd", "batch": 1}}},
        "surface=fit&s.data=points&s.points=0,0;1,1.2;2,1.8&batch=2&replace=1&s.model=w*x%20%2B%20b&s.loss=huber"
        "&s.standardize=1&a=gd&a.batch=1",
    ),
    ({"surface": "fit", "data": "tips", "parameters": {"x": "total_bill", "y": "tip"}},
     "surface=fit&s.data=tips&s.x=total_bill&s.y=tip"),
    ({"surface": "network", "parameters": {"layers": (4, 3), "activation": "relu"}, "runs": {"a": "adam"}},
     "surface=network&s.layers=4,3&s.activation=relu&a=adam"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "link"), SAID)
def test_python_values_are_the_experiment_of_the_link(said: dict[str, Any], link: str) -> None:
    assert canonical(parse(written(said))) == canonical(parse(link))


@pytest.mark.parametrize("value", [0.1, 1 / 3, 5e-324, 1.7e308, np.float64(0.1), np.float32(0.1)])
def test_a_number_arrives_to_its_last_bit(value: float) -> None:
    assert parse(written({"surface": "himmelblau", "start": (value, 0)})).start == (float(value), 0.0)


def test_none_leaves_a_key_out() -> None:
    assert written({"surface": "beale", "start": None, "runs": {"a": {"optimizer": "gd", "lr": None}}}) == (
        "surface=beale&a=gd"
    )


def test_text_cannot_break_out_of_its_value() -> None:
    assert written({"formula": "x&a=adam#%"}) == "surface=formula&formula=x%26a%3Dadam%23%25"


@pytest.mark.parametrize(
    ("link", "query"),
    [
        ("https://example.org/?surface=beale&a=gd", "surface=beale&a=gd"),
        (" https://example.org/deep/?surface=beale#top ", "surface=beale"),
        ("?surface=beale", "surface=beale"),
        ("surface=beale", "surface=beale"),
        ("https://example.org/", ""),
        ("", ""),
    ],
)
def test_a_query_is_found_in_whatever_was_copied(link: str, query: str) -> None:
    assert query_of(link) == query


def test_a_keyword_that_there_is_not_is_refused_by_name_with_those_that_there_are(here: FallLine) -> None:
    with pytest.raises(TypeError, match="'surfaces'; there are surface, formula"):
        here.run(surfaces="beale")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="not both"):
        here.run("surface=beale", steps=5)
    with pytest.raises(TypeError, match="neither a text nor a number"):
        here.run(surface="beale", start=object())  # type: ignore[arg-type]


def test_a_number_that_is_none_is_refused_under_its_key(here: FallLine) -> None:
    with pytest.raises(BadInput) as refused:
        here.run(
            surface="beale", start=(float("nan"), 0), runs={"a": {"optimizer": "gd", "lr": float("inf")}}
        )
    assert {one.field for one in refused.value.all} == {"start", "a.lr"}
