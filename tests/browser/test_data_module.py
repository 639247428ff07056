"""data.js: the query of a fitted surface, read and changed with the catalogue that the server gives."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

CALL = """async ([name, surface, pairs, more]) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const load = (module) => import(new URL(`../js/${module}.js`, base).href);
  const [data, {createCatalog}] = [await load("data"), await load("catalog")];
  const catalog = createCatalog(await (await fetch("/api/catalog")).json());
  return data[name](...{
    tableOf: [catalog, catalog.surface(surface), pairs, more[0]],
    withTable: [pairs, catalog, catalog.surface(surface), ...more],
    withLoss: [pairs, catalog, catalog.surface(surface), ...more],
    withOwn: [pairs, catalog, ...more],
    withPoints: [pairs, catalog, catalog.surface(surface), ...more],
    pointsOf: more,
    inputsOf: [pairs, ...more],
    columnTitle: more,
  }[name]);
}"""


@pytest.fixture
def call(page: Page) -> Any:
    """Call a function of data.js with pairs and JSON arguments."""

    def with_arguments(name: str, pairs: Any = (), *more: Any, surface: str = "fit") -> Any:
        return page.evaluate(CALL, [name, surface, [list(pair) for pair in pairs], list(more)])

    return with_arguments


RUNS = [("a", "gd"), ("a.lr", "0.1"), ("a.start", "1,1"), ("b", "adam")]


def test_another_table_takes_with_it_what_belonged_to_the_old_one_and_to_places_on_it(call: Any) -> None:
    of_table = [("s.slope", "1"), ("s.rows", "30"), ("s.x", "y"), ("s.y", "x"), ("s.points", "1,2")]
    places = [("window", "0,1,0,1"), ("start", "1,2"), ("step", "9")]
    stay = [("surface", "fit"), ("s.model", "w*x"), ("s.loss", "huber"), ("s.delta", "2"), ("s.l1", "1")]
    changed = call("withTable", [*stay, *of_table, *places, *RUNS, ("theme", "dark")], "wave")
    kept = [*stay, RUNS[0], RUNS[1], RUNS[3], ("theme", "dark"), ("s.data", "wave")]
    assert changed == [list(pair) for pair in kept]


def test_the_table_that_a_surface_has_anyway_is_not_named(call: Any) -> None:
    named = [("surface", "tips_line"), ("s.data", "wave")]
    assert call("withTable", named, "tips", surface="tips_line") == [["surface", "tips_line"]]


def test_a_number_of_one_loss_goes_with_it(call: Any) -> None:
    huber = [("surface", "fit"), ("s.loss", "huber"), ("s.delta", "2")]
    assert call("withLoss", huber, "absolute") == [["surface", "fit"], ["s.loss", "absolute"]]
    assert call("withLoss", huber, "squared") == [["surface", "fit"]]
    assert call("withLoss", huber, "huber") == [list(pair) for pair in huber]


def test_ones_own_table_comes_under_the_plain_fit_and_the_runs_stay(call: Any) -> None:
    old = [("surface", "perceptron"), ("s.l1", "1"), ("window", "0,1,0,1"), *RUNS]
    own = {"data": "z-abc", "x": ["u", "v"], "y": "t", "standardize": True, "model": "w1*x1 + w2*x2"}
    assert call("withOwn", old, own) == [
        ["surface", "fit"],
        ["s.data", "z-abc"],
        ["s.model", "w1*x1 + w2*x2"],
        ["s.x", "u,v"],
        ["s.y", "t"],
        ["s.standardize", "1"],
        ["a", "gd"],
        ["a.lr", "0.1"],
        ["b", "adam"],
    ]
    plain = {"data": "z-abc", "x": ["u"], "y": "t", "standardize": False, "model": "w*x + b"}
    assert [key for key, _ in call("withOwn", [], plain)] == ["surface", "s.data", "s.x", "s.y"]


def test_points_come_under_the_surface_as_it_is_or_under_the_plain_fit(call: Any) -> None:
    old = [("surface", "robust_line"), ("s.rows", "30"), ("s.l2", "1")]
    there = call("withPoints", old, "1,2;3,4", surface="robust_line")
    assert dict(there) == {"surface": "robust_line", "s.l2": "1", "s.data": "points", "s.points": "1,2;3,4"}
    anew = call("withPoints", old, "1,2;3,4", surface="nowhere")
    assert dict(anew) == {"surface": "fit", "s.data": "points", "s.points": "1,2;3,4"}


def test_few_rows_of_one_input_become_points_of_four_digits(call: Any) -> None:
    rows = {"x": [[1 / 3, -2, 123456]], "y": [0, 1e-7, 2]}
    assert call("pointsOf", [], rows, 3) == "0.3333,0;-2,1e-7;123500,2"
    assert call("pointsOf", [], rows, 2) is None
    assert call("pointsOf", [], {"x": [[1], [2]], "y": [0]}, 9) is None


def test_the_columns_that_go_in_are_those_of_the_query_or_the_tables_own(call: Any) -> None:
    table = {"x": ["u"]}
    assert call("inputsOf", [], table) == ["u"]
    assert call("inputsOf", [("s.x", " a, b,")], table) == ["a", "b"]


def test_a_tables_columns_and_numbers_are_known_before_the_server_took_it(call: Any) -> None:
    tips = call("tableOf", [("s.data", "tips")])
    assert (tips["name"], tips["x"], tips["y"], tips["parameters"]) == (
        "Tips in a restaurant",
        ["total_bill"],
        "tip",
        [],
    )
    own = call("tableOf", [], surface="robust_line")
    assert {one["name"]: one["default"] for one in own["parameters"]}["outliers"] == 0.15
    other = call("tableOf", [("s.data", "wave")], surface="robust_line")
    assert {one["name"]: one["default"] for one in other["parameters"]}["outliers"] == 0


def test_ones_own_columns_are_those_that_the_server_told_of_that_very_table(call: Any) -> None:
    fit = {"columns": [{"name": "u"}, {"name": "v"}], "x": ["u"], "y": "v"}
    accepted = {"fit": fit, "parameters": {"data": "z-abc"}}
    found = call("tableOf", [("s.data", "z-abc")], accepted)
    assert (found["name"], found["columns"], found["x"], found["y"]) == (
        "Your data",
        fit["columns"],
        ["u"],
        "v",
    )
    assert call("tableOf", [("s.data", "z-xyz")], accepted)["columns"] == []


@pytest.mark.parametrize(
    ("column", "title"),
    [
        ({"title": "bill", "unit": "$", "kinds": 0}, "bill, $"),
        ({"title": "smoker", "unit": "", "kinds": 2}, "smoker"),
        ({"title": "day", "unit": "", "kinds": 4}, "day (4 kinds)"),
    ],
)
def test_a_column_is_called_by_its_title_with_what_a_reader_must_know(
    call: Any, column: Any, title: str
) -> None:
    assert call("columnTitle", [], column) == title
