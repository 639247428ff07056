"""oEmbed (oembed.com): a link of this server in, out comes what a blog needs to show it in its own text."""

from __future__ import annotations

import re
from html import escape
from typing import Any
from urllib.parse import SplitResult, urlsplit
from xml.etree import ElementTree

from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput, attempt, refuse
from app.core.hyperparameters import Hyperparameter
from app.experiment import Experiment
from app.experiment.looked import whole
from app.experiment.numbers import read_whole
from app.show.catalogue import WELCOME
from app.show.leaf.card import HEIGHT, WIDTH, Card, card_of, pictured
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.keeping import Fetching
from app.web.links import ShortLinks, long_form
from app.web.problems import Refused

FORMATS = {"json": "application/json", "xml": "text/xml"}
_USUAL, _SLIM = 800, 600
_MOST = 1_000_000
_SMALLEST = (160, 120)
_SHORT = re.compile(r"/s/([^/]+)(?:/embed)?")
_OURS = ("", "/", "/embed", "/embedded")


class OEmbed:
    """Answers for links to the page, short ones, and those of embeds."""

    def __init__(self, links: ShortLinks, fetching: Fetching, answers: Answers, max_age: int) -> None:
        self.links = links
        self.fetching = fetching
        self.answers = answers
        self.max_age = max_age

    def router(self) -> APIRouter:
        """The route."""
        routes = APIRouter(include_in_schema=False)
        routes.add_api_route("/oembed", self.told, methods=["GET", "HEAD"])
        return routes

    async def told(self, request: Request) -> Response:
        """What is to be put into the other page."""
        url, room, form = asked(request)
        base = str(request.base_url)
        query = await self.query(url, base)
        read = await self.fetching.reader(query)
        experiment = read(query or WELCOME)
        body = described(experiment, query, base, room) | {"cache_age": self.max_age}
        make = in_json if form == "json" else in_xml
        headers = {"Access-Control-Allow-Origin": "*"}
        return await self.answers.give(
            request, (form, body), lambda: make(body), media_type=FORMATS[form], headers=headers
        )

    async def query(self, url: str, base: str) -> str:
        """The query behind a link of ours, long or short; Refused with 404 where it is none."""
        ours, given = urlsplit(base), _split(url)
        path = given.path.removeprefix(ours.path.rstrip("/"))
        short = _SHORT.fullmatch(path)
        if given.netloc.lower() != ours.netloc.lower() or not (path in _OURS or short):
            said = f"This is no link of this server; one begins with {base}?, {base}s/ or {base}embed?."
            raise Refused(404, "url", said)
        if not short:
            return given.query
        long = long_form(await self.links.found(short[1]))
        return "&".join([part for part in (long, given.query) if part])


def asked(request: Request) -> tuple[str, tuple[int, int], str]:
    """The link, the room for it in pixels, and the format; BadInput under each that can't be meant."""
    problems: list[BadInput] = []
    url = attempt(lambda: _one(request, "url") or _missing(), problems) or ""
    width = attempt(lambda: _room(request, "maxwidth"), problems) or _MOST
    height = attempt(lambda: _room(request, "maxheight"), problems) or _MOST
    refuse(problems)
    form = _one(request, "format") or "json"
    if form not in FORMATS:
        raise Refused(501, "format", f"Choose one of {', '.join(FORMATS)}.")
    return url, (width, height), form


def described(experiment: Experiment, query: str, base: str, room: tuple[int, int]) -> dict[str, Any]:
    """The answer, as oEmbed names its parts."""
    card = card_of(experiment, query, base)
    width, height = size(room)
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.name,
        "provider_name": "Fall Line",
        "provider_url": base,
        "html": frame(f"{base}embed?{whole(experiment, query) if query else WELCOME}", card, width, height),
        "width": width,
        "height": height,
        **thumbnail(experiment, query, base, card, room),
    }


def size(room: tuple[int, int]) -> tuple[int, int]:
    """How large the frame is: sixteen to nine, and higher for its width where it is slim."""
    width = min(_USUAL, room[0])
    height = width * 9 / 16 if width >= _SLIM else width * 3 / 4
    return width, min(max(1, round(height)), room[1])


def frame(address: str, card: Card, width: int, height: int) -> str:
    """The frame as HTML, with whatever the link says of itself told as text."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(card.title)}" width="{width}" height="{height}" '
        'style="border:0;max-width:100%" loading="lazy" allow="fullscreen"></iframe>'
    )


def thumbnail(
    experiment: Experiment, query: str, base: str, card: Card, room: tuple[int, int]
) -> dict[str, Any]:
    """The picture of the card, or a smaller one where that is too large; none where nothing would be seen."""
    width, height, address = WIDTH, HEIGHT, card.picture
    if room[0] < WIDTH or room[1] < HEIGHT:
        width = min(WIDTH, room[0], room[1] * 4 // 3)
        height = width * 3 // 4
        address = f"{base}api/poster.webp?{pictured(experiment, query)}&width={width}&height={height}"
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        return {}
    return {"thumbnail_url": address, "thumbnail_width": width, "thumbnail_height": height}


def in_json(body: dict[str, Any]) -> bytes:
    return encoded(body)


def in_xml(body: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in body.items():
        ElementTree.SubElement(root, name).text = str(value)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _split(url: str) -> SplitResult:
    try:
        given = urlsplit(url)
    except ValueError:
        given = SplitResult("", "", "", "", "")
    return given if given.scheme in {"http", "https"} else SplitResult("", "", "", "", "")


def _one(request: Request, key: str) -> str:
    given = request.query_params.getlist(key)
    if len(given) > 1:
        raise BadInput(key, f"“{key}” is given more than once; keep one of them.")
    return given[0] if given else ""


def _missing() -> str:
    raise BadInput("url", "Say which link is to be shown: url=, percent-encoded.")


def _room(request: Request, key: str) -> int:
    text = _one(request, key)
    return read_whole(text, Hyperparameter(key, _MOST, 1, _MOST, "", whole=True), key) if text else _MOST
