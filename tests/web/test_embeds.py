"""What sits in other pages: who may hold it, what it weighs at first, and the script that puts it there."""

from __future__ import annotations

import gzip
import re
from html import unescape

import httpx
import pytest

from app.main import create_app
from app.web.security import FRAMED
from app.web.settings import Settings
from tests.web.test_links import PAGE, QUERY, made

pytestmark = pytest.mark.anyio

BLOG = "https://blog.example https://*.moodle.example"


def ancestors(answer: httpx.Response) -> str:
    """Whose pages may hold this one."""
    (found,) = re.findall(r"frame-ancestors ([^;]+)", answer.headers["content-security-policy"])
    return str(found)


async def test_embeds_alone_may_be_held_by_other_pages(client: httpx.AsyncClient) -> None:
    short = (await made(client))["id"]
    framed = ["/embed", f"/embed?{QUERY}", f"/embedded?{QUERY}", "/embed?surface=nowhere"]
    for path in framed:
        assert ancestors(await client.get(path, headers=PAGE)) == "'self' * file:", path
    others = [f"/?{QUERY}", "/api/docs", "/nowhere", f"/s/{short}", "/embed/x", "/embed.js", "/oembed?url=x"]
    for path in [*others, f"/?{QUERY}&embed=free", "/api/catalog", "/healthz"]:
        assert ancestors(await client.get(path, headers=PAGE)) == "'none'", path


async def test_whose_pages_may_hold_them_is_a_setting() -> None:
    transport = httpx.ASGITransport(app=create_app(Settings(frame_ancestors=BLOG)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for path in FRAMED:
            assert ancestors(await client.get(path)) == f"'self' {BLOG}"
        assert ancestors(await client.get("/")) == "'none'"
    for wrong in ("", "*; script-src *", "a\nb", "https://ä.example"):
        with pytest.raises(ValueError, match="FALLLINE_FRAME_ANCESTORS"):
            create_app(Settings(frame_ancestors=wrong))


async def test_a_poster_is_named_for_light_and_dark_unless_the_link_has_a_theme(
    client: httpx.AsyncClient,
) -> None:
    page = unescape((await client.get(f"/embed?{QUERY}")).text)
    assert 'media="(prefers-color-scheme: dark)"' in page
    assert {"theme=dark", "theme=light"} <= set(re.findall(r"theme=\w+", page))
    fixed = unescape((await client.get(f"/embed?{QUERY}&theme=light")).text)
    assert "prefers-color-scheme" not in fixed
    assert "theme=dark" not in fixed
    for text in (page, fixed):
        for poster in re.findall(r"(/api/poster\.webp\?\S+) \d+w", text):
            assert (await client.head(poster)).status_code == 200


async def test_the_light_page_has_neither_plotly_nor_the_pages_own_script(client: httpx.AsyncClient) -> None:
    page = (await client.get(f"/embed?{QUERY}&title=Down a bowl")).text
    assert "plotly" not in page
    assert "main.js" not in page
    assert "<h1>Down a bowl</h1>" in page
    (out,) = re.findall(r'<a class="elsewhere"[^>]*>', page)
    assert 'target="_blank" rel="noopener"' in out
    assert unescape(out).count(f"http://test/?{QUERY}&title=Down%20a%20bowl") == 1


async def test_a_short_link_has_an_embed_of_its_own(client: httpx.AsyncClient) -> None:
    id = (await made(client, title="A bowl"))["id"]
    answer = await client.get(f"/s/{id}/embed?embed=free&autoplay=1")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/embed?{QUERY}&title=A%20bowl&embed=free&autoplay=1"
    page = await client.get(answer.headers["location"])
    assert 'data-autoplay="yes"' in page.text
    assert (await client.get("/s/jjjjjjj/embed", headers=PAGE)).status_code == 404


async def test_the_page_in_a_frame_is_the_page_itself_locked_unless_it_is_free(
    client: httpx.AsyncClient,
) -> None:
    for how, attribute in (("", "locked"), ("&embed=locked", "locked"), ("&embed=free", "free")):
        page = (await client.get(f"/embedded?{QUERY}{how}")).text
        assert f'data-embed="{attribute}"' in page
        assert "js/main.js" in page
        assert page.count('data-out="elsewhere"') == 1
    assert "data-embed" not in (await client.get(f"/?{QUERY}&embed=free")).text
    refused = await client.get("/embed?embed=open", headers=PAGE)
    assert refused.status_code == 422
    # In a frame, the site's own pages open beside it.
    assert 'href="/" target="_blank" rel="noopener"' in refused.text
    assert "js/refused.js" in refused.text


async def test_the_script_may_be_used_from_anywhere_and_weighs_little(client: httpx.AsyncClient) -> None:
    answer = await client.get("/embed.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert len(answer.content) < 6_000
    assert len(gzip.compress(answer.content)) < 3_000
    held = await client.get("/embed.js", headers={"if-none-match": answer.headers["etag"]})
    assert (held.status_code, held.headers["access-control-allow-origin"]) == (304, "*")
