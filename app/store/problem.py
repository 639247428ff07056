"""Why the store can't do what it was asked: a sentence for whoever asked, the cause for the log."""

from __future__ import annotations

import sqlite3
from errno import ENOSPC

from sqlalchemy.exc import DBAPIError


class StoreProblem(RuntimeError):
    """The store could not read or write. Its message says why, and what will help; nothing was changed.

    full: there is no room, which waiting will not mend.
    """

    def __init__(self, message: str, full: bool = False) -> None:
        super().__init__(message)
        self.full = full


_READ_ONLY = "the store can be read but not written; whoever runs this server must allow it to write there"
_FULL = "no room is left on its disk; whoever runs this server must make some"
BUSY = "the store is locked by another program; try again in a moment"
_ABSENT = "the place where the store should lie can't be reached; whoever runs this server must mend that"
BROKEN = "the store's file is damaged; whoever runs this server must put a backup in its place"
_FAILED = "the store failed; its reason is in this server's log"

# By the beginning of what SQLite calls the error.
_OF_SQLITE = {
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CANTOPEN": _ABSENT,
    "SQLITE_PERM": _ABSENT,
    "SQLITE_IOERR": _ABSENT,
    "SQLITE_CORRUPT": BROKEN,
    "SQLITE_NOTADB": BROKEN,
}
# By the beginning of PostgreSQL's SQLSTATE.
_OF_POSTGRESQL = {
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "53100": _FULL,
    "55P03": BUSY,
    "57014": BUSY,
}


def explained(error: DBAPIError | sqlite3.Error | OSError) -> StoreProblem:
    """What went wrong in words that name neither paths nor passwords."""
    if isinstance(error, OSError):
        return StoreProblem(_FULL if error.errno == ENOSPC else _ABSENT)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        name, known = getattr(cause, "sqlite_errorname", ""), _OF_SQLITE
    else:
        name, known = getattr(cause, "sqlstate", None) or "", _OF_POSTGRESQL
    # PostgreSQL that could not be asked has no name for that.
    other = _FAILED if name else _ABSENT
    said = next((words for begin, words in known.items() if name.startswith(begin)), other)
    return StoreProblem(said, full=said == _FULL)
