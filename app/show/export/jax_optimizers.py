"""Which of Optax's optimizers ours are, and with which arguments; the rest is refused.

AMSGrad, NAdam, RAdam, Adagrad, Rprop, Yogi and AdaBelief are in Optax too, but differ there by more than
rounding: it corrects for the start, adds eps or waits after a change of sign in another way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from app.core.errors import BadInput
from app.experiment import Run, Stage
from app.experiment.offered import optimizer_of
from app.experiment.value import CONSTANT, RULE
from app.show.export.opening import field_of
from app.show.export.source import number


@dataclass(frozen=True)
class Alias:
    """A function of Optax.

    names: its name for each of our hyperparameters besides lr. fixed: what it is told besides. decays:
    the weight decay is an argument of its own; else it is chained before it.
    """

    name: str
    names: Mapping[str, str]
    fixed: str = ""
    decays: bool = False


_BETAS = {"beta1": "b1", "beta2": "b2"}
_ADAM = _BETAS | {"eps": "eps"}

ALIASES = {
    "gd": Alias("sgd", {}),
    "momentum": Alias("sgd", {"momentum": "momentum"}),
    "nesterov": Alias("sgd", {"momentum": "momentum"}, "nesterov=True"),
    "sign": Alias("signum", {"momentum": "beta"}),
    "adadelta": Alias("adadelta", {"rho": "rho", "eps": "eps"}),
    "rmsprop": Alias(
        "rmsprop",
        {"alpha": "decay", "eps": "eps", "momentum": "momentum", "centered": "centered"},
        "eps_in_sqrt=False",
    ),
    "adam": Alias("adam", _ADAM),
    "adamw": Alias("adamw", _ADAM, decays=True),
    "adamax": Alias("adamax", _ADAM),
    "lion": Alias("lion", _BETAS, decays=True),
}


def made(stage: Stage, rate: str) -> str:
    """The optimizer as a script makes it. rate: its learning rate, as source."""
    alias, values = ALIASES[stage.optimizer], dict(stage.values)
    told = [
        f"{name}={_told(ours, values[ours])}"
        for ours, name in alias.names.items()
        if values[ours] or _kept(ours)
    ]
    decay = values.get("weight_decay", 0.0)
    own = [f"weight_decay={number(decay)}"] if alias.decays else []
    fixed = [alias.fixed] if alias.fixed else []
    call = f"optax.{alias.name}({', '.join([rate, *told, *own, *fixed])})"
    if decay and not alias.decays:
        return f"optax.chain(optax.add_decayed_weights({number(decay)}), {call})"
    return call


def _kept(name: str) -> bool:
    """Whether a hyperparameter is told at 0 too."""
    return name not in {"momentum", "centered"}


def _told(name: str, value: float) -> str:
    return "True" if name == "centered" else number(value)


def refusals(run: Run) -> list[BadInput]:
    """Everything in a run that Optax has no word for, or another meaning."""
    missing = [_missing(run, stage) for stage in run.stages if stage.optimizer not in ALIASES]
    if missing:
        return missing
    found = [_steady(run, f"{run.id}.schedule")] if run.schedule != CONSTANT and _is_steady(run) else []
    found += [
        BadInput(f"{run.id}.dampening", f"Optax's momentum knows no dampening.{_INSTEAD}")
        for stage in run.stages
        if dict(stage.values).get("dampening")
    ]
    for before, after in pairwise(run.stages):
        found += _changed(run, before, after)
    return found


_INSTEAD = " numpy.py walks this run all the same."


def _missing(run: Run, stage: Stage) -> BadInput:
    name = "optimizer for a typed rule" if stage.optimizer == RULE else optimizer_of(stage).name
    return BadInput(
        field_of(run, stage),
        f"Optax has no {name}, or means another by it, so jax.py can't tell it.{_INSTEAD}",
    )


def _is_steady(run: Run) -> bool:
    """Whether some stage keeps to one learning rate: Optax scales before it remembers RMSprop's velocity."""
    return any(stage.optimizer == "rmsprop" and dict(stage.values)["momentum"] > 0 for stage in run.stages)


def _steady(run: Run, field: str) -> BadInput:
    why = "With momentum Optax's RMSprop takes up a changed learning rate step by step"
    return BadInput(field, f"{why}.{_INSTEAD}")


def _changed(run: Run, before: Stage, after: Stage) -> list[BadInput]:
    if not after.follows(before):
        return []
    was, found = dict(before.values), []
    for name, value in after.values:
        key = f"{run.id}.{name}@{after.since}"
        if name != "lr" and value != was[name]:
            found.append(BadInput(key, f"Optax's optimizers change nothing but lr on the way.{_INSTEAD}"))
        elif value != was[name] and _is_steady(run):
            found.append(_steady(run, key))
    return found
