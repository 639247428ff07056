"""Connections to the store: for reading it as it is, for writing at the schema that this version knows."""

from __future__ import annotations

import logging
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.store import schema
from app.store.problem import BUSY, StoreProblem, explained

# Seconds to wait for others of this process that write.
_TURN = 6
_LOG = logging.getLogger("fallline")


class Access(ABC):
    """How a store is reached, wherever it lies.

    Nothing is remembered of it: one that was away and comes back is used as ever.
    """

    engine: Engine

    def __init__(self) -> None:
        # Threads queue here: if all tried the file at once, some would be passed over until they gave up.
        self._turn = Lock()

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is anything to be read."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the place that is to be written."""

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Begin a transaction that nobody else writes beside; wait a little where somebody does."""

    @contextmanager
    def reading(self, step: int) -> Iterator[Connection | None]:
        """A connection, in a transaction, to what a step of the schema brought; None where that is not there.

        StoreProblem as below. An older store is read as it is: it may be one that nobody can write.
        """
        with _explaining():
            if self.exists():
                with self.engine.connect() as connection:
                    if schema.steps_taken(connection) >= step:
                        yield connection
                        return
        yield None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that nobody else writes beside; what is done is kept where no error comes out of it.

        StoreProblem where the store can't be reached, read or written; then nothing was done.
        """
        with self._in_turn(), _explaining():
            self.prepare()
            with self.engine.connect() as connection:
                self.lock(connection)
                schema.climb(connection)
                yield connection
                connection.commit()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_TURN):
            raise StoreProblem(BUSY)
        try:
            yield
        finally:
            self._turn.release()


@contextmanager
def _explaining() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        _LOG.warning("the store: %s", error)
        raise explained(error) from error
