"""A step told for each coordinate: where its gradient comes from, and how the last line moves the point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.arithmetic import Update
from app.core.breaking import width
from app.core.equations import Equation, table
from app.core.hands import MathML
from app.core.landscape import Landscape
from app.core.tree import Call, Name, Node, Number, names_in, nodes
from app.core.typeset import ATOM, Layout, mathml_document
from app.core.worked import Worked
from app.show.slopes import primed, symbol

_HAND = MathML()
_LAYOUT = Layout(_HAND, 5)
# Longer than this, in digits, the partial derivatives are left out of the line.
_LONG = 24


class _Coordinate(Layout):
    """Writes what a line about points says of one coordinate. names: how the names of vectors are written."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(_HAND)
        self.names = names

    def form(self, node: Node) -> tuple[str, int]:
        match node:
            case Name(id) if id in self.names:
                return self.names[id], ATOM
            case Call("norm" | "dot", _):
                return _LAYOUT.form(node)
        return super().form(node)


def gradient(update: Update, land: Landscape) -> str | None:
    """g = (∂L/∂x, ∂L/∂w) = (w, x) = (3, 2) as MathML; None where the step doesn't begin with it."""
    values = update.names.get("g")
    if values is None or len(values) != land.dimension or not _begins_with_gradient(update.lines):
        return None
    slopes = [symbol(land.variables, name) for name in land.variables]
    formulas = [_LAYOUT.set(tree) for tree in land.gradient]
    numbers = [_LAYOUT.set(Number(value)) for value in values]
    short = width("".join(formulas)) <= _LONG and formulas != numbers
    sides = [_together(parts) for parts in (slopes, *([formulas] if short else []), numbers)]
    return mathml_document(table(_LAYOUT, [Equation(_HAND.letter("g"), tuple(sides))]))


def _together(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    spread = [piece for k, part in enumerate(parts) for piece in ([_HAND.sign(","), part] if k else [part])]
    return _HAND.fence("(", _HAND.row(spread), ")")


def _begins_with_gradient(lines: Sequence[Worked]) -> bool:
    """Whether some line reads g before it is set to something else altogether."""
    for line in lines:
        if "g" in names_in(line.formula):
            return True
        if line.name == "g":
            return False
    return False


def moved(update: Update, variables: tuple[str, ...]) -> str | None:
    """What the last line says of each coordinate: w′ = w − lr·∂L/∂w, with its numbers, as MathML.

    None where it can't be told so: it asks for a gradient elsewhere, chooses, or is not the only one
    to move the point.
    """
    if not update.lines:
        return None
    *before, last = update.lines
    if last.name != "p" or any(line.name == "p" and not line.idle for line in before):
        return None
    if any(isinstance(node, Call) and node.function in {"grad", "where"} for node in nodes(last.formula)):
        return None
    exact = not any(line.name == "g" and not line.idle for line in before)
    lines = []
    for k, name in enumerate(variables):
        rule = _Coordinate(_names(update, variables, k, exact)).set(last.formula)
        came_to = [] if isinstance(last.numbers[k], Number) else [Number(last.value[k])]
        lines.append(Equation(primed(_LAYOUT.name(name)), (rule, last.numbers[k], *came_to)))
    return mathml_document(table(_LAYOUT, lines, apart=True))


def _names(update: Update, variables: tuple[str, ...], k: int, exact: bool) -> dict[str, str]:
    name = _LAYOUT.name(variables[k])
    size = len(variables)
    held = [id for id, value in update.names.items() if len(value) == size > 1]
    worked = [line.name for line in update.lines if not line.single and size > 1]
    parts = {id: _HAND.below(_LAYOUT.name(id), name) for id in (*held, *worked)}
    return {**parts, **({"g": symbol(variables, variables[k])} if exact else {}), "p": name}
