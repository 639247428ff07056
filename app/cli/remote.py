"""A stream followed to its end over connections that may break."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Any

import httpx
import orjson

from app.cli.events import Event, events
from app.core.errors import BadInput
from app.show.journey import norms

PATIENCE = 30.0
# A server that has never answered is more likely misspelt than about to start.
FIRST_PATIENCE = 3.0
TIMEOUT = httpx.Timeout(10.0, read=60.0)


def follow(server: str, query: str) -> dict[str, Any]:
    """All runs of an experiment, as `/api/run.json` would tell them.

    Takes the stream up again where it broke off. BadInput where the server refuses the query,
    ConnectionError where it can't be reached, at first for three seconds, later for half a minute;
    RuntimeError where it fails.
    """
    followed = Followed()
    address = f"{server.rstrip('/')}/api/run?{query}"
    began, wait = time.monotonic(), 0.02
    deadline = began + PATIENCE
    with httpx.Client(timeout=TIMEOUT) as client:
        while not followed.ended:
            held = followed.held
            try:
                for event in _asked(client, address, followed):
                    followed.take(event)
            except httpx.UnsupportedProtocol:
                raise ConnectionError(f"{server} is no address, write http://127.0.0.1:8000") from None
            except httpx.TransportError as broken:
                nobody = isinstance(broken, httpx.ConnectError) and not followed.begin
                if time.monotonic() > (began + FIRST_PATIENCE if nobody else deadline):
                    raise ConnectionError(f"no answer from {server}: {broken}") from broken
                _say(_lost(followed, broken))
                time.sleep(wait)
            advanced = followed.held > held
            deadline = time.monotonic() + PATIENCE if advanced else deadline
            wait = 0.02 if advanced else min(2 * wait, 1.0)
    return followed.table()


def _lost(followed: Followed, broken: httpx.TransportError) -> str:
    again = f"taking it up again after step {followed.held}" if followed.held >= 0 else "trying again"
    return f"no connection ({type(broken).__name__}), {again}"


def _asked(client: httpx.Client, address: str, followed: Followed) -> Iterator[Event]:
    with client.stream("GET", address, headers=followed.headers()) as response:
        if response.status_code == 204:
            followed.missed_the_end()
            return
        if response.status_code >= 400:
            response.read()
            raise refusal(response)
        yield from events(response.iter_bytes())
    if not followed.ended:
        raise httpx.RemoteProtocolError("the stream stopped before its end")


def refusal(response: httpx.Response) -> Exception:
    """What a server's problem says, as the error that it stands for."""
    try:
        return _error(response.json())
    except ValueError:
        return RuntimeError(f"the server answered {response.status_code}: is this a Fall Line server?")


def _error(problem: dict[str, Any]) -> Exception:
    found = [BadInput(one["field"], one["message"]) for one in problem.get("errors", [])]
    if found:
        return BadInput(found[0].field, found[0].message, tuple(found[1:]))
    return RuntimeError(problem.get("detail", "the server failed"))


class Followed:
    """What a stream has told so far. held: the last step there is; -1 before the first."""

    def __init__(self) -> None:
        self.begin: dict[str, Any] = {}
        self.runs: dict[str, dict[str, list[Any]]] = {}
        self.verdicts: dict[str, dict[str, Any]] = {}
        self.held = -1
        self.back = 0
        self.ended = False

    def headers(self) -> dict[str, str]:
        """How to ask for what is missing."""
        after = self.held - self.back
        return {"Last-Event-ID": str(after)} if after >= 0 else {}

    def missed_the_end(self) -> None:
        """Every step is there, but the verdicts are not: ask for the last step once more."""
        self.back = 1

    def take(self, event: Event) -> None:
        """Keep what an event tells."""
        data = orjson.loads(event.data)
        match event.name:
            case "begin":
                self.begin = data
            case "steps":
                self.add(data)
                self.held = max(self.held, int(event.id))
                _say(f"step {self.held} of {self.begin['steps']}")
            case "verdict":
                self.verdicts[data.pop("run")] = data
            case "end":
                self.ended = True
            case "problem":
                raise _error(data)

    def add(self, steps: dict[str, dict[str, list[Any]]]) -> None:
        """Add points to their runs; those already there are passed over."""
        for run, columns in steps.items():
            kept = self.runs.setdefault(run, {name: [] for name in columns})
            known = len(kept["step"]) - columns["step"][0]
            for name, values in columns.items():
                kept[name] += values[known:]

    def table(self) -> dict[str, Any]:
        """The runs as one table."""
        return {"query": self.begin["query"], "runs": [self._run(run) for run in self.begin["runs"]]}

    def _run(self, run: dict[str, Any]) -> dict[str, Any]:
        columns = self.runs[run["id"]]
        slopes = [columns[name] for name in ("gx", "gy") if name in columns]
        known = {"id": run["id"], "optimizer": run["optimizer"]}
        # Of a network the length in all weights was sent, which these two components don't tell.
        told = columns if "grad_norm" in columns else {**columns, "grad_norm": norms(slopes)}
        return {**known, **told, "verdict": self.verdicts[run["id"]]}


def _say(text: str) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{text:<60}", end=end, file=sys.stderr, flush=True)
