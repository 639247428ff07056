"""Equations for a narrow column, as MathML: what is told, then what it equals, on more rows where long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.breaking import broken, width
from app.core.hands import MathML
from app.core.tree import Node, Number
from app.core.typeset import PRODUCT, SUM, Layout

# In digits: what fits beside its result, and what fits on a row at all.
_SHORT = 27
ROOM = 33


@dataclass(frozen=True)
class Side:
    """One side of an equation: a tree, with MathML `before` it, such as a limit that is to be taken."""

    tree: Node
    before: str = ""


@dataclass(frozen=True)
class Equation:
    """left = sides[0] = sides[1] = …; left is MathML, "" where the line before goes on."""

    left: str
    sides: tuple[Node | Side | str, ...]


def equations(
    name: str, labels: Sequence[str], trees: Sequence[Node], values: Sequence[float], figures: int = 5
) -> str:
    """One row a coordinate as MathML: `name_label = tree = value`, numbers to `figures` digits.

    labels: the coordinates' names; a single "" where the value is one for all.
    """
    layout = Layout(MathML(), figures)
    lines = []
    for label, tree, value in zip(labels, trees, values, strict=True):
        # The point's coordinates are the variables themselves.
        plain = label if name == "p" else "" if label else name
        left = layout.name(plain) if plain else layout.hand.below(layout.name(name), layout.name(label))
        came_to = [] if isinstance(tree, Number) else [Number(value)]
        lines.append(Equation(left, (tree, *came_to)))
    return table(layout, lines)


def table(layout: Layout, lines: Sequence[Equation], apart: bool = False, room: float = ROOM) -> str:
    """Equations one under the other; apart: each side on a row of its own, however short."""
    hand = layout.hand
    told = [(line.left, [_rows(layout, side, room) for side in line.sides]) for line in lines]
    rows: list[tuple[str, ...]] = []
    for left, sides in told:
        if not apart and all(_is_short(sides) for _, sides in told):
            rows.append((left, *[hand.row([hand.sign("="), side[0]]) for side in sides]))
            continue
        for side in sides:
            rows.append((left, hand.row([hand.sign("="), side[0]])))
            rows += [("", f'<mrow><mspace width="1.2em"/>{row}</mrow>') for row in side[1:]]
            left = ""
    return _grid(rows)


def _is_short(sides: Sequence[Sequence[str]]) -> bool:
    """Whether all of it fits on one row."""
    if any(len(rows) > 1 for rows in sides):
        return False
    return len(sides) == 1 or sum([width(rows[0]) + 2 for rows in sides]) <= _SHORT


def _rows(layout: Layout, side: Node | Side | str, room: float) -> list[str]:
    if isinstance(side, str):
        return [side]
    if not isinstance(side, Side):
        return broken(layout, side, room)
    # In brackets behind a limit, which else would seem to be that of the first term alone.
    first, *others = broken(layout, side.tree, room - width(side.before), PRODUCT if side.before else SUM)
    return [layout.hand.row([side.before, first]), *others]


def _grid(rows: Sequence[tuple[str, ...]]) -> str:
    cells = [f"<mtr>{''.join([f'<mtd>{cell}</mtd>' for cell in row])}</mtr>" for row in rows]
    return f'<mtable columnalign="right left left" displaystyle="true">{"".join(cells)}</mtable>'
