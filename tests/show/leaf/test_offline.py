from __future__ import annotations

import gzip
import re
from base64 import b64decode
from functools import cache
from html import escape

import orjson
import pytest

from app.experiment import parse
from app.show.leaf.bundle import PREFIX
from app.show.leaf.files import folder
from app.show.leaf.offline import EXCHANGED, POLICY, offline
from app.show.picture.look import look_of
from app.show.tables import table
from app.show.trained import journey_of

QUERY = "surface=himmelblau&steps=60&a=adam&a.lr=0.1&b=gd&b.lr=0.01"


@cache
def made(query: str) -> str:
    return offline(journey_of(parse(query)), look_of(query))


def recorded(query: str) -> dict:
    packed = re.search(r'id="recorded">([^<]+)<', made(query))
    assert packed
    return orjson.loads(gzip.decompress(b64decode(packed[1])))


def modules(page: str) -> dict[str, str]:
    told = re.search(r'<script type="importmap">([^<]+)</script>', page)
    assert told
    scripts = orjson.loads(told[1])["imports"]
    return {name: b64decode(address.partition(",")[2]).decode() for name, address in scripts.items()}


def test_no_address_is_left_that_a_file_would_have_to_fetch() -> None:
    page = made(QUERY)
    addresses = re.findall(r'(?:src|href|srcset|data-src)="([^"]*)"', page)
    assert all(one == "" or one.startswith(("data:", "#", "/")) for one in addresses)
    assert not re.findall(r'(?:src|srcset)="/', page)
    assert f'content="{POLICY}"' in page


def test_every_module_that_one_imports_is_in_the_file() -> None:
    scripts = modules(made(QUERY))
    wanted = {
        name
        for script in scripts.values()
        for name in re.findall(r'(?:\bfrom|\bimport)\s*\(?\s*"(fallline/[^"]+)"', script)
    }
    assert f"{PREFIX}js/stream.js" in wanted
    assert wanted <= scripts.keys()
    assert not re.search(r"\bEventSource\(|\bfetch\(", "".join(scripts.values()))


def exported(script: str) -> set[str]:
    named = re.findall(r"^export (?:const|function|async function) (\w+)", script, re.MULTILINE)
    return {*named, *re.findall(r"^export \{ (\w+) \}", script, re.MULTILINE)}


def test_what_speaks_in_a_modules_place_has_the_same_names() -> None:
    scripts = modules(made(QUERY))
    for name in EXCHANGED:
        assert exported(scripts[PREFIX + name]) == exported((folder("static") / name).read_text())


@pytest.mark.parametrize(
    "query", [QUERY, "surface=parabola&steps=9&a=gd", "surface=network_xor&steps=20&a=adam&a.lr=0.1"]
)
def test_the_points_in_it_are_those_of_the_table(query: str) -> None:
    found = dict(recorded(query)["run"])
    for run in table(journey_of(parse(query)))["runs"]:
        told = found["steps"][run["id"]]
        assert told["step"] == run["step"]
        assert told["x"] == list(run["x"])
        assert told["loss"] == list(run["loss"])
    assert found["end"] == {"step": parse(query).steps}


def test_data_and_arrows_are_recorded_where_they_are_drawn() -> None:
    fitted = recorded("surface=tips_line&steps=250&a=gd&a.lr=0.001")
    assert len(fitted["fit"]["x"][0]) == fitted["fit"]["rows"] == 244
    assert fitted["curves"]["runs"][0]["step"][-1] >= 248
    drawn = recorded("surface=booth&steps=250&a=gd&a.lr=0.01&arrows=next,field")
    assert drawn["inside?from=200"]["from"] == 200
    assert len(drawn["field"]["gx"]) == 17
    assert "field" not in recorded("surface=booth&steps=9&a=gd&arrows=next")


def test_what_a_link_says_of_itself_is_text_on_the_page() -> None:
    title = "</script><script>alert(1)</script>"
    page = made(f"{QUERY}&title={title.replace('/', '%2F')}")
    assert title not in page
    assert escape(title) in page
