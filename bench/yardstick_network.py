"""The yardsticks of a small network: torch.optim.Adam on an nn.Module, and the loss-landscapes package.

Both in float64 on one thread, and both optional: each answer is None without its package.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network import Plane
from bench.figure import seconds
from tests.golden.networks import RUN_LR

Floats = NDArray[np.float64]


def model(start: Floats) -> Any:
    """The network 2-16-16-1 tanh with these weights."""
    import torch
    from torch import nn

    torch.set_num_threads(1)
    net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1)).double()
    nn.utils.vector_to_parameters(torch.tensor(start), net.parameters())
    return net


def seconds_of_training(start: Floats, x: Floats, y: Floats, steps: int) -> float | None:
    """Seconds that `steps` updates of full-batch Adam take."""
    if find_spec("torch") is None:
        return None
    import torch

    net, loss = model(start), torch.nn.BCEWithLogitsLoss()
    adam = torch.optim.Adam(net.parameters(), lr=RUN_LR)
    inputs, targets = torch.tensor(x), torch.tensor(y)[:, None]

    def train() -> None:
        for _ in range(steps):
            adam.zero_grad()
            loss(net(inputs), targets).backward()
            adam.step()

    return seconds(train, repeats=5)


def seconds_of_plane(start: Floats, x: Floats, y: Floats, side: int) -> float | None:
    """Seconds that the package takes for a random plane of side x side losses."""
    if find_spec("loss_landscapes") is None:
        return None
    return seconds(lambda: random_plane(start, x, y, side), repeats=3)


def plane_and_losses(start: Floats, x: Floats, y: Floats, side: int) -> tuple[Plane, Floats] | None:
    """The package's plane in its own steps from its first point, and the losses that it finds there."""
    if find_spec("loss_landscapes") is None:
        return None
    at = random_plane(start, x, y, side, weights_alone=True)
    last = side - 1
    corner = at[0, 0]
    plane = Plane(corner, (at[last, 0] - corner) / last, (at[0, last] - corner) / last)
    return plane, random_plane(start, x, y, side)


def random_plane(start: Floats, x: Floats, y: Floats, side: int, weights_alone: bool = False) -> Floats:
    """What the package finds on the plane of its seed: losses, or the weights where it looked."""
    import loss_landscapes
    import torch
    from loss_landscapes.metrics import Loss

    torch.manual_seed(1)
    net = model(start)
    loss = Loss(torch.nn.BCEWithLogitsLoss(), torch.tensor(x), torch.tensor(y)[:, None])

    def weights(_: Any) -> Floats:
        vector: Floats = torch.nn.utils.parameters_to_vector(net.parameters()).numpy().copy()
        return vector

    metric = weights if weights_alone else loss
    found: Floats = loss_landscapes.random_plane(net, metric, distance=1, steps=side, normalization="filter")
    return found
