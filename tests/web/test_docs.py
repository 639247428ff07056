"""The page about the API: every example on it runs as it stands, and is answered as it says."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.main import create_app
from app.web.documented import PATHS
from app.web.documented.examples import Example, example
from app.web.documented.grammar import EXAMPLE, GRAMMAR
from app.web.documented.openapi import split
from app.web.documented.room_examples import before
from app.web.documented.shortened import shortened
from app.web.documented.shown import REFUSED, TAKEN_FROM, anchor, answers
from app.web.settings import Settings
from docs.answers import asked, told
from tests.serving import ROOT

pytestmark = pytest.mark.anyio

TAKE_AGAIN = "run `python -m docs.answers`, look at what has changed, and commit it"


@pytest.fixture
async def fresh(anyio_backend: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with nothing in its store but the link that the examples lead to."""
    transport = httpx.ASGITransport(app=create_app(Settings(data=str(tmp_path))))
    async with httpx.AsyncClient(transport=transport, base_url=TAKEN_FROM) as client:
        yield client


def articles(page: str) -> dict[str, str]:
    """What the page says of each path, by its anchor."""
    return dict(re.findall(r'<article id="([^"]+)">(.*?)</article>', page, re.DOTALL))


def code(article: str, label: str) -> str:
    found = re.search(rf'<pre tabindex="0" aria-label="{label}"><code>(.*?)</code>', article, re.DOTALL)
    assert found, label
    return unescape(found[1])


def of(name: str) -> str:
    method, path = split(name)
    return anchor(method, f"/api{path}")


