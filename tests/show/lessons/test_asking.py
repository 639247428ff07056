"""What a class may be asked at a step of a lesson."""

from __future__ import annotations

import math

import pytest

from app.core.errors import BadInput
from app.experiment import canonical, parse
from app.show.activities import read_activity, results
from app.show.lessons import Step, lessons
from app.show.lessons.asking import asked, check_ask
from app.show.lessons.reading import read
from tests.show.lessons.saying import step

ASKING = [(lesson.id, one) for lesson in lessons() for one in lesson.steps if one.ask]

FILE = """+++
title = "One"
summary = "Of one step."
minutes = 1
+++

# Begin

```experiment
surface=parabola&a=gd
```

{ask}Some words.

## Question

Why?

## Answer

So.

## Notes

Slowly.
"""


def asking(ask: str) -> Step:
    return Step("Begin", "surface=parabola&a=gd", "", "Some words.", "", "", "", ask)


def test_a_step_may_have_something_ready_to_be_asked() -> None:
    told = 'kind = "prediction"\nask = "where"'
    (one,) = read("one", FILE.format(ask=f"```ask\n{told}\n```\n\n")).steps
    assert (one.ask, one.text) == (told, "Some words.")
    sent = asked(one, parse(one.query))["ask"]
    assert {name: sent[name] for name in ("kind", "ask", "query")} == {
        "kind": "prediction",
        "ask": "where",
        "query": canonical(parse("surface=parabola&a=gd")),
    }


def test_a_step_that_asks_nothing_has_nothing_ready() -> None:
    (one,) = read("one", FILE.format(ask="")).steps
    assert asked(one, parse(one.query)) == {"ask": None, "guess": None}


def test_a_poll_is_about_no_experiment() -> None:
    one = asking('kind = "poll"\nquestion = "Well?"\nchoices = ["Yes", "No"]')
    told = asked(one, parse(one.query))
    assert "query" not in told["ask"]
    assert told["guess"] == {"question": "Well?", "choices": ["Yes", "No"], "runs": None}


@pytest.mark.parametrize(("ask", "said"), [
    ("kind = ", "TOML: This can't be read"),
    ("a = " + "[" * 3000, "TOML: This can't be read"),
    ('kind = "quiz"', "kind: Say which kind"),
    ('kind = "poll"\nchoices = ["One"]\nquestion = "?"', "choices: Give 2 to 6"),
    ('kind = "prediction"\nask = "where"\nrun = "z"', "run: Say which run"),
    ("kind = 1979-05-27", "kind: Say which kind"),
])  # fmt: skip
def test_what_can_not_be_asked_is_refused_with_the_reason(ask: str, said: str) -> None:
    with pytest.raises(BadInput, match=r"^ask: ") as refused:
        check_ask(asking(ask), parse)
    assert refused.value.message.startswith(said)


@pytest.mark.parametrize(("id", "one"), ASKING, ids=[f"{id}: {one.title}" for id, one in ASKING])
def test_what_a_lesson_asks_has_an_answer(id: str, one: Step) -> None:
    told = asked(one, parse(one.query))
    activity = read_activity(told["ask"], parse)
    assert activity.question == told["guess"]["question"] != ""
    assert activity.kind == "swarm" or results(activity, [])["truth"]


def test_every_lesson_has_something_to_ask() -> None:
    assert {id for id, _ in ASKING} == {lesson.id for lesson in lessons()}


def test_the_largest_rate_of_the_lesson_on_rates_is_the_edge_that_it_tells() -> None:
    one = step("learning-rate", 3)
    truth = results(read_activity(asked(one, parse(one.query))["ask"], parse), [])["truth"]
    assert math.isclose(truth["rate"], 1, rel_tol=5e-3)
