"""A lecture at three real servers and a real Redis: one server is killed midway, then Redis goes away."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from copy import copy
from itertools import cycle
from subprocess import Popen
from typing import Any

import httpx
import pytest

from tests import redis
from tests.conftest import NO_REDIS
from tests.serving import serving
from tests.web.lectures import Ears, Lecture, new_who

Hall = list[tuple[httpx.Client, "Popen[bytes]"]]


@pytest.fixture(scope="module")
def own_redis() -> Iterator[redis.Server]:
    """A Redis that may go away."""
    if not redis.found():
        pytest.skip(NO_REDIS)
    with redis.running() as server:
        yield server


@pytest.fixture(scope="module")
def hall(own_redis: redis.Server) -> Iterator[Hall]:
    """Three servers that serve the same rooms, each with its process."""
    # Nothing but the beat for so long fails.
    with ExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("FALLLINE_REDIS_URL", own_redis.url)
        with ThreadPoolExecutor(3) as starting:
            started = list(starting.map(lambda _: stack.enter_context(serving()), range(3)))
        yield [(stack.enter_context(httpx.Client(base_url=address, timeout=12)), process)
               for address, process in started]  # fmt: skip


def at(lecture: Lecture, client: httpx.Client) -> Lecture:
    """The same lecture, at another server."""
    other = copy(lecture)
    other.client = client
    return other


def steps_until(ears: Ears, last: int) -> list[int]:
    """The steps that the stage is told to stand at, up to this one."""
    steps = [ears.next("stage")["step"]]
    while steps[-1] != last:
        steps.append(ears.next("stage")["step"])
    return steps


def counts_until(ears: Ears, followers: int) -> None:
    """Wait until so many followers are told of."""
    while ears.next("count")["followers"] != followers:
        pass


def answers_in(lecture: Lecture) -> list[dict[str, Any]]:
    """The lines of the lecturer's table of answers."""
    return list(csv.DictReader(io.StringIO(lecture.call("GET", "/answers.csv").text)))


def test_a_lecture_goes_on_at_the_other_servers_when_one_is_killed(hall: Hall) -> None:
    one, other, dying = (client for client, _ in hall)
    led = Lecture(one, title="Lecture 4")
    who, class_ = new_who(), [new_who() for _ in range(40)]
    with ExitStack() as stack:
        near = stack.enter_context(led.heard(new_who()))
        far = stack.enter_context(at(led, other).heard(new_who()))
        lost = stack.enter_context(at(led, dying).heard(who))
        for ears in (near, far, lost):
            counts_until(ears, 3)
        for step, client in enumerate((one, other, dying), 1):
            assert at(led, client).show(step=step).status_code == 200
        assert [steps_until(ears, 3) for ears in (near, far, lost)] == [[1, 2, 3]] * 3
        id = at(led, dying).ask()
        for follower, client in zip(class_[:20], cycle((one, other, dying)), strict=False):
            assert at(led, client).answer(id, follower, 0).json()["kept"]
        hall[2][1].kill()
        hall[2][1].wait()
        # What was on its way to the one that is gone is sent again, to another.
        for follower, client in zip(class_[10:], cycle((one, other)), strict=False):
            assert at(led, client).answer(id, follower, 1).status_code in {200, 201}
        for step in range(4, 8):
            assert led.show(step=step).status_code == 200
        with at(led, other).heard(who, after=lost.last) as back:
            assert steps_until(back, 7) == [4, 5, 6, 7]
        assert steps_until(near, 7) == steps_until(far, 7) == [4, 5, 6, 7]
        # The one that was killed said nothing of its followers' leaving.
        counts_until(near, 2)
    assert at(led, other).seen().json()["activity"]["answers"] == 40
    kept = answers_in(at(led, other))
    assert len({line["follower"] for line in kept}) == len(kept) == 40
    assert Counter(line["answer"] for line in kept) == {"one": 10, "two": 30}


def test_a_lecture_outlives_redis_going_away_in_its_midst(hall: Hall, own_redis: redis.Server) -> None:
    one, other = (client for client, _ in hall[:2])
    led = Lecture(one)
    with led.heard(new_who()) as near, at(led, other).heard(new_who()) as far:
        assert led.show(step=1).status_code == 200
        id = led.ask()
        assert led.answer(id, new_who(), 1).json()["kept"]
        own_redis.stop()
        late = new_who()
        for refused in (led.show(step=2), at(led, other).answer(id, late, 1), at(led, other).seen()):
            assert refused.status_code == 503
            assert int(refused.headers["retry-after"]) >= 1
            assert refused.json()["errors"][0]["message"]
        # Everything but rooms goes on.
        assert one.get("/api/run.json?surface=booth&a=gd&steps=2").status_code == 200
        own_redis.start()
        assert at(led, other).answer(id, late, 1).json()["kept"]
        assert led.show(step=3).status_code == 200
        assert [steps_until(ears, 3) for ears in (near, far)] == [[1, 3]] * 2
    assert len(answers_in(at(led, other))) == 2
