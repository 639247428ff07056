"""The pages of storyboards: one to arrange them on, where mistakes are mended, and one to read."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import httpx
import pytest

from app.show.board import pack
from app.show.lessons import lesson, lessons
from app.web.security import POLICY

pytestmark = pytest.mark.anyio
HTML = {"Accept": "text/html"}
HOSTILE = "</script><script>alert(1)</script>'\""
FILE = f"""+++
title = {json.dumps(HOSTILE)}
+++

# {HOSTILE}

```experiment
surface=booth&a=gd
step=3
```

{HOSTILE} [a](javascript:alert(1)) and $p - lr*g$.

## Question

Only asked?

## Notes

Not for all.

# Bare

```experiment
surface=bowl&a=adam
```
"""
LINK = f"board={pack(FILE)}"


def draft(page: httpx.Response) -> dict[str, Any]:
    """What the page begins with."""
    assert page.status_code == 200
    found = re.search(r'data-draft="([^"]*)"', page.text)
    assert found
    told: dict[str, Any] = json.loads(unescape(found[1]))
    return told


async def test_a_bare_address_is_a_new_storyboard_that_lessons_can_begin(client: httpx.AsyncClient) -> None:
    page = await client.get("/board")
    assert page.headers["content-security-policy"] == POLICY
    assert draft(page) == {"title": "My storyboard", "summary": "", "minutes": 0, "steps": []}
    led = re.findall(r'<a href="/board\?lesson=([^"]+)"', page.text)
    assert led == [one.id for one in lessons()]


async def test_a_link_opens_as_it_was_written(client: httpx.AsyncClient) -> None:
    page = await client.get(f"/board?{LINK}")
    told = draft(page)
    assert told["title"] == HOSTILE
    assert told["steps"][0] == {
        "title": HOSTILE,
        "query": "surface=booth&a=gd&step=3",
        "text": f"{HOSTILE} [a](javascript:alert(1)) and $p - lr*g$.",
        "question": "Only asked?",
        "answer": "",
        "notes": "Not for all.",
    }
    assert "<script>alert" not in page.text


async def test_a_lesson_opens_as_a_storyboard_of_ones_own(client: httpx.AsyncClient) -> None:
    moved = await client.get("/board?lesson=derivative")
    assert moved.status_code == 307
    told = draft(await client.get(moved.headers["location"]))
    known = lesson("derivative")
    assert known
    assert (told["title"], told["minutes"]) == (known.title, known.minutes)
    assert [step["query"] for step in told["steps"]] == [step.link for step in known.steps]
    assert [step["notes"] for step in told["steps"]] == [step.notes for step in known.steps]


async def test_what_is_wrong_with_a_step_is_mended_on_the_page_and_refused_elsewhere(
    client: httpx.AsyncClient,
) -> None:
    broken = f"board={pack(FILE.replace('a=adam', 'a=adm'))}"
    told = draft(await client.get(f"/board?{broken}"))
    assert told["steps"][1]["query"] == "surface=bowl&a=adm"
    read = await client.get(f"/board/read?{broken}", headers=HTML)
    assert read.status_code == 422
    assert "a: " in read.text
    assert '<a href="/board">' in read.text


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/board?board=xyz", 422, "copy the whole link"),
        ("/board?boards=xyz", 422, "no such key"),
        ("/board?lesson=nowhere", 404, "no lesson of this name"),
        ("/board/read", 422, "Say which"),
        ("/board/read?board=xyz", 422, "copy the whole link"),
        (f"/board/read?{LINK}&step=3", 422, "leave it out"),
    ],
)
async def test_an_address_that_is_none_leads_to_a_new_storyboard(
    client: httpx.AsyncClient, path: str, status: int, said: str
) -> None:
    page = await client.get(path, headers=HTML)
    assert page.status_code == status
    assert said in page.text
    assert '<a href="/board">A new storyboard</a>' in page.text
    told = await client.get(path, headers={"Accept": "application/json"})
    assert told.json()["errors"]


async def test_it_reads_as_an_article_without_its_notes(client: httpx.AsyncClient) -> None:
    page = await client.get(f"/board/read?{LINK}")
    assert page.status_code == 200
    frames = [unescape(it) for it in re.findall(r'<iframe src="/embed\?([^"]+)"', page.text)]
    assert frames == ["surface=booth&a=gd&step=3", "surface=bowl&a=adam"]
    assert "<math" in page.text
    assert "Only asked?" in page.text
    assert "<details" not in page.text
    assert "Not for all" not in page.text
    assert "<script>alert" not in page.text
    assert not re.findall(r'href="javascript', page.text)
    assert f"/board?{LINK}" in page.text
    assert "minutes" not in page.text
    assert '<meta name="robots" content="noindex">' in page.text


async def test_lessons_lead_to_it_and_it_takes_a_link_to_add(client: httpx.AsyncClient) -> None:
    assert 'href="/board"' in (await client.get("/lessons")).text
    assert 'href="/board?lesson=loss"' in (await client.get("/lessons/loss")).text
    added = await client.get("/board?add=surface%3Dbooth%26a%3Dgd")
    assert draft(added)["steps"] == []
