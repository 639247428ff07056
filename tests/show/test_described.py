"""An experiment spelled out."""

from __future__ import annotations

import pytest

from app.experiment import parse
from app.show.described import described


def test_every_number_is_there_with_defaults_filled_in() -> None:
    found = described(parse("surface=rosenbrock&a=adam&a.lr=0.1&a.schedule=step&a.clip=3"))
    assert found["query"] == "surface=rosenbrock&a=adam&a.lr=0.1&a.schedule=step&a.clip=3"
    assert found["name"] == "Rosenbrock"
    assert found["parameters"] == {"b": 100}
    assert found["window"] == ((-2, 2), (-1, 3))
    assert (found["steps"], found["seed"], found["noise"], found["batch"]) == (300, 0, 0, None)
    (run,) = found["runs"]
    assert run["label"] == "Adam, lr 0.1"
    assert run["values"] == {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0}
    assert (run["schedule"], run["schedule_values"]) == ("step", {"step_size": 100, "gamma": 0.1})
    assert (run["clip"], run["direction"], run["changes"]) == (3, "down", [])


def test_a_typed_rule_is_typeset_line_by_line_and_no_other_is() -> None:
    typed, known = described(parse("a=rule&a.rule=m%3Dg;p%3Dp-lr*m&b=adam"))["runs"]
    assert len(typed["formula"]) == 2
    assert all(line.startswith("<math") for line in typed["formula"])
    assert known["formula"] is None


def test_words_for_a_start_are_resolved_to_points() -> None:
    found = described(parse("start=ones&a=gd&b=gd&b.start=random"))
    assert found["start"] == found["runs"][0]["start"] == (1, 1)
    assert found["runs"][1]["start"] != (1, 1)


def test_changes_are_listed_by_step() -> None:
    (run,) = described(parse("a=gd&a.lr@5=0.5&a@9=adam&a.beta1@9=0.5"))["runs"]
    first, second = run["changes"]
    text = "From step 5 on: lr 0.5, before that 0.001."
    assert first == {"step": 5, "name": "lr", "value": 0.5, "text": text}
    assert (second["step"], second["name"], second["value"]) == (9, "optimizer", "adam")
    assert second["values"]["beta1"] == 0.5
    assert second["text"] == "From step 9 on: Adam, lr 0.05, beta1 0.5."


def test_moves_by_hand_are_listed_by_step() -> None:
    first, second = described(parse("a=gd&a.start@9=1.5,2&a.start@5=0,1&b=gd"))["runs"]
    assert first["moves"] == [
        {"step": 5, "to": (0, 1), "text": "Moved to (0, 1) at step 5."},
        {"step": 9, "to": (1.5, 2), "text": "Moved to (1.5, 2) at step 9."},
    ]
    assert second["moves"] == []


SHARES = {
    "a=gd&b=gd": [None, ("a", 300)],
    "a=gd&b=gd&b.lr@40=0.5": [None, ("a", 40)],
    "a=gd&b=gd&b@40=adam&c=gd&c.start@90=1,1": [None, ("a", 40), ("a", 89)],
    "a=gd&b=gd&b.lr@40=0.5&c=gd&c.lr@40=0.5&c@60=adam": [None, ("a", 40), ("b", 60)],
    "a=gd&b=adam": [None, None],
    "a=gd&b=gd&b.start=1,1": [None, None],
    "a=gd&b=gd&b.clip=5": [None, None],
    "a=gd&b=gd&b.start@1=1,1": [None, None],
    "a=gd&b=gd&b.start@2=1,1": [None, ("a", 1)],
    "start=random&noise=2&a=gd&b=gd&c=gd&c.start=random": [None, ("a", 300), None],
    "a=gd&b=gd&b.schedule=cosine": [None, None],
}


@pytest.mark.parametrize("query", SHARES)
def test_a_run_says_with_which_earlier_one_it_shares_its_past_and_for_how_long(query: str) -> None:
    found = [run["shares"] for run in described(parse(query))["runs"]]
    assert [share and (share["run"], share["until"]) for share in found] == SHARES[query]


def test_a_fit_says_which_columns_of_which_table_it_stands_on() -> None:
    found = described(parse("surface=tips_line&s.y=size&a=gd"))["fit"]
    assert (found["table"], found["rows"], found["x"], found["y"]) == (
        "Tips in a restaurant",
        244,
        ["total_bill"],
        "size",
    )
    assert found["origin"].endswith(".")
    kinds = {column["name"]: column["kinds"] for column in found["columns"]}
    assert kinds["total_bill"] == 0
    assert kinds["smoker"] == 2
    assert described(parse("a=gd"))["fit"] is None


def test_a_fits_story_is_its_own_only_while_it_is_as_it_was_defined() -> None:
    own = described(parse("surface=tips_line"))["fit"]["story"]
    assert own.startswith("Bills are large numbers")
    assert described(parse("surface=tips_line&s.standardize=1"))["fit"]["story"] == own
    assert described(parse("surface=tips_line&s.data=wave"))["fit"]["story"] != own


@pytest.mark.parametrize(("batch", "each"), [("", None), ("&batch=8", 8), ("&batch=60", 1)])
def test_an_epoch_is_told_in_batches(batch: str, each: int | None) -> None:
    assert described(parse(f"surface=fit&a=gd{batch}"))["fit"]["epoch"] == each
