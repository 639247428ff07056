"""A stream put together from its events, over connections that may break: what is held, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

import orjson

from app.client.events import Event
from app.client.wire import error
from app.core.norms import norms

PATIENCE = 30.0
# A server that has never answered is more likely misspelt than about to start.
FIRST_PATIENCE = 3.0
# What a server that has nothing left to tell is heard saying.
NOTHING_LEFT = Event("nothing left", "{}", "")

Columns = dict[str, dict[str, list[Any]]]


class Lost(ConnectionError):
    """A connection that broke, or was never made. unmade: nobody listens there at all."""

    def __init__(self, server: str, why: Exception, unmade: bool) -> None:
        super().__init__(f"no answer from {server}: {why}")
        self.kind = type(why).__name__
        self.unmade = unmade


class Following:
    """What a stream has told so far, and how to go on where it breaks off.

    held: the last step there is; -1 before the first. say: is told in words when a connection is lost.
    """

    def __init__(self, query: str, say: Callable[[str], None] = lambda text: None) -> None:
        self.query = query
        self.say = say
        self.begin: dict[str, Any] = {}
        self.runs: Columns = {}
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.held = -1
        self.ended = False
        self._back = 0
        self._trouble: tuple[float, int] | None = None
        self._wait = 0.0

    def headers(self) -> dict[str, str]:
        """How to ask for what is missing."""
        after = self.held - self._back
        return {"Last-Event-ID": str(after)} if after >= 0 else {}

    def lost(self, broken: Lost) -> float:
        """How many seconds to wait before asking again; raises `broken` where it has been tried for long."""
        now = monotonic()
        if self._trouble is None or self._trouble[1] < self.held:
            self._trouble, self._wait = (now, self.held), 0.01
        since, _ = self._trouble
        if now - since > (FIRST_PATIENCE if broken.unmade and not self.begin else PATIENCE):
            raise broken
        again = f"taking it up again after step {self.held}" if self.held >= 0 else "trying again"
        self.say(f"no connection ({broken.kind}), {again}")
        self._wait = min(2 * self._wait, 1.0)
        return self._wait

    def take(self, event: Event) -> Columns:
        """Keep what an event tells; the points that are new with it, a list for each column of each run."""
        data = orjson.loads(event.data)
        match event.name:
            case "begin":
                self.begin = data
            case "steps":
                new = {run: self._added(run, columns) for run, columns in data.items()}
                self.held = max(self.held, int(event.id))
                return new
            case "verdict":
                self.verdicts[data.pop("run")] = data
            case "end":
                self.ended = True
            case "problem":
                raise error(data)
            case NOTHING_LEFT.name:
                # Every step is there, but the verdicts are not: ask for the last step once more.
                self._back = 1
        return {}

    def _added(self, run: str, columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
        """Add points to their run, and its gradient norms; those already there are passed over."""
        columns = with_norms(columns)
        kept = self.runs.setdefault(run, {name: [] for name in columns})
        known = len(kept["step"]) - columns["step"][0]
        new = {name: values[known:] for name, values in columns.items()}
        for name, values in new.items():
            kept[name] += values
        return new

    def table(self) -> dict[str, Any]:
        """The runs as one table, as `/api/run.json` tells them."""
        return {"query": self.begin["query"], "runs": [self._run(run) for run in self.begin["runs"]]}

    def _run(self, run: dict[str, Any]) -> dict[str, Any]:
        known = {"id": run["id"], "optimizer": run["optimizer"]}
        return {**known, **self.runs[run["id"]], "verdict": self.verdicts[run["id"]]}


def with_norms(columns: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The columns with `grad_norm` after them.

    Of a network the length in all weights was sent, which these two components don't tell.
    """
    if "grad_norm" in columns:
        return columns
    return {**columns, "grad_norm": norms([columns[name] for name in ("gx", "gy") if name in columns])}
