"""Lessons are text files: each is read whole or refused with a reason, and every figure in them opens."""

from __future__ import annotations

import re

import pytest

from app.core.errors import BadInput
from app.experiment import parse
from app.experiment.looked import looked
from app.show.lessons import Step, lessons
from app.show.lessons.prose import formula, html
from app.show.lessons.reading import LessonMistake, read

GOOD = """+++
title = "One"
summary = "A lesson."
minutes = 3
+++

# A step

```experiment
surface=bowl&a=gd
step=3
```

Words about $x = 2$.

## Question

Why?

## Answer

So.

## Notes

Speak up.
"""
STEPS = [(one.id, step) for one in lessons() for step in one.steps]


def test_a_lesson_is_read_whole() -> None:
    one = read("one", GOOD)
    assert (one.id, one.title, one.summary, one.minutes) == ("one", "One", "A lesson.", 3)
    (step,) = one.steps
    words = ("Words about $x = 2$.", "Why?", "So.", "Speak up.")
    assert step == Step("A step", "surface=bowl&a=gd", "step=3", *words)
    assert step.link == "surface=bowl&a=gd&step=3"


@pytest.mark.parametrize(
    ("what", "instead", "said"),
    [
        ("+++\ntitle", "title", "line +++"),
        ('title = "One"', "title = One", "no TOML"),
        ("minutes = 3", "minutes = 3.5", "minutes"),
        ("minutes = 3", "", "minutes"),
        ("minutes = 3", 'minutes = 3\nauthor = "me"', "author"),
        ("# A step\n", "Words\n\n# A step\n", "heading of a step"),
        ("```experiment", "```python", "“A step” begins with its experiment"),
        ("step=3\n", "step=3\ntheme=dark\n", "one line"),
        ("## Notes\n", "## Note\n", "## Notes, in this order"),
        ("Speak up.", "", "without a word"),
    ],
)
def test_a_lesson_that_is_written_wrongly_is_refused_by_name(what: str, instead: str, said: str) -> None:
    assert what in GOOD
    with pytest.raises(LessonMistake, match=re.escape(said)) as refused:
        read("one", GOOD.replace(what, instead, 1))
    assert "“one”" in str(refused.value)


@pytest.mark.parametrize(("id", "step"), STEPS, ids=lambda value: getattr(value, "title", value))
def test_every_step_opens_and_is_short(id: str, step: Step) -> None:
    parse(step.link)
    assert len(looked(step.link)) == len([pair for pair in step.look.split("&") if pair])
    assert not looked(step.query)
    words = re.sub(r"\{\w[\w ]*: ([^}]+)\}", r"\1", re.sub(r"\$[^$]+\$", "formula", step.text)).split()
    assert 60 <= len(words) <= 140, (step.title, len(words))


@pytest.mark.parametrize(("id", "step"), STEPS, ids=lambda value: getattr(value, "title", value))
def test_every_term_has_a_symbol_and_every_coloured_word_a_run(id: str, step: Step) -> None:
    page = html(step.text)
    symbols = set(re.findall(r'<mrow data-symbol="(\w+)"', page))
    assert set(re.findall(r'class="term" data-symbol="(\w+)"', page)) <= symbols
    letters = {run.id for run in parse(step.query).runs}
    assert set(re.findall(r'data-run="(\w)"', page)) <= letters
    assert not re.search(r"[${}]", re.sub(r"<[^>]+>", "", page + html(step.answer) + html(step.notes)))


def test_the_course_has_seven_lessons_that_are_told_apart() -> None:
    assert len(lessons()) >= 7
    assert len({one.id for one in lessons()}) == len({one.title for one in lessons()}) == len(lessons())
    assert all(len(one.steps) >= 3 for one in lessons())


def test_html_in_a_lesson_is_text() -> None:
    page = html("<script>alert(1)</script> {lr: <b>rate</b>} ![x](/y.png) <img src=x> [a](javascript:alert)")
    assert not re.findall(r"<(script|b|img)\b", page)
    assert "&lt;b&gt;rate" in page
    assert not re.findall(r'href="javascript', page)


def test_a_formula_has_its_names_marked() -> None:
    page = formula("w_new = w - lr*(dL/dw)")
    assert set(re.findall(r'data-symbol="(\w+)"', page)) == {"w_new", "w", "new", "lr", "dL_dw"}
    assert formula("f(x, w) = x*w").count('data-symbol="x"') == 2
    assert "≈" in formula("L ~ 4.67")


@pytest.mark.parametrize("text", ["x = ", "x +* 2", "x.real", "(x", "__import__(1)"])
def test_a_formula_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        formula(text)
