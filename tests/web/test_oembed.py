"""oEmbed as its specification has it: links in, frames out, and nothing for what is not ours."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from tests.web.test_links import NEVER, QUERY, made

pytestmark = pytest.mark.anyio

HERE = "http://test/"


class Frame(HTMLParser):
    """The one iframe in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.told: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.told = dict(attrs)


async def oembed(client: httpx.AsyncClient, url: str, **more: Any) -> httpx.Response:
    return await client.get("/oembed", params={"url": url, **more})


async def told(client: httpx.AsyncClient, url: str, **more: Any) -> dict[str, Any]:
    answer = await oembed(client, url, **more)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_long_link_becomes_a_frame_with_everything_that_the_specification_asks_for(
    client: httpx.AsyncClient,
) -> None:
    body = await told(client, f"{HERE}?{QUERY}&embed=free")
    assert (body["version"], body["type"], body["title"]) == ("1.0", "rich", "Booth")
    assert (body["provider_name"], body["provider_url"]) == ("Fall Line", HERE)
    assert (body["width"], body["height"]) == (800, 450)
    assert (body["thumbnail_width"], body["thumbnail_height"]) == (1200, 630)
    assert body["cache_age"] == 3600
    frame = Frame(body["html"])
    assert frame.tags == ["iframe"]
    assert (frame.told["width"], frame.told["height"]) == ("800", "450")
    assert frame.told["src"] == f"{HERE}embed?{QUERY}&embed=free"
    assert frame.told["title"] == "Booth · Fall Line"
    assert (await client.get(str(frame.told["src"]))).status_code == 200


async def test_short_links_and_those_of_embeds_are_told_alike(client: httpx.AsyncClient) -> None:
    short = await made(client, title="A bowl")
    known = await told(client, f"{HERE}?{QUERY}&title=A%20bowl")
    assert known["title"] == "A bowl"
    for url in (short["url"], f"{short['url']}/embed", f"{HERE}embed?{QUERY}&title=A+bowl"):
        assert await told(client, url) == known
    assert (await told(client, HERE))["thumbnail_url"].startswith(f"{HERE}api/preview.png?surface=himmelblau")


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ({"maxwidth": 320}, (320, 240)),
        ({"maxwidth": 1600, "maxheight": 300}, (800, 300)),
        ({"maxwidth": 90}, (90, 68)),
    ],
)
async def test_the_frame_and_the_picture_keep_within_the_room_that_there_is(
    client: httpx.AsyncClient, room: dict[str, int], size: tuple[int, int]
) -> None:
    body = await told(client, f"{HERE}?{QUERY}", **room)
    assert (body["width"], body["height"]) == size
    if "thumbnail_url" in body:
        assert body["thumbnail_width"] <= room.get("maxwidth", 10_000)
        assert body["thumbnail_height"] <= room.get("maxheight", 10_000)
        assert body["thumbnail_width"] >= 160
    assert ("thumbnail_url" in body) == (size[0] > 160)


async def test_as_xml_it_says_the_same(client: httpx.AsyncClient) -> None:
    answer = await oembed(client, f"{HERE}?{QUERY}&title=a%3Cb%26c", format="xml")
    assert answer.headers["content-type"].startswith("text/xml")
    root = ElementTree.fromstring(answer.content)
    body = await told(client, f"{HERE}?{QUERY}&title=a%3Cb%26c")
    assert {child.tag: child.text for child in root} == {key: str(value) for key, value in body.items()}


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/?surface=booth", "http://test/api/docs", "http://test.evil/?a=gd", "ftp://test/",
     "http://[/", "//test/", "surface=booth", f"{HERE}s/{NEVER}", f"{HERE}s/..%2Fapi"],
)  # fmt: skip
async def test_what_is_no_link_of_ours_is_not_found(client: httpx.AsyncClient, url: str) -> None:
    answer = await client.get("/oembed", params={"url": url}, headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_what_can_not_be_meant_is_refused_by_its_key(client: httpx.AsyncClient) -> None:
    json = {"accept": "application/json"}
    wrong = await client.get("/oembed?maxwidth=many&maxheight=-1", headers=json)
    assert (wrong.status_code, [one["field"] for one in wrong.json()["errors"]]) == (
        422, ["url", "maxwidth", "maxheight"],
    )  # fmt: skip
    bad = await client.get("/oembed", params={"url": f"{HERE}?surface=booth&a=adm"}, headers=json)
    assert (bad.status_code, [one["field"] for one in bad.json()["errors"]]) == (422, ["a"])
    form = await client.get("/oembed", params={"url": HERE, "format": "yaml"}, headers=json)
    assert form.status_code == 501


async def test_an_answer_may_be_read_from_any_page_and_need_not_be_sent_twice(
    client: httpx.AsyncClient,
) -> None:
    answer = await oembed(client, f"{HERE}?{QUERY}")
    assert answer.headers["access-control-allow-origin"] == "*"
    held = {"if-none-match": answer.headers["etag"]}
    again = await client.get("/oembed", params={"url": f"{HERE}?{QUERY}"}, headers=held)
    assert again.status_code == 304
