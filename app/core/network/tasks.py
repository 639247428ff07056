"""What a network is asked for: the loss of its outputs, and that loss's first and second derivatives.

Outputs have shape (.., k, n): k outputs for each of n rows of data, as many networks before them as
one likes. A loss is a mean over the n rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Task:
    """losses(o, y): each row's part of the loss, shape (.., n); the loss is their mean.

    pull(o, y): the derivative of the mean by the outputs, shape (k, n). turn(o, y, moved): how the pull
    changes as the outputs do, to first order: the loss's Hessian in the outputs times `moved`.
    predictions(o): what the outputs say, as numbers to show. classes: whether the targets are labels
    0 .. k−1 in an array of shape (n,), and no numbers of shape (k, n).
    """

    losses: Callable[[Array, Array], Array]
    pull: Callable[[Array, Array], Array]
    turn: Callable[[Array, Array, Array], Array]
    predictions: Callable[[Array], Array]
    classes: bool = False


def _squares(o: Array, y: Array) -> Array:
    missed = o - y
    missed *= missed
    return missed[..., 0, :] if o.shape[-2] == 1 else missed.mean(axis=-2)


def _squares_pull(o: Array, y: Array) -> Array:
    missed = o - y
    missed *= 2 / o.size
    return missed


def _squares_turn(o: Array, _: Array, moved: Array) -> Array:
    return moved * (2 / o.size)


def _logistic(o: Array, y: Array) -> Array:
    """log(1 + exp(o)) − y·o, without overflow."""
    soft = np.abs(o)
    np.exp(np.negative(soft, out=soft), out=soft)
    np.log1p(soft, out=soft)
    soft += np.maximum(o, 0)
    soft -= o * y
    return soft[..., 0, :]


def sigmoid(o: Array) -> Array:
    """1/(1 + exp(−o)), accurate in both tails."""
    small = np.exp(-np.abs(o))
    chance: Array = np.where(o >= 0, 1, small) / (1 + small)
    return chance


def _logistic_pull(o: Array, y: Array) -> Array:
    missed = sigmoid(o)
    missed -= y
    missed /= o.shape[-1]
    return missed


def _logistic_turn(o: Array, _: Array, moved: Array) -> Array:
    turned: Array = sigmoid(o) * sigmoid(-o) * moved
    turned /= o.shape[-1]
    return turned


def _surprise(o: Array, y: Array) -> Array:
    """log Σ exp(o) − o_y, without overflow."""
    highest = o.max(axis=-2, keepdims=True)
    total: Array = np.log(np.exp(o - highest).sum(axis=-2))
    total += highest[..., 0, :]
    total -= o[..., y, np.arange(len(y))]
    return total


def _softmax(o: Array) -> Array:
    chance: Array = np.exp(o - o.max(axis=-2, keepdims=True))
    chance /= chance.sum(axis=-2, keepdims=True)
    return chance


def _softmax_pull(o: Array, y: Array) -> Array:
    missed = _softmax(o)
    missed[y, np.arange(len(y))] -= 1
    missed /= len(y)
    return missed


def _softmax_turn(o: Array, y: Array, moved: Array) -> Array:
    chance = _softmax(o)
    turned: Array = chance * (moved - (chance * moved).sum(axis=-2, keepdims=True))
    turned /= len(y)
    return turned


TASKS = {
    "regression": Task(_squares, _squares_pull, _squares_turn, lambda o: o),
    "binary": Task(_logistic, _logistic_pull, _logistic_turn, sigmoid),
    "classes": Task(_surprise, _softmax_pull, _softmax_turn, _softmax, classes=True),
}
