"""The rows that a loss is a mean over: columns of numbers, and the batches that are drawn from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

# A grid's points are taken so many at a time that points times rows stay in the processor's cache.
CELLS = 32_768

# Draws of rows are a stream of their own; see oracles.
_BATCH = 4


@dataclass(frozen=True, eq=False)
class Rows:
    """Columns of the data by the name that each has in a loss, such as `x·i`; all of one length."""

    columns: tuple[tuple[str, Floats], ...]

    def __len__(self) -> int:
        return len(self.columns[0][1])

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in a loss over all rows."""
        return tuple([name for name, _ in self.columns])

    @property
    def arrays(self) -> tuple[Floats, ...]:
        """The columns' values, shape (rows,) each."""
        return tuple([values for _, values in self.columns])

    def taken(self, indices: Indices) -> Rows:
        """Some of the rows, in the order of `indices`."""
        return Rows(tuple([(name, values[indices]) for name, values in self.columns]))

    def column(self, name: str) -> Floats:
        """The values of a column, shape (rows,)."""
        return dict(self.columns)[name]

    def swept(self, losses: Callable[..., tuple[Any]], coordinates: tuple[Floats, ...]) -> Floats:
        """What `losses` gives at many points, a mean over the rows at each; the points' own shape."""
        points = np.broadcast_arrays(*coordinates)
        flat = [np.ravel(column)[:, None] for column in points]
        out = np.empty(points[0].size)
        stride = max(1, CELLS // len(self))
        for i in range(0, out.size, stride):
            told = losses(*[column[i : i + stride] for column in flat], *self.arrays)[0]
            out[i : i + stride] = np.broadcast_to(told, (len(out[i : i + stride]), 1))[:, 0]
        return out.reshape(points[0].shape)


@dataclass(frozen=True)
class Batches:
    """Which rows each step is shown: `size` of `count` rows, by chance from `seed` and the step alone.

    replace: each row is drawn from all of them, so that a batch may have it twice. Else the rows are
    shuffled and dealt out, and shuffled anew when all have been seen: an epoch. The last batch of an
    epoch has what is left.
    """

    count: int
    size: int
    seed: int
    replace: bool = False

    @property
    def each(self) -> int:
        """How many batches an epoch has: as many as show every row once, if none is shown twice."""
        return -(-self.count // self.size)

    def epoch(self, step: int) -> int:
        """The epoch, from 0, of the batch that the update leaving point `step` is shown."""
        return step // self.each

    def at(self, step: int) -> Indices:
        """The rows of that batch, in the order in which they were drawn."""
        if self.replace:
            return default_rng([self.seed, _BATCH, step]).integers(0, self.count, self.size)
        place = step % self.each * self.size
        return _shuffled(self.count, self.seed, self.epoch(step))[place : place + self.size]


@lru_cache(maxsize=64)
def _shuffled(count: int, seed: int, epoch: int) -> Indices:
    order = default_rng([seed, _BATCH, epoch]).permutation(count)
    # It is shared by all who ask.
    order.setflags(write=False)
    return order
