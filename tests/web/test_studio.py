"""Pictures are painted by processes: once for all who wait, ended when nobody does, again where one dies."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Callable

import pytest
from anyio import Event, create_task_group, fail_after, sleep

from app.show.picture.motion import Motion
from app.show.picture.scene import Scene
from app.web.problems import Refused
from app.web.settings import Settings
from app.web.studio import Ask, Making, Studio
from app.web.worker import Order, Stopped
from tests.show.picture.drawn import seen

pytestmark = pytest.mark.anyio
# Some seconds of work, and a moment of it.
LONG, SHORT = Motion(frames=240, seconds=8, width=1280), Motion(frames=4, width=240)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return seen("surface=himmelblau&start=-1,-1&steps=300&a=adam&b=gd&b.lr=0.001")


@pytest.fixture
async def studio(anyio_backend: str) -> AsyncIterator[Studio]:
    """A studio of two processes, which are ended with the test."""
    studio = Studio(Settings(painters=2, waiting=3))
    yield studio
    await studio.close()


def moving(scene: Scene, motion: Motion) -> Order:
    return Order("moving:gif", scene, "light", {"motion": motion}, moving=True)


def asking(order: Order) -> Ask:
    """An order that is put together at once."""

    async def ask(left: Callable[[], bool]) -> Order:
        return order

    return ask


async def never(left: Callable[[], bool]) -> Order:
    raise AssertionError("put together for nothing")


async def stays() -> bool:
    return False


async def painted(studio: Studio, key: str, order: Order) -> bytes:
    file = await studio.file(key, asking(order), stays, order.moving)
    assert file is not None
    return file


async def some(making: Making) -> None:
    """Wait until a frame is painted."""
    with fail_after(60):
        while making.done == 0:
            await sleep(0.02)


async def test_all_who_want_the_same_get_the_one_that_is_made(studio: Studio, scene: Scene) -> None:
    orders, all_here = 0, Event()

    async def order(left: Callable[[], bool]) -> Order:
        nonlocal orders
        orders += 1
        await all_here.wait()
        return moving(scene, SHORT)

    files = []

    async def ask() -> None:
        files.append(await studio.file("same", order, stays))

    async with create_task_group() as tasks:
        for _ in range(3):
            tasks.start_soon(ask)
        async with studio.watched("same", order) as making:
            with fail_after(60):
                while making.watchers < 4:
                    await sleep(0)
            all_here.set()
    assert len(files) == 3
    assert files[0] is files[1] is files[2]
    # Who comes later finds it there.
    assert await studio.file("same", order, stays) is files[0]
    assert orders == 1


async def test_it_goes_no_further_when_the_last_one_has_left(studio: Studio, scene: Scene) -> None:
    ask = asking(moving(scene, LONG))
    async with studio.watched("left", ask, moving=True) as making:
        async with studio.watched("left", ask, moving=True) as shared:
            assert shared is making
            await some(making)
        assert not making.left()
    with fail_after(60):
        await making.over.wait()
    assert making.file is None
    assert making.done < making.of == 240
    # The process is as good as before.
    assert (await painted(studio, "next", moving(scene, SHORT))).startswith(b"GIF89a")


async def test_what_is_put_together_for_nobody_stops_and_whoever_comes_then_gets_one_of_their_own(
    studio: Studio, scene: Scene
) -> None:
    async def walking(left: Callable[[], bool]) -> Order:
        while not left():
            await sleep(0)
        raise Stopped

    async with studio.watched("walks", walking) as making:
        async with studio.watched("walks", never):
            pass
        assert not making.left()
    assert making.left()
    # It has not ended yet, but is nobody's any more.
    assert not making.over.is_set()
    assert (await painted(studio, "walks", moving(scene, SHORT))).startswith(b"GIF89a")
    assert making.over.is_set()
    assert making.file is None
    assert list(studio.makings) == []


async def test_a_process_that_does_not_listen_is_ended_when_the_last_one_has_left(
    studio: Studio, scene: Scene
) -> None:
    await painted(studio, "first", Order("card:card", scene, "light"))
    (busy,) = [worker for worker in studio.workers if worker.process]
    process = busy.process
    async with studio.watched("deaf", asking(moving(scene, LONG)), moving=True) as making:
        await some(making)
        # As if it were in the midst of something long.
        os.kill(process.pid, signal.SIGSTOP)
    with fail_after(60):
        await making.over.wait()
    assert making.file is None
    assert not process.is_alive()
    assert (await painted(studio, "next", moving(scene, SHORT))).startswith(b"GIF89a")


async def test_a_process_that_dies_is_replaced_and_the_picture_made_all_the_same(
    studio: Studio, scene: Scene
) -> None:
    async with studio.watched("dies", asking(moving(scene, Motion(frames=60))), moving=True) as making:
        await some(making)
        (busy,) = [worker for worker in studio.workers if worker.process]
        first = busy.process.pid
        busy.process.kill()
        with fail_after(60):
            await making.over.wait()
        assert making.result().startswith(b"GIF89a")
        assert busy.process.pid != first


async def test_a_still_does_not_wait_for_those_that_move_and_what_is_too_many_is_refused(
    studio: Studio, scene: Scene
) -> None:
    long = asking(moving(scene, LONG))
    async with (
        studio.watched("one", long, moving=True) as one,
        studio.watched("two", long, moving=True) as two,
    ):
        still = await painted(studio, "still", Order("card:card", scene, "light"))
        assert still.startswith(b"\x89PNG")
        assert (one.over.is_set(), two.waiting) == (False, True)
        async with studio.watched("three", long, moving=True):
            with pytest.raises(Refused) as refused:
                await studio.file("four", never, stays, moving=True)
        assert refused.value.status_code == 503
        assert refused.value.headers == {"Retry-After": "5"}


async def test_what_takes_too_long_is_ended_and_what_fails_says_so(scene: Scene) -> None:
    studio = Studio(Settings(painters=1, painting=1))
    with pytest.raises(Refused, match="too long"):
        await painted(studio, "long", moving(scene, LONG))
    studio.settings = Settings(painting=60)
    with pytest.raises(RuntimeError, match="KeyError"):
        await painted(studio, "wrong", Order("card:card", scene, "purple"))
    await studio.close()
    assert all(worker.process is None for worker in studio.workers)
