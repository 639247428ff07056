"""What somebody pastes for an experiment: a whole link, a short one, or a query alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.core.errors import BadInput

FIELD = "query"
_QUERY = re.compile(r"\w+(?:\.\w+)*(?:@\d+)?=")
_SHORT = re.compile(r"(?:\w+://([^/?#]*))?[^?#]*/s/([^/?#]+)(?:/embed)?/?(?:[?#].*)?")
_NOTHING = "Paste the link of an experiment here: Share has it, and so has the address of its page."


def query_of(pasted: str, host: str, short: Callable[[str], str]) -> str:
    """The query behind it, unread; BadInput under `query` where there is none.

    host: this site's own, whose short links `short` knows by their id.
    """
    text = pasted.strip()
    if _QUERY.match(text):
        return text
    found = _SHORT.fullmatch(text)
    if found:
        return _behind(found[1], found[2], host, short)
    query = text.partition("?")[2].partition("#")[0]
    if not query:
        raise BadInput(FIELD, "There is no experiment in this link. " + _NOTHING if text else _NOTHING)
    return query


def _behind(elsewhere: str | None, id: str, host: str, short: Callable[[str], str]) -> str:
    if elsewhere not in {None, "", host}:
        said = f"This is a short link of {elsewhere[:60]}, and only that site knows where it leads"
        raise BadInput(FIELD, f"{said}; open it there and paste the long one.")
    return short(id)
