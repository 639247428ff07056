"""Formulas for reading: a surface's loss and gradient, and an optimizer's lines, as MathML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from app.core.language import parse
from app.core.optimizers.rule import Rule
from app.core.tree import Node
from app.core.typeset import assignment, mathml, mathml_document
from app.experiment.offered import Optimizer, ground
from app.experiment.resolve import ground_of
from app.experiment.value import Experiment, Told


@lru_cache(maxsize=256)
def mathematics(surface: str, formula: str, parameters: Told) -> dict[str, Any]:
    """`formula`, and `gradient` with one entry a variable, parameters by name."""
    land = ground(surface, formula, parameters)
    return {
        "formula": typeset(land.formula),
        "gradient": [typeset(tree) for tree in land.gradient],
    }


def formula_text(experiment: Experiment) -> str:
    """The loss as text of the small language."""
    return ground_of(experiment).text(experiment.formula, experiment.parameters)


def typeset(tree: Node) -> str:
    """A tree as a whole <math> element."""
    return mathml_document(mathml(tree))


def lines_of(optimizer: Optimizer) -> list[str]:
    """The optimizer's step as text, a line each; for a method, what its step comes down to."""
    if not isinstance(optimizer, Rule):
        return list(optimizer.formula)
    return [line.strip() for line in optimizer.rule.splitlines() if line.strip()]


def typeset_lines(optimizer: Optimizer) -> list[str]:
    """The same lines as MathML."""
    return [_assignment(line) for line in lines_of(optimizer)]


def _assignment(line: str) -> str:
    name, _, text = line.partition("=")
    tree = parse(text, set(re.findall(r"[A-Za-z_]\w*", text)), "rule", rule=True, limited=False)
    return mathml_document(assignment(name.strip(), tree))
