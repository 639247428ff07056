"""A typed rule and a typed formula as functions over the query's pairs, in the browser that runs them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_modules import CALL

RULE = {
    "rule": "m = beta*m + g\np = p - lr*m",
    "parameters": [{"name": "lr", "default": 0.05}, {"name": "beta", "default": 1e-8}],
}
# `spare` is a Map on the page: it goes in and comes out as its entries.
NUMBERS = """async ([pairs, letter, since, numbers, kept, entries]) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const {numbersOf} = await import(new URL("../js/ruletext.js", base).href);
  const spare = new Map(entries);
  return [numbersOf(pairs, letter, since, {numbers, kept, spare}), [...spare]];
}"""


@pytest.fixture
def call(page: Page) -> Any:
    """Call a function of a module with JSON arguments."""
    return lambda module, name, *more: page.evaluate(CALL, [module, name, list(more)])


def test_a_rule_becomes_a_text_with_all_its_numbers_and_keeps_what_else_is_said_of_the_run(call: Any) -> None:
    pairs = [["a", "adam"], ["a.lr", "0.1"], ["a.clip", "2"], ["a.lr@30", "0.2"], ["b", "gd"]]
    found = dict(call("ruletext", "asRule", pairs, "a", RULE, 0))
    rule = "m = beta*m + g; p = p - lr*m"
    run = {"a": "rule", "a.lr": "0.1", "a.clip": "2", "a.lr@30": "0.2", "a.rule": rule, "a.beta": "1e-8"}
    assert found == {**run, "b": "gd"}


def test_a_rule_from_a_step_on_becomes_a_text_from_there_on(call: Any) -> None:
    pairs = [["a", "gd"], ["a.lr", "0.1"], ["a@20", "adam"], ["a.beta@20", "0.5"]]
    found = dict(call("ruletext", "asRule", pairs, "a", RULE, 25))
    assert (found["a"], found["a@20"], found["a.beta@20"]) == ("gd", "rule", "0.5")
    assert (found["a.lr"], found["a.lr@20"]) == ("0.1", "0.05")


def test_numbers_that_are_read_no_longer_are_put_by_and_come_back(page: Page) -> None:
    pairs = [["a", "rule"], ["a.lr", "1"], ["a.mu", "0.9"], ["a.mu@9", "0.8"], ["a.clip", "2"], ["b.mu", "3"]]
    texts, spare = page.evaluate(NUMBERS, [pairs, "a", 0, ["lr"], ["rule", "clip"], []])
    assert texts == {"a.mu": None, "a.mu@9": None}
    assert dict(spare) == {"a.mu": "0.9", "a.mu@9": "0.8"}
    left = [pair for pair in pairs if pair[0] not in texts]
    texts, _ = page.evaluate(NUMBERS, [left, "a", 0, ["lr", "mu", "nu"], ["rule", "clip"], spare])
    assert texts == {"a.mu": "0.9", "a.mu@9": "0.8"}


def test_numbers_of_another_stage_are_left_alone(page: Page) -> None:
    pairs = [
        ["a", "momentum"],
        ["a.momentum", "0.9"],
        ["a@20", "rule"],
        ["a.mu@20", "0.5"],
        ["a@40", "adam"],
        ["a.lr@40", "1"],
    ]
    texts, _ = page.evaluate(NUMBERS, [pairs, "a", 20, [], ["rule"], []])
    assert texts == {"a.mu@20": None}


def test_lines_and_semicolons_are_the_same_text(call: Any) -> None:
    text = "m = g; p = p - lr*m"
    assert call("ruletext", "inOneLine", " m = g\n\n p = p - lr*m;\n") == text
    assert call("ruletext", "inLines", text) == "m = g\np = p - lr*m"


def test_places_of_another_number_of_variables_go(call: Any) -> None:
    pairs = [
        ["window", "-1,1,-1,1"],
        ["start", "1,2"],
        ["a.start", "zeros"],
        ["b.start", "1,2"],
        ["b.start@5", "1,2"],
        ["steps", "9"],
    ]
    kept = call("experiment", "withCoordinates", pairs, 1)
    assert kept == [["a.start", "zeros"], ["steps", "9"]]
    assert call("experiment", "withCoordinates", pairs, 2) == pairs
