"""What a hidden unit makes of its input: the function, its slope and its bend, on whole arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network.normal import density, distribution

Array = NDArray[Any]


@dataclass(frozen=True)
class Factors:
    """An activation of a sum as a function of a product: act(u + v) = join(factor(u)·factor(v)).

    On a plane the first layer's inputs are such sums, so that exponentials are needed once a row and
    once a column, not at every point. reach: the largest |u| in float64 and in float32 whose factor
    neither overflows nor vanishes; beyond it there is no such shortcut. join works in place.
    """

    factor: Callable[[Array], Array]
    join: Callable[[Array], Array]
    reach: tuple[float, float]

    def holds(self, *terms: Array) -> bool:
        """Whether every number in `terms` is within reach."""
        return all(bool(np.abs(u).max() <= self.reach[u.itemsize < 8]) for u in terms)


@dataclass(frozen=True)
class Activation:
    """value(z, out) writes act(z) to `out`, which may be z; slope(z, a) and bend(z, a) are the first and
    the second derivative where a = act(z). Any shape, float64 or float32.
    """

    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    bend: Callable[[Array, Array], Array]
    factors: Factors | None = None


def _tanh_slope(_: Array, a: Array) -> Array:
    slope = np.multiply(a, a)
    return np.subtract(1, slope, out=slope)


def _tanh_bend(z: Array, a: Array) -> Array:
    return -2 * a * _tanh_slope(z, a)


def _tanh_of_product(product: Array) -> Array:
    product += 1
    np.divide(-2, product, out=product)
    product += 1
    return product


def _relu_slope(_: Array, a: Array) -> Array:
    return np.greater(a, 0).astype(a.dtype)


def _sigmoid(z: Array, out: Array) -> Array:
    # exp(−z) overflows to inf far below zero, where 1/(1 + inf) is the right 0.
    np.exp(np.negative(z, out=out), out=out)
    return _sigmoid_of_product(out)


def _sigmoid_of_product(product: Array) -> Array:
    product += 1
    np.divide(1, product, out=product)
    return product


def _sigmoid_slope(_: Array, a: Array) -> Array:
    slope: Array = np.subtract(1, a)
    slope *= a
    return slope


def _sigmoid_bend(z: Array, a: Array) -> Array:
    bend: Array = (1 - 2 * a) * _sigmoid_slope(z, a)
    return bend


def _gelu(z: Array, out: Array) -> Array:
    # One network at a time: the many steps of the distribution then stay in the cache.
    for part, made in zip(z, out, strict=True) if z.ndim > 2 else ((z, out),):
        np.multiply(part, distribution(part), out=made)
    return out


def _gelu_slope(z: Array, _: Array) -> Array:
    slope = density(z)
    slope *= z
    slope += distribution(z)
    return slope


def _gelu_bend(z: Array, _: Array) -> Array:
    bend = density(z)
    bend *= 2 - z * z
    return bend


ACTIVATIONS = {
    "tanh": Activation(
        lambda z, out: np.tanh(z, out=out),
        _tanh_slope,
        _tanh_bend,
        Factors(lambda u: np.exp(2 * u), _tanh_of_product, (350.0, 40.0)),
    ),
    "relu": Activation(lambda z, out: np.maximum(z, 0, out=out), _relu_slope, lambda z, _: np.zeros_like(z)),
    "gelu": Activation(_gelu, _gelu_slope, _gelu_bend),
    "sigmoid": Activation(
        _sigmoid,
        _sigmoid_slope,
        _sigmoid_bend,
        Factors(lambda u: np.exp(-u), _sigmoid_of_product, (700.0, 80.0)),
    ),
}
