"""Losses of models over rows, their derivatives, and runs on batches of the rows, as PyTorch has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytorch_optimizer as package
import torch
from torch import nn

from app.core.rows import Batches
from tests.golden import fits
from tests.golden.from_torch import PACKAGE, TORCH, split

torch.set_default_dtype(torch.float64)

Tensor = torch.Tensor
FUNCTIONS = {name: getattr(torch, name) for name in ("sigmoid", "tanh", "sin", "exp")}


def hinge(answers: Tensor, target: Tensor) -> Tensor:
    """Cortes and Vapnik 1995: what is missing to a margin of 1, for kinds −1 and 1."""
    return torch.clamp(1 - (2 * target - 1) * answers, min=0).mean()


def loss_of(name: str, numbers: dict[str, float]) -> Callable[[Tensor, Tensor], Tensor]:
    match name:
        case "squared":
            return nn.MSELoss()
        case "absolute":
            return nn.L1Loss()
        case "huber":
            return nn.HuberLoss(delta=numbers["delta"])
        case "logistic":
            return nn.BCEWithLogitsLoss()
    return hinge


def surface(case: dict[str, Any]) -> Callable[..., Tensor]:
    """The loss over two weights, on all rows or on some."""
    columns = [fits.X1, fits.X2][: case["inputs"]]
    numbers = case["numbers"]
    if numbers.get("standardize"):
        columns = [fits.standardized(column) for column in columns]
    seen, target = [torch.tensor(column) for column in columns], torch.tensor(fits.target(case["loss"]))
    names = ["x"] if case["inputs"] == 1 else ["x1", "x2"]
    weights = ["w", "b"] if case["inputs"] == 1 else ["w1", "w2"]
    text = fits.MODELS[case["inputs"]][case["model"]]
    if case["loss"] == "logistic" and text.startswith("sigmoid"):
        text = text.removeprefix("sigmoid")
    code, compare = compile(text, "model", "eval"), loss_of(case["loss"], numbers)
    # The weights in the order in which the model names them.
    order = sorted(weights, key=text.index)

    def told(point: Tensor, rows: Any = slice(None)) -> Tensor:
        given = dict(zip(names, [column[rows] for column in seen], strict=True))
        answers = eval(code, FUNCTIONS | given | dict(zip(order, point, strict=True)))
        penalty = numbers.get("l1", 0.0) * point.abs().sum() + numbers.get("l2", 0.0) * (point**2).sum()
        return compare(answers, target[rows]) + penalty

    return told


def answered(case: dict[str, Any]) -> dict[str, Any]:
    """Loss, gradient and Hessian at one point."""
    told, point = surface(case), torch.tensor(fits.WEIGHTS)
    return case | {
        "value": told(point).item(),
        "gradient": torch.autograd.functional.jacobian(told, point).tolist(),
        "hessian": torch.autograd.functional.hessian(told, point).tolist(),
    }


def dealt(way: str) -> list[list[int]] | None:
    """The rows that each update is shown."""
    if way == "all":
        return None
    batches = Batches(len(fits.X1), fits.SIZE, fits.SEED, way == "replaced")
    return [batches.at(step).tolist() for step in range(fits.STEPS)]


def path(case: dict[str, Any], rows: list[list[int]] | None) -> list[list[float]]:
    told, point = surface(case), torch.tensor(fits.START, requires_grad=True)
    optimizer = (TORCH | PACKAGE)[case["optimizer"]]([point], **split(case["values"]))
    points = [point.tolist()]
    for step in range(fits.STEPS):

        def closure(chosen: Any = rows[step] if rows else slice(None)) -> Tensor:
            optimizer.zero_grad()
            loss = told(point, chosen)
            loss.backward()
            return loss

        closure()
        optimizer.step(closure) if isinstance(optimizer, package.SAM) else optimizer.step()
        points.append(point.tolist())
    return points


def runs() -> Iterator[dict[str, Any]]:
    for way in fits.WAYS:
        rows = dealt(way)
        yield {"way": way, "rows": rows}
        for optimizer, values in fits.RUNS.items():
            for model, loss in fits.WALKED:
                case = {
                    "way": way,
                    "optimizer": optimizer,
                    "values": values,
                    "inputs": 1,
                    "model": model,
                    "loss": loss,
                    "numbers": fits.LOSSES[loss],
                }
                points = path(case, rows)
                yield case | {"path": [points[step] for step in fits.KEPT]}
