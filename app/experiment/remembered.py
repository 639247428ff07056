"""What was worked out of a surface's settings, kept for whoever asks next: so many answers, so many rows.

As `functools.lru_cache`, but large tables count: settings hold their stored table, and hundreds of answers
about different ones would hold as many tables.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from app.core.tables.stored import Stored

# Of the stored tables behind one function's answers; 8 bytes each.
CELLS = 8_000_000

P = ParamSpec("P")
T = TypeVar("T")


def remembered(most: int, cells: int = CELLS) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keeps the last `most` answers; fewer where the stored tables that they come from have more cells.

    The last answer is kept in any case. A refusal is not remembered.
    """

    def around(make: Callable[P, T]) -> Callable[P, T]:
        kept: OrderedDict[object, T] = OrderedDict()
        lock = Lock()

        @wraps(make)
        def ask(*args: P.args, **kwargs: P.kwargs) -> T:
            assert not kwargs
            with lock:
                if args in kept:
                    kept.move_to_end(args)
                    return kept[args]
            made = make(*args, **kwargs)
            with lock:
                kept[args] = made
                # Only one more stored table can make them too many.
                heavy = any(_stored(args))
                while len(kept) > most or (heavy and len(kept) > 1 and _cells(kept) > cells):
                    kept.popitem(last=False)
            return made

        return ask

    return around


def _cells(keys: object) -> int:
    """The cells of all stored tables that stand anywhere in some keys, each table counted once."""
    return sum({stored.id: stored.cells for stored in _stored(keys)}.values())


def _stored(value: object) -> Iterator[Stored]:
    if isinstance(value, Stored):
        yield value
    elif isinstance(value, tuple | OrderedDict):
        for part in value:
            yield from _stored(part)
