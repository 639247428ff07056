"""One reading of one query: takes keys, collects refusals, and knows what was never asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from app.core.errors import BadInput, attempt, refuse
from app.core.hyperparameters import Hyperparameter
from app.core.nearest import asked, closest, shown
from app.experiment.numbers import read_within
from app.experiment.own import Tables
from app.experiment.query import Given, split

T = TypeVar("T")


class Reading:
    """The keys of a query as they are taken one by one; all that is refused is told at once.

    tables: the stored tables that are at hand.
    """

    def __init__(self, query: str, tables: Tables) -> None:
        self.given, self.problems = split(query)
        self.tables = tables
        self.left = dict(self.given)

    def take(self, key: str) -> Given | None:
        """The value of a key, which then counts as known."""
        return self.left.pop(key, None)

    def value(self, key: str, read: Callable[[str], T], default: T) -> T:
        """The value of `key` as `read` understands it; the default where it is missing or refused."""
        given = self.take(key)
        if given is None:
            return default
        value = self.attempt(lambda: read(given.text))
        return default if value is None else value

    def within(self, key: str, limits: Hyperparameter, default: float | None = None) -> float:
        """The number under `key`, inside its limits; the default where it is missing or refused."""
        fallback = float(limits.default) if default is None else default
        return self.value(key, lambda text: read_within(text, limits, key), fallback)

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What `read` gives, or None and one more refusal."""
        return attempt(read, self.problems)

    def refuse(self, field: str, message: str) -> None:
        """Note a refusal and read on."""
        self.problems.append(BadInput(field, message))

    def refuse_key(self, key: str, known: Collection[str], said: str, then: str) -> None:
        """Note that there is no such key; `then` says which there are."""
        # What they have in common, such as s., makes no two names alike.
        prefix = key[: key.find(".") + 1]
        names = [name.removeprefix(prefix) for name in known if name.startswith(prefix)]
        close = prefix + near if (near := closest(key.removeprefix(prefix), names)) else ""
        message = f"{said} {asked(close)}{then}"
        self.problems.append(BadInput(key, message, instead=close, unknown="key"))

    def under(self, *prefixes: str) -> list[str]:
        """The keys not taken yet that begin so."""
        return [key for key in self.left if key.startswith(prefixes)]

    def drop(self, keys: Iterable[str]) -> None:
        """Let keys pass whose meaning hangs on something already refused."""
        for key in list(keys):
            self.left.pop(key, None)

    def finish(self) -> None:
        """Raise all refusals, in the order of the query; do nothing where there are none."""
        place = {key: number for number, key in enumerate(self.given)}
        refuse(sorted(self.problems, key=lambda problem: place.get(problem.field, len(place))))


def choose(text: str, known: Collection[str], field: str, what: str, listed: bool = False) -> str:
    """The word itself if it is one of `known`; else BadInput that names the nearest."""
    if text in known:
        return text
    close = closest(text, known)
    choices = f"Choose one of {', '.join(known)}." if listed else "The catalogue lists all of them."
    said = f"There is no {what} {shown(text)}." if text else f"No {what} is named here."
    raise BadInput(field, f"{said} {asked(close)}{choices}", instead=close, unknown="value")
