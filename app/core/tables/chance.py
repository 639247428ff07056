"""The random numbers that made tables are made of.

Each call draws from a stream of its own, so that more rows leave the earlier ones where they are, and
more noise pushes the same points further along the same way.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from app.core.tables.table import Values

# Sines and exponentials differ in their last digit from one machine to the next; this many decimals don't.
DECIMALS = 3


def even(rng: Generator, rows: int, low: float, high: float) -> Values:
    """Uniform draws from low to high, shape (rows,)."""
    return low + (high - low) * _stream(rng).random(rows)


def normal(rng: Generator, rows: int) -> Values:
    """Standard normal draws, shape (rows,)."""
    return _stream(rng).standard_normal(rows)


def chosen(rng: Generator, rows: int, share: float) -> NDArray[np.bool_]:
    """True for about this share of the rows; a larger share keeps those already chosen."""
    return _stream(rng).random(rows) < share


def turns(rows: int, count: int) -> Values:
    """0, 1, .. count-1, 0, 1, ..: every kind equally often, shape (rows,)."""
    return np.asarray(np.arange(rows) % count, dtype=np.float64)


def rounded(values: Values) -> Values:
    """The same to three decimals, which every machine agrees on; -0 is 0."""
    return np.asarray(np.round(values, DECIMALS) + 0.0, dtype=np.float64)


def _stream(rng: Generator) -> Generator:
    return rng.spawn(1)[0]
