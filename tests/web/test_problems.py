"""What is refused, and how: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import re

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.types import Message

from app import __version__
from app.core.errors import BadInput
from app.web.asking import Asked
from tests.experiment.test_refusals import BAD

pytestmark = pytest.mark.anyio

PATHS = (
    "catalog",
    "experiment",
    "surface",
    "point?at=1,2",
    "run",
    "run.json",
    "run.csv",
    "arithmetic?run=a&at=1",
)
PAGE = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def with_query(path: str, query: str) -> str:
    return f"/api/{path}{'&' if '?' in path else '?'}{query}"


@pytest.mark.parametrize(("query", "field"), [row[:2] for row in BAD], ids=[row[0][:60] for row in BAD])
async def test_every_bad_query_is_a_422_that_names_its_field(
    client: httpx.AsyncClient, query: str, field: str
) -> None:
    for path in ("run", "experiment"):
        answer = await client.get(f"/api/{path}?{query}")
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        found = answer.json()
        assert set(found) == {"type", "title", "status", "detail", "errors"}
        assert found["status"] == 422
        assert [set(error) - {"character", "line"} for error in found["errors"]] == [{"field", "message"}]
        assert found["errors"][0]["field"] == field


async def test_a_mistake_in_a_formula_is_told_with_its_character(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/experiment?surface=formula&formula=x**2%2B@")
    (error,) = answer.json()["errors"]
    assert (error["field"], error["character"]) == ("formula", 6)


async def test_a_mistake_in_a_rule_is_told_with_its_line_and_the_character_in_it(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/experiment?a=rule&a.rule=m%3Dg;%20p%20%3D%20p-lr*h(m)")
    (error,) = answer.json()["errors"]
    assert (error["field"], error["line"], error["character"]) == ("a.rule", 2, 10)


@pytest.mark.parametrize("path", PATHS)
async def test_every_path_refuses_a_bad_query(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(with_query(path, "a=adm&steps=0"))
    assert answer.status_code == 422
    fields = [error["field"] for error in answer.json()["errors"]]
    assert fields[:2] == ["a", "steps"]


@pytest.mark.parametrize(
    ("path", "field", "word"),
    [
        ("surface?n=1", "n", "2 to 401"),
        ("surface?n=402", "n", "2 to 401"),
        ("surface?n=5.5", "n", "whole number"),
        ("surface?n=many", "n", "not a number"),
        ("surface?n=", "n", "Nothing is given"),
        ("surface?n=5&n=6", "n", "more than once"),
        ("experiment?n=5", "n", "no such key"),
        ("point", "at", "at=X,Y"),
        ("point?at=", "at", "Nothing is given"),
        ("point?at=1", "at", "two numbers"),
        ("point?at=1,nan", "at", "not a finite"),
        ("point?surface=parabola&at=1,2", "at", "one number"),
        ("point?at=1,2&at=1,2", "at", "more than once"),
        ("point?at=%FF,1", "at", "not a number"),
        ("arithmetic?a=gd&at=1", "run", "run=a"),
        ("arithmetic?a=gd&run=b&at=1", "run", "choose one of a"),
        ("arithmetic?run=a&at=1", "run", "add one"),
        ("arithmetic?a=gd&run=a", "at", "at=K"),
        ("arithmetic?a=gd&run=a&at=0", "at", "1 to 10000"),
        ("arithmetic?a=gd&run=a&at=1.5", "at", "whole number"),
        ("arithmetic?a=gd&run=a&at=301", "at", "301"),
        ("arithmetic?a=gd&a.lr=100&run=a&at=200", "at", "200"),
        ("run?at=1", "at", "no such key"),
    ],
)
async def test_the_keys_of_one_answer_are_refused_by_name_too(
    client: httpx.AsyncClient, path: str, field: str, word: str
) -> None:
    answer = await client.get(f"/api/{path}")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert word in error["message"]


async def test_the_answers_own_keys_are_told_together_with_the_experiments(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/surface?n=0&steps=0&a=adm")).json()
    assert {error["field"] for error in found["errors"]} == {"n", "steps", "a"}
    assert found["detail"] == "3 things need mending: steps, a, n."


@pytest.mark.parametrize("id", ["x", "-1", "1.5", "12 13", "１２", "9" * 16, "0x10"])
async def test_a_last_event_id_that_is_no_step_is_refused(client: httpx.AsyncClient, id: str) -> None:
    answer = await client.get("/api/run?a=gd", headers=[(b"last-event-id", id.encode())])
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Last-Event-ID"


def test_bytes_that_are_not_text_are_refused() -> None:
    with pytest.raises(BadInput, match="not text in UTF-8"):
        Asked(Request({"type": "http", "query_string": b"a=\xff\xfe"}))


@pytest.mark.parametrize("path", ["/api", "/api/nix", "/api/run.xml", "/api/surface/1"])
async def test_an_address_below_api_that_leads_nowhere_is_a_problem_too(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_only_reading_is_possible(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/api/run")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("path", ["/?a=adm", "/api/run.json?a=adm"])
async def test_a_browser_gets_a_page_that_says_the_same_and_leads_on(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.get(path, headers=PAGE)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("text/html")
    assert "Did you mean adam?" in answer.text
    assert 'href="/"' in answer.text
    assert answer.headers["vary"].startswith("Accept")


async def test_what_a_user_typed_stands_on_the_page_as_text(client: httpx.AsyncClient) -> None:
    answer = await client.get("/?surface=<script>alert(1)</script>", headers=PAGE)
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


async def test_a_page_that_is_not_there_is_a_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/nowhere", headers=PAGE)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_program_that_asks_a_page_for_json_gets_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/?a=adm", headers={"accept": "application/json"})
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_refusal_is_not_kept_by_any_cache(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/run?a=adm")).headers["cache-control"] == "no-store"


async def test_a_refused_page_shows_the_link_part_by_part_and_opens_the_nearest(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/?surface=boot&a=gd&a.lr=fast&step=3", headers=PAGE)).text
    assert "Gradient descent (lr 0.001) goes down Booth" in page
    (nearest,) = re.findall(r'href="([^"]+)">Open the nearest', page)
    assert nearest == "/?surface=booth&amp;a=gd&amp;step=3"
    assert (await client.get(nearest.replace("&amp;", "&"), headers=PAGE)).status_code == 200
    (picture,) = re.findall(r'class="nearest" src="([^"]+)"', page)
    assert (await client.get(picture.replace("&amp;", "&"))).headers["content-type"] == "image/webp"
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index('class="parts"') :]))
    assert "surface = boot nearest: surface=booth a = gd a.lr = fast left out step = 3" in told


async def test_where_nothing_is_left_it_offers_only_a_fresh_start(client: httpx.AsyncClient) -> None:
    page = await client.get("/?surface=qqq", headers=PAGE)
    assert "Open the nearest" not in page.text
    assert "Start afresh" in page.text


async def test_what_this_version_does_not_know_may_be_from_a_newer_one(client: httpx.AsyncClient) -> None:
    page = (await client.get("/?a=adam_2035&dream=7", headers=PAGE)).text
    assert f"newer Fall Line than this one, which is version {__version__}" in page
    assert "newer" not in (await client.get("/?a=gd&a.lr=fast", headers=PAGE)).text


async def test_of_a_link_that_is_too_long_the_page_shows_what_could_be_read(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get(f"/?surface=booth&a=gd&hide={'a' * 20_000}", headers=PAGE)
    assert answer.status_code == 422
    assert "the limit is 16000" in answer.text
    assert "20,000 characters" in answer.text
    assert len(answer.text) < 10_000
    assert 'href="/?surface=booth&amp;a=gd">Open the nearest' in answer.text


async def test_whoever_goes_away_while_sending_leaves_nothing_in_the_log(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    heard = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
    said: list[Message] = []
    scope = {
        "type": "http", "method": "POST", "path": "/api/links", "raw_path": b"/api/links", "root_path": "",
        "query_string": b"", "headers": [(b"content-type", b"application/json")], "http_version": "1.1",
        "scheme": "http", "server": ("test", 80), "client": ("test", 1),
    }  # fmt: skip

    async def receive() -> Message:
        return next(heard)

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)
    assert said[0]["status"] == 400
    assert not caplog.records
