import json
from math import log10, sqrt

import pytest

from app.show.activities import brief, read_answer, results, score
from app.show.activities.which import Finish, Winners, judged
from tests.show.activities.sending import BOTH, answered, opened

LOST = "start=-1,2&a=gd&a.lr=0.2"


def test_a_place_is_worth_less_the_farther_off_it_is():
    activity = opened("where", query="surface=formula&formula=x**2%2By**2&start=3,3&a=gd&a.lr=0.5&steps=1")
    ((low, high), _) = activity.window
    quarter = (high - low) * sqrt(2) / 4
    worth = {0.0: 100, 0.25: 75, 0.5: 50, 1.0: 0, 1.2: 0}
    for share, points in worth.items():
        assert score(activity, read_answer(activity, [share * quarter, 0])) == points


def test_distance_is_told_as_it_is_seen_though_the_axes_differ():
    wide = opened(
        "where", query="surface=formula&formula=x**2%2By**2&start=0,0&a=gd&steps=1&window=-100,100,-1,1"
    )
    along, across = [read_answer(wide, sent) for sent in ([20.0, 0], [0, 0.2])]
    assert score(wide, along) == score(wide, across) == round(100 * (1 - 0.1 / (sqrt(2) / 4)))


def test_results_say_where_the_run_ended_and_how_many_came_near():
    activity = opened("where", query=BOTH, run="a")
    told = results(activity, answered(activity, [-2.8, 3.1], [3, 2], "out", [-2, 3]))
    assert told["truth"]["at"] == pytest.approx([-2.805118, 3.131313], abs=1e-4)
    assert (told["near"], told["out"], told["answers"]) == (2, 1, 4)
    assert [(one["answers"], one["right"]) for one in told["counts"]] == [(2, True), (1, False), (1, False)]
    assert told["words"] == (
        "It ended at (−2.81, 3.13). 2 of 4 were within a tenth of the picture of that; "
        "1 of 4 said that it leaves the picture."
    )
    assert told["points"] == [[-2.8, 3.1], [3, 2], [-2, 3]]


@pytest.mark.parametrize(
    "query",
    [LOST, "surface=formula&formula=x%2By&start=0,0&a=gd&a.lr=1&steps=20", f"{LOST}&window=-6,6,-6,6"],
)
def test_whoever_said_that_it_leaves_the_picture_is_right_where_it_diverges_or_ends_outside(query):
    activity = opened("where", query=query)
    told = results(activity, answered(activity, "out", [0, 0]))
    assert told["truth"]["at"] is None
    assert [(one["answers"], one["right"]) for one in told["counts"]] == [(1, False), (1, True)]
    assert told["words"].startswith("It does not end in the picture. ")
    assert told["words"].endswith(" 1 of 2 said that it leaves the picture.")
    assert [one["score"] for one in told["scores"]["best"]] == [100, 0]


def test_the_run_that_ends_lowest_wins():
    activity = opened("which", query="surface=rosenbrock&steps=300&a=gd&a.lr=0.001&b=adam&b.lr=0.1")
    told = results(activity, answered(activity, "b", "a", "b"))
    assert told["truth"]["runs"] == ["b"]
    assert [one["answers"] for one in told["counts"]] == [1, 2]
    assert told["words"].startswith("Adam, lr 0.1 ended lowest, at a loss of ")
    assert told["words"].endswith(" 2 of 3 said so.")
    assert told["scores"]["mean"] == 67


def test_a_run_that_diverged_can_not_win():
    activity = opened("which", query="start=-1,2&a=gd&a.lr=0.2&b=gd&b.lr=0.0001")
    assert results(activity, [])["truth"]["runs"] == ["b"]
    nobody = opened("which", query="start=-1,2&a=gd&a.lr=0.2&b=gd&b.lr=0.3")
    told = results(nobody, answered(nobody, "a"))
    assert told["truth"]["runs"] == []
    assert told["scores"] is None
    assert "nobody could be right" in told["words"]


def test_of_runs_that_climb_the_highest_wins():
    query = "surface=formula&formula=3-x**2&start=2&a=gd&a.lr=0.001&b=gd&b.lr=0.1"
    activity = opened("which", query=f"{query}&a.direction=up&b.direction=up&steps=20")
    told = results(activity, [])
    assert told["truth"]["runs"] == ["b"]
    assert told["truth"]["loss"] == pytest.approx(3, abs=0.01)
    assert "ended highest" in told["words"]


def test_a_network_s_runs_can_be_told_apart_too():
    activity = opened("which", query="surface=network_xor&steps=40&a=gd&a.lr=0.001&b=adam&b.lr=0.05")
    assert results(activity, answered(activity, "b"))["truth"]["runs"] == ["b"]


