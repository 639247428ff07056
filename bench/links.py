"""Short links over HTTP, with a hundred thousand of them in an SQLite store: made, followed, by many at once.

Each is made and followed by a fresh connection. What a disk takes to keep anything at all is the yardstick: a
row put into an SQLite file of its own in the same minute, by a connection that stays open.
"""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import urlsplit

from sqlalchemy import insert, update

from app.store import Store
from app.store.links import Link, ids_of
from app.store.schema import links, links_held
from bench.figure import Figure, once, show
from bench.stored import store_of_our_own
from bench.warm import warm_server

HELD, REPEATS, WRITERS, EACH = 100_000, 201, 32, 8


def measure() -> list[Figure]:
    with store_of_our_own():
        known = filled(Path(os.environ["FALLLINE_DATA"]))
        with warm_server() as server:
            make(server, query(HELD))
            making, row = alternately(server)
            following = statistics.median(once(lambda id=id: follow(server, id)) for id in known[:REPEATS])
            began = perf_counter()
            lost = missing(server)
            crowd = (perf_counter() - began) / (WRITERS * EACH)
    disk = {"against": "one row in SQLite", "yardstick": row * 1e3, "ratio_at_most": True}
    return [
        Figure(name=f"short link made, {HELD} held", measured=making * 1e3, unit="ms", goal=10, **disk),
        Figure(name="short link followed", measured=following * 1e3, unit="ms", goal=5),
        Figure(name=f"one of {WRITERS * EACH} by {WRITERS} writers at once", measured=crowd * 1e3, unit="ms"),
        Figure(name="links lost by them", measured=lost, unit="links", goal=0),
    ]


def query(k: int) -> str:
    return f"surface=himmelblau&start=-3,4&seed={k}&a=adam&b=momentum&b.lr=0.002&step=40"


def filled(folder: Path) -> list[str]:
    """A store with HELD links, put there at once as no server would; the ids of some of them, far apart."""
    store, rows = Store.in_folder(folder, 10**9), list(_rows())
    with store.access.writing() as connection:
        connection.execute(insert(links), rows)
        connection.execute(update(links_held).values(bytes=HELD * Link(query(0)).size))
    return [str(row["id"]) for row in rows[:: HELD // (2 * REPEATS)]]


def _rows() -> Iterator[dict[str, str]]:
    taken: set[str] = set()
    for k in range(HELD):
        # A seed that no query may have, so that each link made later is a new one.
        link = Link(query(-1 - k))
        id = next(id for id in ids_of(link.digest) if id not in taken)
        taken.add(id)
        said = {"query": link.query, "title": "", "description": "", "owner": "0" * 64}
        yield said | {"id": id, "digest": link.digest}


def alternately(server: str) -> tuple[float, float]:
    """Medians of making a link, and of what the disk takes for one row: turn by turn, under the same load."""
    made, rows = [], []
    with TemporaryDirectory() as folder:
        beside = sqlite3.connect(Path(folder) / "one.db", isolation_level=None)
        beside.execute("PRAGMA journal_mode = WAL")
        beside.execute("PRAGMA synchronous = FULL")
        beside.execute("CREATE TABLE one (text TEXT)")
        for k in range(REPEATS):
            made.append(once(lambda k=k: make(server, query(HELD + 1 + k))))
            rows.append(once(lambda k=k: beside.execute("INSERT INTO one VALUES (?)", (query(k),))))
        beside.close()
    return statistics.median(made), statistics.median(rows)


def missing(server: str) -> int:
    """How many links, made by many at once, don't lead where they were made to."""
    wanted = [query(2 * HELD + k) for k in range(WRITERS * EACH)]
    with ThreadPoolExecutor(WRITERS) as threads:
        ids = list(threads.map(lambda text: make(server, text), wanted))
    return sum(follow(server, id) != f"/?{text}" for id, text in zip(ids, wanted, strict=True))


def make(server: str, text: str) -> str:
    """The id of the link."""
    body = json.dumps({"query": text}).encode()
    status, _, said = asked(server, "POST", "/api/links", body)
    if status != 201:
        raise RuntimeError(f"{status} {said.decode()}")
    return str(json.loads(said)["id"])


def follow(server: str, id: str) -> str:
    """Where the link leads."""
    status, location, said = asked(server, "GET", f"/s/{id}")
    if status != 307:
        raise RuntimeError(f"/s/{id}: {status} {said.decode()}")
    return location


def asked(server: str, method: str, target: str, body: bytes | None = None) -> tuple[int, str, bytes]:
    """Status, Location and body of an answer, by a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    try:
        connection.request(method, target, body, {"Content-Type": "application/json"} if body else {})
        response = connection.getresponse()
        return response.status, response.headers.get("Location", ""), response.read()
    finally:
        connection.close()


if __name__ == "__main__":
    show(measure())
    print(f"\nload over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
