"""The stage's pages: a lesson or an experiment of anyone's own, told whole, in a page like the app's."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from app.show.lessons import lessons
from app.web.security import POLICY

pytestmark = pytest.mark.anyio
NAMES = [one.id for one in lessons()]


def lecture_in(page: str) -> dict[str, Any]:
    """What a page of the stage is told of its lecture."""
    found = re.search(r'<script type="application/json" id="lecture">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


async def test_the_shelf_leads_to_every_lesson_and_to_an_experiment(client: httpx.AsyncClient) -> None:
    page = await client.get("/present")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY
    assert re.findall(r'<h2><a href="(/present/[^"]+)"', page.text) == [f"/present/{one}" for one in NAMES]
    assert 'href="/present/experiment"' in page.text


@pytest.mark.parametrize("name", NAMES)
async def test_a_lesson_is_told_whole_as_the_api_tells_it(client: httpx.AsyncClient, name: str) -> None:
    page = await client.get(f"/present/{name}")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY
    assert 'data-mode="stage"' in page.text
    told = lecture_in(page.text)
    assert told.pop("name") == {"lesson": name}
    assert told == (await client.get(f"/api/lessons/{name}")).json()


async def test_an_experiment_is_a_lecture_of_one_step_under_the_words_of_its_link(
    client: httpx.AsyncClient,
) -> None:
    asked = "a=gd&surface=bowl&a.lr=0.10&view=contour&step=3&title=A+bowl&description=%3Cb%3Eround%3C/b%3E"
    told = lecture_in((await client.get(f"/present/experiment?{asked}")).text)
    assert told["name"] is None
    [step] = told["steps"]
    assert step["title"] == told["title"] == "A bowl"
    assert step["query"] == (await client.get(f"/api/experiment?{asked}")).json()["query"]
    assert step["look"] == "step=3&view=contour"
    assert step["text"] == "<p>&lt;b&gt;round&lt;/b&gt;</p>"
    assert step["question"] == step["answer"] == step["notes"] == ""


async def test_without_a_query_the_stage_has_what_the_page_opens_with(client: httpx.AsyncClient) -> None:
    told = lecture_in((await client.get("/present/experiment")).text)
    assert told["steps"][0]["query"]
    assert told["steps"][0]["text"] == ""


async def test_what_is_not_there_and_what_is_bad_is_refused_with_a_way_on(client: httpx.AsyncClient) -> None:
    html = {"Accept": "text/html"}
    missing = await client.get("/present/nothing", headers=html)
    assert missing.status_code == 404
    assert 'href="/present/derivative"' in missing.text
    bad = await client.get("/present/experiment?surface=nowhere", headers=html)
    assert bad.status_code == 422
    assert 'href="/present/experiment?' in bad.text


async def test_words_cannot_end_the_block_that_they_are_told_in(client: httpx.AsyncClient) -> None:
    page = await client.get("/present/experiment?surface=bowl&a=gd&title=%3C/script%3E%3Cscript%3Ealert(1)")
    assert "<script>alert" not in page.text
    assert lecture_in(page.text)["title"] == "</script><script>alert(1)"


async def test_the_page_offers_the_stage_and_an_embed_does_not(client: httpx.AsyncClient) -> None:
    assert 'href="/present/experiment"' in (await client.get("/")).text
    free = await client.get("/embedded?surface=bowl&a=gd&embed=free")
    assert "/present/experiment" not in free.text


async def test_a_storyboard_is_told_whole_as_the_api_tells_it(client: httpx.AsyncClient) -> None:
    sent = {"title": "Mine", "steps": [{"title": "First", "query": "surface=bowl&a=gd", "text": "See $x$."}]}
    made = (await client.post("/api/board", json=sent)).json()
    page = await client.get(f"/present/board?board={made['board']}")
    assert page.status_code == 200
    told = lecture_in(page.text)
    assert told.pop("name") == {"board": made["board"]}
    assert told == made
    assert (await client.get("/present/board")).status_code == 422


async def test_the_notes_are_told_the_same_lecture_and_lead_back_to_it(client: httpx.AsyncClient) -> None:
    for path in ("/present/learning-rate", "/present/experiment?surface=bowl&a=gd"):
        notes = await client.get(re.sub(r"(\?|$)", r"/notes\1", path, count=1))
        assert notes.status_code == 200
        assert notes.headers["content-security-policy"] == POLICY
        assert lecture_in(notes.text) == lecture_in((await client.get(path)).text)
        assert f'href="{path.replace("&", "&amp;")}"' in notes.text
    assert (await client.get("/present/nothing/notes")).status_code == 404


async def test_the_worker_may_keep_the_stage_and_nothing_else(client: httpx.AsyncClient) -> None:
    script = await client.get("/present/worker.js?edition=1")
    assert script.status_code == 200
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["service-worker-allowed"] == "/present"
    assert script.headers["cache-control"] == "no-cache"
    assert script.headers["content-security-policy"] == POLICY


async def test_every_file_that_the_stage_keeps_is_there(client: httpx.AsyncClient) -> None:
    page = (await client.get("/present/learning-rate")).text
    found = re.search(r'id="kept">(.*?)</script>', page, re.DOTALL)
    assert found
    kept = json.loads(found[1])
    assert any(one.endswith("/js/main.js") for one in kept)
    assert any(one.endswith("plotly.min.js") for one in kept)
    for address in kept:
        answer = await client.head(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["cache-control"]
