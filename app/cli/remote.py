"""A server's stream followed to its end, with a word on the way about how far it has come."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import Any

from app.client.following import Following
from app.client.remote import Server


def follow(server: str, query: str) -> dict[str, Any]:
    """All runs of an experiment, as `/api/run.json` would tell them.

    BadInput where the server refuses the query, ConnectionError where it can't be reached, RuntimeError where
    it fails.
    """
    following = Following(query, _say)
    with closing(Server(server)) as there:
        for _ in there.follow(following):
            _say(f"step {following.held} of {following.begin['steps']}")
    return following.table()


def _say(text: str) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"{text:<60}", end=end, file=sys.stderr, flush=True)
