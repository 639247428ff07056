"""Losses, gradients, curvature, planes and a run of small networks as torch gives them, in float64."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from tests.golden import networks

torch.set_default_dtype(torch.float64)

ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "gelu": nn.functional.gelu,
    "sigmoid": torch.sigmoid,
}
LOSSES: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "regression": nn.MSELoss(),
    "binary": lambda o, y: nn.functional.binary_cross_entropy_with_logits(o[:, 0], y),
    "classes": lambda o, y: nn.functional.cross_entropy(o, y.long()),
}
OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "gd": torch.optim.SGD,
    "momentum": torch.optim.SGD,
    "nesterov": partial(torch.optim.SGD, nesterov=True),
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "adamw": torch.optim.AdamW,
    "nadam": torch.optim.NAdam,
}
GRID = ((-1.0, -0.25, 0.0, 0.7), (-0.6, 0.1, 1.2))


class Model(nn.Module):
    def __init__(
        self, inputs: int, layers: Any, outputs: int, activation: str, task: str, skip: bool = False
    ) -> None:
        super().__init__()
        widths = [inputs, *layers, outputs]
        self.linear = nn.ModuleList([nn.Linear(a, b) for a, b in pairwise(widths)])
        self.activation, self.loss, self.skip = ACTIVATIONS[activation], LOSSES[task], skip

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for linear in self.linear[:-1]:
            made = self.activation(linear(x))
            x = x + made if self.skip and linear.in_features == linear.out_features else made
        return self.linear[-1](x)


def losses_along(model: Model, x: torch.Tensor, y: torch.Tensor, vectors: Any) -> Iterator[float]:
    for vector in vectors:
        vector_to_parameters(torch.tensor(vector), model.parameters())
        yield model.loss(model(x), y).item()


def answered(shape: dict[str, Any]) -> dict[str, Any]:
    """What torch says of one network."""
    model = Model(**shape)
    x, y = map(torch.tensor, networks.rows(shape["inputs"], shape["outputs"], shape["task"], networks.ROWS))
    size = sum(p.numel() for p in model.parameters())
    vector, first, second = networks.vectors(size)
    vector_to_parameters(torch.tensor(vector), model.parameters())
    parameters = list(model.parameters())
    outputs = model(x)
    loss = model.loss(outputs, y)
    slopes = parameters_to_vector(torch.autograd.grad(loss, parameters, create_graph=True))
    bent = torch.autograd.grad(slopes @ torch.tensor(first), parameters, materialize_grads=True)
    plane = [vector + a * first + b * second for b in GRID[1] for a in GRID[0]]
    return {
        "network": shape,
        "outputs": outputs.tolist(),
        "loss": loss.item(),
        "gradient": slopes.tolist(),
        "product": parameters_to_vector([part.contiguous() for part in bent]).tolist(),
        "plane": np.reshape(list(losses_along(model, x, y, plane)), (len(GRID[1]), len(GRID[0]))).tolist(),
    }


def run() -> dict[str, Any]:
    """Full-batch Adam on one network: the loss at each step, the first and the last weights."""
    torch.manual_seed(3)
    model = Model(**networks.RUN)
    x, y = map(torch.tensor, networks.moons(networks.RUN_ROWS))
    start = parameters_to_vector(model.parameters()).tolist()
    adam = torch.optim.Adam(model.parameters(), lr=networks.RUN_LR)
    losses = []
    for _ in range(networks.RUN_STEPS):
        adam.zero_grad()
        loss = model.loss(model(x), y)
        loss.backward()
        adam.step()
        losses.append(loss.item())
    end = parameters_to_vector(model.parameters()).tolist()
    return {"start": start, "losses": [*losses, model.loss(model(x), y).item()], "end": end}


def rules() -> Iterator[dict[str, Any]]:
    """The same network by other rules: the loss at every tenth step, and the last weights."""
    for name, values in networks.RULES.items():
        torch.manual_seed(3)
        model = Model(**networks.RUN)
        x, y = map(torch.tensor, networks.moons(networks.RUN_ROWS))
        optimizer = OPTIMIZERS[name](model.parameters(), **values)
        losses = []
        for _ in range(networks.RUN_STEPS):
            optimizer.zero_grad()
            loss = model.loss(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        losses.append(model.loss(model(x), y).item())
        end = parameters_to_vector(model.parameters()).tolist()
        kept = losses[:: networks.RULE_EVERY]
        yield {"optimizer": name, "values": values, "losses": kept, "end": end}


def spread(fill: Callable[[torch.Tensor], Any], units: int, inputs: int) -> tuple[float, float]:
    """The standard deviation of what torch draws for one layer, and its largest number."""
    count = math.ceil(networks.DRAWS / (units * inputs))
    drawn = torch.empty(count, units, inputs)
    for weight in drawn:
        fill(weight)
    return drawn.std().item(), drawn.abs().max().item()


def initializations() -> Iterator[dict[str, Any]]:
    torch.manual_seed(5)
    fills: dict[str, Callable[[torch.Tensor], Any]] = {
        "uniform": lambda weight: nn.init.kaiming_uniform_(weight, a=math.sqrt(5)),
        "xavier": nn.init.xavier_uniform_,
        "he": lambda weight: nn.init.kaiming_normal_(weight, nonlinearity="relu"),
    }
    for name, fill in fills.items():
        for units, inputs in networks.FANS:
            deviation, largest = spread(fill, units, inputs)
            yield {
                "init": name, "units": units, "inputs": inputs,
                "deviation": deviation, "largest": largest,
            }  # fmt: skip


def gelu() -> dict[str, Any]:
    """torch's exact GELU with its slope."""
    z = torch.linspace(-12, 12, 97, requires_grad=True)
    value = nn.functional.gelu(z)
    (slope,) = torch.autograd.grad(value.sum(), z)
    return {"z": z.tolist(), "value": value.tolist(), "slope": slope.tolist()}
