"""An experiment spelled out."""

from __future__ import annotations

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


def test_words_for_a_start_are_resolved_to_points() -> None:
    found = described(parse("start=ones&a=gd&b=gd&b.start=random"))
    assert found["start"] == found["runs"][0]["start"] == (1, 1)
    assert found["runs"][1]["start"] != (1, 1)


def test_changes_are_listed_by_step() -> None:
    (run,) = described(parse("a=gd&a.lr@5=0.5&a@9=adam&a.beta1@9=0.5"))["runs"]
    first, second = run["changes"]
    assert first == {"step": 5, "name": "lr", "value": 0.5}
    assert (second["step"], second["name"], second["value"]) == (9, "optimizer", "adam")
    assert second["values"]["beta1"] == 0.5
