"""Storyboards over HTTP: sent as JSON or as a file, told from their link, taken away as a file."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from app.show.board import pack
from app.web.boards import LIMIT

pytestmark = pytest.mark.anyio
QUERY = "surface=booth&a=gd"
SENT = {
    "title": "Mine",
    "steps": [
        {"query": f"http://test/?{QUERY}&step=9", "title": "Down", "text": "So $p - lr*g$."},
        {"query": "surface=bowl&a=adam", "notes": "Wait."},
    ],
}


async def made(client: httpx.AsyncClient, sent: object = SENT, status: int = 200) -> dict[str, Any]:
    answer = await client.post("/api/board", json=sent)
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    return told


def errors(answer: httpx.Response, status: int = 422) -> dict[str, str]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].split(";")[0] == "application/problem+json"
    return {one["field"]: one["message"] for one in answer.json()["errors"]}


async def test_what_is_sent_is_told_as_a_lesson_with_its_link(client: httpx.AsyncClient) -> None:
    told = await made(client)
    lesson = (await client.get("/api/lessons/loss")).json()
    assert set(told) == set(lesson) | {"board"}
    first, second = told["steps"]
    assert set(first) == set(lesson["steps"][0]) | {"source"}
    assert (first["query"], first["look"], first["title"]) == (QUERY, "step=9", "Down")
    assert "<math" in first["text"]
    assert first["source"] == {"text": "So $p - lr*g$.", "question": "", "answer": "", "notes": "", "ask": ""}
    assert (second["title"], second["notes"]) == ("Bowl", "<p>Wait.</p>\n")
    assert (await client.get("/api/board", params={"board": told["board"]})).json() == told


async def test_its_file_is_taken_away_and_sent_again(client: httpx.AsyncClient) -> None:
    told = await made(client, SENT | {"title": "Über die Steigung"})
    file = await client.get("/api/board.md", params={"board": told["board"]})
    assert file.headers["content-type"].startswith("text/markdown")
    assert file.headers["content-disposition"] == 'attachment; filename="uber-die-steigung.md"'
    headers = {"Content-Type": "text/markdown; charset=utf-8"}
    again = await client.post("/api/board", content=file.content, headers=headers)
    assert again.json() == told


async def test_a_short_link_of_this_site_stands_for_its_experiment(client: httpx.AsyncClient) -> None:
    sent = {"query": f"{QUERY}&step=3", "title": "Short", "description": "What to see"}
    url = (await client.post("/api/links", json=sent)).json()["url"]
    (step,) = (await made(client, {"title": "Mine", "steps": [{"query": url}]}))["steps"]
    assert (step["query"], step["look"], step["title"]) == (QUERY, "step=3", "Short")
    assert step["source"]["text"] == "What to see"
    nowhere = await client.post("/api/board", json={"title": "Mine", "steps": [{"query": "/s/0000000"}]})
    assert "No link 0000000" in errors(nowhere)["step 1"]
    elsewhere = {"title": "Mine", "steps": [{"query": url.replace("//test", "//elsewhere")}]}
    assert "only that site" in errors(await client.post("/api/board", json=elsewhere))["step 1"]


async def test_everything_wrong_is_named_by_its_step(client: httpx.AsyncClient) -> None:
    steps = [{"query": "surface=nowhere&steps=0"}, {"query": QUERY, "notes": "$($"}, {"query": "hello"}]
    told = (await client.post("/api/board", json={"title": "", "steps": steps})).json()
    assert told["title"] == "This storyboard can't be used as it is"
    found = [one["field"] for one in told["errors"]]
    assert found == ["title", "step 1", "step 1", "step 2 notes", "step 3"]
    said = [one["message"].partition(":")[0] for one in told["errors"]]
    assert said[1:3] == ["surface", "steps"]


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ("", "board", "Say which"),
        ("board=", "board", "copy the whole link"),
        ("board=xyz", "board", "copy the whole link"),
        ("board=xyz&step=3", "step", "leave it out"),
        ("board=xyz&board=xyz", "board", "more than once"),
        (f"board={'x' * 12_001}", "board", "longer than"),
        (f"board={pack('no storyboard')}", "board", "line +++"),
    ],
)
@pytest.mark.parametrize("path", ["/api/board", "/api/board.md"])
async def test_a_link_that_is_none_is_refused(
    client: httpx.AsyncClient, path: str, query: str, field: str, said: str
) -> None:
    assert said in errors(await client.get(f"{path}?{query}"))[field]


@pytest.mark.parametrize(
    ("content", "headers", "status", "said"),
    [
        (b"{", {"Content-Type": "application/json"}, 422, "This is not JSON"),
        (b"[]", {"Content-Type": "application/json"}, 422, "Send JSON such as"),
        (b"\xff", {"Content-Type": "text/markdown"}, 422, "UTF-8"),
        (b"x", {"Content-Type": "text/plain"}, 415, "application/json or text/markdown"),
        (b"x" * (LIMIT + 1), {"Content-Type": "text/markdown"}, 413, "at most 60,000 bytes"),
        (b"{}", {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, 403, "another site"),
    ],
)
async def test_a_body_that_is_none_is_refused(
    client: httpx.AsyncClient, content: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    answer = await client.post("/api/board", content=content, headers=headers)
    assert said in errors(answer, status)["board"]


async def test_a_storyboard_is_kept_by_its_tag(client: httpx.AsyncClient) -> None:
    board = quote((await made(client))["board"])
    for path in ("/api/board", "/api/board.md"):
        tag = (await client.get(f"{path}?board={board}")).headers["etag"]
        again = await client.get(f"{path}?board={board}", headers={"If-None-Match": tag})
        assert again.status_code == 304


async def test_a_hundred_steps_of_many_words_are_too_long_and_a_hundred_short_ones_fit(
    client: httpx.AsyncClient,
) -> None:
    steps: list[dict[str, str]] = [
        {"query": f"{QUERY}&a.lr=0.0{n + 1:03}", "title": f"Step {n}"} for n in range(100)
    ]
    told = await made(client, {"title": "Mine", "steps": steps})
    assert len(told["board"]) < 3000
    words = [
        step | {"text": " ".join([str(n * k * 7919 % 9973) for k in range(120)])}
        for n, step in enumerate(steps)
    ]
    answer = await client.post("/api/board", json={"title": "Mine", "steps": words})
    assert "too long for a link" in errors(answer)["board"]
