"""The one error that a user can cause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class BadInput(ValueError):
    """A value that was refused: which field, and what to do about it.

    `field` is the key as it stands in a query (`a.lr`, `formula`). `others` holds further
    refusals found in the same reading, so that a reader mends them all at once. `character` is the
    place in a typed text, from 1, where it is known; of a text of several lines, in its line number
    `line`, from 1, empty ones and the space before a line not counted.
    """

    def __init__(
        self,
        field: str,
        message: str,
        others: tuple[BadInput, ...] = (),
        character: int | None = None,
        line: int | None = None,
    ) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
        self.others = others
        self.character = character
        self.line = line

    @property
    def all(self) -> tuple[BadInput, ...]:
        """This refusal and the others found with it."""
        return (self, *self.others)

    def at(self, field: str) -> BadInput:
        """The same refusal under the key by which the user knows it."""
        return BadInput(field, self.message, self.others, self.character, self.line)

    def adding(self, words: str) -> BadInput:
        """The same refusal with something more said."""
        return BadInput(self.field, self.message + words, self.others, self.character, self.line)


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
        raise BadInput(first.field, first.message, tuple(rest), first.character, first.line)
