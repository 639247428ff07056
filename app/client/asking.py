"""What is to be run, however it is said: a query, a link, a short link, Python values of the same names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral, Real
from typing import Any, TypedDict
from urllib.parse import quote

from app.client.wire import Asking, Request, ask

_SHORT = re.compile(r"(?P<server>https?://[^?#]*?)?/s/(?P<id>[^/?#]+)/?(?:[?#].*)?")
# What a run is said by beside its optimizer's numbers: it stands under the letter alone.
_OPTIMIZER = "optimizer"

Value = str | bool | float | Sequence[Any]
RunSpec = str | Mapping[str, Value]


class Asked(TypedDict, total=False):
    """An experiment in Python values, named as in a link; what is left out has its default.

    surface: an id of the catalogue. formula: a loss in x and y, instead of one. parameters: those of the
    surface by name, such as {"b": 50} for `s.b=50`. data: on surfaces fitted to data, a table's id, or points
    as (x, y) pairs. window: (x0, x1, y0, y1). start: (x, y), x, or a word such as "random". steps, seed,
    noise, batch, replace: as in a link. runs: by letter "a" to "h", each the id of an optimizer or a mapping
    of `optimizer` and whatever stands behind the letter in a link: {"optimizer": "gd", "lr": 0.1,
    "lr@50": 0.01, "optimizer@80": "adam", "schedule": "cosine", "clip": 1}; a rule of your own is
    {"rule": "p = p - lr*g", "lr": 0.1}.
    """

    surface: str
    formula: str
    parameters: Mapping[str, Value]
    data: str | Sequence[tuple[float, float]]
    window: Sequence[float]
    start: float | Sequence[float] | str
    steps: int
    seed: int
    noise: float
    batch: int
    replace: bool
    runs: Mapping[str, RunSpec]


_PLAIN = ("window", "start", "steps", "seed", "noise", "batch", "replace")


def resolved(link: str | None, asked: Mapping[str, Any]) -> Asking[str]:
    """The query that a link or keywords stand for; a short link is asked where it leads.

    TypeError where both are given, or a keyword that there is not.
    """
    if link is None:
        return written(asked)
    if asked:
        raise TypeError("Give a link, or say the experiment by keywords, not both.")
    short = _SHORT.fullmatch(link.strip())
    if not short:
        return query_of(link)
    path = f"/api/links/{quote(short['id'], safe='')}"
    told = yield from ask(Request(path, server=short["server"] or ""))
    return str(told["query"])


def query_of(link: str) -> str:
    """The query of a whole link, or the query itself."""
    link = link.strip().partition("#")[0]
    if "?" in link:
        return link.partition("?")[2]
    # An address without a query is the first thing that anybody sees there.
    return "" if re.match(r"https?://", link) else link


def written(asked: Mapping[str, Any]) -> str:
    """Keywords as a query, to be checked by whoever reads it."""
    unknown = [name for name in asked if name not in Asked.__annotations__]
    if unknown:
        known = ", ".join(Asked.__annotations__)
        raise TypeError(f"There is no keyword {unknown[0]!r}; there are {known}.")
    return "&".join(f"{_quoted(key)}={_quoted(text(value))}" for key, value in _pairs(asked))


def _pairs(asked: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    surface = asked.get("surface", "formula" if "formula" in asked else None)
    yield from _given([("surface", surface), ("formula", asked.get("formula"))])
    yield from _given((f"s.{name}", value) for name, value in asked.get("parameters", {}).items())
    yield from _data(asked.get("data"))
    yield from _given((name, asked.get(name)) for name in _PLAIN)
    for letter, spec in asked.get("runs", {}).items():
        yield from _run(letter, {_OPTIMIZER: spec} if isinstance(spec, str) else spec)


def _run(letter: str, spec: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in spec.items():
        word, at, step = name.partition("@")
        if word == "rule" and f"{_OPTIMIZER}{at}{step}" not in spec:
            yield f"{letter}{at}{step}", "rule"
        key = letter if word == _OPTIMIZER else f"{letter}.{word}"
        yield from _given([(f"{key}{at}{step}", value)])


def _data(data: Any) -> Iterator[tuple[str, Any]]:
    if data is None or isinstance(data, str):
        yield from _given([("s.data", data)])
    else:
        yield "s.data", "points"
        yield "s.points", ";".join(text(point) for point in data)


def _given(pairs: Any) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in pairs if value is not None)


def text(value: Any) -> str:
    """A value as it stands in a link: numbers to their last digit, several parted by commas."""
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    if hasattr(value, "__iter__"):
        return ",".join(text(one) for one in value)
    raise TypeError(f"{value!r} is neither a text nor a number, nor several of them.")


def _quoted(part: str) -> str:
    return quote(part, safe="*()/,:@")
