"""What is asked in a room over a real server: predictions, swarms and polls, answered once and revealed."""

from __future__ import annotations

import csv
import io
from struct import unpack
from typing import Any

import httpx
import orjson
import pytest

from tests.web.lectures import POLL, QUERY, Lecture, new_who
from tests.web.test_rooms import errors

TWO = "surface=booth&steps=50&a=gd&a.lr=0.05&b=gd&b.lr=0.001"
KINDS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "where": ({"kind": "prediction", "ask": "where", "query": QUERY, "run": "a"}, [1.0, 3.0], [1, 2, 3]),
    "which": ({"kind": "prediction", "ask": "which", "query": TWO}, "a", "c"),
    "rate": ({"kind": "prediction", "ask": "rate", "query": QUERY, "run": "a"}, 0.05, "fast"),
    "swarm": ({"kind": "swarm", "query": QUERY, "run": "a"}, {"start": [1.0, 2.0]}, {"start": [1.0]}),
    "poll": (POLL, 1, 2),
}


@pytest.fixture
def room(http: httpx.Client) -> Lecture:
    return Lecture(http)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_is_heard_answered_closed_and_revealed(room: Lecture, kind: str) -> None:
    asked, good, bad = KINDS[kind]
    who = new_who()
    with room.heard(who) as ears:
        id = room.ask(**asked)
        told = ears.next("activity")
        assert (told["id"], told["kind"], told["ask"]) == (id, asked["kind"], asked.get("ask"))
        assert (told["state"], told["answers"], told["round"]) == ("open", 0, 1)
        assert told["question"]
        assert not {"right", "truth", "results"} & set(told)
        assert list(errors(room.answer(id, who, bad), 422)) == ["answer"]
        first = room.answer(id, who, good)
        assert (first.status_code, first.json()) == (201, {"who": who, "answers": 1, "kept": True})
        assert room.answer(id, who, good).status_code == 200
        while ears.next("activity")["answers"] != 1:
            pass
        revealed = room.call("PATCH", f"/activities/{id}", {"state": "revealed"})
        assert revealed.status_code == 200
        states = []
        while (told := ears.next("activity"))["state"] != "revealed":
            states.append(told["state"])
        assert states[-1] == "closed"
        assert told == revealed.json()
        assert (told["state"], told["answers"]) == ("revealed", 1)
        assert told["results"]["words"]
        assert len(orjson.dumps(told["results"])) <= 4096
    assert room.seen().json()["activity"] == told
    assert errors(room.answer(id, who, good), 409).keys() == {"activity"}
    assert room.client.get(f"{room.address}/activities/{id}/results").json()["answers"] == 1


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({}, ["kind"]),
        ({"kind": "dance"}, ["kind"]),
        ({"kind": "prediction", "ask": "when"}, ["ask"]),
        ({"kind": "prediction", "ask": "where", "query": "surface=booth&a=adm"}, ["a"]),
        ({"kind": "poll", "question": "?", "choices": ["one"]}, ["choices"]),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_asked(
    room: Lecture, sent: dict[str, Any], fields: list[str]
) -> None:
    assert list(errors(room.call("POST", "/activities", sent), 422)) == fields
    assert room.seen().json()["activity"] is None


def test_one_thing_is_asked_at_a_time(room: Lecture) -> None:
    first = room.ask()
    second = room.ask(**KINDS["which"][0])
    assert room.seen().json()["activity"]["id"] == second
    assert errors(room.answer(first, new_who(), 0), 409).keys() == {"activity"}
    # The first may be looked at again, and then the other is closed.
    room.call("PATCH", f"/activities/{first}", {"state": "open"})
    assert room.answer(first, new_who(), 0).status_code == 201
    assert errors(room.answer(second, new_who(), "a"), 409).keys() == {"activity"}
    assert room.call("PATCH", f"/activities/{first}", {"state": "away"}).json()["state"] == "away"
    assert list(errors(room.call("PATCH", "/activities/9", {"state": "open"}), 404)) == ["activity"]
    assert list(errors(room.call("PATCH", f"/activities/{first}", {"state": "lost"}), 422)) == ["state"]


def test_what_came_out_is_the_lecturers_alone_until_it_is_revealed(room: Lecture) -> None:
    id = room.ask()
    room.answer(id, new_who(), 1)
    path = f"{room.address}/activities/{id}/results"
    assert list(errors(room.client.get(path), 403)) == ["key"]
    own = room.call("GET", f"/activities/{id}/results").json()
    assert [one["answers"] for one in own["counts"]] == [0, 1]
    room.call("PATCH", f"/activities/{id}", {"state": "revealed"})
    assert room.client.get(path).json() == own


