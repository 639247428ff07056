"""What an experiment may name: surfaces, optimizers and schedules of the catalogue, and typed ones."""

from __future__ import annotations

import re
from functools import lru_cache

from app.core.errors import BadInput
from app.core.functions import ALIASES, CONSTANTS, FUNCTIONS, RULE_FUNCTIONS
from app.core.landscape import Landscape
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.method import Method
from app.core.optimizers.rule import Rule
from app.core.program import GIVEN, declared, parse_rule
from app.experiment.fields import RUN_KEYS, typed_hyperparameter
from app.experiment.fitted import ON_DATA
from app.experiment.grounds import KNOWN, Ground, Typed, built
from app.experiment.networks import NETS
from app.experiment.remembered import remembered
from app.experiment.site import Site
from app.experiment.value import FORMULA, RULE, Stage, Told

Optimizer = Rule | Method

_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*", re.ASCII)
_TARGET = re.compile(r"(?:^|[;\n])\s*([A-Za-z_]\w*)\s*=(?!=)", re.ASCII)
_MEMORY = re.compile(r"(^\s*|[;\n]\s*)memory\s+(?=[A-Za-z_]\w*\s*=(?!=))", re.ASCII)
_NOT_A_NUMBER = {*GIVEN, *CONSTANTS, *FUNCTIONS, *ALIASES, *RULE_FUNCTIONS}


# From simple to complex, and in the order in which they are shown.
GROUNDS: dict[str, Ground] = {**KNOWN, **ON_DATA, **NETS, FORMULA: Typed()}


def ground(surface: str, formula: str, settings: Told) -> Landscape:
    """The surface an experiment stands on; BadInput under its keys where a user's own is refused."""
    return built(GROUNDS[surface], formula, settings)


@remembered(256)
def site(surface: str, formula: str, settings: Told) -> Site:
    """What a query may say of it; BadInput as above."""
    return GROUNDS[surface].site(formula, settings)


def free_names(text: str) -> list[str]:
    """The names that a typed rule reads and never sets, in order: its hyperparameters."""
    text = _MEMORY.sub(r"\1", text)
    known = _NOT_A_NUMBER | set(_TARGET.findall(text))
    calls = {name for name in _WORD.findall(text) if re.search(rf"\b{name}\s*\(", text)}
    return [name for name in dict.fromkeys(_WORD.findall(text)) if name not in known | calls]


@lru_cache(maxsize=256)
def typed_rule(text: str, field: str = "rule") -> Rule:
    """A rule that the user typed, checked; BadInput under `field` where it is refused."""
    names = free_names(text)
    for name in names:
        if name in RUN_KEYS:
            raise BadInput(field, f"The rule reads {name}, which means something else in a link; rename it.")
    parse_rule(text, names, field=field)
    memory, lines = declared(text)
    return Rule(
        name="Typed rule",
        memory=memory,
        rule=lines,
        hyperparameters=tuple([typed_hyperparameter(name) for name in names]),
        story="A rule of your own.",
        source="typed",
    )


def optimizer_of(stage: Stage) -> Optimizer:
    """The optimizer that a stage names or types."""
    return typed_rule(stage.rule) if stage.optimizer == RULE else OPTIMIZERS[stage.optimizer]
