"""A table too large for a link: kept by the server, named by its id everywhere, refused where it can't be."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from app.main import create_app
from app.store.place import FILE
from app.web.settings import Settings
from tests.store.conftest import at_once

pytestmark = pytest.mark.anyio

ROWS = 2500
LARGE = "hours,mark\n" + "".join(f"{k * 0.37 % 11:.3f},{k * k % 7919 / 1000:.3f}\n" for k in range(ROWS))
UNKNOWN = "t-0123456789"


@asynccontextmanager
async def speak(**settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server with these settings, whose store is let go of at the end."""
    app = create_app(Settings(**settings))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
    app.state.store.access.engine.dispose()


@pytest.fixture
async def client(anyio_backend: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with a store of its own, that is not there yet."""
    async with speak(data=str(tmp_path / "store")) as client:
        yield client


async def send(client: httpx.AsyncClient, body: str = LARGE) -> httpx.Response:
    return await client.post("/api/data", content=body, headers={"content-type": "text/csv"})


async def kept(client: httpx.AsyncClient) -> str:
    answer = await send(client)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["data"])


def errors(answer: httpx.Response, status: int = 422) -> dict[str, str]:
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


async def test_it_is_kept_and_where_it_is_is_said(client: httpx.AsyncClient, tmp_path: Path) -> None:
    assert not (tmp_path / "store").exists()
    told = (await send(client)).json()
    assert told["data"].startswith("t-")
    assert "kept on this server" in told["where"]
    assert (told["count"], len(told["rows"])) == (ROWS, 1000)
    assert (await send(client)).json()["data"] == told["data"]
    assert (tmp_path / "store" / FILE).exists()


async def test_a_small_table_leaves_no_trace(client: httpx.AsyncClient, tmp_path: Path) -> None:
    small = (await send(client, "x,y\n1,2\n3,4\n")).json()
    assert small["data"].startswith("z-")
    assert (await client.get(f"/api/run.json?surface=fit&s.data={small['data']}&a=gd")).status_code == 200
    assert not (tmp_path / "store").exists()


EVERYWHERE = [
    "experiment?", "surface?n=5&", "point?at=1,1&", "run?", "run.json?", "run.csv?", "fit?", "curves?",
    "curve?at=1,1&", "rows?run=a&at=3&", "batch?run=a&at=3&n=5&", "inside?", "field?", "compare?", "trust?",
    "arithmetic?run=a&at=1&", "derivative?at=1,1&", "catalog?",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
async def test_its_id_works_wherever_a_query_does_and_an_unknown_one_is_refused_there(
    client: httpx.AsyncClient, path: str
) -> None:
    link = "surface=fit&s.data={}&s.standardize=1&batch=50&steps=5&a=gd&a.lr=0.1"
    answer = await client.get(f"/api/{path}{link.format(await kept(client))}")
    assert answer.status_code == 200, answer.text
    found = errors(await client.get(f"/api/{path}{link.format(UNKNOWN)}"))
    assert list(found) == ["s.data"]
    assert UNKNOWN in found["s.data"]


async def test_the_page_opens_it_and_offers_the_rest_of_a_link_that_is_refused(
    client: httpx.AsyncClient,
) -> None:
    id = await kept(client)
    html = {"accept": "text/html"}
    page = await client.get(f"/?surface=fit&s.data={id}&a=gd", headers=html)
    assert page.status_code == 200
    bad = await client.get(f"/?surface=fit&s.data={id}&a=gd&steps=many", headers=html)
    assert bad.status_code == 422
    assert f"?surface=fit&amp;s.data={id}&amp;a=gd" in bad.text
    lost = await client.get(f"/?surface=fit&s.data={UNKNOWN}&a=gd", headers=html)
    assert lost.status_code == 422
    assert "add the CSV itself" in lost.text


async def test_its_rows_are_told_by_its_id(client: httpx.AsyncClient) -> None:
    id = await kept(client)
    told = (await client.get(f"/api/data/{id}")).json()
    assert (told["count"], len(told["rows"])) == (ROWS, ROWS)
    assert told["rows"][1] == [0.37, 0.001]
    assert list(errors(await client.get(f"/api/data/{id}?rows=3"))) == ["rows"]
    assert "No table" in errors(await client.get(f"/api/data/{UNKNOWN}"), 404)["id"]


async def test_answers_about_it_never_change_and_are_not_made_twice(client: httpx.AsyncClient) -> None:
    link = f"/api/surface?n=5&surface=fit&s.data={await kept(client)}&a=gd"
    answer = await client.get(link)
    assert answer.headers["cache-control"] == "public, max-age=3600"
    again = await client.get(link, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_another_process_reads_what_one_has_kept(client: httpx.AsyncClient, tmp_path: Path) -> None:
    link = f"/api/run.json?surface=fit&s.data={await kept(client)}&steps=20&a=adam"
    async with speak(data=str(tmp_path / "store")) as other:
        assert (await other.get(link)).json() == (await client.get(link)).json()
    async with speak(data=str(tmp_path / "elsewhere")) as stranger:
        assert list(errors(await stranger.get(link))) == ["s.data"]


async def test_what_is_deleted_is_unknown_and_the_same_file_brings_it_back(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    link = f"/api/experiment?surface=fit&s.data={await kept(client)}&a=gd"
    assert (await client.get(link)).status_code == 200
    (tmp_path / "store" / FILE).unlink()
    assert list(errors(await client.get(link))) == ["s.data"]
    await kept(client)
    assert (await client.get(link)).status_code == 200


async def test_a_full_store_refuses_new_tables_and_keeps_answering_for_the_old(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    id = await kept(client)
    async with speak(data=str(tmp_path / "store"), store_bytes=20_000) as full:
        refused = errors(await send(full, LARGE + "1,1\n"), 507)["data"]
        assert "can't be kept on this server" in refused
        assert "none is thrown away" in refused
        assert (await full.get(f"/api/experiment?surface=fit&s.data={id}&a=gd")).status_code == 200
        assert (await send(full, "x,y\n1,2\n3,4\n")).status_code == 201


async def test_a_store_that_cannot_be_used_says_why_and_long_links_go_on(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    async with speak(data=str(tmp_path / "store")) as client:
        assert "can't be reached" in errors(await send(client), 503)["data"]
        small = (await send(client, "x,y\n1,2\n3,4\n")).json()["data"]
        assert (await client.get(f"/api/experiment?surface=fit&s.data={small}&a=gd")).status_code == 200
        (tmp_path / "store").unlink()
        assert (await send(client)).status_code == 201


async def test_a_damaged_store_is_no_unknown_table(client: httpx.AsyncClient, tmp_path: Path) -> None:
    id = await kept(client)
    (tmp_path / "store" / FILE).write_bytes(b"no database" * 1000)
    for path in (f"experiment?surface=fit&s.data={id}&a=gd", f"data/{id}"):
        (message,) = errors(await client.get(f"/api/{path}"), 503).values()
        assert "damaged" in message


async def test_the_limits_on_rows_and_columns_are_settings() -> None:
    async with speak(data_rows=5, data_columns=3) as client:
        assert (await send(client, "x,y\n" + "1,2\n" * 5)).status_code == 201
        assert "more than 5 rows" in errors(await send(client, "x,y\n" + "1,2\n" * 6))["data"]
        assert "4 columns where 3 fit" in errors(await send(client, "a,b,c,d\n1,2,3,4\n" * 2))["data"]


async def test_the_work_for_one_request_is_a_setting_and_refused_before_it_begins(tmp_path: Path) -> None:
    async with speak(data=str(tmp_path), work=1) as client:
        id = await kept(client)
        link = f"surface=fit&s.data={id}&a=gd"
        assert (await client.get(f"/api/run.json?{link}&steps=400")).status_code == 200
        for path in ("run", "run.json", "run.csv", "experiment"):
            message = errors(await client.get(f"/api/{path}?{link}&steps=401"))["steps"]
            assert "at most 400 steps" in message
        assert "take n=20 at most" in errors(await client.get(f"/api/surface?{link}&n=21"))["n"]
        assert len((await client.get(f"/api/surface?{link}&n=20")).json()["x"]) == 20
        # Whoever names no number gets as many as there may be.
        assert len((await client.get(f"/api/surface?{link}")).json()["x"]) == 20


async def test_the_stream_of_a_run_on_it_can_be_taken_up_again(client: httpx.AsyncClient) -> None:
    link = f"/api/run?surface=fit&s.data={await kept(client)}&steps=30&a=gd"
    whole = (await client.get(link)).text
    rest = (await client.get(link, headers={"last-event-id": "12"})).text
    (first,) = [line for line in rest.split("\n") if line.startswith("data") and '"step":[13' in line][:1]
    assert orjson.loads(first.removeprefix("data: "))["a"]["step"][0] == 13
    assert rest.split("event: verdict")[1] == whole.split("event: verdict")[1]


async def test_servers_on_one_postgresql_share_what_they_keep(postgres: str) -> None:
    try:
        async with speak(database_url=postgres) as one, speak(database_url=postgres) as other:
            link = f"/api/run.json?surface=fit&s.data={await kept(one)}&steps=20&a=adam"
            assert (await other.get(link)).json() == (await one.get(link)).json()
            assert list(errors(await other.get(link.replace("s.data=t-", "s.data=t-0")))) == ["s.data"]
    finally:
        at_once(postgres, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


def test_an_address_of_no_database_stops_the_start_with_the_name_of_the_setting() -> None:
    with pytest.raises(ValueError, match=r"FALLLINE_DATABASE_URL: .*PostgreSQL"):
        create_app(Settings(database_url="mysql://here/it"))
