"""One experiment as one page that plays by itself: no server, no network, nothing beside the file.

It is the page that sits in other pages, locked; the modules that ask a server are exchanged for some that
read what was recorded.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from dataclasses import replace
from functools import cache

import app
from app.experiment.looked import looked, whole
from app.show.encoding import encoded
from app.show.journey import Journey
from app.show.leaf.bundle import PREFIX, import_map
from app.show.leaf.card import card_of
from app.show.leaf.files import PLOTLY_FILE, folder
from app.show.leaf.filling import standing, templates
from app.show.leaf.recorded import recorded
from app.show.picture.look import Look
from app.show.picture.painting import paint
from app.show.picture.scene import scene

# It asks nobody for anything, and this holds it to that.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data: blob:; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:"
)
EXCHANGED = {f"js/{name}.js": f"js/offline/{name}.js" for name in ("ask", "stream", "place", "after-paint")}
_ENTRIES = ("js/main.js", "js/after-paint.js")
_FINEST = 101
_POSTER = (960, 600)

_STYLE = re.compile(r'<link rel="stylesheet" href="static/([^"]+)">')
_MODULE = re.compile(r'<script type="module" src="static/([^"]+)"></script>')
_SCRIPT = re.compile(r'<script src="static/([^"]+)"></script>')
_OTHER = re.compile(r'<link rel="(?!stylesheet)[^>]*>\n?')


def offline(journey: Journey, look: Look) -> str:
    """The page; what it holds is compressed, plotly.js with it, some 2 MB."""
    told = recorded(journey, looked(look.keys), min(look.n, _FINEST))
    held = {"recorded": _packed(encoded(told)), "plotly-packed": _plotly()}
    blocks = [f'<script type="text/plain" id="{id}">{packed}</script>' for id, packed in held.items()]
    return _inlined(_page(journey, look)).replace("</body>", "\n".join([*blocks, "</body>"]))


def _page(journey: Journey, look: Look) -> str:
    """The page as a server would give it, but for where its files are."""
    experiment, query = journey.experiment, whole(journey.experiment, look.keys)
    # It leads nowhere: whoever has the file may have no network.
    card = replace(card_of(experiment, query, ""), url="", picture="", oembed="")
    return templates().get_template("page.html").render(
        card=card,
        embed="locked",
        sources=[{"media": "", "srcset": _poster(journey, look)}],
        query=query,
        static="static/",
        modules=[],
        plotly="",
        font="data:,",
        version=app.__version__,
        **standing(experiment, query),
    )  # fmt: skip


def _poster(journey: Journey, look: Look) -> str:
    """What is seen until plotly.js has been unpacked."""
    width, height = _POSTER
    picture: bytes = paint("poster:poster", scene(journey, look), look.theme, width=width, height=height)
    return f"data:image/webp;base64,{b64encode(picture).decode()} {width}w"


def _inlined(page: str) -> str:
    """The page with every file of its own in the place of its address."""
    head = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    modules = json.dumps(import_map(_ENTRIES, EXCHANGED))
    page = _OTHER.sub("", page)
    page = _STYLE.sub(lambda found: f"<style>{_file(found[1])}</style>", page)
    page = _SCRIPT.sub(lambda found: f"<script>{_file(found[1])}</script>", page)
    page = _MODULE.sub(lambda found: f'<script type="module">import "{PREFIX}{found[1]}";</script>', page)
    first = '<meta charset="utf-8">'
    return page.replace(first, f'{first}\n{head}\n<script type="importmap">{modules}</script>')


def _file(name: str) -> str:
    return (folder("static") / name).read_text()


@cache
def _plotly() -> str:
    return _packed(PLOTLY_FILE.read_bytes())


def _packed(plain: bytes) -> str:
    return b64encode(gzip.compress(plain, 6, mtime=0)).decode()
