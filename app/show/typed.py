"""What somebody who types a formula or a rule is shown of it: typeset, and what may be done with it."""

from __future__ import annotations

from typing import Any

from app.core.breaking import broken, stacked
from app.core.errors import BadInput
from app.core.hands import MathML
from app.core.landscape import Landscape, typed
from app.core.outlook import outlook
from app.core.program import declared, written_lines
from app.core.tree import Node, Number, substitute
from app.core.typeset import Layout, mathml_document
from app.core.written import written
from app.experiment import Experiment
from app.experiment.offered import typed_rule
from app.experiment.resolve import landscape_of, site_of
from app.show.formulas import formula_text, line_of, typeset_line

# In digits: what fits on a row of the control column.
_ROOM = 27


def formula(experiment: Experiment) -> dict[str, Any]:
    """What `/api/formula` tells of the surface.

    typed: the loss as a text that surface=formula takes, numbers put in for parameters; null where no such
    text says it. suggestion: a window, a start and why; null where the loss comes from data.
    """
    land = landscape_of(experiment)
    return {
        "surface": experiment.surface,
        "variables": land.variables,
        "text": formula_text(experiment),
        "typed": typed_text(experiment),
        "formula": _in_rows(land.formula),
        "gradient": [_in_rows(tree) for tree in land.gradient],
        "suggestion": None if land.rows is not None else _suggestion(land),
    }


def _in_rows(tree: Node, name: str = "") -> str:
    """A tree as MathML, on more rows than one where it is long; name: what it is assigned to."""
    layout = Layout(MathML())
    assigned = [layout.name(name), layout.hand.sign("←")] if name else []
    return mathml_document(layout.hand.row([*assigned, stacked(broken(layout, tree, _ROOM))]))


def typed_text(experiment: Experiment) -> str | None:
    """The loss as a text that may be typed, parameters put in; None where none says it."""
    if site_of(experiment).rows is not None:
        return None
    land = landscape_of(experiment)
    numbers: dict[str, Node] = {name: Number(value) for name, value in land.parameters}
    text = written(substitute(land.formula, numbers)) if numbers else formula_text(experiment)
    try:
        same = typed(text)
    except BadInput:
        # Longer than what may be typed.
        return None
    return text if same.variables == land.variables else None


def _suggestion(land: Landscape) -> dict[str, Any]:
    found = outlook(land)
    return {"window": found.window, "start": found.start, "words": found.words}


def rule(text: str) -> dict[str, Any]:
    """What `/api/rule` tells: each line as text and as MathML, the numbers read; BadInput under `rule`."""
    found = typed_rule(text)
    return {
        "lines": [{"text": line, "formula": _line(line)} for line in written_lines(text)],
        "numbers": [h.name for h in found.hyperparameters],
    }


def _line(text: str) -> str:
    if declared(text)[0]:
        return typeset_line(text)
    name, tree = line_of(text)
    return _in_rows(tree, name)
