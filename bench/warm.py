"""A server that has been up for a while: what it makes once, it has made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench.client import fetch
from tests.serving import serving


@contextmanager
def warm_server() -> Iterator[str]:
    """The address of a real server, after a first visitor came and went."""
    with serving() as (server, _):
        fetch(server, "/api/catalog")
        fetch(server, "/")
        yield server
