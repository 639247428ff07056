"""Networks over HTTP: a stream that shows the training, is taken up again, and stops where nobody listens."""

from __future__ import annotations

from pathlib import Path

import httpx
import orjson
import pytest

from app.core.network.catalogue import NETWORKS
from tests.serving import serving
from tests.web.test_leaving import leave, rests
from tests.web.test_stream import heard, joined, names_of, whole

# Slow enough to be watched: some milliseconds a step.
DEEP = "surface=network_skip&steps=60&seed=3&a=sam&b=adam"
# Half a minute of training and more.
LONG = "surface=network_deep&s.rows=2000&steps=700&seed=4&a=sam&b=sam&b.lr=0.1"


def test_a_stream_tells_how_the_training_goes_and_then_every_step(server: str) -> None:
    stream = heard(server, DEEP)
    names = names_of(stream)
    count, steps = names.count("progress"), names.count("steps")
    assert count >= 1
    assert names == ["begin", *["progress"] * count, *["steps"] * steps, "verdict", "verdict", "end"]
    told = [orjson.loads(event.data) for event in stream if event.name == "progress"]
    reached = [one["a"]["step"] for one in told]
    assert reached == sorted(reached)
    assert 0 < reached[0] <= 60
    assert all(set(one["b"]) == {"step", "loss"} for one in told)
    assert all(event.id in {None, ""} for event in stream if event.name == "progress")
    assert orjson.loads(stream[0].data)["runs"][0]["start"] is None
    assert orjson.loads(stream[-1].data) == {"step": 60}


def test_a_stream_tells_the_very_numbers_of_the_table(server: str) -> None:
    streamed, table = joined(heard(server, DEEP)), whole(server, DEEP)
    for run, columns in table.items():
        assert {name: streamed[run][name] for name in columns} == columns
        assert len(streamed[run]["off_plane"]) == 61


def test_a_stream_goes_on_behind_the_step_that_arrived_with_the_same_numbers(server: str) -> None:
    full, rest = joined(heard(server, DEEP)), heard(server, DEEP, after="25")
    assert "begin" not in names_of(rest)
    for run, columns in joined(rest).items():
        assert columns["step"] == list(range(26, 61))
        for name, values in columns.items():
            assert values == full[run][name][26:]


def test_after_the_last_step_there_is_nothing_left(server: str) -> None:
    answer = httpx.get(f"{server}/api/run?{DEEP}", headers={"Last-Event-ID": "60"}, timeout=60)
    assert answer.status_code == 204


def test_another_server_resumes_with_the_very_same_numbers(server: str) -> None:
    with serving() as (other, _):
        rest = joined(heard(other, DEEP, after="50"))
    full = joined(heard(server, DEEP))
    assert rest["a"]["loss"] == full["a"]["loss"][51:]
    assert rest["a"]["x"] == full["a"]["x"][51:]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("path", ["run", "run.json", "surface"])
def test_a_client_that_leaves_stops_the_training(path: str) -> None:
    with serving() as (address, process):
        httpx.get(f"{address}/api/catalog", timeout=60)
        leave(f"{address}/api/{path}?{LONG}", process.pid)
        rests(process.pid)


@pytest.mark.parametrize("id", NETWORKS)
async def test_every_ready_network_has_a_surface(
    client: httpx.AsyncClient, anyio_backend: str, id: str
) -> None:
    answer = await client.get(f"/api/surface?surface={id}&n=9&steps=4&a=adam")
    assert answer.status_code == 200
    found = answer.json()
    assert found["plane"]["kind"] == "pca"
    assert all(None not in row for row in found["z"])


async def test_a_point_takes_two_coordinates_of_the_plane(
    client: httpx.AsyncClient, anyio_backend: str
) -> None:
    query = "surface=network&steps=5&a=adam"
    assert (await client.get(f"/api/point?{query}&at=0.5,1")).json()["at"] == [0.5, 1]
    refused = await client.get(f"/api/point?{query}&at=0.5")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "at"


@pytest.mark.parametrize(
    "path", ["arithmetic?run=a&at=1", "derivative?at=1,1", "inside?from=0", "trust?"]
)
async def test_what_needs_a_formula_is_refused_under_surface(
    client: httpx.AsyncClient, anyio_backend: str, path: str
) -> None:
    refused = await client.get(f"/api/{path}&surface=network&batch=5&steps=5&a=adam")
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["surface"]


async def test_a_plane_that_turns_out_not_to_exist_is_refused_in_words(
    client: httpx.AsyncClient, anyio_backend: str
) -> None:
    refused = await client.get("/api/surface?surface=network&steps=5&s.plane=ends&a=adam&b=adam")
    assert refused.status_code == 422
    assert refused.json()["errors"][0] == {
        "field": "s.plane",
        "message": "Two runs ended at the same weights, so no line goes through them.",
    }
