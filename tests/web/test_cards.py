"""A link pasted somewhere unfurls: its card as a crawler reads it, its picture, and the way to an embed."""

from __future__ import annotations

from html.parser import HTMLParser
from struct import unpack
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.web.test_links import PAGE, QUERY, made

pytestmark = pytest.mark.anyio

WORDS = {"title": "Where Booth is lowest", "description": "Gradient descent goes straight there."}


class Head(HTMLParser):
    """What a crawler takes from a page: meta properties and names, and links by their `rel`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.title = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "meta":
            self.said[told.get("property", told.get("name", ""))] = told.get("content", "")
        if tag == "link":
            self.links[told.get("type", told["rel"])] = told["href"]

    def handle_data(self, data: str) -> None:
        self.title += data if self._inside == "title" else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


async def head(client: httpx.AsyncClient, address: str) -> Head:
    answer = await client.get(address, headers=PAGE, follow_redirects=True)
    assert answer.status_code == 200
    return Head(answer.text)


def png_size(body: bytes) -> tuple[int, int]:
    """Width and height as a PNG's own header tells them."""
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = unpack(">II", body[16:24])
    return width, height


async def test_a_short_link_pasted_in_a_chat_unfurls_with_its_own_words_and_the_right_picture(
    client: httpx.AsyncClient,
) -> None:
    url = (await made(client, **WORDS))["url"]
    found = await head(client, url)
    said = found.said
    assert found.title == f"{WORDS['title']} · Fall Line"
    assert (said["og:title"], said["og:description"]) == (WORDS["title"], WORDS["description"])
    assert (said["og:site_name"], said["og:type"]) == ("Fall Line", "website")
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image:alt"]
    # Whoever looks the link up where it says it is finds the same card.
    assert said["og:url"] == found.links["canonical"]
    assert (await head(client, said["og:url"])).said == said
    picture = await client.get(said["og:image"])
    assert picture.status_code == 200
    size = png_size(picture.content)
    assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
    other = await head(client, "/?surface=rosenbrock&a=adam")
    assert (await client.get(other.said["og:image"])).content != picture.content
    embed = (await client.get(found.links["application/json+oembed"])).json()
    assert embed["title"] == WORDS["title"]
    assert embed["thumbnail_url"] == said["og:image"]


async def test_the_picture_is_of_the_experiment_and_of_the_look_alone(client: httpx.AsyncClient) -> None:
    words = "title=One&description=Two&embed=free&autoplay=1"
    found = await head(client, f"/?{QUERY}&{words}&theme=dark")
    address = urlsplit(found.said["og:image"])
    assert (address.netloc, address.path) == ("test", "/api/preview.png")
    keys = dict(parse_qsl(address.query))
    assert keys.keys() & {"title", "description", "embed", "autoplay"} == set()
    assert (keys["surface"], keys["theme"], keys["step"]) == ("booth", "dark", "5")
    assert dict(parse_qsl(urlsplit(found.said["og:url"]).query)).keys() & {"embed", "autoplay"} == set()


async def test_a_link_that_says_nothing_of_itself_is_told_in_a_sentence(client: httpx.AsyncClient) -> None:
    said = (await head(client, "/?surface=beale&a=adam&a.lr=0.5")).said
    assert said["og:title"] == "Beale"
    assert said["og:description"].startswith("Adam (lr 0.5) goes down Beale")
    assert said["og:description"].count(". ") == 0


async def test_the_bare_address_is_the_sites_own_card_with_the_welcome_on_it(
    client: httpx.AsyncClient,
) -> None:
    said = (await head(client, "/")).said
    assert said["og:url"] == "http://test/"
    assert "Watch gradient descent" in said["og:description"]
    assert "surface=himmelblau" in said["og:image"]


async def test_words_too_long_or_with_what_nobody_sees_are_refused_by_name(client: httpx.AsyncClient) -> None:
    for key, text in (("title", "x" * 121), ("description", "x" * 501), ("title", "safe%E2%80%AEexe")):
        answer = await client.get(f"/api/experiment?{key}={text}")
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [key]
