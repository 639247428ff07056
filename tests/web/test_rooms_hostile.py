"""Rooms in which somebody means no good: each thing has its outcome, and the lecture goes on."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.client.events import events
from app.web.door import BURST
from tests.serving import SERVE, serving
from tests.web.lectures import QUERY, Lecture, new_who
from tests.web.test_rooms import errors


@pytest.fixture
def room(http: httpx.Client) -> Lecture:
    return Lecture(http)


@pytest.fixture(scope="module")
def strict() -> Iterator[httpx.Client]:
    """A server of our own, with little room, whose patience nobody else needs."""
    command = ("env", "FALLLINE_FOLLOWERS=2", "FALLLINE_ACTIVITIES=2", *SERVE)
    with serving(command) as (address, _), httpx.Client(base_url=address, timeout=12) as client:
        yield client


def test_what_is_no_code_is_no_room_and_costs_no_try(room: Lecture) -> None:
    for code in ("x", "AAAAAAA", "BCDFGH", "BCDFGHJK", "%3Cscript%3E", "BCDFG%00H", "ſſſſſſſ"):
        assert list(errors(room.client.get(f"/api/rooms/{code}"), 404)) == ["code"]
    for _ in range(2 * BURST):
        assert room.client.get("/api/rooms/0000000").status_code == 404
    assert room.seen().status_code == 200


def test_a_full_room_says_so_and_takes_the_next_when_somebody_leaves(strict: httpx.Client) -> None:
    room = Lecture(strict)
    one, two, three = new_who(), new_who(), new_who()
    with room.heard(one) as ears:
        with room.heard(two):
            while ears.next("count")["followers"] < 2:
                pass
            full = room.client.get(f"{room.address}/events", params={"who": three, "x": "1"})
            assert "full" in errors(full, 503)["code"]
            assert full.headers["retry-after"] == "5"
            assert "full" in errors(room.seen(three), 503)["code"]
            assert room.show().status_code == 200
            assert ears.next("stage")
        while ears.next("count")["followers"] > 1:
            pass
        with room.heard(three) as late:
            assert late.next("stage")["query"] == QUERY


def test_there_are_so_many_activities_and_no_more(strict: httpx.Client) -> None:
    room = Lecture(strict)
    room.ask()
    room.ask()
    third = room.call("POST", "/activities", {"kind": "poll", "question": "?", "choices": ["a", "b"]})
    assert list(errors(third, 409)) == ["kind"]
    assert room.answer("2", new_who(), 0).status_code == 201


def test_a_follower_who_floods_is_told_to_wait_and_others_are_not(room: Lecture) -> None:
    id, who = room.ask(), new_who()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda k: room.answer(id, who, k % 2), range(100)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) > 30
    assert {answer.headers["retry-after"] for answer in refused} == {"1"}
    assert list(errors(refused[0], 429)) == ["answer"]
    other = room.answer(id, new_who(), 1)
    assert (other.status_code, other.json()["answers"]) == (201, 2)


def test_a_thousand_nicknames_of_one_follower_count_once(room: Lecture) -> None:
    id, who = room.ask(), new_who()
    for number in range(6):
        assert room.answer(id, who, 0, nickname=f"Nobody {number}").status_code < 300
    rows = room.call("GET", "/answers.csv").text.splitlines()[1:]
    assert len(rows) == 1
    assert ",Nobody 5," in rows[0]


@pytest.mark.parametrize(
    "nickname",
    [
        "<script>alert(1)</script>",
        "<b>",
        "=1+1",
        "a" * 21,
        "",
        "...",
        "\u202eevil",
        "a\u0000b",
        "a\nb",
        5,
        None,
        [],
    ],
)
def test_a_nickname_that_is_none_is_refused_and_the_answer_with_it(room: Lecture, nickname: object) -> None:
    id, who = room.ask(), new_who()
    assert list(errors(room.answer(id, who, 0, nickname=nickname), 422)) == ["nickname"]
    assert room.seen().json()["activity"]["answers"] == 0


@pytest.mark.parametrize("who", ["short", "x" * 65, "<script>alert(1)</script>", "with blank in it", 5, None])
def test_a_who_that_no_page_makes_is_refused(room: Lecture, who: object) -> None:
    sent = {"activity": room.ask(), "answer": 0, "who": who}
    assert list(errors(room.client.post(f"{room.address}/answers", json=sent), 422)) == ["who"]
    if isinstance(who, str):
        assert list(errors(room.client.get(room.address, params={"who": who}), 422)) == ["who"]


def test_megabytes_are_refused_before_they_are_read(room: Lecture) -> None:
    id, many = room.ask(), "x" * 2_000_000
    said = errors(room.answer(id, new_who(), many), 413)["answer"]
    assert "4,096 bytes" in said
    assert list(errors(room.show(many), 413)) == ["room"]
    chunks = (b"x" * 1000 for _ in range(2000))
    json = {"content-type": "application/json"}
    streamed = room.client.post(f"{room.address}/answers", content=chunks, headers=json)
    assert list(errors(streamed, 413)) == ["answer"]
    assert list(errors(room.client.post(f"{room.address}/answers", content=b"1"), 415)) == ["answer"]
    bad = room.client.post(f"{room.address}/answers", content=b"[" * 4000, headers=json)
    assert list(errors(bad, 422)) == ["answer"]
    elsewhere = room.client.post(f"{room.address}/answers", json={}, headers={"sec-fetch-site": "cross-site"})
    assert list(errors(elsewhere, 403)) == ["answer"]
    assert room.answer(id, new_who(), 0).status_code == 201


def test_of_two_lecturers_at_once_the_one_who_took_the_stage_last_has_it(room: Lecture) -> None:
    one = room.call("POST", "/desk").json()["desk"]
    two = room.call("POST", "/desk").json()["desk"]
    with ThreadPoolExecutor(8) as threads:
        shown = list(
            threads.map(lambda k: room.show(step=k, desk=two if k % 2 else one).status_code, range(20))
        )
    assert [status for k, status in enumerate(shown) if k % 2] == [200] * 10
    assert [status for k, status in enumerate(shown) if not k % 2] == [409] * 10
    assert room.seen().json()["stage"]["step"] % 2 == 1


def test_no_clock_but_the_servers_is_asked(room: Lecture) -> None:
    """What stands in a request's Date, or in a body, moves no playhead."""
    room.call(
        "PUT", "/stage", {"query": QUERY, "step": 5, "playing": True}, date="Thu, 01 Jan 1970 00:00:00 GMT"
    )
    stage = room.seen().json()["stage"]
    assert stage["step"] == 5
    assert 0 <= stage["age"] < 5000
    assert list(errors(room.show(age=-5), 422)) == ["age"]
    assert list(errors(room.show(at=0), 422)) == ["at"]


