"""Answers that never change need not be sent twice."""

from __future__ import annotations

import httpx
import pytest

from app import __version__
from app.main import create_app
from app.web.caching import fingerprint
from app.web.settings import Settings

pytestmark = pytest.mark.anyio

PATHS = (
    "/api/catalog",
    "/api/experiment?a=adam",
    "/api/surface?n=5",
    "/api/point?at=1,2",
    "/api/run.json?a=gd&steps=5",
    "/api/run.csv?a=gd&steps=5",
    "/api/arithmetic?a=gd&run=a&at=1",
    "/",
    "/?a=gd",
    "/api/docs",
)


@pytest.mark.parametrize("path", PATHS)
async def test_who_holds_an_answer_is_told_that_it_still_holds(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    assert first.headers["cache-control"]
    again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]


@pytest.mark.parametrize("path", PATHS)
async def test_who_holds_another_answer_is_sent_this_one(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path, headers={"if-none-match": '"something", W/"else"'})).status_code == 200


@pytest.mark.parametrize("held", ["*", '"x", {}', '{},W/"y"'])
async def test_one_of_several_tags_is_enough(client: httpx.AsyncClient, held: str) -> None:
    tag = (await client.get("/api/surface?n=5")).headers["etag"]
    answer = await client.get("/api/surface?n=5", headers={"if-none-match": held.replace("{}", tag)})
    assert answer.status_code == 304


async def test_the_same_experiment_written_otherwise_has_the_same_tag(client: httpx.AsyncClient) -> None:
    tags = [
        (await client.get(f"/api/run.json?{query}")).headers["etag"]
        for query in ("a=gd&a.lr=0.5&steps=9", "steps=9.0&a.lr=5e-1&a=gd&surface=himmelblau&theme=dark")
    ]
    assert tags[0] == tags[1]


async def test_different_answers_have_different_tags(client: httpx.AsyncClient) -> None:
    paths = [
        *PATHS,
        "/api/surface?n=6",
        "/api/point?at=1,3",
        "/api/run.json?a=gd&steps=6",
        "/api/run.json?a=gd",
    ]
    tags = [(await client.get(path)).headers["etag"] for path in paths]
    assert len(set(tags)) == len(tags)


async def test_answers_may_be_kept_for_as_long_as_the_settings_say() -> None:
    transport = httpx.ASGITransport(app=create_app(Settings(max_age=77)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.get("/api/surface?n=5")).headers["cache-control"] == "public, max-age=77"


async def test_the_catalogue_is_asked_for_again_each_time_so_that_a_page_never_mixes_versions(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get("/api/catalog")).headers["cache-control"] == "no-cache"


def test_the_tag_follows_the_apps_version_and_its_code() -> None:
    assert fingerprint().startswith(f"{__version__}-")


async def test_large_answers_travel_compressed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/surface", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]
    plain = await client.get("/api/surface", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content