@pytest.fixture(scope="module")
def page(server: str) -> str:
    """The page of the real server, which its examples then ask."""
    # What the examples lead to has been made by the example of making it.
    assert httpx.post(f"{server}/api/links", json={"query": EXAMPLE}).status_code == 201
    return httpx.get(f"{server}/api/docs", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize("name", PATHS)
async def test_the_example_of_a_path_is_answered_as_documented_and_as_shown(
    fresh: httpx.AsyncClient, name: str
) -> None:
    path = PATHS[name]
    if name == "/links/{id}":
        await asked(fresh, example("POST /links", PATHS["POST /links"]))
    answer = await asked(fresh, example(name, path))
    assert answer.status_code == path.status
    assert answer.headers.get("content-type", "").partition(";")[0] == path.media_type
    assert name in answers(), TAKE_AGAIN
    assert told(answer, path) == answers()[name], TAKE_AGAIN


def test_every_page_that_it_names_is_there(page: str, server: str) -> None:
    told = page[page.index('<section id="pages"') : page.index('<section id="errors"')]
    addresses = [unescape(one) for one in re.findall(r'<a href="(/[^"]+)"', told)]
    assert {urlsplit(one).path for one in addresses} >= {"/", "/embed", "/oembed", "/gallery"}
    for address in addresses:
        assert httpx.get(f"{server}{address}", timeout=30).status_code == 200, address


def test_no_answer_is_shown_of_a_path_that_there_is_not() -> None:
    assert list(answers()) == list(PATHS), TAKE_AGAIN


def test_every_path_stands_on_the_page_with_a_link_a_command_a_program_and_its_answer(page: str) -> None:
    found = articles(page)
    assert list(found) == [of(name) for name in PATHS]
    for name, path in PATHS.items():
        article = found[of(name)]
        assert code(article, "curl").startswith("curl ")
        assert "import " in code(article, "Python")
        assert ('class="try"' in article) == (name.startswith("/") and not path.room)
        assert f'<span class="status">{path.status}</span>' in article
        shown = re.search(r'<pre class="answer"[^>]*><code>(.+?)</code>', article, re.DOTALL)
        assert shown or '<img src="/api/' in article or not path.media_type


@pytest.mark.parametrize("name", [name for name, path in PATHS.items() if name[0] == "/" and not path.room])
def test_every_link_opens(page: str, server: str, name: str) -> None:
    (link,) = re.findall(r'class="try"><a href="([^"]+)"', articles(page)[of(name)])
    assert httpx.get(server + unescape(link), timeout=60).status_code == 200


@pytest.mark.parametrize("name", PATHS)
def test_every_command_asks_for_what_is_documented(page: str, server: str, name: str) -> None:
    command = code(articles(page)[of(name)], "curl")
    if "TOKEN" in command:
        made = httpx.post(
            f"{server}/api/links", json={"query": "surface=booth&a=gd", "title": "TOKEN"}
        ).json()
        id = example(name, PATHS[name]).address.rpartition("/")[2]
        command = command.replace("TOKEN", made["token"]).replace(id, made["id"])
    if PATHS[name].room:
        room = in_a_room(server, name)
        command = command.replace("CODE", room["code"]).replace("KEY", room["key"])
    answer = curl(command)
    assert answer.status_code == PATHS[name].status
    assert answer.headers.get("content-type", "").partition(";")[0] == PATHS[name].media_type


def in_a_room(server: str, name: str) -> dict[str, str]:
    """A room in which everything was done that comes before an example."""
    room: dict[str, str] = httpx.post(f"{server}/api/rooms").json()
    bearer = {"Authorization": f"Bearer {room['key']}"}
    for one in before(name):
        address = f"{server}/api/rooms/{room['code']}{one.path}"
        assert httpx.request(one.method, address, json=one.sent, headers=bearer).is_success
    return room


def curl(command: str) -> httpx.Response:
    """What a command of the page's would be answered; of events without an end, how they begin."""
    program, *words = shlex.split(command)
    assert program == "curl"
    (address,) = [word for word in words if word.startswith("http")]
    given = dict(pairwise(words))
    named = [words[k + 1].split(": ", 1) for k, word in enumerate(words) if word == "--header"]
    body = given.get("--data-binary")
    method = given.get("--request", "POST" if body else "GET")
    with httpx.stream(method, address, content=body, headers=dict(named), timeout=60) as answer:
        if not address.endswith("/events"):
            answer.read()
    return answer


def test_every_program_runs(page: str) -> None:
    programs = [code(article, "Python") for article in articles(page).values()]
    begin = code(page.partition('id="begin"')[2], "Python")
    # In one process, as each alone would load NumPy anew.
    separate = [f"exec(compile({text!r}, {text[-80:]!r}, 'exec'), {{}})" for text in [begin, *programs]]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(separate)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") > len(programs)


def test_every_anchor_that_is_led_to_is_there_once(page: str) -> None:
    places = re.findall(r'\sid="([^"]+)"', page)
    assert len(places) == len(set(places))
    led = set(re.findall(r'href="#([^"]+)"', page))
    assert led <= set(places)
    assert {of(name) for name in PATHS} | {"begin", "experiment", "errors", "streams", "caching"} <= led


def test_the_grammar_stands_on_it_key_by_key(page: str) -> None:
    table = page.partition('id="experiment"')[2].partition("</dl>")[0]
    assert re.findall(r"<dt><code>([^<]+)</code>", table) == [key.name for key in GRAMMAR]


async def test_what_is_said_of_refusals_streams_and_caching_is_so(
    fresh: httpx.AsyncClient, page: str
) -> None:
    refused = await fresh.get(f"/api/run.json?{REFUSED}")
    assert refused.status_code == 422
    assert json.dumps(refused.json(), indent=2, ensure_ascii=False) in unescape(page)
    # What the commands of these sections ask for, without the server.
    point = await fresh.get("/api/point?surface=himmelblau&at=1,2")
    again = await fresh.get(str(point.url), headers={"If-None-Match": point.headers["etag"]})
    assert (point.status_code, again.status_code) == (200, 304)
    assert "max-age" in point.headers["cache-control"]
    resumed = await fresh.get("/api/run?surface=himmelblau&a=adam", headers={"Last-Event-ID": "120"})
    assert resumed.text.startswith('event: steps\ndata: {"a":{"step":[121,')


def test_examples_are_written_for_whatever_is_asked() -> None:
    sent = Example("POST /x", "POST", "/api/x", "", "a,b\n1,2\n", "text/csv")
    assert shlex.split(sent.curl("https://host")) == [
        "curl", "--header", "Content-Type: text/csv", "--data-binary", "a,b\n1,2\n", "https://host/api/x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "media_type", "short"),
    [
        ("[1,2,3,4,5]", "application/json", "[1, 2, 3, 4, …]"),
        ('{"a":{"b":0.123456789}}', "application/json", '{"a": {"b": 0.12346}}'),
        ('"<math>x</math>"', "application/json", '"<math>…</math>"'),
        ("a\n" * 20, "text/csv", "a\n" * 11 + "…"),
        ("<svg/>", "image/svg+xml", ""),
    ],
)
def test_an_answer_is_shortened_to_its_shape(answer: str, media_type: str, short: str) -> None:
    assert shortened(answer, media_type) == short
