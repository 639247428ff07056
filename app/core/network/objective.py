"""The loss of a network on its data as a function of one weight vector, with the exact gradient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network.data import Data
from app.core.network.network import Network

Array = NDArray[Any]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

# Last batches of an epoch are shorter; more lengths than these are not remembered at once.
_LENGTHS = 8


class Trace:
    """What a forward pass over n rows leaves behind, and what the way back writes to: made once, used often.

    given: for each layer, what it is given, with a last line of ones, shape (inputs + 1, n). z: its
    W x + b, shape (units, n). a: a hidden layer's activation of it. pulls: the loss's derivative by what
    a hidden layer makes.
    """

    def __init__(self, network: Network, n: int) -> None:
        self.given = [np.ones((layer.inputs + 1, n)) for layer in network.layout]
        self.made = [given[:-1] for given in self.given[1:]]
        self.z = [np.empty((layer.units, n)) for layer in network.layout]
        hidden = zip(network.layout, self.made, strict=False)
        self.a = [np.empty_like(made) if layer.shortcut else made for layer, made in hidden]
        self.pulls = [np.empty_like(made) for made in self.made]

    def forward(self, network: Network, joined: list[Array], columns: Array) -> Array:
        """The outputs, shape (outputs, n), where `joined` has each layer's [W | b]."""
        self.given[0] = columns
        for k, layer in enumerate(network.layout[:-1]):
            np.matmul(joined[k], self.given[k], out=self.z[k])
            network.act.value(self.z[k], self.a[k])
            if layer.shortcut:
                np.add(self.a[k], self.given[k][:-1], out=self.made[k])
        return np.matmul(joined[-1], self.given[-1], out=self.z[-1])


class Objective:
    """The mean loss over the data, or over some of its rows, at any weight vector.

    It keeps buffers between calls, so each thread needs one of its own. Numbers too large to hold come out
    as inf or nan, never as an exception.
    """

    def __init__(self, network: Network, data: Data) -> None:
        self.network = network
        self.data = data
        self._vector = np.empty(network.size)
        self._gradient = np.empty(network.size)
        self._joined = [layer.joined(self._vector) for layer in network.layout]
        self._back = [joined[:, :-1].T for joined in self._joined]
        self._slopes = [layer.joined(self._gradient) for layer in network.layout]
        self._traces: dict[int, Trace] = {}

    def loss(self, vector: Floats, rows: Indices | None = None) -> float:
        """The loss at a vector of shape (size,): over all rows, or the mean over `rows`, their indices."""
        data = self.data if rows is None else self.data.taken(rows)
        with np.errstate(all="ignore"):
            outputs = self._forward(vector, data, self._trace(len(data)))
            return self._mean(outputs, data)

    def loss_and_gradient(self, vector: Floats, rows: Indices | None = None) -> tuple[float, Floats]:
        """The loss and its derivative by each weight, shape (size,), by backpropagation.

        relu's slope at 0 is 0, as in torch. Source: D. Rumelhart, G. Hinton, R. Williams, Learning
        representations by back-propagating errors, 1986.
        """
        data = self.data if rows is None else self.data.taken(rows)
        with np.errstate(all="ignore"):
            trace = self._trace(len(data))
            outputs = self._forward(vector, data, trace)
            self._backward(trace, self.network.aim.pull(outputs, data.targets))
            return self._mean(outputs, data), self._gradient.take(self.network.parted)

    def shares(self, vector: Floats) -> tuple[Floats, Floats]:
        """Each row's part of the loss, and the length of its gradient in all weights, both shape (n,).

        The loss is the mean of the first. A row's derivative by a layer's [W | b] is an outer product, so its
        length needs no array of its own: I. Goodfellow, Efficient Per-Example Gradient Computations, 2015.
        """
        n, aim = len(self.data), self.network.aim
        with np.errstate(all="ignore"):
            trace = self._trace(n)
            outputs = self._forward(vector, self.data, trace)
            pulls = self._pulls(trace, n * aim.pull(outputs, self.data.targets))
            squares = [_squared(pull) * _squared(trace.given[k]) for k, pull in pulls]
            losses = np.array(aim.losses(outputs, self.data.targets))
            return losses, np.sqrt(np.add.reduce(squares))

    def _trace(self, n: int) -> Trace:
        if n not in self._traces:
            if len(self._traces) == _LENGTHS:
                self._traces.clear()
            self._traces[n] = Trace(self.network, n)
        return self._traces[n]

    def _forward(self, vector: Floats, data: Data, trace: Trace) -> Array:
        # With mode "raise" NumPy would write through a copy.
        vector.take(self.network.joined, out=self._vector, mode="clip")
        return trace.forward(self.network, self._joined, data.columns)

    def _mean(self, outputs: Array, data: Data) -> float:
        return float(np.add.reduce(self.network.aim.losses(outputs, data.targets))) / len(data)

    def _backward(self, trace: Trace, pull: Array) -> None:
        for k, inner in self._pulls(trace, pull):
            np.matmul(inner, trace.given[k].T, out=self._slopes[k])

    def _pulls(self, trace: Trace, pull: Array) -> Iterator[tuple[int, Array]]:
        """Each layer from the last to the first, with the loss's derivative by its W x + b, (units, n)."""
        layout, slope = self.network.layout, self.network.act.slope
        yield len(layout) - 1, pull
        np.matmul(self._back[-1], pull, out=trace.pulls[-1])
        for k in range(len(layout) - 2, -1, -1):
            inner = slope(trace.z[k], trace.a[k])
            inner *= trace.pulls[k]
            yield k, inner
            if k:
                np.matmul(self._back[k], inner, out=trace.pulls[k - 1])
                if layout[k].shortcut:
                    trace.pulls[k - 1] += trace.pulls[k]


def _squared(columns: Array) -> Array:
    """The squared length of each column."""
    squared: Array = np.add.reduce(columns * columns)
    return squared
