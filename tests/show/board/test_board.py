"""Storyboards: a file, a link and a value say the same; what is wrong is named; no word is HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.experiment import Experiment, parse
from app.experiment.looked import looked
from app.show.board import (
    MAX_PACKED,
    Draft,
    DraftStep,
    checked,
    draft_of,
    file_name,
    pack,
    read_file,
    told,
    unpack,
    written,
)
from app.show.lessons import Lesson, lessons, whole
from app.show.lessons.reading import read

QUERY = "surface=booth&a=gd"
FILE = """+++
title = "Mine"
+++

# One

```experiment
surface=booth&a=gd
step=3
```

Down $x - lr*g$.

## Question

Why?

# Two

```experiment
surface=bowl&a=adam
```
"""


def opened(link: str) -> tuple[Experiment, str]:
    return parse(link), link


def read_back(source: str) -> Lesson:
    return checked(read_file(source), opened)


def one(**words: str) -> Draft:
    return Draft(
        "Mine", "", 0, (DraftStep(QUERY, "First"), DraftStep(**({"link": QUERY, "title": "Second"} | words)))
    )


def refused(make: Callable[[], object]) -> dict[str, str]:
    """What is said, by field."""
    with pytest.raises(BadInput) as found:
        make()
    return {problem.field: problem.message for problem in found.value.all}


def test_a_file_of_a_storyboard_is_read_with_what_it_leaves_out() -> None:
    board = read_back(FILE)
    assert (board.id, board.title, board.summary, board.minutes) == ("", "Mine", "", 0)
    first, second = board.steps
    assert (first.title, first.query, first.look) == ("One", QUERY, "step=3")
    assert (first.text, first.question, first.answer, first.notes) == ("Down $x - lr*g$.", "Why?", "", "")
    assert (second.query, second.look, second.text) == ("surface=bowl&a=adam", "", "")
    assert written(board) == FILE


def test_breaks_of_other_systems_and_a_missing_last_one_make_no_difference() -> None:
    assert read_back("\ufeff" + FILE.replace("\n", "\r\n")) == read_back(FILE) == read_back(FILE.rstrip())


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_every_lesson_is_a_storyboard_whose_file_is_a_lesson_again(lesson: Lesson) -> None:
    board = checked(draft_of(lesson), opened)
    again = read(lesson.id, written(board))
    for step, known in zip(again.steps, lesson.steps, strict=True):
        assert replace(step, query="", look="") == replace(known, query="", look="")
        assert parse(step.query) == parse(known.query)
        assert looked(step.look) == looked(known.look)
    assert len(told(board, parse)["board"]) < MAX_PACKED / 3


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
MARKS = st.sampled_from(
    [*"#`>-=+*_[](){}<!$\\~:&1. \n", "\n\n", "# ", "## ", "```", "<!--", "-->", "+++\n", "    ", "\n===\n"]
)
TEXTS = st.lists(MARKS | st.text(LETTERS, max_size=5), max_size=12).map("".join)


@given(
    title=TEXTS,
    summary=TEXTS,
    name=TEXTS,
    words=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS),
    minutes=st.integers(0, 600),
)
@example(
    title='"""',
    summary="\\",
    name="Ends in #",
    words=("- a\n- b", "> q", "```\ncode\n```", "a\n***"),
    minutes=3,
)
@example(title="x", summary="", name="#", words=("+++\nx = 1\n+++", "a\n\n### b", "<b>c", "1. d"), minutes=0)
@settings(max_examples=100, deadline=None)
def test_whatever_is_taken_is_the_same_after_its_file_and_after_its_link(
    title: str, summary: str, name: str, words: tuple[str, str, str, str], minutes: int
) -> None:
    steps = (DraftStep(QUERY, name, *words), DraftStep(f"{QUERY}&step=2", "Last"))
    try:
        board = checked(Draft(title.strip(), summary.strip(), minutes, steps), opened)
    except BadInput:
        return
    assert read_back(written(board)) == board
    assert read_back(unpack(pack(written(board)))) == board
    assert checked(draft_of(board), opened) == board


@pytest.mark.parametrize(
    ("what", "instead", "field", "said"),
    [
        ("+++\ntitle", "title", "board", "line +++"),
        ('title = "Mine"', "title = Mine", "board", "at line 2"),
        ('title = "Mine"', "", "title", "Give the storyboard a title"),
        ('title = "Mine"', 'title = "Mine"\nauthor = "me"', "author", "no such part"),
        ('title = "Mine"', 'title = "Mine"\nminutes = true', "minutes", "whole number"),
        ('title = "Mine"', 'title = "Mine"\nminutes = -1', "minutes", "whole number"),
        ('title = "Mine"', "title = 3", "title", "must be a text"),
        ("# One\n", "Words\n\n# One\n", "board", "heading of a step"),
        ("# Two", "#", "step 2 title", "Give this step a title"),
        (
            "```experiment\nsurface=bowl",
            "```python\nsurface=bowl",
            "step 2",
            "“Two” begins with its experiment",
        ),
        ("surface=bowl&a=adam", "surface=bowl&a=adm", "step 2", "a: "),
        ("surface=bowl&a=adam", "surface=bowl\nstep=3\nstep=4", "step 2", "one line"),
        ("step=3", "step=-3", "step 1", "step: "),
        ("## Question", "## Ask", "step 1", "## Question, ## Answer, ## Notes in this order"),
        ("## Question", "## Notes\n\nx\n\n## Question", "step 1", "in this order"),
        ("## Question", "## Answer", "step 1 question", "the question that it answers"),
        ("lr*g$", "lr**$", "step 1 text", "formula"),
        ("Why?", "Why\x07?", "board", "Line 16"),
    ],
)
def test_a_file_that_is_written_wrongly_is_refused_with_the_line_or_the_step(
    what: str, instead: str, field: str, said: str
) -> None:
    assert what in FILE
    told = refused(lambda: read_back(FILE.replace(what, instead, 1)))
    assert field in told
    assert said in told[field] or said == "formula"


