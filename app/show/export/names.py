"""Names in a script: what a reader typed, kept clear of Python's own words and of the script's."""

from __future__ import annotations

import keyword
from collections.abc import Collection


class Names:
    """Gives each name of the small language one of the script's own.

    taken: what the script means something else by. Two names never come to the same.
    """

    def __init__(self, taken: Collection[str]) -> None:
        self.taken = set(taken)
        self.given: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self.given:
            self.given[name] = self._free(name)
            self.taken.add(self.given[name])
        return self.given[name]

    def _free(self, name: str) -> str:
        while keyword.iskeyword(name) or name in self.taken:
            name += "_"
        return name


def comment(text: str, mark: str = "#") -> str:
    """One line of a comment; no text can leave it, whatever stands in it."""
    words = " ".join(text.split())
    return f"{mark} {''.join([sign if sign.isprintable() else '?' for sign in words])}"
