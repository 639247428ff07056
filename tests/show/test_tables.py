"""Whole trajectories as tables."""

from __future__ import annotations

import csv as csv_reader
import io
import math
from typing import Any

from app.experiment import parse
from app.show.journey import Journey
from app.show.tables import csv, table


def told(query: str) -> dict[str, Any]:
    return table(Journey(parse(query)))


def test_a_table_has_every_step_from_the_start_on_and_the_canonical_query() -> None:
    found = told("a=adam&steps=20&seed=0&b=gd")
    assert found["query"] == "surface=himmelblau&steps=20&a=adam&b=gd"
    assert [run["id"] for run in found["runs"]] == ["a", "b"]
    for run in found["runs"]:
        assert run["step"] == list(range(21))
        assert (run["x"][0], run["y"][0], run["loss"][0]) == (0, 0, 170)
        assert run["grad_norm"] == [math.hypot(*g) for g in zip(run["gx"], run["gy"], strict=True)]


def test_the_gradient_is_the_exact_one_even_where_the_run_was_shown_noise() -> None:
    (run,) = told("surface=formula&formula=x**2%2By**2&noise=3&a=gd&steps=9")["runs"]
    assert run["gx"] == [2 * x for x in run["x"]]
    assert run["x"] != told("surface=formula&formula=x**2%2By**2&a=gd&steps=9")["runs"][0]["x"]


def test_one_variable_has_no_y_anywhere() -> None:
    (run,) = told("surface=parabola&a=gd&steps=3")["runs"]
    assert list(run) == ["id", "optimizer", "step", "x", "loss", "gx", "grad_norm", "verdict"]
    assert run["grad_norm"] == [abs(g) for g in run["gx"]]


def test_a_minimum_says_whether_it_is_the_global_one() -> None:
    verdicts = [run["verdict"] for run in told("a=adam&steps=2000&b=gd&b.lr=10")["runs"]]
    assert (verdicts[0]["kind"], verdicts[0]["global"]) == ("minimum", True)
    assert verdicts[1]["kind"] == "diverged"
    assert "global" not in verdicts[1]


def test_the_csv_has_one_row_a_run_and_step_with_numbers_that_read_back_exactly() -> None:
    found = told("a=adam&b=gd&steps=5")
    rows = list(csv_reader.DictReader(io.StringIO(csv(found))))
    assert list(rows[0]) == ["run", "optimizer", "step", "x", "y", "loss", "gx", "gy"]
    assert [(row["run"], int(row["step"])) for row in rows] == [(run, k) for run in "ab" for k in range(6)]
    for run in found["runs"]:
        mine = [row for row in rows if row["run"] == run["id"]]
        for name in ("x", "y", "loss", "gx", "gy"):
            assert [float(row[name]) for row in mine] == run[name]


def test_the_csv_leaves_y_empty_in_one_variable_and_what_is_not_finite_too() -> None:
    assert csv(told("surface=parabola&a=gd&steps=1")).splitlines()[1] == "a,gd,0,2.4,,5.76,4.8,"
    empty = csv(told("surface=formula&formula=log(x)%2By&start=-1,1&a=gd"))
    assert empty.splitlines()[1].startswith("a,gd,0,-1.0,1.0,,")


def test_without_runs_a_csv_is_its_header() -> None:
    assert csv(told("")) == "run,optimizer,step,x,y,loss,gx,gy\r\n"
