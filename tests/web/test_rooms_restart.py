"""A server that is killed, or told to stop, in the middle of a lecture: the lecture goes on behind it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from app.room.written import room_of
from app.store import Store
from tests.serving import SERVE, free_port, serving
from tests.web.lectures import Lecture, new_who


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    command = ("env", f"FALLLINE_DATA={tmp_path}", "FALLLINE_FOLLOWERS=200", *SERVE)
    port = free_port()
    whos = [new_who() for _ in range(60)]
    with serving(command, port=port) as (address, process):
        with httpx.Client(base_url=address, timeout=12) as client:
            room = Lecture(client, title="Lecture 4")
            room.show(step=7)
            id = room.ask()
            with ThreadPoolExecutor(8) as threads:
                done = list(threads.map(lambda who: room.answer(id, who, 1, nickname="Ada").json(), whos))
            assert {one["kept"] for one in done} == {True}
            desk = room.call("POST", "/desk").json()["desk"]
            with room.heard(whos[0]) as ears:
                ears.next("stage")
        process.kill()
        process.wait()
    with serving(command, port=port) as (address, process), httpx.Client(base_url=address) as client:
        room.client = client
        with room.heard(whos[0], after=ears.last) as again:
            assert again.next("room")["title"] == "Lecture 4"
            assert again.next("stage")["step"] == 7
            assert again.next("activity")["answers"] == len(whos)
        assert room.answer(id, whos[0], 0).status_code == 200
        assert room.answer(id, new_who(), 0).json()["answers"] == len(whos) + 1
        assert room.show(desk=desk).status_code == 200
        rows = room.call("GET", "/answers.csv").text.splitlines()[1:]
        assert sorted([int(row.split(",")[3]) for row in rows]) == list(range(1, len(whos) + 2))
        # Now it is told to stop, while somebody listens: the stream ends and the stage is kept.
        with room.heard(whos[0]) as ears:
            room.show(step=9)
            ears.next("stage")
            process.terminate()
            ears.rest()
        # A young server first finishes what it has begun to prepare.
        process.wait(60)
    kept = Store.in_folder(tmp_path, 10**9).rooms.load(room.code)
    assert kept
    stage = room_of(kept.rooms[room.code][0]).stage
    assert stage
    assert stage.step == 9
