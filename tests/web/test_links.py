"""Short links: the same for the same, leading where they were made to lead, and saying where they can't."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.store.place import FILE
from tests.store.conftest import at_once
from tests.web.test_stored_tables import UNKNOWN, errors, kept, speak

pytestmark = pytest.mark.anyio

QUERY = "surface=booth&start=1,2&a=gd&a.lr=0.05&step=5&hide=table"
PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PROGRAM = {"accept": "application/json"}
NEVER = "0123456"


@pytest.fixture
async def client(anyio_backend: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with a store of its own, that is not there yet."""
    async with speak(data=str(tmp_path / "store")) as client:
        yield client


async def post(client: httpx.AsyncClient, sent: Any, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/api/links", json=sent, headers=named)


async def made(client: httpx.AsyncClient, query: str = QUERY, **more: str) -> dict[str, Any]:
    answer = await post(client, {"query": query, **more})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def test_a_link_is_made_and_leads_to_the_long_form_with_what_is_looked_at(
    client: httpx.AsyncClient,
) -> None:
    answer = await post(client, {"query": QUERY, "title": "Booth", "description": "Down a bowl"})
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told["url"] == f"http://test/s/{told['id']}" == answer.headers["location"]
    followed = await client.get(f"/s/{told['id']}")
    long = f"/?{QUERY}&title=Booth&description=Down%20a%20bowl"
    assert (followed.status_code, followed.headers["location"]) == (307, long)
    assert followed.headers["cache-control"] == "no-cache"
    assert (await client.get(followed.headers["location"])).status_code == 200
    one = (await client.get(f"/api/links/{told['id']}")).json()
    assert (one["query"], one["title"], one["description"]) == (QUERY, "Booth", "Down a bowl")
    assert one["long"] == f"http://test{long}"
    # A link that says it itself is the same link.
    again = await post(client, {"query": long.removeprefix("/?")})
    assert (again.json()["id"], again.json()["token"]) == (told["id"], None)


async def test_words_that_would_make_a_link_longer_than_one_may_be_stay_behind(
    client: httpx.AsyncClient,
) -> None:
    points = ";".join(f"{k}.12345678,{k}.87654321" for k in range(490))
    query = f"surface=fit&s.data=points&s.points={points}&a=gd"
    id = (await made(client, query, title="Many", description="🙂" * 500))["id"]
    followed = await client.get(f"/s/{id}")
    assert "title" not in followed.headers["location"]
    assert (await client.get(followed.headers["location"])).status_code == 200


async def test_head_tells_where_a_link_leads_too(client: httpx.AsyncClient) -> None:
    id = (await made(client))["id"]
    answer = await client.head(f"/s/{id}")
    assert (answer.status_code, answer.headers["location"], answer.content) == (307, f"/?{QUERY}", b"")
    lost = await client.head(f"/s/{NEVER}")
    assert (lost.status_code, lost.content) == (404, b"")


@pytest.mark.parametrize(
    "other",
    [
        "a=gd&a.lr=0.0500&surface=booth&start=1.0,2&hide=table&step=5&steps=300",
        "?" + QUERY,
        "surface=booth&start=1%2C2&a=gd&a.lr=5e-2&step=5&hide=table",
    ],
)
async def test_the_same_state_has_the_same_link_however_it_is_written(
    client: httpx.AsyncClient, other: str
) -> None:
    first = await made(client)
    again = await made(client, other)
    assert again["id"] == first["id"]
    assert first["token"]
    assert again["token"] is None
    assert "whoever made it first has its token" in again["note"]


@pytest.mark.parametrize("changed", [{"query": QUERY + "&theme=dark"}, {"title": "x"}, {"description": "x"}])
async def test_what_is_looked_at_and_what_it_is_called_make_another_link(
    client: httpx.AsyncClient, changed: dict[str, str]
) -> None:
    assert (await made(client))["id"] != (await made(client, **{"query": QUERY, **changed}))["id"]


REFUSED = {
    "a bad number": ({"query": "surface=booth&a=gd&a.lr=many&steps=0"}, ["a.lr", "steps"]),
    "an unknown surface": ({"query": "surface=atlantis"}, ["surface"]),
    "a bad view": ({"query": "theme=pink"}, ["theme"]),
    "a whole address": ({"query": "http://test/?surface=booth"}, ["http://test/?surface"]),
    "too long": ({"query": "a=gd&" + "x" * 16_000}, ["query"]),
    "no query": ({"title": "x"}, ["query"]),
    "a number for a query": ({"query": 5}, ["query"]),
    "a list for a title": ({"query": QUERY, "title": ["x"]}, ["title"]),
    "nothing for a description": ({"query": QUERY, "description": None}, ["description"]),
    "something else": ({"query": QUERY, "color": "red"}, ["color"]),
    "a long title": ({"query": QUERY, "title": "x" * 121}, ["title"]),
    "a long description": ({"query": QUERY, "description": "x" * 501}, ["description"]),
    "a line break": ({"query": QUERY, "title": "one\ntwo"}, ["title"]),
    "a null character": ({"query": QUERY, "description": "one\0two"}, ["description"]),
    "text that turns around": ({"query": QUERY, "title": "safe\u202eexe.fdp"}, ["title"]),
    "several at once": (
        {"query": "a=adm", "title": "x" * 121, "description": "\u2028"}, ["a", "title", "description"],
    ),
    "a list": ([QUERY], ["query"]),
    "a text": (QUERY, ["query"]),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
async def test_what_cannot_be_meant_is_refused_under_its_field_and_nothing_is_made(
    client: httpx.AsyncClient, tmp_path: Path, case: str
) -> None:
    sent, fields = REFUSED[case]
    answer = await post(client, sent)
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(errors(answer)) == fields
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("body", [b"", b"{", b'{"query": "\xff"}', b'{"query": "\\ud800"}', b"[" * 5000])
async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/api/links", content=body, headers={"content-type": "application/json"})
    assert "Send JSON" in errors(answer)["query"]


async def test_titles_have_their_limit_in_characters_whatever_these_take(client: httpx.AsyncClient) -> None:
    title = "深" * 120
    id = (await made(client, title=title, description="🙂" * 500))["id"]
    assert (await client.get(f"/api/links/{id}")).json()["title"] == title


async def test_no_more_is_read_than_a_link_may_have(client: httpx.AsyncClient) -> None:
    assert "0.1 MB" in errors(await post(client, {"query": "x" * 100_000}), 413)["query"]


async def test_no_other_type_and_no_other_sites_page_may_make_one(client: httpx.AsyncClient) -> None:
    plain = await client.post("/api/links", content=b"{}", headers={"content-type": "text/plain"})
    assert "application/json" in errors(plain, 415)["query"]
    cross = await post(client, {"query": QUERY}, sec_fetch_site="cross-site")
    assert "another site" in errors(cross, 403)["query"]
    assert (await post(client, {"query": QUERY}, sec_fetch_site="same-origin")).status_code == 201


@pytest.mark.parametrize(
    "id", [NEVER, "short", "x" * 60, "ILLEGAL", "%3Cscript%3E", "..%2f..%2fetc", "%00", "%FF"]
)
async def test_a_link_that_leads_nowhere_gets_a_page_that_says_so_and_a_way_on(
    client: httpx.AsyncClient, id: str
) -> None:
    page = await client.get(f"/s/{id}", headers=PAGE)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    if "%2f" not in id:
        assert "This short link leads nowhere" in page.text
        assert "long link" in page.text
    assert 'href="/"' in page.text
    assert "<script>" not in page.text
    told = await client.get(f"/s/{id}", headers=PROGRAM)
    assert (told.status_code, told.headers["content-type"]) == (404, "application/problem+json")
    assert (await client.get(f"/api/links/{id}")).status_code == 404


async def test_its_token_deletes_it_and_the_page_then_says_that_it_was_deleted(
    client: httpx.AsyncClient,
) -> None:
    told = await made(client)
    where = f"/api/links/{told['id']}"
    bare = await client.delete(where)
    assert "Bearer" in errors(bare, 401)["token"]
    assert bare.headers["www-authenticate"] == "Bearer"
    wrong = await client.delete(where, headers={"authorization": "Bearer nonsense"})
    assert "not the token" in errors(wrong, 403)["token"]
    assert (await client.get(f"/s/{told['id']}")).status_code == 307
    owner = {"authorization": f"Bearer {told['token']}"}
    done = await client.delete(where, headers=owner)
    assert (done.status_code, done.content) == (204, b"")
    page = await client.get(f"/s/{told['id']}", headers=PAGE)
    assert page.status_code == 404
    assert "was deleted by whoever made it" in page.text
    assert "deleted" in errors(await client.delete(where, headers=owner), 404)["id"]
    again = await made(client)
    assert again["id"] == told["id"]
    assert again["token"] not in {None, told["token"]}


async def test_what_an_address_takes_is_said_where_it_takes_something_else(client: httpx.AsyncClient) -> None:
    for path, methods in (
        ("/api/links", "POST"), (f"/api/links/{NEVER}", "DELETE, GET, HEAD"), (f"/s/{NEVER}", "GET, HEAD"),
    ):  # fmt: skip
        answer = await client.put(path)
        assert (answer.status_code, answer.headers["allow"]) == (405, methods)


async def test_a_query_that_names_a_stored_table_is_taken_while_the_table_is_there(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    query = f"surface=fit&s.data={await kept(client)}&a=gd&step=3"
    id = (await made(client, query))["id"]
    assert (await client.get(f"/s/{id}", follow_redirects=True)).status_code == 200
    lost = await post(client, {"query": f"surface=fit&s.data={UNKNOWN}&a=gd"})
    assert UNKNOWN in errors(lost)["s.data"]
    # Whoever runs the server may delete a table; the link stays and says what is missing.
    with sqlite3.connect(tmp_path / "store" / FILE) as connection:
        connection.execute("DELETE FROM tables")
    connection.close()
    assert (await client.get(f"/s/{id}")).status_code == 307
    page = await client.get(f"/s/{id}", follow_redirects=True, headers=PAGE)
    assert page.status_code == 422
    assert "add the CSV itself" in page.text
    await kept(client)
    assert (await client.get(f"/s/{id}", follow_redirects=True)).status_code == 200


async def test_thirty_two_at_once_lose_nothing(client: httpx.AsyncClient) -> None:
    queries = [f"surface=booth&seed={k % 20}&a=gd" for k in range(32)]
    told = await asyncio.gather(*[made(client, query) for query in queries])
    assert len({one["id"] for one in told}) == 20 == len([one for one in told if one["token"]])
    followed = await asyncio.gather(*[client.get(f"/s/{one['id']}") for one in told])
    assert [one.headers["location"].partition("a=gd")[1] for one in followed] == ["a=gd"] * 32
    assert {one.status_code for one in followed} == {307}


async def test_servers_on_one_postgresql_share_their_links(postgres: str) -> None:
    try:
        async with speak(database_url=postgres) as one, speak(database_url=postgres) as other:
            told = await made(one)
            assert (await other.get(f"/s/{told['id']}")).headers["location"] == f"/?{QUERY}"
            assert (await made(other))["token"] is None
            owner = {"authorization": f"Bearer {told['token']}"}
            assert (await other.delete(f"/api/links/{told['id']}", headers=owner)).status_code == 204
            assert (await one.get(f"/s/{told['id']}", headers=PROGRAM)).status_code == 404
    finally:
        at_once(postgres, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


async def test_a_short_link_that_was_misread_is_not_followed_but_its_page_offers_the_one_that_was_meant(
    client: httpx.AsyncClient,
) -> None:
    id = (await made(client))["id"]
    misread = id.upper().replace("0", "O").replace("1", "I")
    for written in (misread, f"{id}.", f"{id})"):
        page = await client.get(f"/s/{written}", headers=PAGE)
        assert page.status_code == 404
        assert f'href="/s/{id}">Open the nearest' in page.text
    assert "Open the nearest" not in (await client.get("/s/zzzzzzz", headers=PAGE)).text


async def test_a_page_that_holds_a_short_link_which_leads_nowhere_may_show_why(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/s/zzzzzzz/embed", headers=PAGE)
    assert answer.status_code == 404
    assert "frame-ancestors 'self' *" in answer.headers["content-security-policy"]