def test_of_runs_that_end_equally_low_those_win_that_were_there_first():
    slow = Finish("a", 0.0, (100.0, 50.0, 1.0, 0.0))
    fast = Finish("b", 1e-9, (100.0, 0.0, 1e-9, 1e-9))
    gone = Finish("c", None, (100.0, 1e9))
    # It was there at once, but did not stay.
    back = Finish("d", 0.0, (100.0, 0.0, 5.0, 0.0))
    assert judged([slow, fast, gone, back]) == Winners(("b",), 0.0, 1)
    assert judged([slow, back]) == Winners(("a", "d"), 0.0, 3)
    assert judged([gone]) == Winners((), None, None)


def test_the_edge_on_a_bowl_is_the_textbook_s_and_rates_above_it_are_worth_nothing():
    """On 4x² + 4y² plain descent holds up to 2/8."""
    query = "surface=formula&formula=4*x**2%2B4*y**2&start=1,1&steps=2000&a=gd&a.lr=0.1"
    activity = opened("rate", query=query)
    told = results(activity, answered(activity, 0.1, 0.25, 0.3, 0.02))
    assert told["truth"]["rate"] == pytest.approx(0.25, rel=0.005)
    assert told["rates"] == [0.02, 0.1, 0.25, 0.3]
    assert told["below"] == 3
    assert told["words"] == (
        "The largest learning rate that holds is 0.25; just above, it diverges. "
        "The middle answer was 0.175; 3 of 4 stay below the edge."
    )
    edge = told["truth"]["rate"]
    for rate in (0.025, 0.1, 0.2):
        expected = max(0, round(100 * (1 - log10(edge / rate))))
        assert score(activity, read_answer(activity, rate)) == expected
    assert score(activity, read_answer(activity, 0.3)) == 0
    assert score(activity, read_answer(activity, 0.02)) == 0


def test_a_run_that_holds_with_every_rate_has_no_edge():
    activity = opened("rate", query="start=0,0&a=adam")
    told = results(activity, answered(activity, 0.1, 100))
    assert (told["truth"]["rate"], told["truth"]["breaks"]) == (100.0, None)
    assert told["words"].startswith("Every learning rate holds here, up to 100, ")
    assert "edge" not in told["words"]
    assert [one["score"] for one in told["scores"]["best"]] == [100, 0]


def test_where_no_rate_holds_nobody_is_right():
    query = "surface=formula&formula=-exp(x*x)&start=3&a=gd&steps=50"
    activity = opened("rate", query=query)
    told = results(activity, answered(activity, 0.1))
    assert told["truth"]["rate"] is None
    assert told["words"].startswith("No learning rate holds here: not even 1×10⁻⁶ does.")
    assert told["scores"] is None


def test_a_poll_counts_its_choices():
    poll = opened("poll", question="Which?", choices=["this", "that", "neither"])
    told = results(poll, answered(poll, 0, 0, 2))
    assert [one["answers"] for one in told["counts"]] == [2, 0, 1]
    assert told["words"] == "Most chose “this”: 2 of 3."
    assert told["scores"] is None
    assert results(poll, answered(poll, 0, 2))["words"] == "“this” and “neither” are level, with 1 of 2 each."
    assert results(poll, [])["words"] == "Nobody has answered yet."


def test_a_poll_with_a_right_choice_says_which_one_it_is():
    poll = opened("poll", question="Which?", choices=["this", "that"], right=1)
    told = results(poll, answered(poll, 0, 1, 1))
    assert told["words"] == "“that” is right. 2 of 3 said so."
    assert told["scores"]["mean"] == 67


def test_the_best_are_told_by_score_and_then_by_who_was_first():
    poll = opened("poll", question="Which?", choices=["this", "that"], right=1)
    best = results(poll, answered(poll, 0, *[1] * 14))["scores"]["best"]
    assert [one["number"] for one in best] == [*range(2, 12)]
    assert {one["score"] for one in best} == {100}


def test_scores_are_left_out_where_they_are_not_wanted():
    activity = opened("where", query="a=gd", scores=False)
    assert results(activity, answered(activity, [0, 0]))["scores"] is None


def test_the_results_in_short_name_nobody_and_stay_small():
    label = "&".join(
        [f"{letter}=gd" + "".join([f"&{letter}.lr@{k}=0.{k}" for k in range(1, 9)]) for letter in "abcdefgh"]
    )
    activities = [
        (opened("where", query=LOST), ["out"] * 1000),
        (opened("which", query=label), ["a"] * 1000),
        (opened("rate", query=BOTH, run="b"), [0.1] * 1000),
        (
            opened("poll", question="쉽" * 200, choices=["쉽" * 79 + str(k) for k in range(6)], right=1),
            [1] * 1000,
        ),
        (
            opened("swarm", query="surface=rastrigin&a=gd&steps=50"),
            [{"start": [k % 9 - 4, k % 5 - 2]} for k in range(200)],
        ),
    ]
    for activity, sent in activities:
        given = answered(activity, *sent, nickname="쉽" * 20)
        told = brief(results(activity, given))
        assert {"answers", "words", "truth"} <= told.keys()
        assert len(json.dumps(told, ensure_ascii=False).encode()) <= 4096
        assert "쉽" * 20 not in json.dumps(told.get("scores"), ensure_ascii=False)
        assert not {"points", "rates"} & told.keys()
