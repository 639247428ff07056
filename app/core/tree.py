"""Expression trees: three kinds of node, and what can be said of them without a variable's value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.functions import COMPARISONS, CONSTANTS, EVERYTHING

# How the names end that have a value for each row of the data, and for each row of a batch of it; no typed
# name does.
ROW, BATCH_ROW = "·i", "·j"


@dataclass(frozen=True, slots=True)
class Number:
    """A finite constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, parameter or constant by its name."""

    id: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator (`+`, `neg`, `<`, ...) or function, and what it is applied to."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Call


def children(node: Node) -> tuple[Node, ...]:
    """What a node is applied to; nothing for numbers and names."""
    return node.arguments if isinstance(node, Call) else ()


def nodes(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in children(node):
        yield from nodes(child)


def names_in(node: Node) -> set[str]:
    """Every name that occurs in a tree, constants left out."""
    return {n.id for n in nodes(node) if isinstance(n, Name)} - CONSTANTS.keys()


def is_row(name: str) -> bool:
    """Whether a name stands for a column of the data: a value for each row."""
    return name.endswith((ROW, BATCH_ROW))


def row_names(node: Node) -> set[str]:
    """The columns of the data that occur in a tree."""
    return {name for name in names_in(node) if is_row(name)}


def batch_name(name: str) -> str:
    """The name of a column's values in a batch."""
    return name.removesuffix(ROW) + BATCH_ROW


def on_batch(node: Node) -> Node:
    """The tree with a batch's rows in place of all rows."""
    return substitute(node, {name: Name(batch_name(name)) for name in row_names(node)})


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """The tree with names replaced."""
    if isinstance(node, Name):
        return values.get(node.id, node)
    if isinstance(node, Call):
        return Call(node.function, tuple([substitute(a, values) for a in node.arguments]))
    return node


def constant(node: Node) -> float | None:
    """The value of a tree without variables, None where it has any.

    Raises ArithmeticError or ValueError where the value does not exist.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return CONSTANTS.get(node.id)
    if node.function not in EVERYTHING:
        return None
    if node.function == "where" and (condition := constant(node.arguments[0])) is not None:
        return constant(node.arguments[1 if condition else 2])
    arguments = [constant(a) for a in node.arguments]
    known = [a for a in arguments if a is not None]
    if len(known) < len(arguments):
        return None
    return float(EVERYTHING[node.function].floats(*known))


def fold(node: Node) -> Node:
    """The tree with every part that has no variables computed."""
    if not isinstance(node, Call):
        return Number(CONSTANTS[node.id]) if isinstance(node, Name) and node.id in CONSTANTS else node
    folded = Call(node.function, tuple([fold(a) for a in node.arguments]))
    if node.function in COMPARISONS or not all(isinstance(a, Number) for a in folded.arguments):
        return folded
    try:
        value = constant(folded)
    except (ArithmeticError, ValueError):
        return folded
    return folded if value is None else Number(value)


def simplified(node: Node) -> Node:
    """The tree without what a 0 or a 1 makes idle: equal to the full one for all finite numbers."""
    if not isinstance(node, Call):
        return node
    parts = tuple([simplified(a) for a in node.arguments])
    match node.function, parts:
        case ("+", (Number(0.0), left)) | ("+" | "-", (left, Number(0.0))):
            return left
        case ("*", (Number(0.0), _)) | ("*", (_, Number(0.0))):
            return Number(0.0)
        case ("*", (Number(1.0), left)) | ("*" | "/", (left, Number(1.0))):
            return left
        case "-", (Number(0.0), left):
            return Call("neg", (left,))
    return Call(node.function, parts)


def degree(node: Node) -> float:
    """How high powers pile up in a tree: exponents multiplied along the way down."""
    below = max((degree(c) for c in children(node)), default=1.0)
    if isinstance(node, Call) and node.function == "**":
        return below * max(1.0, abs(constant(node.arguments[1]) or 1.0))
    return below


def positive(node: Node) -> bool:
    """Whether a tree is above 0 by its form alone."""
    value = constant(node)
    if value is not None:
        return value > 0
    match node:
        case Call("exp" | "cosh" | "sigmoid" | "softplus", _):
            return True
        case Call("+", (left, right)):
            return (positive(left) and nonnegative(right)) or (nonnegative(left) and positive(right))
        case Call("*" | "/", (left, right)):
            return positive(left) and positive(right)
        case Call("sqrt", (inner,)) | Call("**", (inner, _)):
            return positive(inner)
    return False


def nonnegative(node: Node) -> bool:
    """Whether a tree is never below 0 by its form alone."""
    match node:
        case Call("abs" | "sqrt" | "relu", _):
            return True
        case Call("**", (_, exponent)):
            power = constant(exponent)
            return positive(node) or (power is not None and power % 2 == 0)
        case Call("+" | "*", (left, right)):
            return nonnegative(left) and nonnegative(right)
    return positive(node) or constant(node) == 0
