"""Pages, files that a browser keeps, and the headers that all of them carry."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import plotly
import pytest

from app.core.network.training import Training
from app.web.security import HEADERS
from app.web.statics import Statics

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parent.parent.parent


async def test_the_page_names_the_surface_of_a_link_and_says_what_happens_on_it(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/?surface=beale&a=adam&a.lr=0.5")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>Beale · Fall Line</title>" in answer.text
    assert "Adam (lr 0.5) goes down Beale" in answer.text


async def test_the_page_without_a_query_says_what_it_is_for(client: httpx.AsyncClient) -> None:
    assert "Watch gradient descent" in (await client.get("/")).text


async def test_a_networks_page_has_room_for_its_data_from_the_first_paint_and_trains_nothing(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Training, "advance", lambda *_: pytest.fail("trained"))
    answer = await client.get("/?surface=network&a=adam", headers={"accept": "text/html"})
    assert answer.status_code == 200
    stands = 'data-dimension="2" data-fitted="yes" data-network="yes" data-tab="runs" data-view="fit"'
    assert stands in answer.text
    assert "16 + 16 tanh units" in answer.text


async def test_everything_that_the_page_asks_for_is_served(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assets = set(re.findall(r'(?:src|href|content)="(/[^"]+)"', page))
    assert any(asset.endswith("/js/main.js") for asset in assets)
    assert any(asset.endswith("plotly.min.js") for asset in assets)
    assert any(asset.endswith(".ttf") for asset in assets)
    for asset in assets:
        answer = await client.get(asset, follow_redirects=True)
        assert answer.status_code == 200, asset
        if asset.startswith("/static/"):
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_nothing_on_the_page_comes_from_another_place_or_stands_inline(
    client: httpx.AsyncClient,
) -> None:
    for path in ("/", "/api/docs", "/nowhere", "/embed", "/embedded"):
        answer = await client.get(path, headers={"accept": "text/html"})
        # Whoever reads the head of a page elsewhere is told its own addresses in full.
        page = answer.text.replace('href="http://test/', 'href="/')
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
        assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)


async def test_plotly_is_the_installed_packages_own_and_compressed_once(client: httpx.AsyncClient) -> None:
    address = f"/static/plotly-{plotly.__version__}/plotly.min.js"
    known = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
    small = await client.get(address, headers={"accept-encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(known) / 3
    assert small.content == known
    plain = await client.get(address, headers={"accept-encoding": "identity"})
    assert plain.content == known
    assert "content-encoding" not in plain.headers
    held = await client.get(address, headers={"if-none-match": small.headers["etag"]})
    assert held.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "../app/main.py",
        "..%2Fapp%2Fmain.py",
        "js/../../pyproject.toml",
        "%2e%2e/%2e%2e/pyproject.toml",
        "js",
        "",
        "nix.js",
    ],
)
async def test_no_file_outside_the_static_folder_is_ever_served(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get(f"{Statics().base}{name}")
    assert answer.status_code == 404
    assert "def create_app" not in answer.text


async def test_the_page_names_every_module_before_the_browser_comes_upon_it(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/")).text
    named = set(re.findall(r'rel="modulepreload" href="/static/[0-9a-f]+/([^"]+)"', page))
    imported = {
        str((script.parent / path).resolve().relative_to(ROOT / "static"))
        for script in [ROOT / "static" / name for name in named]
        for path in re.findall(r'from "(\.[^"]+)"', script.read_text())
    }
    assert len(named) > 50
    assert named == imported | {"js/main.js"}
    on_data = (await client.get("/?surface=fit")).text
    # What is fetched when it is needed is named where it is needed at once.
    assert "js/views/fit.js" not in named
    assert "js/views/fit.js" in on_data
    assert "js/plot/fitkinds.js" in on_data


async def test_a_link_that_opens_an_explanation_gets_a_page_with_room_for_it(
    client: httpx.AsyncClient,
) -> None:
    page = (await client.get("/?surface=parabola&explain=slope&view=contour&hide=table,controls")).text
    stands = (
        'data-dimension="1" data-fitted="no" data-network="no" data-tab="loss" data-view="contour" '
        'data-hide="table controls"'
    )
    assert f'{stands} data-explain="slope" data-about="open"' in page
    assert "data-about" not in (await client.get("/")).text


async def test_a_file_travels_compressed_and_is_the_same(client: httpx.AsyncClient) -> None:
    for encoding in ("gzip", "identity"):
        answer = await client.get(f"{Statics().base}js/main.js", headers={"accept-encoding": encoding})
        assert answer.content == (ROOT / "static" / "js" / "main.js").read_bytes()
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "Accept-Encoding" in answer.headers["vary"]


def test_a_file_that_changed_is_no_longer_what_its_address_stands_for(tmp_path: Path) -> None:
    statics, path = Statics(tmp_path), tmp_path / "a.js"
    path.write_text("1")
    version = statics.base.split("/")[2]
    assert statics.current(version, path)
    path.write_text("1 + 1")
    assert not statics.current(version, path)
    assert statics.read(path).plain == b"1 + 1"
    assert statics.current(statics.base.split("/")[2], path)


async def test_an_old_address_of_a_file_gives_the_file_of_today_and_is_not_kept(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/static/000000000000/js/main.js")
    assert answer.content == (ROOT / "static" / "js" / "main.js").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"


def test_the_address_of_the_static_files_changes_with_them(tmp_path: Path) -> None:
    statics = Statics(tmp_path)
    (tmp_path / "a.js").write_text("1")
    first = statics.base
    assert statics.base == first
    (tmp_path / "a.js").write_text("1 + 1")
    assert statics.base != first


@pytest.mark.parametrize(
    "path", ["/", "/?a=adm", "/nowhere", "/api/run?a=gd&steps=1", "/api/surface?n=0", "/healthz"]
)
async def test_every_answer_carries_the_security_headers(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]


async def test_the_docs_list_every_path_of_the_api(client: httpx.AsyncClient) -> None:
    page = (await client.get("/docs", follow_redirects=True)).text
    for path in (await client.get("/api/openapi.json")).json()["paths"]:
        assert path in page
    # Code in words is set as code; an example may be a file that has such signs itself.
    assert "`" not in re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert "<code>Last-Event-ID: K</code>" in page


@pytest.mark.parametrize("path", ["/", "/api/docs", "/healthz", "/static/0/icon.svg"])
async def test_head_works_where_get_does(client: httpx.AsyncClient, path: str) -> None:
    head, get = await client.head(path), await client.get(path)
    assert head.status_code == get.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"]
