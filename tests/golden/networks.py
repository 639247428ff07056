"""The networks that torch is asked about; data and weights by formula, so that no file need hold them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Shapes whose skips skip, do not fit, and stand in the first layer; one unit, many outputs.
SHAPES: dict[str, list[tuple[int, tuple[int, ...], int]]] = {
    "regression": [(1, (1,), 1), (3, (3, 5, 5), 2)],
    "binary": [(2, (4, 4, 3), 1), (5, (5, 2), 1)],
    "classes": [(2, (3, 3, 3, 3), 3), (4, (6,), 2)],
}
ACTIVATIONS = ("tanh", "relu", "gelu", "sigmoid")
ROWS = 9

# The run that a whole trajectory is kept of, and its plane.
RUN: dict[str, Any] = {"inputs": 2, "layers": (16, 16), "outputs": 1, "activation": "tanh", "task": "binary"}
RUN_ROWS, RUN_STEPS, RUN_LR = 500, 200, 0.01

# Other rules on the same network and rows: the optimizer's id here, and its numbers, named as in PyTorch.
RULES: dict[str, dict[str, float]] = {
    "gd": {"lr": 0.5},
    "momentum": {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.001},
    "nesterov": {"lr": 0.1, "momentum": 0.9},
    "rmsprop": {"lr": 0.002, "alpha": 0.99, "eps": 1e-8},
    "adagrad": {"lr": 0.05, "eps": 1e-10},
    "adamw": {"lr": 0.01, "weight_decay": 0.1},
    "nadam": {"lr": 0.01},
}
# The losses that are kept: at every so many steps.
RULE_EVERY = 10

# What each initialization of torch.nn.init is tried on: (units, inputs).
FANS = ((16, 2), (5, 9), (64, 64))
DRAWS = 200_000


def asked() -> list[dict[str, Any]]:
    """Every network that torch is asked about."""
    return [
        {
            "inputs": inputs,
            "layers": layers,
            "outputs": outputs,
            "activation": activation,
            "skip": skip,
            "task": task,
        }
        for task, shapes in SHAPES.items()
        for inputs, layers, outputs in shapes
        for activation in ACTIVATIONS
        for skip in (False, True)
    ]


def wave(count: int, pace: float) -> Array:
    """`count` numbers between -1 and 1 that any language gives alike."""
    return np.sin(pace * np.arange(1, count + 1) + pace)


def rows(inputs: int, outputs: int, task: str, n: int) -> tuple[Array, Array]:
    """Inputs (n, inputs) and targets (n, outputs) or (n,)."""
    x = 2 * wave(n * inputs, 0.7).reshape(n, inputs)
    if task == "regression":
        return x, wave(n * outputs, 1.1).reshape(n, outputs)
    choices = 2 if task == "binary" else outputs
    return x, np.arange(n) % choices * 1.0


def moons(n: int) -> tuple[Array, Array]:
    """Two half circles that hold each other, n points in all: the run's data."""
    turn = np.linspace(0, np.pi, n // 2)
    upper = np.column_stack([np.cos(turn), np.sin(turn)])
    lower = np.column_stack([1 - np.cos(turn), 0.5 - np.sin(turn)])
    shaken = np.vstack([upper, lower]) + 0.1 * wave(2 * n, 1.9).reshape(n, 2)
    return shaken, np.repeat([0.0, 1.0], n // 2)


def vectors(size: int) -> tuple[Array, Array, Array]:
    """Weights and two directions, each of shape (size,)."""
    return wave(size, 0.9), wave(size, 1.3), wave(size, 2.3)
