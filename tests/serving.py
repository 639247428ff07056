"""A real server on a free port, for tests and benchmarks that need one."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent
SERVE = (sys.executable, "-m", "app.cli", "serve")


def free_port() -> int:
    """A port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str] = SERVE, *, port: int | None = None, folder: Path = ROOT
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start `command --port PORT` in `folder`; its address and process, once it can serve."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    # A file, not a pipe: a server that logs into a pipe nobody reads stops when it is full.
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not healthy(address, process):
                log.seek(0)
                raise RuntimeError(f"no answer at {address}:\n{log.read().decode()}")
            yield address, process
        finally:
            stop(process)


def healthy(address: str, process: subprocess.Popen[bytes], seconds: float = 120) -> bool:
    """Wait until /healthz answers 200; False where the process ends or takes too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/healthz", timeout=5).status_code == 200:
                return True
        except httpx.TransportError:
            time.sleep(0.05)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process politely, and by force if it does not listen."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def blog(folder: Path, html: str) -> Iterator[str]:
    """Somebody else's site: the address of another origin, whose one page, kept in `folder`, says this."""
    (folder / "index.html").write_text(html)
    # Browsers ask for it, and print in red that it is missing.
    (folder / "favicon.ico").touch()
    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        site.server_close()
