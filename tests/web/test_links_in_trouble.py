"""The store locked, full, away or damaged: no short link is lost, and the long ones go on."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.store import place
from app.store.place import FILE
from tests.web.test_links import PAGE, QUERY, made, post
from tests.web.test_stored_tables import errors, speak

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(anyio_backend: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with a store of its own, that is not there yet."""
    async with speak(data=str(tmp_path / "store")) as client:
        yield client


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for other programs a tenth of a second only."""
    monkeypatch.setattr(place, "PATIENCE", 0.1)


@pytest.mark.usefixtures("impatient")
async def test_a_locked_store_makes_no_link_and_says_so_while_all_links_open(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    told = await made(client)
    other = sqlite3.connect(tmp_path / "store" / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    message = errors(await post(client, {"query": "surface=beale&a=gd"}), 503)["query"]
    assert "locked by another program; try again in a moment" in message
    assert "The long link works" in message
    assert (await made(client))["id"] == told["id"]
    assert (await client.get(f"/s/{told['id']}")).status_code == 307
    owner = {"authorization": f"Bearer {told['token']}"}
    refused = await client.delete(f"/api/links/{told['id']}", headers=owner)
    assert "can't be deleted now" in errors(refused, 503)["id"]
    other.execute("ROLLBACK")
    other.close()
    assert (await made(client, "surface=beale&a=gd"))["token"]


async def test_a_full_store_makes_no_link_and_old_ones_lead_on(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    id = (await made(client))["id"]
    async with speak(data=str(tmp_path / "store"), store_bytes=600) as full:
        message = errors(await post(full, {"query": "surface=beale&a=gd"}), 507)["query"]
        assert "none is thrown away" in message
        assert (await full.get(f"/s/{id}")).status_code == 307
        assert (await made(full))["id"] == id


async def test_a_store_that_is_away_is_said_and_used_again_when_it_is_back(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder")
    async with speak(data=str(tmp_path / "store")) as client:
        assert "can't be reached" in errors(await post(client, {"query": QUERY}), 503)["query"]
        assert (await client.get(f"/?{QUERY}", headers=PAGE)).status_code == 200
        (tmp_path / "store").unlink()
        assert (await made(client))["token"]


async def test_a_damaged_store_is_no_unknown_link(client: httpx.AsyncClient, tmp_path: Path) -> None:
    id = (await made(client))["id"]
    (tmp_path / "store" / FILE).write_bytes(b"no database" * 1000)
    page = await client.get(f"/s/{id}", headers=PAGE)
    assert page.status_code == 503
    assert "be looked up now" in page.text
    assert "file is damaged" in page.text
    assert "long link" in page.text