def test_followers_never_see_a_key_a_token_a_desk_or_one_another(room: Lecture) -> None:
    who, other = new_who(), new_who()
    said = ""
    with room.client.stream("GET", f"{room.address}/events", params={"who": who}) as stream:
        room.show()
        desk = room.call("POST", "/desk").json()["desk"]
        token = room.call("POST", "/handover").json()["token"]
        key = room.client.post(f"{room.address}/desk", json={"token": token}).json()["key"]
        room.call("PATCH", json={"locked": False, "held": True, "title": "t"})
        id = room.ask()
        for one in (who, other):
            said += room.answer(id, one, 0, nickname="Ada").text.replace(one, "")
        room.call("PATCH", f"/activities/{id}", {"state": "revealed"})
        said += room.seen(who).text
        said += room.client.get(f"{room.address}/activities/{id}/results").text
        for path in ("/answers.csv", f"/activities/{id}/swarm"):
            said += room.client.get(room.address + path).text
        room.call("DELETE")
        heard = list(events(stream.iter_bytes()))
    said += "".join([event.data + event.id for event in heard]) + room.seen(who).text
    assert {"room", "stage", "activity", "count", "end"} <= {event.name for event in heard}
    for secret in (room.opened["key"], desk, token, key, who, other):
        assert secret not in said
