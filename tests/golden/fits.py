"""What the golden data about fits is about: rows written out, models, losses, penalties, batches."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

# Written out, so that the catalogue's tables may change.
X1 = [-1.7, -1.2, -0.9, -0.4, -0.1, 0.3, 0.6, 1.1, 1.4, 1.9, 2.3]
X2 = [0.8, -0.5, 1.9, -1.1, 0.2, 1.3, -0.7, 0.4, -1.6, 1.0, -0.3]
NUMBERS = [-3.1, -2.6, -2.0, -1.1, 0.4, -0.2, 1.3, 0.9, 2.2, 6.0, 3.1]
KINDS = [0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0]

MODELS = {
    1: {
        "affine": "w*x + b",
        "sigmoid": "sigmoid(w*x + b)",
        "tanh": "b*tanh(w*x)",
        "sin": "w*sin(b*x)",
        "exp": "w*exp(b*x)",
        "product": "w*b*x",
    },
    2: {
        "affine": "w1*x1 + w2*x2",
        "sigmoid": "sigmoid(w1*x1 + w2*x2)",
        "tanh": "tanh(w1*x1) + w2*x2",
        "sin": "w1*sin(x1 + w2*x2)",
        "exp": "w1*x1*exp(w2*x2)",
        "product": "w1*w2*(x1 - x2)",
    },
}
LOSSES = {"squared": {}, "absolute": {}, "huber": {"delta": 0.75}, "logistic": {}, "hinge": {}}
PENALTIES: list[dict[str, float]] = [{}, {"l1": 0.05}, {"l2": 0.3}]
WEIGHTS = (0.7, -0.45)


def kinds_only(loss: str) -> bool:
    """Whether the loss wants a target of 0 and 1."""
    return loss in {"logistic", "hinge"}


def target(loss: str) -> list[float]:
    return KINDS if kinds_only(loss) else NUMBERS


def standardized(column: list[float]) -> list[float]:
    """Mean 0 and standard deviation 1, the population's."""
    values = np.array(column)
    return ((values - values.mean()) / values.std()).tolist()


def asked() -> list[dict[str, Any]]:
    """Every loss, model, penalty and scale once."""
    return [
        {
            "inputs": inputs,
            "model": model,
            "loss": loss,
            "numbers": LOSSES[loss] | penalty | ({"standardize": 1.0} if scaled else {}),
        }
        for inputs, loss, penalty, scaled in product(MODELS, LOSSES, PENALTIES, (False, True))
        for model in MODELS[inputs]
    ]


# Batches: 11 rows dealt four at a time, so that each third batch is short; and drawn with repetition.
SIZE, SEED, STEPS = 4, 12, 200
KEPT = [1, 2, 3, 4, 5, 10, 25, 50, 100, 150, 200]
RUNS = {
    "gd": {"lr": 0.05},
    "momentum": {"lr": 0.02, "momentum": 0.8},
    "adam": {"lr": 0.05},
    "rmsprop": {"lr": 0.01},
    "adagrad": {"lr": 0.3},
    "nadam": {"lr": 0.05},
    "sam": {"lr": 0.05, "rho": 0.05},
}
WALKED = [("affine", "squared"), ("sigmoid", "logistic"), ("tanh", "huber")]
START = (0.5, -0.3)
WAYS = ("all", "dealt", "replaced")
