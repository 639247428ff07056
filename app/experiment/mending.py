"""A refused link, part by part: what of it can be read, and the nearest one that works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from app.core.errors import BadInput
from app.experiment.query import CHARACTERS, join, split
from app.experiment.read import parse
from app.experiment.value import LETTERS

# A part taken out or written otherwise may bring another mistake to light.
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One `key=value` of a link.

    key, value: as they read. good: whether it can stay as it is. instead: what takes its place, as it reads;
    empty where nothing does.
    """

    key: str
    value: str
    good: bool = True
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a link.

    query: the nearest one that works; None where nothing of it can be kept. newer: whether it names what is
    not known here, as a link from a newer version would.
    """

    parts: tuple[Part, ...]
    query: str | None
    newer: bool


def mended(query: str, read: Callable[[str], object] = parse) -> Mended:
    """The link with what `read` refuses written as it was probably meant, or else left out."""
    parts = [_Part(text) for text in query.removeprefix("?").split("&") if text]
    _shorten(parts)
    newer = False
    for _ in range(_ROUNDS):
        left = "&".join([part.now for part in parts if part.now])
        try:
            read(left)
        except BadInput as problem:
            newer = newer or any(one.unknown for one in problem.all)
            for one in problem.all:
                _mend(parts, one)
        else:
            return Mended(tuple([part.told for part in parts]), left or None, newer)
    return Mended(tuple([part.told for part in parts]), None, newer)


class _Part:
    """A part on its way: `now` is what stands in its place, empty where it is left out."""

    def __init__(self, written: str) -> None:
        readable = not split(written)[1]
        self.written, self.now = written, written if readable else ""

    @property
    def key(self) -> str:
        return _key(self.now)

    @property
    def told(self) -> Part:
        good = self.now == self.written
        return Part(_key(self.written), _value(self.written), good, "" if good else _read(self.now))

    def mend(self, problem: BadInput) -> None:
        """Put the nearest in its place; what was put there once and is refused again goes."""
        key, value = self.key, _value(self.now)
        meant = (problem.instead, value) if problem.unknown == "key" else (key, problem.instead)
        self.now = join([meant]) if problem.instead and self.now == self.written else ""


def _shorten(parts: list[_Part]) -> None:
    """Leave the longest parts out until the rest is no longer than a link may be."""
    by_length = sorted(parts, key=lambda part: len(part.now))
    while sum([len(part.now) + 1 for part in by_length]) > CHARACTERS + 1:
        by_length.pop().now = ""


def _mend(parts: list[_Part], problem: BadInput) -> None:
    here = [part for part in parts if part.now and part.key == problem.field]
    # Of several the first stays, and before one that was mended one that was written so.
    here.sort(key=lambda part: part.now != part.written)
    for again in here[1:]:
        again.now = ""
    if len(here) == 1:
        here[0].mend(problem)
        if not here[0].now and problem.field in LETTERS:
            _drop_run(parts, problem.field)


def _drop_run(parts: list[_Part], letter: str) -> None:
    """What says more of a run goes with it."""
    for part in parts:
        if part.key.startswith((f"{letter}.", f"{letter}@")):
            part.now = ""


def _key(written: str) -> str:
    return _read(written.partition("=")[0])


def _value(written: str) -> str:
    return _read(written.partition("=")[2])


def _read(written: str) -> str:
    return unquote_plus(written, errors="replace")
