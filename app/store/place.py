"""Where the store lies: in a file in a folder of the user's, or in a PostgreSQL database."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from app.store.access import Access

FILE = "store.db"
# Seconds to wait for another program that is writing.
PATIENCE = 3
# What one writer at a time holds in PostgreSQL: any number that nobody else there has chosen.
_LOCK = 0x66616C6C


def usual_folder(environment: Mapping[str, str]) -> Path:
    """Where programs keep the user's data on this kind of machine, and in it a folder of our own."""
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.cwd())
    if sys.platform == "win32":
        base = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "fallline"


class InFolder(Access):
    """An SQLite file; neither it nor the folder is made before somebody writes."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.path = folder.absolute() / FILE
        # Looking into the file itself would be wrong: closing it again lets go of SQLite's locks on it.
        self.prepared: tuple[int, int] | None = None
        # A connection for each use: a file that was deleted or put back is noticed at once.
        self.engine = create_engine(
            "sqlite+pysqlite://", creator=self.opened, poolclass=NullPool, hide_parameters=True
        )
        event.listen(self.engine, "begin", _begin)

    def exists(self) -> bool:
        return self.path.exists()

    def prepare(self) -> None:
        if self.prepared and self.prepared == self.which():
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # In this mode, which stays with the file, readers don't wait for writers.
        with closing(self.connected("mode=rwc")) as made:
            made.execute("PRAGMA journal_mode = WAL")
        self.prepared = self.which()

    def which(self) -> tuple[int, int] | None:
        """What tells the file from another at its place; None where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino

    def lock(self, connection: Connection) -> None:
        connection.execution_options(begin="BEGIN IMMEDIATE").begin()

    def opened(self) -> sqlite3.Connection:
        """A connection to the file that is there; to read only where it can't be written."""
        connection = self.connected("mode=rw")
        try:
            # Whoever was told an id holds a promise: it is on the disk before it is told.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as error:
            connection.close()
            if not self.asleep(error):
                raise
            return self.connected("mode=ro&immutable=1")
        return connection

    def asleep(self, error: sqlite3.OperationalError) -> bool:
        """Whether it could not be opened for want of the files beside it that only writers may make."""
        no_others = error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
        return no_others and self.path.exists() and not Path(f"{self.path}-wal").exists()

    def connected(self, how: str) -> sqlite3.Connection:
        """A connection by SQLite's own words for how; transactions are begun by us."""
        address = f"{self.path.as_uri()}?{how}"
        return sqlite3.connect(
            address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


class InDatabase(Access):
    """A PostgreSQL database by its URL; ValueError where it is none, or the driver is not installed."""

    def __init__(self, address: str) -> None:
        try:
            url = make_url(address.replace("postgres://", "postgresql://", 1))
        except ArgumentError:
            raise ValueError("write it as postgresql://USER:PASSWORD@HOST/DATABASE") from None
        if url.drivername not in {"postgresql", "postgresql+psycopg"}:
            raise ValueError("only PostgreSQL goes there: postgresql://USER:PASSWORD@HOST/DATABASE")
        if find_spec("psycopg") is None:
            raise ValueError("PostgreSQL needs its driver: install fallline[postgres]")
        super().__init__()
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            # A database that was started anew must not fail the first who asks.
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": PATIENCE, "options": f"-c lock_timeout={PATIENCE}s"},
        )

    def exists(self) -> bool:
        return True

    def prepare(self) -> None:
        """Nothing: whoever runs the server has made the database."""

    def lock(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
