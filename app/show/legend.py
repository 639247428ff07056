"""What the symbols of a step stand for: each name that is read or set in its lines, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from app.core.arithmetic import Update
from app.core.functions import CONSTANTS
from app.core.hands import MathML
from app.core.lowering import SAMPLED, SHAKE, SPREAD
from app.core.optimizers.rule import GIVEN, Rule
from app.core.plan import program_of
from app.core.schedules import GIVEN as GIVEN_TO_SCHEDULES
from app.core.schedules import SCHEDULES
from app.core.tree import Name, nodes
from app.core.typeset import mathml, mathml_document
from app.core.worked import Held, Worked
from app.experiment.fields import CLIP, NOISE
from app.experiment.offered import Optimizer
from app.show.slopes import after_step, primed, symbol

_HAND = MathML()

_WORKED_OUT = "what your own rule works out on the way"
_REMEMBERED = "what your own rule remembers from step to step"


def legend(
    update: Update, optimizer: Optimizer, schedule: str, variables: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Every name that occurs, in the order of the lines: its symbol, help, and value as the step began."""
    known = _known(optimizer, variables)
    entries = [_entry(id, update.names[id], _help(id, known, variables)) for id in _named(update.lines)]
    if update.rate is None:
        return entries
    told = {**known, **GIVEN_TO_SCHEDULES, **{p.name: p.help for p in SCHEDULES[schedule].parameters}}
    named = [(id, _entry(id, update.rate.names[id], told[id])) for id in _named([update.rate.line])]
    # Names of the schedule may also be names of the rule, so they go by their keys in a link.
    of_rate = [entry | {"name": f"schedule.{id}"} for id, entry in named if id != "lr"]
    own = [entry for id, entry in named if id == "lr" and "lr" not in _named(update.lines)]
    return [*of_rate, *own, *entries]


def signs(variables: tuple[str, ...]) -> list[dict[str, str]]:
    """What the signs between the names stand for, each as MathML with its help in words."""
    slopes = _HAND.row(
        [part for name in variables for part in (_HAND.sign(","), symbol(variables, name))][1:]
    )
    told = [
        (
            _HAND.sign("←"),
            "becomes: what stands on the right is worked out, and the name on the left keeps it",
        ),
        (primed(_HAND.letter(variables[0])), after_step(variables)),
        (_HAND.letter("L"), "the loss: how high the surface is at a point"),
        (slopes, "the slope along each variable while the others are held still"),
    ]
    single = len(variables) == 1
    helped = [*told[:-1], (slopes, "the slope: how fast the loss rises")] if single else told
    return [{"symbol": mathml_document(sign), "help": help} for sign, help in helped]


def _named(lines: Iterable[Worked]) -> list[str]:
    """The names in lines, each once."""
    found = [
        [*[node.id for node in nodes(line.formula) if isinstance(node, Name)], line.name] for line in lines
    ]
    return [id for id in dict.fromkeys(chain(*found)) if id not in CONSTANTS]


def _entry(id: str, value: Held, help: str) -> dict[str, Any]:
    return {"name": id, "symbol": mathml_document(mathml(Name(id))), "help": help, "value": value}


def _known(optimizer: Optimizer, variables: tuple[str, ...]) -> Mapping[str, str]:
    d = "∂" if len(variables) > 1 else "d"
    slopes = [f"{d}L/{d}{variable}" for variable in variables]
    place = f"({', '.join(variables)})" if len(variables) > 1 else variables[0]
    kept = program_of(optimizer).memory if isinstance(optimizer, Rule) else ()
    return {
        **{name: _REMEMBERED for name, _ in kept},
        **GIVEN,
        "p": f"{GIVEN['p']}, {place}",
        "g": f"{GIVEN['g']}: {' and '.join(slopes)}",
        SPREAD: NOISE.help,
        SHAKE: "the noise itself: a fresh standard normal draw for each coordinate",
        SAMPLED: "the gradient of the loss over this step's batch of the data alone",
        CLIP.name: CLIP.help,
        **optimizer.symbols,
        **{limits.name: limits.help for limits in optimizer.hyperparameters},
    }


def _help(id: str, known: Mapping[str, str], variables: tuple[str, ...]) -> str:
    if id in known:
        return known[id]
    whole, _, part = id.rpartition("_")
    if whole not in known or not part.isdigit():
        return _WORKED_OUT
    coordinates = " and ".join([variables[int(digit) - 1] for digit in part])
    return f"the part for {coordinates} of {whole}: {known[whole]}"
