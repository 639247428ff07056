"""A network's loss in forty digits by mpmath, written out plainly once more: no array, no shared code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from typing import Any

import mpmath as mp

ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "tanh": mp.tanh,
    "relu": lambda z: max(z, mp.mpf(0)),
    "gelu": lambda z: z * mp.erfc(-z / mp.sqrt(2)) / 2,
    "sigmoid": lambda z: 1 / (1 + mp.exp(-z)),
}


def loss(shape: Any, weights: list[Any], inputs: Any, targets: Any) -> Any:
    """The mean loss; inputs a list of rows, targets a list of rows or of labels."""
    each = [_row(shape, iter(weights), list(map(mp.mpf, x)), y) for x, y in zip(inputs, targets, strict=True)]
    return mp.fsum(each) / len(each)


def _row(shape: Any, weights: Iterator[Any], h: list[Any], y: Any) -> Any:
    widths = [shape.inputs, *shape.layers, shape.outputs]
    for place, (before, after) in enumerate(pairwise(widths)):
        rows = [list(islice(weights, before)) for _ in range(after)]
        z = [mp.fdot(row, h) + b for row, b in zip(rows, islice(weights, after), strict=True)]
        if place == len(shape.layers):
            return _missed(shape.task, z, y)
        made = [ACTIVATIONS[shape.activation](value) for value in z]
        h = [a + b for a, b in zip(made, h, strict=True)] if shape.skip and before == after else made
    raise AssertionError


def _missed(task: str, z: list[Any], y: Any) -> Any:
    if task == "regression":
        return mp.fsum([(o - mp.mpf(t)) ** 2 for o, t in zip(z, y, strict=True)]) / len(z)
    if task == "binary":
        return mp.log(1 + mp.exp(z[0])) - mp.mpf(y) * z[0]
    return mp.log(mp.fsum(map(mp.exp, z))) - z[int(y)]


def slope(
    shape: Any, weights: list[float], direction: list[float], rows: tuple[Any, Any], order: int = 1
) -> Any:
    """The derivative of this order along a direction, by differences in forty digits."""
    with mp.workdps(40):
        start = list(map(mp.mpf, weights))
        along = list(map(mp.mpf, direction))
        step = mp.mpf(10) ** (-12)
        ahead, here, behind = (
            loss(shape, [w + k * step * d for w, d in zip(start, along, strict=True)], *rows)
            for k in (1, 0, -1)
        )
        return (ahead - behind) / (2 * step) if order == 1 else (ahead - 2 * here + behind) / step**2
