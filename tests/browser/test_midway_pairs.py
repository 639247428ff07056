"""What changes on a run's way, as functions over the query's pairs, in the browser that runs them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_modules import CALL

PAIRS = [
    ["a", "gd"],
    ["a.lr", "0.1"],
    ["a.lr@20", "0.2"],
    ["a.start@25", "1,2"],
    ["a@30", "adam"],
    ["a.lr@30", "0.3"],
    ["a.beta1@40", "0.5"],
]


@pytest.fixture
def midway(page: Page) -> Any:
    """Call a function of midway.js with JSON arguments."""
    return lambda name, *more: page.evaluate(CALL, ["midway", name, list(more)])


def test_what_is_in_force_follows_the_changes_and_a_new_optimizer_forgets_the_old_ones_numbers(
    midway: Any,
) -> None:
    rates = [midway("inForce", PAIRS, "a", "lr", step).get("text") for step in (0, 19, 20, 29, 30, 99)]
    assert rates == ["0.1", "0.1", "0.2", "0.2", "0.3", "0.3"]
    assert midway("inForce", PAIRS, "a", "beta1", 35)["key"] == "a.beta1@30"
    assert midway("inForce", PAIRS, "a", "beta1", 40)["text"] == "0.5"
    assert midway("optimizerAt", PAIRS, "a", 29)["id"] == "gd"
    assert midway("optimizerAt", PAIRS, "a", 30) == {"id": "adam", "since": 30, "key": "a@30"}


def test_a_number_from_the_start_on_leaves_a_later_optimizer_its_own(midway: Any) -> None:
    pairs = dict(midway("fromTheStart", PAIRS, "a", "lr", "0.2"))
    assert pairs["a.lr"] == "0.2"
    assert "a.lr@20" not in pairs
    assert pairs["a.lr@30"] == "0.3"


def test_another_optimizer_from_a_step_on_leaves_the_numbers_of_its_stage_and_keeps_nudges(
    midway: Any,
) -> None:
    pairs = dict(midway("withOptimizerFrom", PAIRS, "a", 20, {"a@20": "momentum"}))
    assert pairs["a@20"] == "momentum"
    assert "a.lr@20" not in pairs
    assert (pairs["a.start@25"], pairs["a@30"]) == ("1,2", "adam")
    back = dict(midway("withOptimizerFrom", PAIRS, "a", 30, {"a@30": "gd"}))
    assert not [key for key in back if key.endswith(("@30", "@40"))]


def test_taking_an_optimizer_back_takes_its_numbers_along(midway: Any) -> None:
    change = {"key": "a@30", "name": "", "step": 30}
    left = [key for key, _ in midway("withoutChange", PAIRS, "a", change)]
    assert left == ["a", "a.lr", "a.lr@20", "a.start@25", "a.beta1@40"]


def test_a_fork_is_a_copy_whose_number_can_go_its_own_way(midway: Any) -> None:
    how = {"from": "a", "to": "b", "name": "lr", "step": 25, "text": "0.2"}
    pairs = midway("forked", PAIRS, how)
    assert pairs[: len(PAIRS)] == PAIRS
    assert dict(pairs)["b.lr@25"] == "0.2"
    assert [f"b{key[1:]}" for key, _ in PAIRS] == [key for key, _ in pairs[len(PAIRS) : -1]]


@pytest.mark.parametrize(("step", "midway_there"), [(0, False), (1, True), (99, True), (100, False)])
def test_a_run_changes_only_between_its_ends(midway: Any, step: int, midway_there: bool) -> None:
    assert midway("isMidway", step, 100) is midway_there
