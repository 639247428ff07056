"""Runs as they happen, from a real server: the same numbers however often the stream is cut."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import httpx
import orjson
import pytest

from app.client.events import Event, events

QUERY = "surface=himmelblau&start=-3,4&steps=90&seed=7&a=adam&b=gd&b.lr=0.02&b.lr@40=0.001&c=gd&c.lr=10"
CHANCE = (
    "surface=styblinski_tang&steps=60&seed=3&noise=0.3&start=random"
    "&a=langevin&b=annealing&c=adam&c@20=momentum"
)
SLOW = "surface=michalewicz&noise=1&steps=10000&" + "&".join(f"{letter}=bfgs" for letter in "abcdefgh")

Columns = dict[str, dict[str, list[Any]]]


def heard(server: str, query: str, after: str | None = None) -> list[Event]:
    """The whole stream, or what is left of it."""
    headers = {} if after is None else {"Last-Event-ID": after}
    answer = httpx.get(f"{server}/api/run?{query}", headers=headers, timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    return list(events([answer.content]))


def joined(stream: Iterable[Event]) -> Columns:
    """The columns of all `steps` events, one after the other."""
    found: Columns = defaultdict(lambda: defaultdict(list))
    for event in stream:
        if event.name == "steps":
            for run, columns in orjson.loads(event.data).items():
                for name, values in columns.items():
                    found[run][name] += values
    return found


def whole(server: str, query: str) -> Columns:
    """What /api/run.json says of the same runs."""
    runs = httpx.get(f"{server}/api/run.json?{query}", timeout=60).json()["runs"]
    names = ("step", "x", "y", "loss", "gx", "gy")
    return {run["id"]: {name: run[name] for name in names if name in run} for run in runs}


def names_of(stream: list[Event]) -> list[str]:
    return [event.name for event in stream]


def test_a_stream_begins_tells_steps_a_verdict_for_each_run_and_ends(server: str) -> None:
    stream = heard(server, QUERY)
    count = names_of(stream).count("steps")
    assert names_of(stream) == ["begin", *["steps"] * count, "verdict", "verdict", "verdict", "end"]
    begin = orjson.loads(stream[0].data)
    assert begin["query"].startswith("surface=himmelblau&start=-3,4&steps=90")
    assert begin["steps"] == 90
    assert [run["id"] for run in begin["runs"]] == ["a", "b", "c"]
    assert set(begin["runs"][0]) == {"id", "optimizer", "name", "label", "start"}
    assert orjson.loads(stream[-1].data) == {"step": 90}


def test_the_id_of_an_event_is_the_last_step_that_was_sent(server: str) -> None:
    for event in heard(server, QUERY):
        if event.name == "steps":
            assert int(event.id) == max(columns["step"][-1] for columns in orjson.loads(event.data).values())


@pytest.mark.parametrize("query", [QUERY, CHANCE, "surface=wavy&steps=40&a=adam"])
def test_a_stream_tells_the_very_numbers_of_the_table(server: str, query: str) -> None:
    assert joined(heard(server, query)) == whole(server, query)


def test_the_verdicts_of_a_stream_are_those_of_the_table(server: str) -> None:
    told = [orjson.loads(event.data) for event in heard(server, QUERY) if event.name == "verdict"]
    runs = httpx.get(f"{server}/api/run.json?{QUERY}").json()["runs"]
    assert told == [{"run": run["id"], **run["verdict"]} for run in runs]


@pytest.mark.parametrize("query", [QUERY, CHANCE])
def test_a_stream_cut_after_any_event_and_taken_up_again_is_the_uncut_one(server: str, query: str) -> None:
    uncut = heard(server, query)
    last = max(number for number, event in enumerate(uncut) if event.name == "steps")
    for cut in range(2, last + 1):
        rest = heard(server, query, after=uncut[cut - 1].id)
        assert "begin" not in names_of(rest)
        assert joined([*uncut[:cut], *rest]) == joined(uncut)
        assert [e for e in rest if e.name in {"verdict", "end"}] == uncut[last + 1 :]


def test_a_stream_goes_on_at_the_step_after_any_id(server: str) -> None:
    known = whole(server, CHANCE)
    for step in range(0, 60, 7):
        rest = joined(heard(server, CHANCE, after=str(step)))
        assert rest == {
            run: {name: values[step + 1 :] for name, values in columns.items()}
            for run, columns in known.items()
            if columns["step"][-1] > step
        }


@pytest.mark.parametrize("after", ["90", "91", "100000"])
def test_after_the_end_there_is_nothing_more_to_say(server: str, after: str) -> None:
    answer = httpx.get(f"{server}/api/run?{QUERY}", headers={"Last-Event-ID": after})
    assert (answer.status_code, answer.content) == (204, b"")


def test_a_stream_whose_runs_all_ended_early_has_its_end_there(server: str) -> None:
    query = "a=gd&a.lr=50"
    stream = heard(server, query)
    end = orjson.loads(stream[-1].data)["step"]
    assert end < 20
    assert httpx.get(f"{server}/api/run?{query}", headers={"Last-Event-ID": str(end)}).status_code == 204


def test_an_empty_last_event_id_is_none(server: str) -> None:
    assert heard(server, QUERY, after="") == heard(server, QUERY)


def test_a_run_that_diverges_leaves_the_others_going_on(server: str) -> None:
    found = joined(heard(server, QUERY))
    assert len(found["a"]["step"]) == len(found["b"]["step"]) == 91
    assert len(found["c"]["step"]) < 10


def test_without_runs_a_stream_begins_and_ends(server: str) -> None:
    assert names_of(heard(server, "")) == ["begin", "end"]


def test_a_point_where_nothing_is_finite_is_told_with_nulls(server: str) -> None:
    stream = heard(server, "surface=formula&formula=log(x)%2By&start=-1,1&a=gd")
    assert joined(stream)["a"]["loss"] == [None]
    assert orjson.loads(stream[-2].data)["kind"] == "diverged"


def test_a_stream_is_not_compressed_and_not_kept(server: str) -> None:
    answer = httpx.get(f"{server}/api/run?{QUERY}", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_the_first_points_come_while_the_rest_is_still_being_computed(server: str) -> None:
    with httpx.stream("GET", f"{server}/api/run?{SLOW}", timeout=30) as answer:
        began = time.monotonic()
        stream = events(answer.iter_bytes())
        assert [next(stream).name, next(stream).name] == ["begin", "steps"]
        assert time.monotonic() - began < 5


def test_a_server_that_computes_a_long_stream_answers_others_meanwhile(server: str) -> None:
    with httpx.stream("GET", f"{server}/api/run?{SLOW}", timeout=30) as answer:
        next(answer.iter_bytes())
        for _ in range(5):
            began = time.monotonic()
            assert httpx.get(f"{server}/healthz").status_code == 200
            assert time.monotonic() - began < 1
