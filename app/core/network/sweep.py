"""The losses of a network over a whole plane of weight vectors: in tiles, from coarse to fine, on any cores.

The weights of a plane are origin + α·first + β·second, and so is what the first layer makes of the data:
its products with the data are computed once for the plane, not once a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network.data import Data
from app.core.network.network import Network
from app.core.network.plane import Plane

Array = NDArray[Any]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Precision = type[np.floating[Any]]

# Bytes that one layer's numbers for a row of a tile may take: they should stay in a core's cache.
_CACHE = 2**20
# Multiplications that a tile may take, some 50 ms: whoever waits for it should not wait long.
_WORK = 2**28


@dataclass(frozen=True, eq=False)
class Tile:
    """Losses at some points of a grid: losses[j][i] belongs to betas[rows[j]] and alphas[columns[i]].

    stride: how far apart the grid's known points are when all tiles of this stride are there; 1 at the end.
    """

    stride: int
    rows: Indices
    columns: Indices
    losses: Floats


def plane_losses(
    network: Network,
    data: Data,
    plane: Plane,
    alphas: Floats,
    betas: Floats,
    dtype: Precision = np.float64,
    threads: int = 1,
) -> Floats:
    """The loss at every origin + α·first + β·second, shape (len(betas), len(alphas)).

    dtype: float64, or float32 at twice the speed and about six digits. threads: how many tiles are computed
    at once; it changes no number. Losses too large to hold are inf or nan.
    """
    losses = np.empty((len(betas), len(alphas)))
    for tile in tiles(network, data, plane, alphas, betas, dtype, threads, coarsest=1):
        losses[np.ix_(tile.rows, tile.columns)] = tile.losses
    return losses


def tiles(
    network: Network,
    data: Data,
    plane: Plane,
    alphas: Floats,
    betas: Floats,
    dtype: Precision = np.float64,
    threads: int = 1,
    coarsest: int = 16,
) -> Iterator[Tile]:
    """The same losses tile by tile, every point once: first each 16th of each axis, then each 8th, to all.

    coarsest: the first stride, a power of two. Whoever stops asking stops the work: with one thread nothing
    is computed ahead, with more no more than twice as many tiles as threads.
    """
    sweep = Sweep(network, data, plane, alphas, betas, dtype)
    blocks = (part for block in order(len(betas), len(alphas), coarsest) for part in sweep.cut(*block))
    if threads == 1:
        yield from (sweep.tile(*block) for block in blocks)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(sweep.tile, *block) for block in islice(blocks, 2 * threads)]
        try:
            while waiting:
                yield waiting.pop(0).result()
                waiting += [pool.submit(sweep.tile, *block) for block in islice(blocks, 1)]
        finally:
            for future in waiting:
                future.cancel()


def order(height: int, width: int, coarsest: int) -> Iterator[tuple[int, Indices, Indices]]:
    """(stride, rows, columns) of blocks that cover a grid once, each stride half of the one before."""
    yield coarsest, np.arange(0, height, coarsest), np.arange(0, width, coarsest)
    stride = coarsest // 2
    while stride:
        odd = partial(np.arange, stride, step=2 * stride)
        yield stride, np.arange(0, height, 2 * stride), odd(width)
        yield stride, odd(height), np.arange(0, width, stride)
        stride //= 2


class Sweep:
    """A plane's losses, prepared: the weights' three parts, and the first layer's products with the data.

    It only reads what it holds, so that threads may share it.
    """

    def __init__(
        self, network: Network, data: Data, plane: Plane, alphas: Floats, betas: Floats, dtype: Precision
    ) -> None:
        self.network = network
        self.dtype = dtype
        parts = np.stack([plane.origin, plane.first, plane.second])[:, network.joined]
        with np.errstate(all="ignore"):
            self.data = data.cast(dtype)
            self.alphas, self.betas = alphas.astype(dtype), betas.astype(dtype)
            self.parts = [layer.joined(parts.astype(dtype)) for layer in network.layout]
            self.first = self.parts[0] @ self.data.columns
        widest = max(network.layers) * np.dtype(dtype).itemsize
        self.rows = max(1, min(len(data), _CACHE // widest))
        self.points = max(1, _CACHE // (widest * self.rows))
        self.height = max(1, _WORK // (network.size * len(data) * self.points))

    def cut(self, stride: int, rows: Indices, columns: Indices) -> Iterator[tuple[int, Indices, Indices]]:
        """A block in parts as wide as fit the cache and as high as are soon done; none where it is empty."""
        for j in range(0, len(rows), self.height):
            for i in range(0, len(columns), self.points):
                yield stride, rows[j : j + self.height], columns[i : i + self.points]

    def tile(self, stride: int, rows: Indices, columns: Indices) -> Tile:
        """The losses of one block of points."""
        total = np.zeros((len(rows), len(columns)))
        with np.errstate(all="ignore"):
            for low in range(0, len(self.data), self.rows):
                total += self._summed(rows, columns, slice(low, min(low + self.rows, len(self.data))))
        return Tile(stride, rows, columns, total / len(self.data))

    def _summed(self, rows: Indices, columns: Indices, some: slice) -> Floats:
        """The sum of the losses over some rows of the data, shape (rows, columns)."""
        alphas, betas = self.alphas[columns, None, None], self.betas[rows]
        along = [part[0] + alphas * part[1] for part in self.parts]
        first = _First(self.network, self.first[..., some], alphas, betas)
        layers = _Layers(self.network, len(columns), some.stop - some.start, self.dtype)
        data = self.data.between(some.start, some.stop)
        sums = np.empty((len(rows), len(columns)))
        for j, beta in enumerate(betas):
            joined = [part + beta * other[2] for part, other in zip(along, self.parts, strict=True)]
            outputs = layers.outputs(first, beta, joined, data.columns[:-1])
            sums[j] = self.network.aim.losses(outputs, data.targets).sum(axis=-1)
        return sums


class _First:
    """What the first layer makes of the data along a row of points: act(u + β·v), as a product if it can."""

    def __init__(self, network: Network, products: Array, alphas: Array, betas: Array) -> None:
        origin, first, self.second = products
        self.act, factors = network.act, network.act.factors
        self.along = origin + alphas * first
        steepest = np.abs(betas).max() * np.abs(self.second)
        self.factors = factors if factors and factors.holds(self.along, steepest) else None
        if self.factors:
            self.along = self.factors.factor(self.along)

    def write(self, beta: Any, out: Array) -> None:
        """The activations at these α and one β, shape (α, units, n)."""
        if self.factors:
            np.multiply(self.along, self.factors.factor(beta * self.second), out=out)
            self.factors.join(out)
        else:
            np.add(self.along, beta * self.second, out=out)
            self.act.value(out, out)


class _Layers:
    """Buffers for what each hidden layer makes, with a last line of ones, shape (points, units + 1, n)."""

    def __init__(self, network: Network, points: int, n: int, dtype: Precision) -> None:
        self.network = network
        widths = sorted(set(network.layers))
        self.buffers = {width: [_with_ones(points, width, n, dtype) for _ in range(2)] for width in widths}

    def outputs(self, first: _First, beta: Any, joined: list[Array], columns: Array) -> Array:
        """The outputs at a row of points, shape (points, outputs, n)."""
        hidden, act = self.network.layout[:-1], self.network.act
        given = self.buffers[hidden[0].units][0]
        first.write(beta, given[:, :-1])
        if hidden[0].shortcut:
            given[:, :-1] += columns
        for k, layer in enumerate(hidden[1:], 1):
            made = next(one for one in self.buffers[layer.units] if one is not given)
            body = made[:, :-1]
            np.matmul(joined[k], given, out=body)
            act.value(body, body)
            if layer.shortcut:
                body += given[:, :-1]
            given = made
        outputs: Array = joined[-1] @ given
        return outputs


def _with_ones(points: int, width: int, n: int, dtype: Precision) -> Array:
    buffer = np.empty((points, width + 1, n), dtype)
    buffer[:, -1] = 1
    return buffer
