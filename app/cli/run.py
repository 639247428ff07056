"""`fallline run`: an experiment in the terminal, computed here or followed from a server."""

from __future__ import annotations

import os
import sys
from typing import Any

import orjson

from app.cli.remote import follow
from app.client.asking import query_of
from app.core.errors import BadInput
from app.core.tables.packing import LINK_FIELD
from app.experiment import Experiment, parse
from app.experiment.own import NO_TABLES, stored_in, unknown
from app.show.tables import csv, table
from app.show.trained import journey_of
from app.web.encoding import encoded
from app.web.keeping import store_of
from app.web.settings import Settings


def run(link: str, server: str | None, form: str) -> None:
    """Print the experiment's runs as words, JSON or CSV, to the last digit as the API does."""
    query = query_of(link)
    # Through the same encoding either way, so that what is printed is the same, digit for digit.
    found = follow(server, query) if server else orjson.loads(encoded(table(journey_of(read(query)))))
    put({"json": as_json, "csv": csv, "words": as_words}[form](found).encode())


def read(query: str) -> Experiment:
    """The experiment; a stored table that it names comes out of this machine's store.

    BadInput where there is none such, RuntimeError where the store can't be read.
    """
    id = stored_in(query)
    try:
        settings = Settings.from_environment(os.environ)
        tables = store_of(settings).named_in(query) if id else NO_TABLES
    except ValueError as wrong:
        raise RuntimeError(str(wrong)) from None
    if id and id not in tables:
        raise BadInput(LINK_FIELD, f"{unknown(id)} Or let the server that keeps it compute: --server URL.")
    return parse(query, tables, settings.work * 1e6)


def put(told: bytes) -> None:
    """Print all of it, for as long as somebody reads."""
    try:
        sys.stdout.buffer.write(told)
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
