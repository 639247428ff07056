"""A client thin enough to time a server with: a fresh connection for each request, no parsing."""

from __future__ import annotations

import gzip
import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

# What a browser takes compressed costs the server the compressing; that counts too.
LIKE_A_BROWSER = {"Accept-Encoding": "gzip, deflate, br"}


@contextmanager
def answer(server: str, target: str) -> Iterator[http.client.HTTPResponse]:
    """The answer to a GET; 200, or an error that shows what came instead."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    try:
        connection.request("GET", target, headers=LIKE_A_BROWSER)
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"{target}: {response.status} {response.read().decode()}")
        yield response
    finally:
        connection.close()


def send(server: str, target: str, body: bytes) -> bytes:
    """What is answered to rows of CSV; 201, or an error that shows what came instead."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
    try:
        connection.request("POST", target, body, {**LIKE_A_BROWSER, "Content-Type": "text/csv"})
        response = connection.getresponse()
        said = response.read()
        if response.status != 201:
            raise RuntimeError(f"{target}: {response.status} {said.decode()}")
        return gzip.decompress(said) if response.headers["Content-Encoding"] == "gzip" else said
    finally:
        connection.close()


def fetch(server: str, target: str) -> bytes:
    """The whole body."""
    with answer(server, target) as response:
        return response.read()


def seconds_to_first_points(server: str, query: str) -> float:
    """From the request to the end of the first `steps` event of its stream."""
    began = time.perf_counter()
    with answer(server, f"/api/run?{query}") as response:
        inside = False
        while line := response.readline():
            inside = inside or line.strip() == b"event: steps"
            if inside and line in (b"\n", b"\r\n"):
                return time.perf_counter() - began
    raise RuntimeError("the stream ended before its first points")
