"""A proxy that cuts every connection after so many bytes, at whatever byte that is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from urllib.parse import urlsplit


@contextmanager
def cutting(server: str, every: int) -> Iterator[str]:
    """The address of a proxy to `server`; each connection lives a little longer than the one before."""
    target = urlsplit(server)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        quit = threading.Event()
        thread = threading.Thread(target=_serve, args=(listener, (target.hostname, target.port), every, quit))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        quit.set()
        thread.join()


def _serve(listener: socket.socket, target: tuple[str, int], every: int, quit: threading.Event) -> None:
    allowed = every
    while not quit.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        with client, socket.create_connection(target) as upstream:
            _pass(client, upstream, allowed)
        # So that the first event gets through at last, however long it is.
        allowed = allowed * 3 // 2


def _pass(client: socket.socket, upstream: socket.socket, allowed: int) -> None:
    upstream.sendall(client.recv(65536))
    # Whoever has read to the end and left is not waited for.
    while allowed > 0 and client not in select([client, upstream], [], [])[0]:
        chunk = upstream.recv(min(allowed, 4096))
        if not chunk:
            return
        client.sendall(chunk)
        allowed -= len(chunk)
