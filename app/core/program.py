"""An update rule as a program: checked lines, what they remember, what they may be told."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.core.errors import BadInput
from app.core.functions import CONSTANTS, FUNCTIONS, RULE_FUNCTIONS
from app.core.language import NODES, parse
from app.core.tree import Call, Node, Number, names_in, nodes

CHARACTERS = 1500
LINES = 30
GRADIENTS = 4

# What every rule may read; only p and g may also be set.
GIVEN = ("p", "g", "t", "loss", "best", "normal")


@dataclass(frozen=True, slots=True)
class Line:
    """`name = value`, as typed."""

    name: str
    value: Node


@dataclass(frozen=True, slots=True)
class Program:
    """A rule ready to be lowered: its lines, and its memory with each name's value before step 1."""

    lines: tuple[Line, ...]
    memory: tuple[tuple[str, Node], ...]
    hyperparameters: tuple[str, ...]

    @property
    def reads(self) -> set[str]:
        """Every name that some line reads."""
        return set().union(*[names_in(line.value) for line in self.lines])

    @property
    def gradients(self) -> int:
        """How many gradients one step asks for: the one at p where a line reads it, and those elsewhere."""
        return ("g" in self.awaited) + sum(_gradient_calls(line.value) for line in self.lines)

    @property
    def evaluations(self) -> int:
        """How often one step asks the surface; the loss at p comes with the gradient there."""
        return self.gradients + ("loss" in self.reads and "g" not in self.awaited)

    @property
    def awaited(self) -> set[str]:
        """Every name that some line reads before a line has set it."""
        done: set[str] = set()
        found: set[str] = set()
        for line in self.lines:
            found |= names_in(line.value) - done
            done.add(line.name)
        return found


def _gradient_calls(node: Node) -> int:
    return sum(isinstance(n, Call) and n.function == "grad" for n in nodes(node))


def parse_rule(
    text: str,
    hyperparameters: Collection[str],
    memory: Mapping[str, float | str] | None = None,
    field: str = "rule",
) -> Program:
    """Read a rule whose lines are parted by line breaks or `;`.

    hyperparameters: the names it may read besides its own and those in GIVEN. memory: values before
    step 1 where they are not 0. A name that is read before it is set remembers its value from step
    to step. BadInput under `field` says which line is wrong and why.
    """
    if len(text) > CHARACTERS:
        raise BadInput(field, f"The rule is {len(text)} characters long; the limit is {CHARACTERS}.")
    split = [_split(part, number, field) for number, part in enumerate(_parts(text), 1)]
    if not split:
        raise BadInput(field, "The rule is empty: write lines such as p = p - lr*g.")
    if len(split) > LINES:
        raise BadInput(field, f"The rule has {len(split)} lines; the limit is {LINES}.")
    _check_targets([name for name, _ in split], hyperparameters, field)
    known = {*GIVEN, *hyperparameters, *[name for name, _ in split]}
    lines = tuple(
        [Line(name, _value(value, known, number, field)) for number, (name, value) in enumerate(split, 1)]
    )
    _check_budgets(lines, field)
    kept = _remembered(lines, memory or {}, hyperparameters, field)
    return Program(lines, kept, tuple(hyperparameters))


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[;\n]", text) if part.strip()]


def _split(part: str, number: int, field: str) -> tuple[str, str]:
    found = re.fullmatch(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*=(?!=)(.*)", part)
    if not found:
        raise BadInput(field, f"Line {number} of the rule is not of the form name = expression.")
    return found[1], found[2]


def _check_targets(names: list[str], hyperparameters: Collection[str], field: str) -> None:
    fixed = {*GIVEN, *hyperparameters, *CONSTANTS, *FUNCTIONS, *RULE_FUNCTIONS} - {"p", "g"}
    for number, name in enumerate(names, 1):
        if name in fixed or keyword.iskeyword(name) or len(name) > 30:
            raise BadInput(
                field, f"Line {number} of the rule sets {name[:30]}, which can't be set; choose another name."
            )
    if "p" not in names:
        raise BadInput(field, "The rule never sets p, the point: end with a line such as p = p - lr*g.")


def _value(text: str, known: Collection[str], number: int, field: str) -> Node:
    try:
        return parse(text, known, field, rule=True)
    except BadInput as error:
        raise BadInput(field, f"Line {number}: {error.message}") from None


def _check_budgets(lines: tuple[Line, ...], field: str) -> None:
    if sum(1 for line in lines for _ in nodes(line.value)) > 2 * NODES:
        raise BadInput(field, f"The rule has more than {2 * NODES} parts; make it shorter.")
    calls = [n for line in lines for n in nodes(line.value) if isinstance(n, Call) and n.function == "grad"]
    if len(calls) > GRADIENTS:
        raise BadInput(field, f"The rule asks for more than {GRADIENTS} further gradients a step.")
    if any(_gradient_calls(argument) for call in calls for argument in call.arguments):
        raise BadInput(field, "The rule has grad(..) inside grad(..); give the inner one a line of its own.")


def _remembered(
    lines: tuple[Line, ...], memory: Mapping[str, float | str], hyperparameters: Collection[str], field: str
) -> tuple[tuple[str, Node], ...]:
    done: set[str] = {*GIVEN, *hyperparameters}
    kept: list[str] = []
    for line in lines:
        kept += [name for name in sorted(names_in(line.value) - done) if name not in kept]
        done.add(line.name)
    return tuple([(name, _initial(memory.get(name, 0.0), hyperparameters, field)) for name in kept])


def _initial(value: float | str, hyperparameters: Collection[str], field: str) -> Node:
    return parse(value, hyperparameters, field) if isinstance(value, str) else Number(float(value))
