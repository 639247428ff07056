"""Headers that every answer carries."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.mounted import root_of

# The texts of the two <style> elements that plotly.js puts into a page; a browser test guards them.
PLOTLY_STYLES: tuple[str, ...] = (
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o=",
)

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        " ".join(("style-src-elem 'self'", *[f"'{hash}'" for hash in PLOTLY_STYLES])),
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

# What is made to sit in other sites' pages; everything else refuses to.
FRAMED = ("/embed", "/embedded")
_SOURCES = re.compile(r"[\w.:/*'-]+(?: [\w.:/*'-]+)*", re.ASCII)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def framed(scope: Scope) -> bool:
    """Whether this is a page that sits in others, by its own address or by a short link's."""
    path: str = scope["path"].removeprefix(root_of(scope))
    return path in FRAMED or (path.startswith("/s/") and path.endswith("/embed"))


def framing(ancestors: str) -> dict[str, str]:
    """HEADERS for FRAMED, which the pages of these sites may hold; ValueError where these are no sources."""
    if not _SOURCES.fullmatch(ancestors):
        said = "such as * or https://blog.example https://moodle.example"
        raise ValueError(f"FALLLINE_FRAME_ANCESTORS must be sources, {said}, not {ancestors!r}.")
    # The gallery and the lessons hold them too.
    others = "" if ancestors == "'none'" else f" {ancestors}"
    policy = POLICY.replace("frame-ancestors 'none'", f"frame-ancestors 'self'{others}")
    return HEADERS | {"Content-Security-Policy": policy}


class SecurityHeaders:
    """Adds HEADERS to every answer, `framing` ones to FRAMED, streams included, without touching its body."""

    def __init__(self, app: ASGIApp, framing: dict[str, str]) -> None:
        self.app = app
        self.framing = framing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = self.framing if framed(scope) else HEADERS

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in told.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
