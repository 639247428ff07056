"""Rooms over a real server: opened, followed, led from more than one device, and ended."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.web.lectures import QUERY, Lecture, new_who
from tests.web.test_codes import dark, squares


@pytest.fixture
def room(http: httpx.Client) -> Lecture:
    return Lecture(http)


def errors(answer: httpx.Response, status: int) -> dict[str, str]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_a_room_is_opened_with_a_code_to_follow_and_a_key_to_lead(http: httpx.Client) -> None:
    answer = http.post("/api/rooms", json={"title": "Lecture 4"})
    assert answer.status_code == 201
    told = answer.json()
    assert told["url"] == http.base_url.join(f"/room/{told['code']}") == answer.headers["location"]
    assert answer.headers["cache-control"] == "no-store"
    assert (len(told["code"]), len(told["key"]), told["followers_at_most"]) == (7, 43, 1000)
    seen = http.get(f"/api/rooms/{told['code']}")
    assert seen.headers["cache-control"] == "no-store"
    state = seen.json()
    assert (state["title"], state["locked"], state["held"], state["followers"]) == (
        "Lecture 4",
        False,
        False,
        0,
    )
    assert (state["stage"], state["activity"]) == (None, None)


def test_nothing_needs_to_be_sent_to_open_one(http: httpx.Client) -> None:
    assert http.post("/api/rooms").status_code == 201
    assert errors(http.post("/api/rooms", json=["x"]), 422).keys() == {"room"}
    assert errors(http.post("/api/rooms", json={"title": "x" * 121}), 422).keys() == {"title"}
    assert errors(http.post("/api/rooms", json={"name": "x"}), 422).keys() == {"name"}
    form = http.post("/api/rooms", content=b"title=x", headers={"content-type": "text/plain"})
    assert errors(form, 415).keys() == {"room"}
    for sent in ({}, {"json": {"title": "x"}}):
        elsewhere = http.post("/api/rooms", headers={"sec-fetch-site": "cross-site"}, **sent)
        assert errors(elsewhere, 403).keys() == {"room"}


@pytest.mark.parametrize(
    "written", [str.lower, lambda code: f"{code[:3]}-{code[3:]}", lambda code: f" {code[:2]} {code[2:]}"]
)
def test_a_code_is_read_without_regard_to_case_blanks_and_hyphens(room: Lecture, written: Any) -> None:
    answer = room.client.get(f"/api/rooms/{written(room.code)}")
    assert answer.json()["code"] == room.code


def test_what_is_shown_reaches_whoever_follows_as_it_is_meant(room: Lecture) -> None:
    with room.heard(new_who()) as ears:
        assert ears.next("room") == {"title": "", "locked": False, "held": False, "desk": 0}
        assert ears.next("count") == {"followers": 1}
        shown = room.show("a=gd&a.lr=0.0500&surface=booth&steps=50&speed=60", step=12, playing=True)
        assert shown.status_code == 200
        stage = ears.next("stage")
        assert shown.json() == {"event": ears.last}
        assert 0 <= stage.pop("age") < 5000
        assert stage == {
            "query": "surface=booth&steps=50&a=gd&a.lr=0.05&speed=60",
            "step": 12,
            "playing": True,
            "rate": 60,
            "lecture": None,
            "blank": False,
        }
        room.show(lecture={"lesson": "derivative", "step": 2, "part": "text"}, blank=True)
        stage = ears.next("stage")
        assert stage["lecture"] == {"lesson": "derivative", "step": 2, "part": "text"}
        assert (stage["blank"], stage["playing"], stage["rate"], stage["step"]) == (True, False, 30, 0)
    assert room.seen().json()["stage"]["query"] == QUERY


BAD_STAGES = {
    "no query": ({}, ["query"]),
    "a bad experiment": ({"query": "surface=booth&a=adm&steps=0"}, ["a", "steps"]),
    "a bad view key": ({"query": "theme=pink"}, ["theme"]),
    "an unknown table": ({"query": "surface=fit&s.data=t-0123456789"}, ["s.data"]),
    "a number for a query": ({"query": 3}, ["query"]),
    "a step before the first": ({"query": QUERY, "step": -1}, ["step"]),
    "a step that is true": ({"query": QUERY, "step": True}, ["step"]),
    "a huge step": ({"query": QUERY, "step": 10**300}, ["step"]),
    "playing perhaps": ({"query": QUERY, "playing": "perhaps"}, ["playing"]),
    "an unknown lesson": ({"query": QUERY, "lecture": {"lesson": "x"}}, ["lecture"]),
    "a step past the last": ({"query": QUERY, "lecture": {"lesson": "derivative", "step": 99}}, ["lecture"]),
    "an unknown part": ({"query": QUERY, "lecture": {"lesson": "loss", "part": "end"}}, ["lecture"]),
    "two lectures": ({"query": QUERY, "lecture": {"lesson": "loss", "board": "x"}}, ["lecture"]),
    "a bad storyboard": ({"query": QUERY, "lecture": {"board": "<script>"}}, ["lecture"]),
    "something else": ({"query": QUERY, "colour": "red"}, ["colour"]),
    "several": ({"step": "x", "blank": 0}, ["query", "step", "blank"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD_STAGES)
def test_what_cannot_be_shown_is_refused_under_its_field_and_nobody_hears_of_it(
    room: Lecture, case: str
) -> None:
    sent, fields = BAD_STAGES[case]
    assert list(errors(room.call("PUT", "/stage", sent), 422)) == fields
    assert room.seen().json()["stage"] is None


def test_whoever_comes_back_goes_on_where_they_were(room: Lecture) -> None:
    who = new_who()
    with room.heard(who) as ears:
        room.show(step=1)
        ears.next("stage")
    for step in (2, 3, 4):
        room.show(step=step)
    with room.heard(who, after=ears.last) as again:
        assert [again.next("stage")["step"] for _ in range(3)] == [2, 3, 4]
        room.show(step=5)
        assert again.next("stage")["step"] == 5
    with room.heard(who, after="never-heard-of") as lost:
        assert lost.next() == {"title": "", "locked": False, "held": False, "desk": 0}
        assert lost.next("stage")["step"] == 5


def test_the_number_of_followers_rises_and_falls_with_them(room: Lecture) -> None:
    with room.heard(lecturer=True) as ears:
        assert ears.next("count") == {"followers": 0}
        with room.heard(new_who()) as one, room.heard():
            assert one.next("count")["followers"] >= 1
            while ears.next("count")["followers"] < 2:
                pass
        while ears.next("count")["followers"] > 0:
            pass
    assert room.seen().json()["followers"] == 0


def test_a_stream_is_not_compressed_and_not_kept_and_says_when_to_come_back(room: Lecture) -> None:
    address = f"{room.address}/events"
    with room.client.stream("GET", address, headers={"accept-encoding": "gzip"}) as answer:
        assert "content-encoding" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-accel-buffering"] == "no"
        assert next(answer.iter_bytes()).startswith(b"retry: 1000\n\n")
    assert room.client.head(address).status_code == 200


def test_a_locked_room_lets_nobody_new_in_and_says_so(room: Lecture) -> None:
    known, new = new_who(), new_who()
    assert room.seen(known).status_code == 200
    with room.heard(known) as ears:
        ears.next("count")
        changed = room.call("PATCH", json={"locked": True, "held": True, "title": "Closed"})
        assert changed.json()["locked"] is True
        told = ears.next("room")
        assert (told["title"], told["locked"], told["held"]) == ("Closed", True, True)
    assert "locked" in errors(room.seen(new), 423)["code"]
    for params in ({"who": new}, {}):
        assert room.client.get(f"{room.address}/events", params=params).status_code == 423
    with room.heard(known) as again, room.heard(lecturer=True) as own:
        assert again.next("room")["locked"] is own.next("room")["locked"] is True
    room.call("PATCH", json={"locked": False})
    assert room.seen(new).status_code == 200


def test_a_room_that_has_ended_is_over_for_everybody(room: Lecture) -> None:
    room.show()
    with room.heard(new_who()) as ears:
        ears.next("stage")
        assert room.call("DELETE").status_code == 204
        assert ears.next("end") == {"reason": "ended"}
        assert ears.rest() == []
    assert room.call("DELETE").status_code == 204
    gone = room.client.get(f"{room.address}/events", headers={"Last-Event-ID": ears.last})
    assert (gone.status_code, gone.content) == (204, b"")
    missed = room.client.get(f"{room.address}/events", headers={"Last-Event-ID": "before"})
    assert missed.text.endswith('data: {"reason":"ended"}\n\n')
    assert "ended" in errors(room.seen(), 410)["code"]
    assert "ended" in errors(room.show(), 410)["code"]
    assert room.call("GET", "/answers.csv").status_code == 200


def test_another_device_takes_the_stage_by_a_token_once(room: Lecture) -> None:
    first = room.call("POST", "/desk").json()
    assert (first["key"], first["number"]) == (None, 1)
    assert room.show(desk=first["desk"]).status_code == 200
    handed = room.call("POST", "/handover")
    assert handed.status_code == 201
    token = handed.json()["token"]
    assert handed.json()["seconds"] == 300
    assert handed.json()["url"] == f"{room.client.base_url}/present#take={room.code}.{token}"
    assert dark(handed.json()["qr"]) == squares(handed.json()["url"])
    with room.heard() as ears:
        ears.next("room")
        taken = room.client.post(f"{room.address}/desk", json={"token": token})
        assert taken.status_code == 200
        assert ears.next("room")["desk"] == 2
    second = taken.json()
    assert errors(room.client.post(f"{room.address}/desk", json={"token": token}), 403).keys() == {"token"}
    assert errors(room.show(desk=first["desk"]), 409).keys() == {"desk"}
    other = {"Authorization": f"Bearer {second['key']}"}
    sent = {"query": QUERY, "desk": second["desk"]}
    assert room.client.put(f"{room.address}/stage", json=sent, headers=other).status_code == 200
    # A script that names no desk is taken, and so is the first device once it has the stage back.
    assert room.show(step=3).status_code == 200
    third = room.call("POST", "/desk").json()
    assert room.show(desk=third["desk"]).status_code == 200
    assert room.client.put(f"{room.address}/stage", json=sent, headers=other).status_code == 409


def test_the_code_for_the_wall_is_that_of_the_followers_page(room: Lecture) -> None:
    drawn = room.client.get(f"{room.address}/qr.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.headers["cache-control"] == "no-store"
    assert dark(drawn.text) == squares(room.opened["url"])
    assert errors(room.client.get("/api/rooms/BCDFGHJ/qr.svg"), 404).keys() == {"code"}
    room.call("DELETE")
    assert errors(room.client.get(f"{room.address}/qr.svg"), 410).keys() == {"code"}


LEADING: dict[str, tuple[str, str, Any]] = {
    "show": ("PUT", "/stage", {"query": QUERY}),
    "alter": ("PATCH", "", {"locked": True}),
    "end": ("DELETE", "", None),
    "hand over": ("POST", "/handover", None),
    "take the stage": ("POST", "/desk", None),
    "ask": ("POST", "/activities", {"kind": "poll", "choices": ["a", "b"], "question": "?"}),
    "reveal": ("PATCH", "/activities/1", {"state": "revealed"}),
    "clear": ("DELETE", "/activities/1/answers", None),
    "see the swarm": ("GET", "/activities/1/swarm", None),
    "take the answers away": ("GET", "/answers.csv", None),
}


@pytest.mark.parametrize("what", LEADING)
def test_a_follower_cannot_lead(room: Lecture, what: str) -> None:
    method, path, sent = LEADING[what]
    who = new_who()
    room.ask()
    before = room.seen(who).json()
    for key in ("wrong", who, Lecture(room.client).opened["key"]):
        answer = room.client.request(
            method, room.address + path, json=sent, headers={"Authorization": f"Bearer {key}"}
        )
        assert list(errors(answer, 403)) == ["key"]
    if what != "take the stage":
        answer = room.client.request(method, room.address + path, json=sent)
        assert list(errors(answer, 401)) == ["key"]
        assert answer.headers["www-authenticate"] == "Bearer"
    assert room.seen(who).json() == before
