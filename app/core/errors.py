"""The one error that a user can cause."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

T = TypeVar("T")


class BadInput(ValueError):
    """A value that was refused: which field, and what to do about it.

    `field` is the key as it stands in a query (`a.lr`, `formula`). `others` holds further
    refusals found in the same reading, so that a reader mends them all at once. `character` is the
    place in a typed text, from 1, where it is known; of a text of several lines, in its line number
    `line`, from 1, empty ones and the space before a line not counted. `instead` is the nearest text that
    would pass in the place of what was refused, to be offered. `unknown` is "key" or "value" where there
    is no such thing here at all; it is then a key, or a value, that `instead` names.
    """

    def __init__(
        self,
        field: str,
        message: str,
        others: tuple[BadInput, ...] = (),
        character: int | None = None,
        line: int | None = None,
        *,
        instead: str = "",
        unknown: str = "",
    ) -> None:
        # What an exception is copied and pickled by.
        super().__init__(field, message)
        self.field = field
        self.message = message
        self.others = others
        self.character = character
        self.line = line
        self.instead = instead
        self.unknown = unknown

    @property
    def all(self) -> tuple[BadInput, ...]:
        """This refusal and the others found with it."""
        return (self, *self.others)

    def at(self, field: str) -> BadInput:
        """The same refusal under the key by which the user knows it."""
        return self._but(field=field)

    def adding(self, words: str) -> BadInput:
        """The same refusal with something more said."""
        return self._but(message=self.message + words)

    def with_others(self, others: tuple[BadInput, ...]) -> BadInput:
        """The same refusal, told together with others."""
        return self._but(others=others)

    def _but(self, **changed: Any) -> BadInput:
        other = copy(self)
        for name, value in changed.items():
            setattr(other, name, value)
        return other

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


def attempt(read: Callable[[], T], problems: list[BadInput]) -> T | None:
    """What `read` gives; None, and its refusals added to `problems`, where it refuses."""
    try:
        return read()
    except BadInput as problem:
        problems += problem.all
        return None


def refuse(problems: list[BadInput]) -> None:
    """Raise all `problems` as one error; do nothing where there are none."""
    if problems:
        first, *rest = problems
        raise first.with_others(tuple(rest))
