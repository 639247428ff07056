"""What a request asks for: an experiment by the grammar, and the few keys that an answer adds to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote_plus

from fastapi import Request

from app.core.errors import BadInput, attempt, refuse
from app.core.hyperparameters import Hyperparameter
from app.experiment import Experiment, Run
from app.experiment.numbers import read_whole, read_within
from app.experiment.places import point
from app.experiment.resolve import site_of
from app.experiment.value import Point

T = TypeVar("T")


class Asked:
    """A request's query, split into the experiment and the answer's own keys.

    Everything wrong with either is told at once, when the experiment is taken.
    """

    def __init__(self, request: Request, *own: str) -> None:
        self.problems: list[BadInput] = []
        parts = _query(request).split("&")
        self.own = {key: [p for p in parts if p.partition("=")[0] == key] for key in own}
        rest = "&".join([part for part in parts if part.partition("=")[0] not in own])
        self._experiment: Experiment | None = self.tried(lambda: request.state.read(rest))

    @property
    def experiment(self) -> Experiment:
        """The experiment; BadInput where the query is refused."""
        self.refuse()
        assert self._experiment is not None
        return self._experiment

    def refuse(self) -> None:
        """Raise everything that is wrong; do nothing where all is well."""
        refuse(self.problems)

    def tried(self, read: Callable[[], T]) -> T | None:
        """What `read` gives; None, and its problems noted, where it refuses."""
        return attempt(read, self.problems)

    def text(self, key: str, missing: str) -> str:
        """The one value of a key of the answer's own; BadInput with `missing` where there is none."""
        given = self.own[key]
        if len(given) > 1:
            raise BadInput(key, f"“{key}” is given more than once; keep one of them.")
        if not given:
            raise BadInput(key, missing)
        return unquote_plus(given[0].partition("=")[2])

    def whole(self, limits: Hyperparameter, required: str = "") -> int:
        """A whole number within its limits; the default where none is given and none is required."""
        key = limits.name
        if not self.own[key] and not required:
            return int(limits.default)
        value = self.tried(lambda: read_whole(self.text(key, required), limits, key))
        return int(limits.default) if value is None else value

    def number(self, limits: Hyperparameter) -> float:
        """A number within its limits; the default where none is given."""
        key = limits.name
        if not self.own[key]:
            return float(limits.default)
        value = self.tried(lambda: read_within(self.text(key, ""), limits, key))
        return float(limits.default) if value is None else value

    def point(self) -> Point:
        """The point under `at`, with a coordinate for each variable."""
        site = site_of(self._experiment) if self._experiment else None
        missing = "Say where: at=X,Y, or at=X in one variable."
        return self.tried(lambda: point(self.text("at", missing), "at", site)) or ()

    def run(self) -> Run | None:
        """The run whose letter is under `run`."""
        runs = {run.id: run for run in self._experiment.runs} if self._experiment else None
        return self.tried(lambda: _chosen(self.text("run", "Say which run, such as run=a."), runs))


def _chosen(letter: str, runs: dict[str, Run] | None) -> Run | None:
    if runs is None or letter in runs:
        return runs[letter] if runs else None
    known = f"choose one of {', '.join(runs)}" if runs else "add one, such as a=adam"
    raise BadInput("run", f"The experiment has no run “{letter[:20]}”: {known}.")


def _query(request: Request) -> str:
    try:
        return str(request.scope["query_string"].decode())
    except UnicodeDecodeError:
        raise BadInput("query", "This link is not text in UTF-8; write it again.") from None
