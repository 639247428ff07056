"""A line of a step with its numbers put in, a coordinate a row, as MathML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.hands import MathML
from app.core.tree import Node, Number
from app.core.typeset import Layout

# What fits beside its result in a narrow column, in signs.
_SHORT = 30


def equations(
    name: str, labels: Sequence[str], trees: Sequence[Node], values: Sequence[float], figures: int = 5
) -> str:
    """One row a coordinate as MathML: `name_label = tree = value`, numbers to `figures` digits.

    labels: the coordinates' names; a single "" where the value is one for all. What long expressions
    come to stands on rows of its own, for a narrow column.
    """
    layout = Layout(MathML(), figures)
    lines = []
    for label, tree, value in zip(labels, trees, values, strict=True):
        # The point's coordinates are the variables themselves.
        plain = label if name == "p" else "" if label else name
        left = layout.name(plain) if plain else layout.hand.below(layout.name(name), layout.name(label))
        came_to = [] if isinstance(tree, Number) else [Number(value)]
        sides = [layout.hand.row([layout.hand.sign("="), layout.set(side)]) for side in (tree, *came_to)]
        lines.append((left, *sides))
    return table(lines)


def table(lines: Sequence[tuple[str, ...]]) -> str:
    """Lines of MathML cells: what is told, then what it equals, on rows of their own where they are long."""
    short = all(_signs("".join(line[1:])) <= _SHORT for line in lines)
    rows = lines if short else [row for line in lines for row in _parted(line)]
    cells = [f"<mtr>{''.join([f'<mtd>{cell}</mtd>' for cell in row])}</mtr>" for row in rows]
    return f'<mtable columnalign="right left left" displaystyle="true">{"".join(cells)}</mtable>'


def _parted(line: tuple[str, ...]) -> list[tuple[str, ...]]:
    left, first, *others = line
    return [(left, first), *[("", other) for other in others]]


def _signs(mathml: str) -> int:
    """How many signs are shown: about how wide it is."""
    return len(re.sub("<[^>]*>", "", mathml))
