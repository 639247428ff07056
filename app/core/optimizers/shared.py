"""Hyperparameters that several optimizers have, under the names that PyTorch gives them."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter


def momentum(default: float = 0.9) -> Hyperparameter:
    """The share of the velocity that survives a step."""
    return Hyperparameter("momentum", default, 0.0, 0.9999, "how much of the last step is carried on")


def beta1(default: float = 0.9) -> Hyperparameter:
    """The decay of the mean of the gradients."""
    return Hyperparameter("beta1", default, 0.0, 0.9999, "how long the gradient is remembered")


def beta2(default: float = 0.999) -> Hyperparameter:
    """The decay of the mean of the squared gradients."""
    return Hyperparameter("beta2", default, 0.0, 0.99999, "how long the size of the gradient is remembered")


def eps(default: float = 1e-8) -> Hyperparameter:
    """What keeps a division from being by zero."""
    return Hyperparameter("eps", default, 1e-30, 1.0, "keeps the division from being by zero", log=True)


def decoupled_decay(default: float) -> Hyperparameter:
    """The pull towards 0 that bypasses the gradient, as in AdamW."""
    return Hyperparameter("weight_decay", default, 0.0, 10.0, "a pull towards zero, apart from the gradient")
