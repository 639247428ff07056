"""The rows that a network learns from, checked once and laid out as its arithmetic wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.core.errors import BadInput
from app.core.network.network import Network

Array = NDArray[Any]
Indices = NDArray[np.intp]

FIELD = "s.data"


@dataclass(frozen=True, eq=False)
class Data:
    """columns: inputs with a last line of ones, shape (inputs + 1, n), so that [W | b] times them is W x + b.

    targets: shape (outputs, n), or (n,) labels where the task is classes.
    """

    columns: Array
    targets: Array

    def __len__(self) -> int:
        return int(self.columns.shape[-1])

    def taken(self, rows: Indices) -> Data:
        """Some of the rows, in the order of `rows`; one may come twice."""
        return Data(self.columns.take(rows, axis=-1), self.targets.take(rows, axis=-1))

    def between(self, low: int, high: int) -> Data:
        """The rows from `low` up to `high`, as views."""
        return Data(self.columns[..., low:high], self.targets[..., low:high])

    def cast(self, dtype: type[np.floating[Any]]) -> Data:
        """The same rows in another precision; labels stay labels."""
        numbers = self.targets.dtype.kind == "f"
        return Data(self.columns.astype(dtype), self.targets.astype(dtype) if numbers else self.targets)


def data(network: Network, inputs: ArrayLike, targets: ArrayLike) -> Data:
    """Rows for a network: inputs of shape (n, inputs), targets (n,) or (n, outputs).

    Targets are numbers for regression, from 0 to 1 for binary, labels 0 .. outputs − 1 for classes.
    BadInput under s.data where they do not fit.
    """
    given = np.atleast_1d(np.array(inputs, dtype=np.float64))
    x = given[:, None] if given.ndim == 1 else given
    if x.ndim != 2 or x.shape[1] != network.inputs or not len(x):
        raise BadInput(
            FIELD, f"The network takes rows of {network.inputs} inputs; the inputs have shape {given.shape}."
        )
    columns = np.vstack([x.T, np.ones(len(x))])
    y = np.array(targets, dtype=np.float64)
    if not (np.isfinite(columns).all() and np.isfinite(y).all()):
        raise BadInput(FIELD, "Every input and target must be a finite number.")
    return Data(columns, _labels(network, y, len(x)) if network.aim.classes else _numbers(network, y, len(x)))


def _numbers(network: Network, y: Array, n: int) -> Array:
    if y.shape not in {(n, network.outputs), (n,) if network.outputs == 1 else ()}:
        raise BadInput(
            FIELD, f"{n} rows need targets of shape ({n}, {network.outputs}); these have {y.shape}."
        )
    if network.task == "binary" and not ((y >= 0) & (y <= 1)).all():
        raise BadInput(FIELD, "For a binary task each target is 0 or 1, or a chance between them.")
    return np.ascontiguousarray(y.reshape(n, network.outputs).T)


def _labels(network: Network, y: Array, n: int) -> Indices:
    if y.shape != (n,):
        raise BadInput(FIELD, f"{n} rows need {n} labels; these have shape {y.shape}.")
    labels = y.astype(np.intp)
    if (labels != y).any() or labels.min() < 0 or labels.max() >= network.outputs:
        raise BadInput(FIELD, f"Each label is a whole number from 0 to {network.outputs - 1}.")
    return labels
