"""Which of PyTorch's optimizers and schedulers ours are, and with which arguments. The rest is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.errors import BadInput
from app.experiment import Run, Stage
from app.experiment.offered import optimizer_of
from app.experiment.value import CONSTANT, RULE
from app.show.export.opening import field_of
from app.show.export.source import number

Values = Mapping[str, float]


@dataclass(frozen=True)
class Class:
    """A class of torch.optim. fixed: what it is told besides the hyperparameters.

    first: it takes its learning rate at its first step alone, or a step late, so that nothing may change it.
    """

    name: str
    fixed: str = ""
    first: bool = False


CLASSES = {
    "gd": Class("SGD"),
    "momentum": Class("SGD"),
    "nesterov": Class("SGD", "nesterov=True"),
    "adagrad": Class("Adagrad"),
    "adadelta": Class("Adadelta"),
    "rmsprop": Class("RMSprop"),
    "rprop": Class("Rprop", first=True),
    "adam": Class("Adam"),
    "amsgrad": Class("Adam", "amsgrad=True"),
    "adamw": Class("AdamW"),
    "adamax": Class("Adamax"),
    "nadam": Class("NAdam"),
    "radam": Class("RAdam"),
    "asgd": Class("ASGD", first=True),
}

_PAIRS = {
    "beta1": ("betas", ("beta1", "beta2")),
    "etaminus": ("etas", ("etaminus", "etaplus")),
    "step_min": ("step_sizes", ("step_min", "step_max")),
}
_SECOND = {names[1] for _, names in _PAIRS.values()}
# What PyTorch leaves at 0 as well, and what it keeps no memory for while it is 0.
_ZERO = {"momentum", "dampening", "lr_decay", "initial_accumulator_value", "centered"}
_SWITCHES = {"momentum", "centered"}


def arguments(optimizer: str, values: Values) -> dict[str, str]:
    """What the class is told, by name; what is at PyTorch's own 0 left out."""
    found: dict[str, str] = {}
    for name, value in values.items():
        idle = name in _ZERO or (name == "weight_decay" and optimizer != "adamw")
        if name in _SECOND or (idle and value == 0):
            continue
        if name in _PAIRS:
            pair, names = _PAIRS[name]
            found[pair] = f"({', '.join([number(values[one]) for one in names])})"
        else:
            found[name] = "True" if name == "centered" else number(value)
    return found


def made(stage: Stage, up: bool, parameters: str) -> str:
    """The optimizer as a script makes it. parameters: what it moves, as source."""
    kind, values = CLASSES[stage.optimizer], dict(stage.values)
    told = [f"{name}={value}" for name, value in arguments(stage.optimizer, values).items()]
    # Without momentum there is nothing to look ahead along, and PyTorch refuses to.
    fixed = [kind.fixed] if kind.fixed and values.get("momentum") != 0 else []
    every = [parameters, *told, *fixed, *(["maximize=True"] if up else [])]
    return f"torch.optim.{kind.name}({', '.join(every)})"


def changes(before: Stage, after: Stage) -> dict[str, str]:
    """What is new in an optimizer's settings at a change on the way; a change to 0 included."""
    was, now = [dict(stage.values) for stage in (before, after)]
    new = {name for name, value in now.items() if value != was[name]}
    told = arguments(after.optimizer, now)
    zeros = {name: "0" for name in new if now[name] == 0 and name not in told and name not in _SECOND}
    pairs = {name: pair for pair, names in _PAIRS.values() for name in names}
    return {name: told[name] for name in told if new & {n for n in now if pairs.get(n, n) == name}} | zeros


def scheduler(run: Run, steps: int) -> str:
    """The scheduler as a script makes it; empty where the learning rate is constant."""
    values = dict(run.schedule_values)
    return "" if run.schedule == CONSTANT else _SCHEDULERS[run.schedule](values, steps)


def _told(values: Values, *names: str) -> str:
    return ", ".join([f"{name}={number(values[name])}" for name in names])


def _cosine(values: Values, steps: int) -> str:
    length = number(values["T_max"] or steps)
    return f"schedulers.CosineAnnealingLR(optimizer, T_max={length}, {_told(values, 'eta_min')})"


