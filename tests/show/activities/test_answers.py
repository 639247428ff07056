import csv

import pytest

from app.core.errors import BadInput
from app.show.activities import CSV_HEADER, read_answer, read_nickname, rows_of_csv
from tests.show.activities.sending import BOTH, answered, opened

WHERE = opened("where", query=BOTH, run="a")
LINE = opened("where", query="surface=double_well&a=gd")
WHICH = opened("which", query=BOTH)
RATE = opened("rate", query=BOTH, run="b")
SWARM = opened("swarm", query=BOTH, run="b")
RATED = opened("swarm", query=BOTH, run="b", rate=True)
POLL = opened("poll", question="Which?", choices=["=1+1", "that, and more"], right=0)


@pytest.mark.parametrize(
    ("activity", "sent"),
    [
        (WHERE, [1, 2.5]),
        (WHERE, [-6, 6]),
        (WHERE, "out"),
        (LINE, [0.5]),
        (WHICH, "b"),
        (RATE, 0.02),
        (RATE, 100),
        (SWARM, {"start": [0, 0]}),
        (RATED, {"start": [0, 0], "rate": 0.1}),
        (POLL, 1),
    ],
)
def test_an_answer_that_fits_is_taken_and_told_as_it_was_sent(activity, sent):
    assert read_answer(activity, sent).told == sent


@pytest.mark.parametrize(
    ("activity", "sent"),
    [
        *[
            (WHERE, sent)
            for sent in (None, "in", 1, [], [1], [1, 2, 3], ["1", 2], [True, 2], [7, 0], {"x": 1})
        ],
        *[(WHERE, [value, 0]) for value in (float("nan"), float("inf"), 1e300, 10**400, None)],
        *[(LINE, sent) for sent in ([1, 2], 0.5, [3])],
        *[(WHICH, sent) for sent in ("c", "", "ab", 0, None, ["a"])],
        *[(RATE, sent) for sent in (0, -1, 101, "0.1", True, None, float("nan"), [0.1])],
        *[(SWARM, sent) for sent in ([0, 0], {}, {"start": [9, 0]}, {"start": [0, 0], "rate": 0.1}, None)],
        *[(RATED, sent) for sent in ({"start": [0, 0]}, {"start": [0, 0], "rate": 0}, {"rate": 1})],
        *[(POLL, sent) for sent in (-1, 2, 0.0, "0", True, None)],
    ],
)
def test_an_answer_that_does_not_fit_is_refused_under_answer(activity, sent):
    with pytest.raises(BadInput) as problem:
        read_answer(activity, sent)
    assert [one.field for one in problem.value.all] == ["answer"]


@pytest.mark.parametrize(
    "name", ["Zoë", "Jean-Luc", "O'Neil", "_x.", "李小龍", "प्रिया", "x" * 20, "7", "a b"]
)
def test_a_nickname_of_any_script_is_taken_as_it_is(name):
    assert read_nickname(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x" * 21,
        "<script>",
        "a\nb",
        "a\u202eb",
        "a\u200bb",
        "🙂",
        " ",
        "-._'",
        "=1+1",
        "a" + "\u0301" * 4,
        "\u0301",
        "a\x00",
        "Ada\u3164",
        None,
        7,
        ["a"],
    ],
)
def test_a_nickname_that_is_none_is_refused_and_not_repaired(name):
    with pytest.raises(BadInput) as problem:
        read_nickname(name)
    assert problem.value.field == "nickname"


def test_every_answer_is_a_row_of_as_many_cells_as_the_header_has():
    told = [
        (WHERE, [1, -2.5], "[1.0, -2.5]"),
        (WHERE, "out", "leaves the picture"),
        (LINE, [-0.5], "[-0.5]"),
        (WHICH, "b", "b"),
        (RATE, 1e-5, "1e-5"),
        (RATED, {"start": [-1, 2], "rate": 0.1}, "[-1.0, 2.0] lr 0.1"),
        (POLL, 1, "that, and more"),
    ]
    for activity, sent, written in told:
        (line,) = rows_of_csv("3", activity, answered(activity, sent, nickname="Zoë"))
        ((number, kind, question, follower, name, answer, score, seconds),) = csv.reader([line])
        assert (number, kind, question) == ("3", activity.id, activity.question)
        assert (follower, name, answer, seconds) == ("1", "Zoë", written, "0.0")
        assert score == "" if activity is RATED else 0 <= int(score) <= 100
        assert len(CSV_HEADER.split(",")) == 8


def test_no_cell_can_begin_a_formula():
    for choice in ("=1+1", "+1", "-1", "@SUM(1)", " =1", "＝1"):
        poll = opened("poll", question=choice, choices=[choice, "b"])
        (line,) = rows_of_csv("1", poll, answered(poll, 0, nickname="-1"))
        cells = next(csv.reader([line]))
        assert [cell for cell in cells if cell.startswith("'")] == [f"'{choice}", "'-1", f"'{choice}"]
        assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝")]
