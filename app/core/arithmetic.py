"""One step of a run as a reader would work it out: each line, and the same with its numbers put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.landscape import Landscape
from app.core.language import parse
from app.core.loops import once, values_of
from app.core.optimizers import method
from app.core.plan import Plan
from app.core.tree import Call, Name, Node, Number, constant
from app.core.walks import MethodWalk, RuleWalk

Held = tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """One line of a step.

    formula: the line's right side. numbers: the same with its numbers, a tree a coordinate. value:
    what it came to, one number a coordinate; `single` says that these are one and the same number.
    """

    name: str
    formula: Node
    numbers: tuple[Node, ...]
    value: Held
    single: bool


@dataclass(frozen=True)
class Update:
    """The step between two points of a path."""

    before: Held
    after: Held
    lines: tuple[Line, ...]


def explain(landscape: Landscape, plan: Plan, step: int) -> Update:
    """The update that led from point `step - 1` to point `step`, by the very code that made it.

    BadInput("at") where the run has no such step.
    """
    if step < 1:
        raise BadInput("at", "Step 0 is the start; the first update leads to step 1.")
    descent = Descent(landscape, plan)
    descent.advance(step - 1)
    if descent.step < step - 1 or (descent.done and descent.step == step - 1):
        raise BadInput("at", f"The run ends at step {descent.step}; there is no step {step}.")
    before = descent.path.point(step - 1)
    walk = descent.enter(step - 1)
    lines = _rule_lines(descent, walk) if isinstance(walk, RuleWalk) else _method_lines(descent, walk)
    if descent.step < step:
        raise BadInput("at", f"The run ends at step {descent.step}; step {step} led to no finite point.")
    return Update(before, descent.path.point(step), lines)


def _rule_lines(descent: Descent, walk: RuleWalk) -> tuple[Line, ...]:
    step = descent.step
    make, traced = once(walk.recipe)
    names = _names(descent, walk, step)
    draws = descent.course.draw, descent.course.noise
    try:
        values = list(make(walk.state(step), step, walk.since, walk.told, walk.rates, *draws))
    except (ArithmeticError, ValueError):
        return ()
    # The draws are spent: the path's own step is taken by a descent that still has them.
    again = Descent(descent.landscape, descent.plan)
    again.advance(step + 1)
    descent.path = again.path
    lines = []
    for line in traced:
        held = [_take(values, value) for value in values_of(line)]
        asides = {node: value for (node, _), value in zip(line.asides, held[1:], strict=True)}
        lines.append(_line(line.line.name, line.line.value, names, asides, held[0], walk.recipe.variables))
        names = names | {line.line.name: held[0]}
    return tuple(lines)


def _take(values: list[float], like: Node | tuple[Node, ...]) -> Held:
    count = len(like) if isinstance(like, tuple) else 1
    taken = tuple(values[:count])
    del values[:count]
    return taken


def _names(descent: Descent, walk: RuleWalk, step: int) -> dict[str, Held]:
    """What each name of the rule stands for as the step begins."""
    told = {
        name: (value,) for name, value in zip(walk.recipe.told, walk.told, strict=True) if value is not None
    }
    rate = {"lr": (walk.rates[step],)} if walk.rates is not None else {}
    memory = list(walk.memory)
    kept = {name: _take(memory, value) for name, value in walk.recipe.memory()}
    here = {
        "p": descent.path.point(step),
        "g": descent.path.gradient_at(step),
        "loss": (descent.path.loss[step],),
    }
    return {**told, **rate, **kept, **here, "t": (float(step - walk.since + 1),)}


def _line(
    name: str,
    formula: Node,
    names: dict[str, Held],
    asides: dict[Node, Held],
    value: Held,
    variables: Sequence[str],
) -> Line:
    numbers = tuple([_numbers(formula, i, names, asides) for i in range(len(value))])
    single = len(value) < len(variables)
    return Line(name, formula, numbers, value * len(variables) if single else value, single)


def _numbers(node: Node, coordinate: int, names: dict[str, Held], asides: dict[Node, Held]) -> Node:
    """A tree with one coordinate's numbers in place of names; what looks at whole points, worked out."""
    if node in asides:
        return Number(asides[node][coordinate])
    match node:
        case Name(id) if id in names:
            return Number(names[id][min(coordinate, len(names[id]) - 1)])
        case Call("norm", (inner,)):
            return Number(sum([u * u for u in _vector(inner, names, asides)]) ** 0.5)
        case Call("dot", (left, right)):
            pairs = zip(_vector(left, names, asides), _vector(right, names, asides), strict=True)
            return Number(sum([u * v for u, v in pairs]))
        case Call(function, arguments):
            return Call(function, tuple([_numbers(a, coordinate, names, asides) for a in arguments]))
    return node


def _vector(node: Node, names: dict[str, Held], asides: dict[Node, Held]) -> list[float]:
    """A tree's value in every coordinate."""
    size = max([len(held) for held in names.values()])
    return [constant(_numbers(node, i, names, asides)) or 0.0 for i in range(size)]


def _method_lines(descent: Descent, walk: MethodWalk) -> tuple[Line, ...]:
    descent.advance(descent.step + 1)
    variables = descent.landscape.variables
    return tuple([_told(line, variables) for line in (walk.walk.lines() if walk.walk else [])])


def _told(line: method.Line, variables: Sequence[str]) -> Line:
    names = {name: _held(value) for name, value in line.numbers.items()}
    formula = parse(line.formula, names, rule=True, limited=False)
    return _line(line.name, formula, names, {}, _held(line.value), variables)


def _held(value: float | tuple[float, ...]) -> Held:
    return tuple(value) if isinstance(value, tuple) else (float(value),)
