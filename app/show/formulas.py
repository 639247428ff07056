"""Formulas for reading: a surface's loss and gradient, and an optimizer's lines, as MathML."""

from __future__ import annotations

import re
from typing import Any

from app.core.language import parse
from app.core.optimizers.rule import Rule
from app.core.program import declared
from app.core.tree import Node
from app.core.typeset import assignment, mathml, mathml_document
from app.experiment.offered import GROUNDS, Optimizer, ground
from app.experiment.remembered import remembered
from app.experiment.resolve import ground_of
from app.experiment.value import Experiment, Told

# L(w) = 1/n ∑ ℓ(f(xᵢ; w), yᵢ), and ∇L·d for each of a plane's directions.
_NETWORK = (
    "<mrow><mi>L</mi><mo>(</mo><mi>w</mi><mo>)</mo><mo>=</mo><mfrac><mn>1</mn><mi>n</mi></mfrac>"
    "<munder><mo>∑</mo><mi>i</mi></munder><mi>ℓ</mi><mo>(</mo><mi>f</mi><mo>(</mo><msub><mi>x</mi><mi>i</mi>"
    "</msub><mo>;</mo><mi>w</mi><mo>)</mo><mo>,</mo><msub><mi>y</mi><mi>i</mi></msub><mo>)</mo></mrow>"
)
_ALONG = tuple([
    f"<mrow><mo>∇</mo><mi>L</mi><mo>⋅</mo><msub><mi>d</mi><mn>{k}</mn></msub></mrow>" for k in (1, 2)
])  # fmt: skip


@remembered(256)
def mathematics(surface: str, formula: str, parameters: Told) -> dict[str, Any]:
    """`formula`, and `gradient` with one entry a variable, parameters by name.

    Of a network's loss, what it is, and that the slopes are those along the plane's two directions.
    """
    if GROUNDS[surface].lesson(parameters) is not None:
        return {"formula": mathml_document(_NETWORK), "gradient": [mathml_document(one) for one in _ALONG]}
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
    return [typeset_line(line) for line in lines_of(optimizer)]


def typeset_line(line: str) -> str:
    """One line of a rule as MathML; where it says from what a memory begins, with that word."""
    at_first = "<mtext>\u00a0at first</mtext>" if declared(line)[0] else ""
    return mathml_document(assignment(*line_of(line)), at_first)


def line_of(line: str) -> tuple[str, Node]:
    """What one line of a rule sets, or says where it begins, and the tree of its value."""
    first, rest = declared(line)
    name, _, text = rest.partition("=") if rest else (*first, "", *first.values())
    return name.strip(), parse(text, set(re.findall(r"[A-Za-z_]\w*", text)), "rule", rule=True, limited=False)
