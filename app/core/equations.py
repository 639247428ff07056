"""A line of a step with its numbers put in, a coordinate a row, as MathML."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.tree import Call, Node, Number
from app.core.typeset import Layout, MathML

# An expression of more numbers than this takes a row for itself.
_SHORT = 5


def equations(
    name: str, labels: Sequence[str], trees: Sequence[Node], values: Sequence[float], figures: int = 5
) -> str:
    """One row a coordinate as MathML: `name_label = tree = value`, numbers to `figures` digits.

    labels: the coordinates' names; a single "" where the value is one for all. What a long expression
    comes to stands on a row of its own, for a narrow column.
    """
    layout = Layout(MathML(), figures)
    rows = []
    for label, tree, value in zip(labels, trees, values, strict=True):
        # The point's coordinates are the variables themselves.
        plain = label if name == "p" else "" if label else name
        left = layout.name(plain) if plain else layout.hand.below(layout.name(name), layout.name(label))
        came_to = [] if isinstance(tree, Number) else [Number(value)]
        sides = [layout.hand.row([layout.hand.sign("="), layout.set(side)]) for side in (tree, *came_to)]
        lines = [[left, *sides]] if _leaves(tree) <= _SHORT else [[left, sides[0]], ["", sides[1]]]
        rows += [f"<mtr>{''.join([f'<mtd>{cell}</mtd>' for cell in line])}</mtr>" for line in lines]
    return f'<mtable columnalign="right left left" displaystyle="true">{"".join(rows)}</mtable>'


def _leaves(tree: Node) -> int:
    """How many numbers and names a tree shows: what tells a short line from a long one."""
    return sum([_leaves(part) for part in tree.arguments]) if isinstance(tree, Call) else 1
