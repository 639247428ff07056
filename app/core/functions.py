"""The functions of the small language: what each is called, takes, and does to numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Function:
    """One function, twice: on plain floats, and on NumPy arrays of any shape.

    Outside its domain the first raises ArithmeticError or ValueError where the second gives inf or
    nan; callers treat both as the same event.
    """

    arity: int
    floats: Callable[..., float]
    arrays: Callable[..., Any]


def _sign(u: float) -> float:
    return 1.0 if u > 0 else -1.0 if u < 0 else 0.0 if u == 0 else math.nan


def _sigmoid(u: float) -> float:
    if u >= 0:
        return 1.0 / (1.0 + math.exp(-u))
    small = math.exp(u)
    return small / (1.0 + small)


def _sigmoid_array(u: Any) -> Any:
    small = np.exp(-np.abs(u))
    return np.where(u >= 0, 1.0 / (1.0 + small), small / (1.0 + small))


def _softplus(u: float) -> float:
    return max(u, 0.0) + math.log1p(math.exp(-abs(u)))


def _softplus_array(u: Any) -> Any:
    return np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u)))


def _relu(u: float) -> float:
    return u if u > 0 else 0.0 * u


def _mean(u: Any) -> Any:
    """The mean over the last axis, which is kept where there are others before it."""
    total = np.add.reduce(u, axis=-1, keepdims=u.ndim > 1)
    return total / u.shape[-1] if u.ndim > 1 else float(total) / len(u)


OPERATORS = {
    "+": Function(2, lambda u, v: u + v, np.add),
    "-": Function(2, lambda u, v: u - v, np.subtract),
    "*": Function(2, lambda u, v: u * v, np.multiply),
    "/": Function(2, lambda u, v: u / v, np.divide),
    "**": Function(2, math.pow, np.power),
    "neg": Function(1, lambda u: -u, np.negative),
}

COMPARISONS = {
    "<": Function(2, lambda u, v: u < v, np.less),
    "<=": Function(2, lambda u, v: u <= v, np.less_equal),
    ">": Function(2, lambda u, v: u > v, np.greater),
    ">=": Function(2, lambda u, v: u >= v, np.greater_equal),
    "==": Function(2, lambda u, v: u == v, np.equal),
    "!=": Function(2, lambda u, v: u != v, np.not_equal),
}

FUNCTIONS = {
    "sin": Function(1, math.sin, np.sin),
    "cos": Function(1, math.cos, np.cos),
    "tan": Function(1, math.tan, np.tan),
    "asin": Function(1, math.asin, np.arcsin),
    "acos": Function(1, math.acos, np.arccos),
    "atan": Function(1, math.atan, np.arctan),
    "sinh": Function(1, math.sinh, np.sinh),
    "cosh": Function(1, math.cosh, np.cosh),
    "tanh": Function(1, math.tanh, np.tanh),
    "exp": Function(1, math.exp, np.exp),
    "log": Function(1, math.log, np.log),
    "log2": Function(1, math.log2, np.log2),
    "log10": Function(1, math.log10, np.log10),
    "sqrt": Function(1, math.sqrt, np.sqrt),
    "abs": Function(1, abs, np.abs),
    "sign": Function(1, _sign, np.sign),
    "floor": Function(1, lambda u: float(math.floor(u)), np.floor),
    "ceil": Function(1, lambda u: float(math.ceil(u)), np.ceil),
    "sigmoid": Function(1, _sigmoid, _sigmoid_array),
    "softplus": Function(1, _softplus, _softplus_array),
    "relu": Function(1, _relu, lambda u: np.maximum(u, 0.0)),
    "min": Function(2, min, np.minimum),
    "max": Function(2, max, np.maximum),
    "where": Function(3, lambda c, u, v: u if c else v, np.where),
}

# Over the rows of the data; what has no value for each row is its own mean. No text can say it.
MEAN = "mean"
OVER_ROWS = {MEAN: Function(1, lambda u: u, _mean)}

# Understood in update rules alone: they speak of the whole point, not of one coordinate.
RULE_FUNCTIONS = {"norm": 1, "dot": 2, "grad": 1}

CONSTANTS = {"pi": math.pi, "e": math.e}

# Other spellings that people type.
ALIASES = {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}

EVERYTHING = OPERATORS | COMPARISONS | FUNCTIONS | OVER_ROWS
