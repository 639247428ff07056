"""The page's own modules, one by one, in the browser that runs them."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

CALL = """async ([module, name, more]) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const functions = await import(new URL(`../js/${module}.js`, base).href);
  return functions[name](...more);
}"""


@pytest.fixture
def experiment(page: Page) -> Any:
    """Call a function of experiment.js with JSON arguments."""
    return lambda name, *more: page.evaluate(CALL, ["experiment", name, list(more)])


@pytest.fixture
def slider(page: Page) -> Any:
    """Call a function of slider.js with JSON arguments."""
    return lambda name, *more: page.evaluate(CALL, ["slider", name, list(more)])


PAIRS = [["surface", "booth"], ["a", "momentum"], ["a.lr", "1e-3"], ["a.momentum", ".9"], ["b", "gd"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a=adam",
        "start=-3,4",
        "a.lr@120=0.01",
        "formula=x**2%20%2B%20y&x=%26%3D",
        "a=1&a=2",
        "odd",
        "n=%C3%A9+e",
    ],
)
def test_what_is_written_reads_back_pair_for_pair(experiment: Any, text: str) -> None:
    pairs = experiment("read", text)
    assert experiment("read", experiment("write", pairs)) == pairs


def test_texts_are_kept_as_they_were_typed(experiment: Any) -> None:
    assert experiment("read", "?a.lr=1E-3&b=%20x")[0] == ["a.lr", "1E-3"]
    assert experiment("write", [["start", "-3, 4"], ["a.lr@120", ".10"]]) == "start=-3,%204&a.lr@120=.10"


def test_a_change_keeps_its_place_and_a_new_key_comes_last(experiment: Any) -> None:
    changed = experiment("change", PAIRS, {"a.lr": "2", "a.momentum": None, "seed": "7"})
    assert changed == [["surface", "booth"], ["a", "momentum"], ["a.lr", "2"], ["b", "gd"], ["seed", "7"]]


def test_a_repeated_key_is_mended_by_changing_it(experiment: Any) -> None:
    assert experiment("change", [["a", "x"], ["a", "y"]], {"a": "gd"}) == [["a", "gd"]]


def test_a_copy_of_a_run_has_all_its_settings(experiment: Any) -> None:
    copied = experiment("withCopy", [["a", "gd"], ["a.lr", "1"], ["a@9", "adam"]], "a", "c")
    assert copied[3:] == [["c", "gd"], ["c.lr", "1"], ["c@9", "adam"]]


def test_a_removed_run_leaves_nothing_behind(experiment: Any) -> None:
    assert experiment("withoutRun", [["a", "gd"], ["a.lr", "1"], ["a@9", "adam"], ["b", "gd"]], "a") == [
        ["b", "gd"]
    ]


def test_another_surface_leaves_what_belonged_to_the_old_one(experiment: Any) -> None:
    old = [
        ["surface", "x"],
        ["s.b", "1"],
        ["start", "1,2"],
        ["a", "gd"],
        ["a.start", "3,4"],
        ["a.lr", "2"],
        ["seed", "7"],
    ]
    new = experiment("withSurface", old, {"surface": "y"})
    assert new == [["surface", "y"], ["a", "gd"], ["a.lr", "2"], ["seed", "7"]]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.01, "0.01"),
        (1e-8, "1e-8"),
        (0.0000545, "5.45e-5"),
        (1000, "1000"),
        (1e12, "1e12"),
        (-0.5, "-0.5"),
        (0, "0"),
    ],
)
def test_numbers_are_written_short(experiment: Any, number: float, text: str) -> None:
    assert experiment("shortest", number) == text
    assert float(text) == number


LEARNING_RATE = {"range": [1e-6, 100], "scale": "log", "whole": False}
STEPS = {"range": [1, 10000], "scale": "log", "whole": True}
DECAY = {"range": [0, 10], "scale": "linear", "whole": False}


@pytest.mark.parametrize("parameter", [LEARNING_RATE, STEPS, DECAY], ids=json.dumps)
def test_a_slider_reaches_both_ends_exactly(slider: Any, parameter: dict[str, Any]) -> None:
    assert [slider("numberAt", end, parameter) for end in (0, 1)] == parameter["range"]
    assert [slider("positionOf", number, parameter) for number in parameter["range"]] == [0, 1]


def test_a_logarithmic_slider_gives_each_decade_the_same_length(slider: Any) -> None:
    places = [slider("positionOf", 10**exponent, LEARNING_RATE) for exponent in range(-6, 3)]
    assert [round(b - a, 9) for a, b in pairwise(places)] == [0.125] * 8


def test_a_number_out_of_range_or_no_number_leaves_the_slider_at_an_end(slider: Any) -> None:
    assert slider("positionOf", 1e9, LEARNING_RATE) == 1
    assert slider("positionOf", -3, LEARNING_RATE) == 0


CLOCK = """async (acts) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const {createPlayback} = await import(new URL("../js/playback.js", base).href);
  const frames = [];
  const [frame, cancel] = [(tick) => frames.push(tick), () => (frames.length = 0)];
  const clock = createPlayback({rate: 10, frame, cancel});
  let now = 0;
  const pass = (ms) => { now += ms; const [tick] = frames.splice(0); tick?.(now); };
  const seen = [];
  for (const [act, ...more] of acts) {
    if (act === "pass") pass(...more); else clock[act](...more);
    const {step, state} = clock.get();
    seen.push([step, state]);
  }
  return seen;
}"""


def test_the_clock_moves_at_its_rate_and_ends_where_the_runs_end(page: Page) -> None:
    acts = [["setReach", 15, True], ["play"], ["pass", 0], ["pass", 500], ["pass", 500], ["pass", 900]]
    assert page.evaluate(CLOCK, acts)[2:] == [[0, "playing"], [5, "playing"], [10, "playing"], [15, "ended"]]


def test_the_clock_waits_for_points_that_are_still_to_come(page: Page) -> None:
    acts = [
        ["setReach", 3, False],
        ["play"],
        ["pass", 0],
        ["pass", 900],
        ["setReach", 20, True],
        ["pass", 500],
    ]
    assert page.evaluate(CLOCK, acts)[3:] == [[3, "playing"], [3, "playing"], [8, "playing"]]


def test_an_ended_clock_stays_at_the_end_while_that_moves(page: Page) -> None:
    acts = [["setReach", 30, True], ["toEnd"], ["setReach", 12, True], ["setReach", 40, True], ["play"]]
    assert page.evaluate(CLOCK, acts)[1:] == [[30, "ended"], [12, "ended"], [40, "ended"], [0, "playing"]]


def test_the_clock_does_not_leap_after_a_hidden_tab(page: Page) -> None:
    acts = [["setReach", 900, True], ["play"], ["pass", 0], ["pass", 60_000]]
    assert page.evaluate(CLOCK, acts)[-1] == [10, "playing"]


def test_points_that_a_resumed_stream_sends_again_are_passed_over(page: Page) -> None:
    steps = page.evaluate("""async () => {
      const base = document.querySelector("link[rel=stylesheet]").href;
      const {emptyRun, extend} = await import(new URL("../js/trajectories.js", base).href);
      const run = emptyRun({id: "a"});
      const columns = (...step) => ({step, x: step, y: step, loss: step, gx: step, gy: step});
      for (const batch of [columns(0, 1), columns(1, 2), columns(0, 1, 2), columns(3)]) extend(run, batch);
      return [run.path.step, run.path.loss];
    }""")
    assert steps == [[0, 1, 2, 3], [0, 1, 2, 3]]