def test_answers_that_came_since_are_counted_when_asked_again(room: Lecture) -> None:
    id, who = room.ask(), new_who()
    for value, counts in ((0, [1, 0]), (1, [0, 1])):
        room.answer(id, who, value)
        told = room.call("GET", f"/activities/{id}/results").json()
        assert [one["answers"] for one in told["counts"]] == counts


def test_whoever_says_no_who_is_told_one_and_each_counts_once(room: Lecture) -> None:
    id = room.ask()
    first = room.answer(id, None, 0).json()
    assert len(first["who"]) == 24
    assert room.answer(id, first["who"], 1).status_code == 200
    assert room.answer(id, None, 0).json()["answers"] == 2


def test_cleared_answers_are_gone_and_a_new_round_begins(room: Lecture) -> None:
    id, who = room.ask(), new_who()
    room.answer(id, who, 0)
    assert room.call("DELETE", f"/activities/{id}/answers").status_code == 204
    told = room.seen().json()["activity"]
    assert (told["answers"], told["round"], told["state"]) == (0, 2, "open")
    assert room.answer(id, who, 0).status_code == 201


def test_a_swarm_is_told_as_numbers_to_the_lecturer(room: Lecture) -> None:
    id = room.ask(**KINDS["swarm"][0])
    for start in ([1.0, 2.0], [-3.0, 4.0]):
        room.answer(id, new_who(), {"start": start})
    answer = room.call("GET", f"/activities/{id}/swarm")
    assert answer.headers["content-type"] == "application/octet-stream"
    (length,) = unpack("<I", answer.content[:4])
    head = orjson.loads(answer.content[4 : 4 + length])
    assert (head["n"], head["d"], head["steps"]) == (2, 2, 50)
    paths = unpack(f"<{51 * 2 * 2}f", answer.content[4 + length :])
    assert paths[:4] == (1.0, 2.0, -3.0, 4.0)
    poll = room.ask()
    assert list(errors(room.call("GET", f"/activities/{poll}/swarm"), 409)) == ["activity"]


def test_all_answers_are_taken_away_as_a_table_that_says_who_nobody_is(room: Lecture) -> None:
    who, other = new_who(), new_who()
    first = room.ask(kind="poll", question="=1+1", choices=["+one", "@two"], right=0)
    room.answer(first, who, 0, nickname="Ada")
    room.answer(first, other, 1, nickname="-1 Eve")
    second = room.ask(**KINDS["which"][0])
    room.answer(second, who, "a")
    answer = room.call("GET", "/answers.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert f'filename="answers-{room.code}.csv"' in answer.headers["content-disposition"]
    head, *rows = csv.reader(io.StringIO(answer.text))
    assert head == ["activity", "kind", "question", "follower", "nickname", "answer", "score", "seconds"]
    assert [row[:2] + row[3:5] + [row[6]] for row in rows] == [
        ["1", "poll", "1", "Ada", "100"],
        ["1", "poll", "2", "'-1 Eve", "0"],
        ["2", "which", "1", "", "100"],
    ]
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]
    assert who not in answer.text
    assert other not in answer.text


def test_what_an_answer_is_worth_is_told_once_it_is_revealed(room: Lecture) -> None:
    asked, good, bad = KINDS["where"]
    id = room.ask(**asked)
    path = f"{room.address}/activities/{id}/score"

    def worth(value: Any) -> httpx.Response:
        return room.client.get(path, params={"answer": orjson.dumps(value).decode()})

    assert errors(worth(good), 403).keys() == {"key"}
    assert room.call("GET", f"/activities/{id}/score?answer=[1,3]").status_code == 200
    room.call("PATCH", f"/activities/{id}", {"state": "revealed"})
    # Gradient descent on Booth's function comes to its one minimum, at (1, 3).
    assert worth(good).json() == {"answer": [1.0, 3.0], "score": 100}
    assert worth([-9, -9]).json()["score"] == 0
    assert worth("out").json()["score"] == 0
    assert errors(worth(bad), 422).keys() == {"answer"}
    for text in ("", "[1,", "NaN"):
        assert errors(room.client.get(path, params={"answer": text}), 422).keys() == {"answer"}
