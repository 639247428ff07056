"""Trajectories and learning rates as torch.optim and pytorch_optimizer give them, in float64."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytorch_optimizer as package
import torch
from pytorch_optimizer.optimizer import sam as sam_module
from torch.optim import lr_scheduler as schedulers

from tests.golden.cases import STEPS

# PyTorch keeps NAdam's and ASGD's inner numbers in the default type.
torch.set_default_dtype(torch.float64)

Values = dict[str, float]
Columns = list[list[float]]


def split(values: Values) -> dict[str, Any]:
    """Our names as the constructors want them: pairs as tuples, switches as booleans."""
    given: dict[str, Any] = dict(values)
    for pair, names in {
        "betas": ("beta1", "beta2"),
        "etas": ("etaminus", "etaplus"),
        "step_sizes": ("step_min", "step_max"),
        "nus": ("nu1", "nu2"),
    }.items():
        if names[0] in given:
            given[pair] = tuple([given.pop(name) for name in names])
    if "centered" in given:
        given["centered"] = bool(given["centered"])
    return given


def sgd(nesterov: bool) -> Callable[..., torch.optim.Optimizer]:
    return lambda params, **given: torch.optim.SGD(params, nesterov=nesterov, **given)


TORCH: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "gd": torch.optim.SGD,
    "momentum": sgd(False),
    "nesterov": sgd(True),
    "adagrad": torch.optim.Adagrad,
    "adadelta": torch.optim.Adadelta,
    "rmsprop": torch.optim.RMSprop,
    "rprop": torch.optim.Rprop,
    "adam": torch.optim.Adam,
    "amsgrad": lambda params, **given: torch.optim.Adam(params, amsgrad=True, **given),
    "adamw": torch.optim.AdamW,
    "adamax": torch.optim.Adamax,
    "nadam": torch.optim.NAdam,
    "radam": torch.optim.RAdam,
    "asgd": torch.optim.ASGD,
}


def yogi(params: Any, **given: Any) -> torch.optim.Optimizer:
    """The package starts the mean of the gradients at initial_accumulator too; the paper at 0."""
    made = package.Yogi(params, foreach=False, **given)
    prepare(made)
    made.state[params[0]]["exp_avg"].zero_()
    return made


def qhadam(params: Any, **given: Any) -> torch.optim.Optimizer:
    """The package keeps the weights of its means in float32: here they are float64."""
    made = package.QHAdam(params, foreach=False, **({"betas": (0.995, 0.999), "nus": (0.7, 1.0)} | given))
    prepare(made)
    state = made.state[params[0]]
    for name in ("beta1_weight", "beta2_weight"):
        state[name] = state[name].double()
    return made


def prepare(made: Any) -> None:
    """Have an optimizer set up its memory before the first step."""
    group = made.param_groups[0]
    group["params"][0].grad = torch.zeros_like(group["params"][0])
    made.init_group(group)


def norm_squared(groups: Any, **_: Any) -> torch.Tensor:
    """The package's own rounds to float32."""
    return torch.stack([p.grad.norm() ** 2 for group in groups for p in group["params"]]).sum().reshape(1)


def sam(params: Any, **given: Any) -> torch.optim.Optimizer:
    sam_module.get_global_gradient_norm = norm_squared
    return package.SAM(params, torch.optim.SGD, **given)


PACKAGE: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "sign": lambda params, **given: package.SignSGD(params, **({"momentum": 0.0} | given)),
    "adabelief": lambda params, **given: package.AdaBelief(params, foreach=False, **given),
    "yogi": yogi,
    "lion": lambda params, **given: package.Lion(params, foreach=False, **given),
    "qhm": lambda params, **given: package.QHM(params, **({"momentum": 0.999, "nu": 0.7} | given)),
    "qhadam": qhadam,
    "ftrl": lambda params, **given: package.FTRL(params, foreach=False, **given),
    "sam": sam,
}


def path(make: Callable[..., torch.optim.Optimizer], formula: str, start: Any, values: Values) -> Columns:
    """Every point of a run, one list for each coordinate; the gradient is autograd's."""
    point = torch.tensor(start, requires_grad=True)
    optimizer = make([point], **split(values))
    code = compile(formula, "formula", "eval")
    points = [point.tolist()]

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss: torch.Tensor = eval(code, {"x": point[0], "y": point[1]})
        loss.backward()
        return loss

    for _ in range(STEPS):
        closure()
        optimizer.step(closure) if isinstance(optimizer, package.SAM) else optimizer.step()
        points.append(point.tolist())
    return [list(column) for column in zip(*points, strict=True)]


def warmup_cosine(optimizer: Any, steps: int, warmup: float, start_factor: float, eta_min: float) -> Any:
    length = round(warmup * steps)
    up = schedulers.LinearLR(optimizer, start_factor=start_factor, total_iters=length)
    down = schedulers.CosineAnnealingLR(optimizer, T_max=steps - length, eta_min=eta_min)
    return schedulers.SequentialLR(optimizer, [up, down], milestones=[length])


def scheduler(name: str, optimizer: Any, lr: float, steps: int, values: dict[str, Any]) -> Any:
    """PyTorch's scheduler for one of our schedules."""
    match name:
        case "constant":
            return schedulers.ConstantLR(optimizer, factor=1.0)
        case "step":
            return schedulers.StepLR(optimizer, **values)
        case "exponential":
            return schedulers.ExponentialLR(optimizer, **values)
        case "inverse_time":
            return schedulers.LambdaLR(optimizer, lambda s: 1 / (1 + values["lr_decay"] * s))
        case "cosine":
            return schedulers.CosineAnnealingLR(optimizer, **({"T_max": steps} | values))
        case "warmup_cosine":
            return warmup_cosine(
                optimizer, steps, **({"warmup": 0.1, "start_factor": 1 / 3, "eta_min": 0.0} | values)
            )
        case "restarts":
            return schedulers.CosineAnnealingWarmRestarts(optimizer, **values)
        case "one_cycle":
            return schedulers.OneCycleLR(optimizer, lr, steps, cycle_momentum=False, **values)
        case "cyclic":
            bottom = lr * values.pop("base", 0.1)
            return schedulers.CyclicLR(optimizer, bottom, lr, cycle_momentum=False, **values)
    raise ValueError(name)


def rates(name: str, lr: float, steps: int, values: dict[str, Any]) -> list[float]:
    """The learning rate of each of a run's updates."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    schedule = scheduler(name, optimizer, lr, steps, dict(values))
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    assert all(math.isfinite(rate) for rate in found)
    return found
