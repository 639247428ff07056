"""A Redis of the tests' own: on a free port, in a temporary folder, gone when they are done.

It keeps what it is told as a hall's would, so that it can be stopped, killed and started again.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import free_port

PROGRAM = "redis-server"
_REWRITING = (b"aof_rewrite_in_progress:1", b"aof_rewrite_scheduled:1")


def found() -> bool:
    """Whether Redis can be started here."""
    return shutil.which(PROGRAM) is not None


class Server:
    """One Redis, at the same address each time that it is started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What FALLLINE_REDIS_URL is set to."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it with what it kept; RuntimeError with its log where it does not answer."""
        options = {"bind": "127.0.0.1", "port": self.port, "dir": self.folder, "save": ""}
        options |= {"appendonly": "yes", "appendfsync": "always", "logfile": self.folder / "log"}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL)
        if not self.answers():
            self.kill()
            raise RuntimeError(f"no Redis at {self.url}:\n{(self.folder / 'log').read_text()}")

    def answers(self, seconds: float = 30) -> bool:
        """Wait until it has read what it kept and answers."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.said(b"PING") == b"+PONG\r\n":
                return True
            time.sleep(0.01)
        return False

    def said(self, command: bytes) -> bytes:
        """What it says to a command of one line; nothing where it is away."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(command + b"\r\n")
                return connection.recv(4096)
        except OSError:
            return b""

    def clear(self) -> None:
        """Have it forget everything."""
        assert self.said(b"FLUSHALL") == b"+OK\r\n"

    def keep(self, log: bool) -> None:
        """Whether it keeps what it is told; back once it does, for it writes a whole new log first."""
        assert self.said(b"CONFIG SET appendonly " + (b"yes" if log else b"no")) == b"+OK\r\n"
        while any(state in self.said(b"INFO persistence") for state in _REWRITING):
            time.sleep(0.01)

    def stop(self) -> None:
        """Tell it to stop, and wait until it has."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self.process:
            self.process.kill()
            self.process.wait(30)


@contextmanager
def running() -> Iterator[Server]:
    """Start one; it is gone afterwards."""
    with TemporaryDirectory(prefix="fallline-redis-") as folder:
        server = Server(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.kill()
