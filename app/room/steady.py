"""What goes on in the background goes on, whatever goes wrong once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from app.room.problems import Away

_LOG = logging.getLogger("fallline")


@contextmanager
def steady(what: str) -> Iterator[None]:
    """Around one thing that is done: what goes wrong with it is logged, and whoever does it goes on.

    That the rooms are away is said where they are asked, and so it is for `Away` to pass.
    """
    try:
        yield
    except Away:
        raise
    except Exception:
        _LOG.exception("rooms: %s went wrong", what)
