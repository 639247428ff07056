import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.tables import Column, Table
from app.experiment import parse
from app.show.activities import Rates, read_activity
from tests.show.activities.sending import BOTH, opened

NETWORK = "surface=network_xor&steps=20&a=gd&b=adam"


def refused(sent):
    """The keys under which an activity is refused, with the messages."""
    with pytest.raises(BadInput) as problem:
        read_activity(sent, parse)
    return {one.field: one.message for one in problem.value.all}


def test_a_prediction_says_what_everyone_needs_to_know():
    shown = opened("where", query=BOTH, run="a").shown
    assert shown["question"] == "Where will Adam, lr 0.05 be after 300 steps?"
    assert shown["query"] == "surface=himmelblau&start=-1,2&a=adam&b=gd&b.lr=0.01"
    assert shown["window"] == [[-6, 6], [-6, 6]]
    assert shown["variables"] == ["x", "y"]
    assert shown["scores"] is True


def test_the_runs_to_choose_between_are_named_in_words():
    shown = opened("which", query=BOTH).shown
    assert shown["runs"] == ["a", "b"]
    assert shown["choices"] == ["Adam, lr 0.05", "Gradient descent, lr 0.01"]
    assert shown["question"] == "Which one ends lowest after 300 steps?"


def test_the_rates_to_choose_are_those_of_the_optimizer():
    assert opened("rate", query=BOTH, run="b").rates == Rates(1e-6, 100.0, 0.001, True)
    assert opened("rate", query="a=rule&a.rule=p=p-lr*g&a.lr=0.3").rates == Rates(1e-6, 100.0, 0.1, True)
    assert opened("swarm", query=BOTH, run="b", rate=True).rates == Rates(1e-6, 100.0, 0.001, True)
    assert opened("swarm", query=BOTH, run="b").rates is None


def test_a_single_run_need_not_be_named():
    assert opened("where", query="a=gd").run == "a"
    assert "a, b" in refused({"kind": "prediction", "ask": "where", "query": BOTH})["run"]


def test_what_is_right_is_not_shown_before_time():
    poll = opened("poll", question="Which?", choices=["this", "that"], right=1)
    assert "right" not in poll.shown
    assert poll.told["right"] == 1


def test_words_of_the_lecturer_take_the_place_of_the_plain_question():
    assert opened("where", query="a=gd", question="And now?").question == "And now?"


def test_a_poll_gives_scores_where_something_is_right():
    assert opened("poll", question="Which?", choices=["this", "that"], right=0).scores
    assert not opened("poll", question="Which?", choices=["this", "that"]).scores
    asked = {"kind": "poll", "question": "Which?", "choices": ["this", "that"], "scores": True}
    assert "right" in refused(asked)["scores"]


def test_predictions_about_places_and_rates_are_refused_on_a_network_in_words():
    for ask in ("where", "rate"):
        sent = {"kind": "prediction", "ask": ask, "query": NETWORK, "run": "a"}
        assert "plane through the places where its runs end" in refused(sent)["query"]
    assert "plane" in refused({"kind": "swarm", "query": NETWORK, "run": "a"})["query"]
    assert opened("which", query=NETWORK).runs == ("a", "b")


def test_a_rate_is_not_asked_of_runs_without_a_single_one():
    for query in ("a=rule&a.rule=p=p-0.1*g", "a=gd&a.lr@20=0.5"):
        assert "run" in refused({"kind": "prediction", "ask": "rate", "query": query})
        assert "run" in refused({"kind": "swarm", "query": query, "rate": True})
        opened("swarm", query=query)


def test_what_would_take_too_long_is_refused_before_it_begins():
    assert "2,000" in refused({"kind": "swarm", "query": "a=gd&steps=2001"})["query"]
    assert "at most 40 steps" in refused({"kind": "swarm", "query": "a=bfgs&steps=41"})["query"]
    assert opened("swarm", query="surface=tips_line&a=gd&steps=2000").about.steps == 2000
    many = {"kind": "prediction", "ask": "rate", "query": "surface=tips_line&a=gd&steps=9999"}
    assert "rows; these are 9,999" in refused(many)["query"]


def test_a_scan_of_rates_counts_all_steps_that_it_will_take_and_every_rate():
    """A short run is tried for a thousand steps, with some three hundred rates."""
    rows = np.linspace(-1.0, 1.0, 30_000)
    columns = tuple([Column(name=name, title=name, values=rows) for name in "xy"])
    table = Table(id="t-0123456789", name="Long", columns=columns, x=("x",), y="y", origin="a test")
    query = "surface=fit&s.data=t-0123456789&a=gd&steps=10"
    sent = {"kind": "prediction", "ask": "rate", "query": query}
    with pytest.raises(BadInput, match=r"1,000 steps with each through 30,000 rows, .* at most 2,020"):
        read_activity(sent, lambda text: parse(text, {"t-0123456789": table}))
    assert opened("rate", query="surface=fit&s.data=line&s.rows=2000&a=gd&steps=1000").run == "a"


def test_one_run_alone_and_runs_both_ways_can_not_be_told_which_of_them_wins():
    which = {"kind": "prediction", "ask": "which"}
    assert "two runs" in refused(which | {"query": "a=gd"})["query"]
    assert "climb" in refused(which | {"query": "a=gd&b=gd&b.direction=up"})["query"]


def test_a_bad_query_is_refused_under_its_own_keys():
    sent = {"kind": "prediction", "ask": "where", "query": "a=gd&a.lr=-1&steps=0", "run": "a"}
    assert refused(sent).keys() == {"a.lr", "steps"}


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ([], {"kind"}),
        (None, {"kind"}),
        ({}, {"kind"}),
        ({"kind": []}, {"kind"}),
        ({"kind": "prediction"}, {"ask"}),
        ({"kind": "prediction", "ask": "when"}, {"ask"}),
        ({"kind": "prediction", "ask": {}}, {"ask"}),
        ({"kind": "prediction", "ask": "where"}, {"query"}),
        ({"kind": "prediction", "ask": "where", "query": 7}, {"query"}),
        ({"kind": "prediction", "ask": "where", "query": "surface=booth"}, {"query"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "run": "c"}, {"run"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "run": 1}, {"run"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "choices": ["a", "b"]}, {"choices"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "scores": "yes"}, {"scores"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "question": "x" * 201}, {"question"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "question": "a\u202eb"}, {"question"}),
        ({"kind": "prediction", "ask": "where", "query": "a=gd", "question": "  "}, {"question"}),
        ({"kind": "swarm", "query": "a=gd", "rate": 1}, {"rate"}),
        ({"kind": "swarm", "query": "a=gd", "scores": True}, {"scores"}),
        ({"kind": "poll", "choices": ["a", "b"]}, {"question"}),
        ({"kind": "poll", "question": "?", "choices": ["a"]}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": list("abcdefg")}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": ["a", " "]}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": ["a", "a "]}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": ["a", 2]}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": ["a", "b" * 81]}, {"choices"}),
        ({"kind": "poll", "question": "?", "choices": ["a", "b"], "right": 2}, {"right"}),
        ({"kind": "poll", "question": "?", "choices": ["a", "b"], "right": True}, {"right"}),
        ({"kind": "poll", "question": 1, "choices": 2, "tint": 3}, {"question", "choices", "tint"}),
    ],
)
def test_what_is_wrong_is_told_under_its_key(sent, fields):
    assert refused(sent).keys() == fields
