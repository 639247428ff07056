"""Small networks with data of their own, drawn from a generator that the test passes."""

from __future__ import annotations

import numpy as np

from app.core.network import Data, Network, data

OUTPUTS = {"regression": 2, "binary": 1, "classes": 3}


def network(activation="tanh", task="regression", skip=False, layers=(4, 4), inputs=3) -> Network:
    return Network(inputs, layers, OUTPUTS[task], activation, skip, task)


def sample(shape: Network, generator: np.random.Generator, n: int = 7) -> Data:
    """n rows that fit a network."""
    x = generator.standard_normal((n, shape.inputs))
    if shape.task == "regression":
        return data(shape, x, generator.standard_normal((n, shape.outputs)))
    return data(shape, x, generator.integers(0, max(2, shape.outputs), n))
