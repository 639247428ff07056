"""A table of one's own: sent once, read with words for what can't be, then carried by the link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.core.tables.packing import unpack
from app.core.tables.writing import csv_of
from app.main import create_app
from app.web.settings import Settings

pytestmark = pytest.mark.anyio

CSV = {"content-type": "text/csv"}
GOOD = "hours,passed\n1,no\n2,no\n4,yes\n6,yes\n"


async def send(client: httpx.AsyncClient, body: Any, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.post("/api/data", content=body, headers=CSV | named)


async def test_a_csv_comes_back_as_what_stands_for_it_in_a_link(client: httpx.AsyncClient) -> None:
    answer = await send(client, GOOD)
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert csv_of(unpack(told["data"])) == GOOD
    assert [column["name"] for column in told["columns"]] == ["hours", "passed"]
    assert told["columns"][1]["labels"] == ["no", "yes"]
    assert (told["count"], told["rows"][2], told["x"], told["y"]) == (4, [4, 1], ["hours"], "passed")
    assert told["notes"] == []
    assert told["where"].startswith("The rows are in the link, and nowhere else.")
    link = f"/api/experiment?surface=fit&s.data={told['data']}&a=gd"
    assert (await client.get(link)).json()["query"] == link.partition("?")[2]


async def test_semicolons_with_decimal_commas_are_read_as_they_are_meant(client: httpx.AsyncClient) -> None:
    told = (await send(client, "Größe;Gewicht\n1,5;3\n2,25;4\n")).json()
    assert told["rows"] == [[1.5, 3], [2.25, 4]]
    assert [column["name"] for column in told["columns"]] == ["grosse", "gewicht"]


async def test_what_is_left_out_is_said(client: httpx.AsyncClient) -> None:
    told = (await send(client, "x,y,note,empty\n1,2,a long story,\n2,3,7,\n,,,\n4,nan,no,\n")).json()
    assert told["count"] == 3
    assert [column["missing"] for column in told["columns"][:2]] == [0, 1]
    assert told["rows"][2][1] is None
    assert len(told["notes"]) >= 2


REFUSED = {
    "nothing at all": (b"", "nothing in this file"),
    "blank": (b"\n \n\n", "nothing in this file"),
    "a header alone": (b"x,y\n", "no row below it"),
    "one row": (b"x,y\n1,2\n", "only one row"),
    "no column of numbers": (b"x,y\nred,blue\ngreen,red\n", "No column holds numbers"),
    "one column": (b"x\n1\n2\n", "second column"),
    "only missing numbers": (b"x,y\nnan,inf\nNA,\nnull,nan\n", "“x” is left out"),
    "the wrong encoding": ("größe,y\n1,2\n2,3\n".encode("latin-1"), "not text in UTF-8"),
    "a spreadsheet": (b"PK\x03\x04" + bytes(200), "save the sheet as CSV"),
    "bytes": (bytes(range(256)), "not text in UTF-8"),
    "nulls": (b"x,y\n1,\x002\n", "null characters"),
    "ragged": (b"x,y\n1,2\n1,2,3\n", "Line 3 has 3 cells"),
    "an open quote": (b'x,y\n1,"2\n3,4\n', "quotation mark"),
    "too wide": (",".join(map(str, range(60))).encode() + b"\n" * 2, "60 columns where 50 fit"),
    "too many rows": (b"x,y\n" + b"1,2\n" * 1_000_000, "more than 100,000 rows"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_what_cannot_be_read_is_a_422_under_data_with_a_sentence(
    client: httpx.AsyncClient, case: str
) -> None:
    body, words = REFUSED[case]
    answer = await send(client, body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["field"] == "data"
    assert words in error["message"]
    assert error["message"].endswith((".", "…”"))
    assert "link" not in answer.json()["title"]


async def test_a_constant_column_is_taken_and_only_refused_where_it_is_chosen(
    client: httpx.AsyncClient,
) -> None:
    told = (await send(client, "x,y,same\n1,2,5\n2,4,5\n3,1,5\n")).json()
    assert (told["x"], told["y"]) == (["x"], "y")
    chosen = await client.get(f"/api/experiment?surface=fit&s.data={told['data']}&s.x=same&a=gd")
    assert [error["field"] for error in chosen.json()["errors"]] == ["s.x"]
    assert "the same in every row" in chosen.json()["errors"][0]["message"]


class Endless:
    """Fifty megabytes sent bit by bit; knows how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while self.taken < 50_000_000:
            self.taken += 100_000
            yield b"12345,678\n" * 10_000


