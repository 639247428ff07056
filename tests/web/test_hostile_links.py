"""Whatever somebody writes into a link, no page is made of it."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

import httpx
import pytest

from tests.web.test_links import PAGE, QUERY, made

pytestmark = pytest.mark.anyio

HOSTILE = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "{{7*7}}{% raw %}",
    "javascript:alert(1)",
    "&lt;b&gt;&#60;",
    "<!--",
    "]]>",
    "%3Cscript%3E",
    "`${alert(1)}`",
    "\\u003cscript\\u003e",
    "e\u0301\u0489\u200d🏴‍☠️",
]  # fmt: skip


class Tags(HTMLParser):
    """What a browser makes of a page: each element with the names of its attributes, and every address."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *[name for name, _ in attrs]))
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action"}}


async def framed(client: httpx.AsyncClient, url: str) -> httpx.Response:
    """What oEmbed would have a blog put into its page."""
    answer = await client.get("/oembed", params={"url": url})
    return httpx.Response(200, text=answer.json()["html"])


async def pages_about(client: httpx.AsyncClient, text: str) -> list[str]:
    """Every page that shows something of what somebody wrote into a link, or asked for."""
    told, written = await made(client, title=text, description=text), quote(text)
    answers = [
        await client.get(f"/s/{told['id']}", headers=PAGE, follow_redirects=True),
        await client.get(f"/s/{written.replace('/', '%2F')}", headers=PAGE),
        await client.post("/api/links", json={"query": f"surface={written}&{written}=1"}, headers=PAGE),
        await client.post("/api/links", json={"query": QUERY, text: text, "title": text * 99}, headers=PAGE),
        await client.get("/api/qr.svg", params={"short": text}, headers=PAGE),
        await client.get("/", params={"surface": text, text: text}, headers=PAGE),
        await client.get("/embed", params={"surface": text, text: text}, headers=PAGE),
        await client.get(f"/s/{told['id']}/embed", headers=PAGE, follow_redirects=True),
        await client.get("/embedded", params={"title": text, "description": text}, headers=PAGE),
        await framed(client, told["url"]),
    ]
    return [answer.text for answer in answers]


@pytest.mark.parametrize("text", HOSTILE)
async def test_nothing_of_a_link_reaches_html_unescaped(client: httpx.AsyncClient, text: str) -> None:
    pages, harmless = await pages_about(client, text), await pages_about(client, "harmless")
    for page, other in zip(map(Tags, pages), map(Tags, harmless), strict=True):
        assert page.found <= other.found
        assert all(address.startswith(("/", "#", "http://test/")) for address in page.addresses)
    assert text not in "".join(pages) or not set("<>\"'") & set(text)


async def test_titles_come_back_as_they_were_written_and_never_as_a_page(client: httpx.AsyncClient) -> None:
    for text in HOSTILE:
        id = (await made(client, title=text, description=text))["id"]
        told = await client.get(f"/api/links/{id}", headers=PAGE)
        assert told.headers["content-type"] == "application/json"
        assert told.headers["x-content-type-options"] == "nosniff"
        assert (told.json()["title"], told.json()["description"]) == (text, text)


async def test_a_query_with_line_breaks_or_markup_in_it_makes_no_header_of_its_own(
    client: httpx.AsyncClient,
) -> None:
    query = "surface=formula&formula=x**2%2By**2&hide=%0D%0ASet-Cookie:%20a=b,%3Cb%3E,ä"
    followed = await client.get(f"/s/{(await made(client, query))['id']}")
    assert followed.status_code == 307
    assert "set-cookie" not in followed.headers
    assert "%0D%0A" in followed.headers["location"]
    assert followed.headers["location"].isascii()