@pytest.mark.parametrize(
    ("part", "text", "said"),
    [
        ("title", "", "title"),
        ("title", "a\nb", "line break"),
        ("title", "x" * 121, "121 characters"),
        ("text", "# A heading", "###"),
        ("notes", "## Answer", "###"),
        ("notes", "Title\n===", "###"),
        ("text", "```\nnever closed", "###"),
        ("text", "<!-- never closed", "###"),
        ("answer", "x" * 4001, "4,001 characters"),
        ("text", "turned \u202e around", "can't be seen"),
        ("notes", "So $(x$", ""),
        ("answer", "So $__import__(1)$", ""),
    ],
)
def test_words_that_cannot_stand_are_refused_at_their_part_of_their_step(
    part: str, text: str, said: str
) -> None:
    told = refused(lambda: checked(one(**{"question": "Why?", part: text}), opened))
    assert list(told) == [f"step 2 {part}"]
    assert said in told[f"step 2 {part}"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    steps = (
        DraftStep("surface=nowhere&a=adm", "A"),
        DraftStep(QUERY, "B", text="$($"),
        DraftStep("hello", " "),
    )
    told = refused(lambda: checked(Draft("", "", 0, steps), opened))
    assert list(told) == ["title", "step 1", "step 2 text", "step 3", "step 3 title"]
    many = (DraftStep(QUERY, "A"),) * 101
    assert "1 to 100" in refused(lambda: checked(Draft("Mine", "", 0, many), opened))["steps"]
    assert "1 to 100" in refused(lambda: checked(Draft("Mine", "", 0, ()), opened))["steps"]


def test_a_step_without_a_title_or_a_text_takes_what_its_link_says_of_itself() -> None:
    link = f"{QUERY}&step=4&title=A%20%22title%22&description=What%20to%20see"
    steps = (DraftStep(link), DraftStep(QUERY), DraftStep(link, "Own", "Own text"))
    said, plain, own = checked(Draft("Mine", "", 0, steps), opened).steps
    assert (said.title, said.text, said.look) == ('A "title"', "What to see", "step=4")
    assert plain.title == "Booth"
    assert (own.title, own.text, own.look) == ("Own", "Own text", "step=4")


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    '[a](/x "\\"><script>alert(1)</script>")',
    "![x](/y.png)",
    '{lr"onclick=x: rate}',
    "{lr: <b>rate</b>}",
    "{run a: <script>}",
    '`<script>` and ```"><script>```',
    '### <b>x</b> "><script>alert(1)</script>',
    "&lt;script&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_user_writes_becomes_html_or_a_link_that_runs(text: str) -> None:
    words = {"text": text, "question": text, "answer": text, "notes": text}
    (_, step) = told(checked(one(**words), opened), parse)["steps"]
    for name in words:
        assert step["source"][name] == text
        tags = set(re.findall(r"<(\w+)", step[name]))
        assert tags <= {"p", "a", "code", "h3", "span", "em", "strong", "pre"}
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', step[name]))
        links = re.findall(r'href="([^"]*)"', step[name])
        assert not [link for link in links if not link.startswith(("/", "http"))]


def test_it_is_told_as_a_lesson_is_and_its_words_as_they_were_written_too() -> None:
    board = read_back(FILE)
    known = told(board, parse)
    assert {key: known[key] for key in ("id", "title", "summary", "minutes")} == {
        "id": "", "title": "Mine", "summary": "", "minutes": 0,
    }  # fmt: skip
    shown = [{key: value for key, value in step.items() if key != "source"} for step in known["steps"]]
    assert shown == whole(board)["steps"]
    assert known["steps"][0]["source"]["text"] == "Down $x - lr*g$."
    assert "<math" in known["steps"][0]["text"]
    assert read_back(unpack(known["board"])) == board


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Mine", "mine.md"),
        ("Über die Steigung: 2!", "uber-die-steigung-2.md"),
        ("講義", "storyboard.md"),
        ("../x", "x.md"),
    ],
)
def test_a_file_is_named_after_its_title(title: str, name: str) -> None:
    assert file_name(Lesson("", title, "", 0, ())) == name