async def test_what_is_too_large_is_refused_before_it_has_all_been_taken(client: httpx.AsyncClient) -> None:
    sent = Endless()
    answer = await send(client, sent)
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["field"] == "data"
    assert "10 MB" in answer.json()["errors"][0]["message"]
    assert sent.taken <= 10_200_000


async def test_what_says_that_it_is_too_large_is_not_taken_at_all(client: httpx.AsyncClient) -> None:
    sent = Endless()
    assert (await send(client, sent, content_length="50000000")).status_code == 413
    assert sent.taken == 0


async def test_the_limit_is_the_servers_setting() -> None:
    transport = httpx.ASGITransport(app=create_app(Settings(data_bytes=len(GOOD))))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await send(client, GOOD)).status_code == 201
        assert (await send(client, GOOD + "7,yes\n")).status_code == 413


@pytest.mark.parametrize("told", ["", "application/json", "multipart/form-data; boundary=x", "text/html"])
async def test_another_type_than_csv_or_text_is_refused(client: httpx.AsyncClient, told: str) -> None:
    answer = await client.post("/api/data", content=GOOD, headers={"content-type": told} if told else {})
    assert answer.status_code == 415
    assert "text/csv or text/plain" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("told", ["text/csv", "TEXT/CSV; charset=utf-8", "text/plain;charset=UTF-8"])
async def test_csv_and_plain_text_are_taken_however_they_are_written(
    client: httpx.AsyncClient, told: str
) -> None:
    assert (await client.post("/api/data", content=GOOD, headers={"content-type": told})).status_code == 201


async def test_no_other_site_may_send_rows_or_read_an_answer_and_no_cookie_is_set(
    client: httpx.AsyncClient,
) -> None:
    foreign = await send(client, GOOD, origin="https://elsewhere.example", sec_fetch_site="cross-site")
    assert foreign.status_code == 403
    assert "another site" in foreign.json()["errors"][0]["message"]
    answer = await send(client, GOOD, origin="http://test", sec_fetch_site="same-origin")
    assert answer.status_code == 201
    assert not [name for name in answer.headers if name.startswith("access-control") or name == "set-cookie"]
    asked = await client.options("/api/data", headers={"origin": "https://elsewhere.example"})
    assert asked.status_code == 405


async def test_what_may_be_done_there_is_said_where_something_else_is_tried(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.put("/api/data", content=GOOD, headers=CSV)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


async def test_the_example_of_the_description_is_taken(client: httpx.AsyncClient) -> None:
    operation = (await client.get("/api/openapi.json")).json()["paths"]["/api/data"]["post"]
    example = operation["requestBody"]["content"]["text/csv"]["example"]
    assert {"201", "403", "413", "415", "422", "503", "507"} == set(operation["responses"])
    assert (await send(client, example)).status_code == 201
    assert 'id="post-data"' in (await client.get("/api/docs", headers={"accept": "text/html"})).text


async def test_a_name_of_a_column_that_is_markup_stays_text(client: httpx.AsyncClient) -> None:
    told = (await send(client, "<img src=x onerror=alert(1)>,y\n1,2\n2,3\n")).json()
    assert told["columns"][0]["name"] == "img_src_x_onerror_alert_1"
    link = f"/?surface=fit&s.data={quote(told['data'])}&a=gd"
    page = await client.get(link, headers={"accept": "text/html"})
    assert "<img src=x" not in page.text
