"""The yardstick of one run and of a crowd: torch.optim.Adam with autograd on Himmelblau, in float64.

torch is optional; `time_torch` gives None without it.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np

from bench.figure import seconds

LR = 0.01


def himmelblau(x: Any, y: Any) -> Any:
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def time_torch(starts: np.ndarray, steps: int, *, record: bool, fused: bool = False) -> float | None:
    """Seconds that torch's Adam takes over `starts`, on one thread; None without torch.

    starts: shape (2,) for one run, (N, 2) for a batch. record: keep every point, as a run does.
    fused: the kernel that makes Adam's step at once, which one has to ask for.
    """
    if find_spec("torch") is None:
        return None
    import torch

    torch.set_num_threads(1)
    return seconds(lambda: descend(starts, steps, record, fused), repeats=3)


def descend(starts: np.ndarray, steps: int, record: bool, fused: bool) -> list[Any]:
    """Points of torch.optim.Adam; all of them, or the last alone."""
    import torch

    point = torch.tensor(starts, dtype=torch.float64, requires_grad=True)
    adam = torch.optim.Adam([point], lr=LR, fused=fused)
    path = []
    for _ in range(steps):
        adam.zero_grad()
        loss = himmelblau(point[..., 0], point[..., 1])
        loss.sum().backward()
        if record:
            path.append((*point.tolist(), loss.item(), *point.grad.tolist()))
        adam.step()
    return path or [point.detach().numpy()]