def _warmup_cosine(values: Values, steps: int) -> str:
    length = round(values["warmup"] * steps)
    down = f"T_max={steps - length}, {_told(values, 'eta_min')}"
    if not length:
        return f"schedulers.CosineAnnealingLR(optimizer, {down})"
    up = f"{_told(values, 'start_factor')}, total_iters={length}"
    parts = f"[schedulers.LinearLR(optimizer, {up}), schedulers.CosineAnnealingLR(optimizer, {down})]"
    return f"schedulers.SequentialLR(optimizer, {parts}, milestones=[{length}])"


def _one_cycle(values: Values, steps: int) -> str:
    told = _told(values, "pct_start", "div_factor", "final_div_factor")
    return f"schedulers.OneCycleLR(optimizer, lr, {steps}, cycle_momentum=False, {told})"


def _cyclic(values: Values, steps: int) -> str:
    told = _told(values, "step_size_up", "step_size_down")
    return f"schedulers.CyclicLR(optimizer, {number(values['base'])}*lr, lr, cycle_momentum=False, {told})"


_SCHEDULERS: dict[str, Callable[[Values, int], str]] = {
    "step": lambda values, _: f"schedulers.StepLR(optimizer, {_told(values, 'step_size', 'gamma')})",
    "exponential": lambda values, _: f"schedulers.ExponentialLR(optimizer, {_told(values, 'gamma')})",
    "inverse_time": lambda values, _: (
        f"schedulers.LambdaLR(optimizer, lambda s: 1/(1 + {number(values['lr_decay'])}*s))"
    ),
    "cosine": _cosine,
    "warmup_cosine": _warmup_cosine,
    "restarts": lambda values, _: (
        f"schedulers.CosineAnnealingWarmRestarts(optimizer, {_told(values, 'T_0', 'T_mult', 'eta_min')})"
    ),
    "one_cycle": _one_cycle,
    "cyclic": _cyclic,
}


def refusals(run: Run, steps: int) -> list[BadInput]:
    """Everything in a run that PyTorch has no word for."""
    missing = [_missing(run, stage) for stage in run.stages if stage.optimizer not in CLASSES]
    if missing:
        return missing
    scheduled = run.schedule != CONSTANT
    found = [_late(run, f"{run.id}.schedule")] if scheduled and _is_first(run.stages[0]) else []
    if scheduled and _is_uneven(run, steps):
        found.append(
            BadInput(f"{run.id}.schedule.warmup", f"PyTorch warms up in whole steps, from above 0.{_INSTEAD}")
        )
    for before, after in zip(run.stages, run.stages[1:], strict=False):
        found += _changed(run, before, after, scheduled)
    return found


_INSTEAD = " numpy.py walks this run all the same."


def _missing(run: Run, stage: Stage) -> BadInput:
    name = "optimizer for a typed rule" if stage.optimizer == RULE else optimizer_of(stage).name
    return BadInput(field_of(run, stage), f"PyTorch has no {name}, so torch.py can't tell it.{_INSTEAD}")


def _is_first(stage: Stage) -> bool:
    return CLASSES[stage.optimizer].first


def _late(run: Run, field: str) -> BadInput:
    name = optimizer_of(run.stages[0]).name
    return BadInput(field, f"PyTorch's {name} takes up a changed learning rate later or never.{_INSTEAD}")


def _is_uneven(run: Run, steps: int) -> bool:
    values = dict(run.schedule_values)
    length = values.get("warmup", 0.0) * steps
    return abs(length - round(length)) > 1e-9 or (length > 0 and values["start_factor"] == 0)


def _changed(run: Run, before: Stage, after: Stage, scheduled: bool) -> list[BadInput]:
    if not after.follows(before):
        why = f"PyTorch's schedulers begin anew with another optimizer.{_INSTEAD}"
        return [BadInput(field_of(run, after), why)] if scheduled else []
    was, found = dict(before.values), []
    for name, value in after.values:
        key = f"{run.id}.{name}@{after.since}"
        if name == "lr" and value != was[name] and scheduled:
            found.append(BadInput(key, f"PyTorch's schedulers know no change of lr on the way.{_INSTEAD}"))
        elif name == "lr" and value != was[name] and _is_first(after):
            found.append(_late(run, key))
        elif name in _SWITCHES and value != was[name] and 0 in (value, was[name]):
            found.append(BadInput(key, f"PyTorch can't switch {name} on or off on the way.{_INSTEAD}"))
    return found
