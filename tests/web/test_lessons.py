"""The lessons as pages and as data: the same words, figures that are embeds, a way on from none."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

from app.show.lessons import lessons
from app.web.security import POLICY

pytestmark = pytest.mark.anyio
NAMES = [one.id for one in lessons()]
HTML = {"Accept": "text/html"}


async def test_the_list_leads_to_every_lesson_in_the_order_of_the_course(client: httpx.AsyncClient) -> None:
    page = await client.get("/lessons")
    assert page.status_code == 200
    assert page.headers["content-security-policy"] == POLICY
    assert re.findall(r'<h2><a href="/lessons/([^"]+)"', page.text) == NAMES
    told = (await client.get("/api/lessons")).json()
    assert [one["id"] for one in told] == NAMES
    pictures = [unescape(it) for it in re.findall(r'<img src="([^"]+)"', page.text)]
    for one, picture in zip(told, pictures, strict=True):
        assert picture.startswith(f"/api/poster.webp?{one['query']}&")


@pytest.mark.parametrize("name", NAMES)
async def test_a_page_shows_what_the_data_say_but_for_the_notes(client: httpx.AsyncClient, name: str) -> None:
    page = await client.get(f"/lessons/{name}")
    told = (await client.get(f"/api/lessons/{name}")).json()
    assert page.status_code == 200
    frames = [unescape(it) for it in re.findall(r'<iframe src="/embed\?([^"]+)"', page.text)]
    assert frames == [step["query"] for step in told["steps"]]
    assert page.text.count('loading="lazy"') == 2 * len(frames)
    opened = [unescape(it) for it in re.findall(r'<figcaption><a href="/\?([^"]+)"', page.text)]
    assert opened == [f"{step['query']}&{step['look']}".strip("&") for step in told["steps"]]
    for step in told["steps"]:
        assert step["text"] in page.text
        assert step["question"] in page.text
        assert step["answer"] in page.text
        assert step["notes"]
        assert step["notes"] not in page.text


async def test_every_picture_and_every_frame_of_a_lesson_is_answered(client: httpx.AsyncClient) -> None:
    page = await client.get("/lessons/derivative")
    for address in re.findall(r'src="(/(?:embed|api)[^"]+)"', page.text):
        assert (await client.get(unescape(address), headers=HTML)).status_code == 200, address


async def test_each_leads_to_the_next_and_the_last_to_an_experiment_of_ones_own(
    client: httpx.AsyncClient,
) -> None:
    pages = [(await client.get(f"/lessons/{name}")).text for name in NAMES]
    following = [re.findall(r'class="button primary" href="([^"]+)"', page)[0] for page in pages]
    assert following == [*[f"/lessons/{name}" for name in NAMES[1:]], "/"]


@pytest.mark.parametrize("name", ["nowhere", "<script>alert(1)", "..pyproject", "LOSS"])
async def test_a_name_that_is_none_leads_to_those_that_there_are(
    client: httpx.AsyncClient, name: str
) -> None:
    page = await client.get(f"/lessons/{name}", headers=HTML)
    assert page.status_code == 404
    assert re.findall(r'<a href="/lessons/([^"]+)"', page.text) == NAMES
    assert "<script>alert" not in page.text
    told = await client.get("/api/lessons/nowhere", headers={"Accept": "application/json"})
    assert told.status_code == 404
    assert told.json()["errors"][0]["field"] == "name"


async def test_pages_and_data_are_kept_by_their_tags(client: httpx.AsyncClient) -> None:
    for path in ("/lessons", "/lessons/loss", "/api/lessons", "/api/lessons/loss"):
        first = await client.get(path)
        again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304, path
