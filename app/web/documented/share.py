"""Paths to share an experiment by: short links, and pictures of them."""

from __future__ import annotations

from app.web.documented.grammar import EXAMPLE, EXAMPLE_LINK
from app.web.documented.path import Group, Key, Path
from app.web.schemas import LINK_SENT

PATHS = {
    "POST /links": Path(
        "A short link",
        "Send what stands after the question mark of a link as `query`, and if you like what it is called "
        "and about: `title`, at most 120 characters, and `description`, at most 500. `url` is `/s/` and the "
        "`id`, which is made from these three: the same content has the same link. It leads there for good. "
        "Who makes a link first is told a `token`, once, that can delete it; for one that was there it is "
        "null. A query that names a stored table, `s.data=t-...`, is taken while the server has that table.",
        refusals={
            403: "A browser sends it for a page of another site.",
            413: "The body is larger than the server takes.",
            415: "The body is not application/json.",
            422: "What is wrong with the query, by its key, or with the title or the description.",
            503: "The link can't be kept now; its long form works.",
            507: "There is no room to keep it; its long form works.",
        },
        body={"application/json": {"schema": LINK_SENT, "example": {"query": EXAMPLE}}},
        grammar=False,
        status=201,
    ),
    "/links/{id}": Path(
        "Where a short link leads",
        "Its `query`, canonical and with what is looked at; its `title` and `description`; `url`, which "
        "leads there, and `long`, the same without this server's store. 404 where it leads nowhere; the "
        "example does so until somebody makes it.",
        keys=(Key("id", "what stands behind /s/ in the link", EXAMPLE_LINK, required=True, place="path"),),
        grammar=False,
    ),
    "DELETE /links/{id}": Path(
        "Delete a short link",
        "With the header `Authorization: Bearer TOKEN`, the token being the one that was told when the link "
        "was made. It leads nowhere from then on, and its id never comes to mean something else.",
        refusals={
            401: "No token is given.",
            403: "It is not the token of this link.",
            404: "The link leads nowhere.",
            503: "The store can't be written now.",
        },
        media_type="",
        keys=(
            Key("id", "what stands behind /s/ in the link", EXAMPLE_LINK, required=True, place="path"),
            Key("Authorization", "`Bearer` and the token", required=True, place="header"),
        ),
        grammar=False,
        status=204,
    ),
    "/qr.svg": Path(
        "A link as a QR code",
        "The code of the page's own link to this experiment, for a phone to read off a screen; or of a "
        "short link. At most 1,000 characters: a code of more is too fine to be read.",
        "image/svg+xml",
        keys=(Key("short", "instead of an experiment: the id of a short link"),),
    ),
}

GROUP = Group(
    "share",
    "Share",
    "Short links, and codes that a phone reads off a screen.",
    PATHS,
)
