"""A line of a step worked out: its formula, the same with its numbers, and whether it does anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.core.lowering import NAMES
from app.core.program import Line
from app.core.tree import Call, Name, Node, Number, constant, simplified, substitute

# The value of a name: a number a coordinate, or one for all of them.
Held = tuple[float, ...]
Names = dict[str, Held]


@dataclass(frozen=True)
class Worked:
    """One line of a step.

    formula: the line's right side. numbers: the same with its numbers, a tree a coordinate; of a
    choice, what was chosen, and of a gradient elsewhere, where it was asked for. value: what it came
    to, one number a coordinate; `single` says that these are one and the same number. idle: the line
    is so set that it changes nothing.
    """

    name: str
    formula: Node
    numbers: tuple[Node, ...]
    value: Held
    single: bool
    idle: bool


def worked(
    line: Line,
    value: Held,
    names: Mapping[str, Held],
    variables: Sequence[str],
    fixed: Collection[str] = (),
    asked: Sequence[Held] = (),
    exact: bool = False,
) -> Worked:
    """A line that came to `value` where `names` stood for these numbers.

    fixed: the names that the user sets. asked: the draws and the gradients elsewhere that the line
    asked for, in the order of its text. exact: such a gradient is the surface's own.
    """
    formula, answers = _answered(line.value, list(asked)) if asked else (line.value, {})
    known = {**names, **answers}
    numbers = [_numbers(formula, i, known) for i in range(len(value))]
    if exact and isinstance(line.value, Call) and line.value.function == "grad":
        numbers = _slopes(line.value.arguments[0], list(asked), names, variables)
    single = len(value) < len(variables)
    idle = known.get(line.name) == value and _is_idle(line.name, formula, known, fixed, len(value))
    spread = value * len(variables) if single else value
    return Worked(line.name, line.value, tuple(numbers), spread, single, idle)


def _slopes(
    where: Node, asked: list[Held], names: Mapping[str, Held], variables: Sequence[str]
) -> list[Node]:
    """The partial derivatives at another point, with the point's numbers in them."""
    formula, answers = _answered(where, asked)
    place = tuple([Number(value) for value in _vector(formula, {**names, **answers})])
    d = "∂" if len(variables) > 1 else "d"
    return [Call(f"{d}L/{d}{variable}", place) for variable in variables]


def _answered(node: Node, asked: list[Held]) -> tuple[Node, Names]:
    """The tree with a name of its own for every draw and every gradient elsewhere, and what these are."""
    match node:
        case Call("grad", (where,)):
            _, inner = _answered(where, asked)
        case Name(id) if id in NAMES.values():
            inner = {}
        case Call(function, arguments):
            parts = [_answered(argument, asked) for argument in arguments]
            answers = {name: held for _, found in parts for name, held in found.items()}
            return Call(function, tuple([part for part, _ in parts])), answers
        case _:
            return node, {}
    # What was asked first stands first, so what is left tells them apart.
    label = f"answer {len(asked)}"
    return Name(label), {**inner, label: asked.pop(0)}


def _numbers(node: Node, coordinate: int, names: Mapping[str, Held]) -> Node:
    """A tree with one coordinate's numbers in place of names; what looks at whole points, worked out."""
    match node:
        case Name(id) if id in names:
            return Number(names[id][min(coordinate, len(names[id]) - 1)])
        case Call("where", (condition, then, otherwise)):
            chosen = then if constant(_numbers(condition, coordinate, names)) else otherwise
            return _numbers(chosen, coordinate, names)
        case Call("norm", (inner,)):
            return Number(sum([u * u for u in _vector(inner, names)]) ** 0.5)
        case Call("dot", (left, right)):
            pairs = zip(_vector(left, names), _vector(right, names), strict=True)
            return Number(sum([u * v for u, v in pairs]))
        case Call(function, arguments):
            return Call(function, tuple([_numbers(a, coordinate, names) for a in arguments]))
    return node


def _vector(node: Node, names: Mapping[str, Held]) -> list[float]:
    """A tree's value in every coordinate."""
    size = max([len(held) for held in names.values()])
    return [constant(_numbers(node, i, names)) or 0.0 for i in range(size)]


def _is_idle(name: str, formula: Node, names: Mapping[str, Held], fixed: Collection[str], size: int) -> bool:
    """Whether nothing is left of the formula but the name, once what is set to 0 is taken out of it."""
    zeros: dict[str, Node] = {one: Number(0.0) for one in fixed if names.get(one) == (0.0,)}
    left = [substitute(_chosen(formula, i, names), zeros) for i in range(size)]
    return all(simplified(tree) == Name(name) for tree in left)


def _chosen(node: Node, coordinate: int, names: Mapping[str, Held]) -> Node:
    """A tree with each choice in it made, names left as they are."""
    match node:
        case Call("where", (condition, then, otherwise)):
            chosen = then if constant(_numbers(condition, coordinate, names)) else otherwise
            return _chosen(chosen, coordinate, names)
        case Call(function, arguments):
            return Call(function, tuple([_chosen(a, coordinate, names) for a in arguments]))
    return node
