"""The gallery: everything in the catalogue, each with an experiment that opens."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import httpx
import pytest

from app.core.optimizers import OPTIMIZERS
from app.experiment import parse
from app.experiment.offered import GROUNDS
from app.show.gallery import gallery
from app.web.security import POLICY

pytestmark = pytest.mark.anyio


async def test_every_surface_and_every_optimizer_has_a_card_that_opens_what_its_picture_shows(
    client: httpx.AsyncClient,
) -> None:
    page = await client.get("/gallery")
    assert page.status_code == 200
    cards = re.findall(r'<article class="work" id="([\w-]+)" data-query="([^"]*)"', page.text)
    surfaces = [f"surface-{id}" for id in GROUNDS if id != "formula"]
    assert [id for id, _ in cards] == [*surfaces, *[f"optimizer-{id}" for id in OPTIMIZERS]]
    opened = [unescape(address) for address in re.findall(r'class="button" href="/\?([^"]*)"', page.text)]
    assert opened == [unescape(query) for _, query in cards]
    added = [unquote(address) for address in re.findall(r'href="/board\?add=([^"]*)"', page.text)]
    assert added == opened
    for kind_id, query in cards:
        kind, _, id = kind_id.partition("-")
        shown = parse(unescape(query))
        assert (shown.surface if kind == "surface" else shown.runs[0].stages[0].optimizer) == id


async def test_a_card_tells_the_story_the_source_and_the_formula(client: httpx.AsyncClient) -> None:
    page = unescape((await client.get("/gallery")).text)
    for shelf in gallery():
        assert f'href="#{shelf.id}">{shelf.title}</a>' in page
        for card in shelf.cards:
            assert card.story in page
            assert card.source in page
            assert card.sentence in page
            assert all(line.startswith("<math") for line in card.formula)


async def test_it_is_made_once_and_told_apart_by_its_tag(client: httpx.AsyncClient) -> None:
    first = await client.get("/gallery")
    again = await client.get("/gallery", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert first.headers["content-security-policy"] == POLICY
