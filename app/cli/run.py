"""`fallline run`: an experiment in the terminal, computed here or followed from a server."""

from __future__ import annotations

import sys
from typing import Any

import orjson

from app.cli.remote import follow
from app.experiment import parse
from app.show.tables import csv, table
from app.show.trained import journey_of
from app.web.encoding import encoded


def run(link: str, server: str | None, form: str) -> None:
    """Print the experiment's runs as words, JSON or CSV, to the last digit as the API does."""
    query = link.partition("?")[2] if "?" in link else link
    # Through the same encoding either way, so that what is printed is the same, digit for digit.
    found = follow(server, query) if server else orjson.loads(encoded(table(journey_of(parse(query)))))
    _put({"json": as_json, "csv": csv, "words": as_words}[form](found))


def _put(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has read enough; nothing may be written at exit either.
        sys.stdout = None


def as_json(found: dict[str, Any]) -> str:
    """What `/api/run.json` answers."""
    return encoded(found).decode() + "\n"


def as_words(found: dict[str, Any]) -> str:
    """The query, and a line for each run: where it came to, and why it ended there."""
    lines = [found["query"], *[_in_words(run) for run in found["runs"]]]
    return "\n".join(lines) + "\n"


def _in_words(run: dict[str, Any]) -> str:
    verdict = run["verdict"]
    return f"{run['id']}  {run['optimizer']:<20} step {verdict['step']:<6} {verdict['text']}"
