"""What happens when somebody leaves in the middle: the client, the server, or the computation."""

from __future__ import annotations

import signal
import socket
import time
from functools import partial
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import anyio
import httpx
import orjson
import pytest
from anyio import CapacityLimiter

from app.client.events import events
from app.experiment import parse
from app.show.journey import Journey
from app.web.stream import Stream
from tests.serving import serving
from tests.web.test_stream import SLOW

# More than the buffers between two processes hold.
LARGE = "steps=10000&" + "&".join(f"{letter}=adam" for letter in "abcdefgh")


def busy(process_id: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def worked(process_id: int, before: float) -> None:
    """Wait until a process has begun to work."""
    for _ in range(1200):
        if busy(process_id) > before + 0.3:
            return
        time.sleep(0.05)
    raise TimeoutError("it does nothing")


def rests(process_id: int, most: float = 8) -> None:
    """Wait until a process works no more; AssertionError where it does `most` seconds of work before."""
    begin = before = busy(process_id)
    while True:
        time.sleep(1)
        try:
            now = busy(process_id)
        except OSError:
            # It has ended.
            return
        if now - before < 0.1:
            return
        assert now - begin < most
        before = now


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("path", ["run", "run.json"])
def test_a_client_that_leaves_stops_the_work(path: str) -> None:
    with serving() as (address, process):
        httpx.get(f"{address}/api/catalog", timeout=60)
        leave(f"{address}/api/{path}?{SLOW}", process.pid)
        # Of twenty seconds of work.
        rests(process.pid)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_client_that_leaves_stops_the_painting_and_the_process_that_paints_ends_with_the_server() -> None:
    film = "a=adam&b=gd&c=momentum&steps=300&frames=240&seconds=8&width=1280"
    with serving() as (address, process):
        httpx.get(f"{address}/api/preview.png?a=adam", timeout=60)
        (painter,) = children(process.pid)
        leave(f"{address}/api/export/run.gif?{film}", painter)
        rests(painter)
        # It is not there, but begun anew.
        with httpx.stream("GET", f"{address}/api/export/run.gif/progress?{film}", timeout=60) as answer:
            told = (orjson.loads(event.data) for event in events(answer.iter_bytes()))
            assert next(told)["waiting"]
            assert next(one for one in told if one["done"])["of"] == 240
            (painter,) = children(process.pid)
    assert not Path(f"/proc/{painter}").exists()


def children(process_id: int) -> list[int]:
    """The processes that paint for a server."""
    found = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    told = [(path.name, (path / "stat").read_text(), (path / "cmdline").read_bytes()) for path in found]
    own = [name for name, stat, command in told if int(stat.rpartition(")")[2].split()[1]) == process_id
           and b"spawn_main" in command]  # fmt: skip
    return [int(name) for name in own]


def leave(address: str, process_id: int) -> None:
    """Ask, wait until a process works at it, and go."""
    before = busy(process_id)
    with socket.create_connection((urlsplit(address).hostname, urlsplit(address).port)) as connection:
        path = address[address.index("/api") :]
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
        worked(process_id, before)


def test_a_server_that_is_told_to_stop_ends_though_a_stream_is_open() -> None:
    with (
        serving() as (address, process),
        httpx.stream("GET", f"{address}/api/run?{SLOW}", timeout=30) as answer,
    ):
        assert next(events(answer.iter_bytes())).name == "begin"
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_server_that_is_told_to_stop_ends_though_a_client_does_not_read() -> None:
    with (
        serving() as (address, process),
        socket.create_connection(("127.0.0.1", urlsplit(address).port)) as mute,
    ):
        before = busy(process.pid)
        mute.sendall(f"GET /api/run?{LARGE} HTTP/1.1\r\nHost: test\r\n\r\n".encode())
        worked(process.pid, before)
        # It can send no more.
        rests(process.pid, most=60)
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def test_a_stream_that_the_server_breaks_off_can_be_taken_up_again() -> None:
    with serving() as (address, process):
        port = urlsplit(address).port
        with httpx.stream("GET", f"{address}/api/run?{SLOW}", timeout=30) as answer:
            stream = events(answer.iter_bytes())
            seen = [next(stream), next(stream)]
            assert [event.name for event in seen] == ["begin", "steps"]
            process.send_signal(signal.SIGTERM)
            seen += stream
        assert "end" not in [event.name for event in seen]
        last = [event.id for event in seen if event.name == "steps"][-1]
        process.wait(60)
    with serving(port=port) as (address, _):
        headers = {"Last-Event-ID": last}
        with httpx.stream("GET", f"{address}/api/run?{SLOW}", headers=headers, timeout=60) as answer:
            first = next(events(answer.iter_bytes()))
        assert orjson.loads(first.data)["a"]["step"][0] == int(last) + 1


def test_a_failure_midway_is_an_event_and_tells_nothing_of_the_inside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    advance = Journey.advance

    def fails_at_40(journey: Journey, to: int) -> None:
        if to > 40:
            raise ZeroDivisionError("secret")
        advance(journey, to)

    monkeypatch.setattr(Journey, "advance", fails_at_40)
    stream = list(events(anyio.run(collected)))
    assert [event.name for event in stream] == ["begin", "steps", "problem"]
    problem = orjson.loads(stream[-1].data)
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == 500
    assert "secret" not in stream[-1].data


async def collected() -> list[bytes]:
    make = partial(Stream, parse("a=adam"), CapacityLimiter(1), 100, Event())
    stream = await anyio.to_thread.run_sync(make)
    return [chunk async for chunk in stream.events()]
