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

_MEMORY = re.compile(r"memory\s+(?=[A-Za-z_][A-Za-z0-9_]*\s*=(?!=))")

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
    step 1 where they are not 0; a line `memory name = value` says the same. A name that is read before
    it is set remembers its value from step to step. BadInput under `field` says which line is wrong and why.
    """
    if len(text) > CHARACTERS:
        raise BadInput(field, f"The rule is {len(text)} characters long; the limit is {CHARACTERS}.")
    split = [_split(part, number, field) for number, part in enumerate(written_lines(text), 1)]
    if not split:
        raise BadInput(field, "The rule is empty: write lines such as p = p - lr*g.")
    if len(split) > LINES:
        raise BadInput(field, f"The rule has {len(split)} lines; the limit is {LINES}.")
    first, rest = [one for one in split if one.first], [one for one in split if not one.first]
    _check_targets(rest, hyperparameters, field)
    known = {*GIVEN, *hyperparameters, *[one.name for one in rest]}
    lines = tuple([Line(one.name, _value(one, known, field, rule=True)) for one in rest])
    _check_budgets(lines, field)
    told = {name: _initial(value, hyperparameters, field) for name, value in (memory or {}).items()}
    told |= {one.name: _value(one, hyperparameters, field) for one in first}
    kept = tuple([(name, told.get(name, Number(0.0))) for name in _remembered(lines, hyperparameters)])
    _check_memory(first, dict(kept), field)
    return Program(lines, kept, tuple(hyperparameters))


def written_lines(text: str) -> list[str]:
    """The lines of a rule, parted by line breaks or `;`, without the space around them."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def declared(text: str) -> tuple[dict[str, str], str]:
    """What the lines `memory name = value` of a rule say, and the rule without them."""
    lines = written_lines(text)
    first = [line[found.end() :].partition("=") for line in lines if (found := _MEMORY.match(line))]
    memory = {name.strip(): value.strip() for name, _, value in first}
    return memory, "\n".join([line for line in lines if not _MEMORY.match(line)])


@dataclass(frozen=True, slots=True)
class _Written:
    """One line as it is written: `name = text`, or `memory name = text` where it is the `first` value."""

    number: int
    name: str
    text: str
    before: int
    first: bool

    def refusal(self, field: str, what: str, character: int | None = None) -> BadInput:
        return BadInput(field, f"Line {self.number} {what}", character=character, line=self.number)


def _split(part: str, number: int, field: str) -> _Written:
    found = re.fullmatch(r"(memory\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=(?!=)(.*)", part)
    if not found:
        message = f"Line {number} of the rule is not of the form name = expression."
        raise BadInput(field, message, line=number)
    return _Written(number, found[2], found[3], found.start(3), found[1] is not None)


def _check_targets(lines: list[_Written], hyperparameters: Collection[str], field: str) -> None:
    fixed = {*GIVEN, *hyperparameters, *CONSTANTS, *FUNCTIONS, *RULE_FUNCTIONS} - {"p", "g"}
    for line in lines:
        if line.name in fixed or keyword.iskeyword(line.name) or len(line.name) > 30:
            what = f"of the rule sets {line.name[:30]}, which can't be set; choose another name."
            raise line.refusal(field, what, 1)
    if "p" not in [line.name for line in lines]:
        raise BadInput(field, "The rule never sets p, the point: end with a line such as p = p - lr*g.")


def _check_memory(lines: list[_Written], kept: Mapping[str, Node], field: str) -> None:
    for line in lines:
        name = line.name[:30]
        if line.name not in kept:
            what = f"gives {name} a first value, but no line reads {name} before it is set; leave it out."
            raise line.refusal(field, what)
        if line.name in [other.name for other in lines if other.number < line.number]:
            raise line.refusal(field, f"gives {name} a first value once more; keep one of them.")


def _value(line: _Written, known: Collection[str], field: str, rule: bool = False) -> Node:
    try:
        return parse(line.text, known, field, rule=rule, before=line.before)
    except BadInput as error:
        message = f"Line {line.number}: {error.message}"
        raise BadInput(field, message, character=error.character, line=line.number) from None


def _check_budgets(lines: tuple[Line, ...], field: str) -> None:
    if sum(1 for line in lines for _ in nodes(line.value)) > 2 * NODES:
        raise BadInput(field, f"The rule has more than {2 * NODES} parts; make it shorter.")
    calls = [n for line in lines for n in nodes(line.value) if isinstance(n, Call) and n.function == "grad"]
    if len(calls) > GRADIENTS:
        raise BadInput(field, f"The rule asks for more than {GRADIENTS} further gradients a step.")
    if any(_gradient_calls(argument) for call in calls for argument in call.arguments):
        raise BadInput(field, "The rule has grad(..) inside grad(..); give the inner one a line of its own.")


def _remembered(lines: tuple[Line, ...], hyperparameters: Collection[str]) -> list[str]:
    """The names that are read before they are set."""
    done: set[str] = {*GIVEN, *hyperparameters}
    kept: list[str] = []
    for line in lines:
        kept += [name for name in sorted(names_in(line.value) - done) if name not in kept]
        done.add(line.name)
    return kept


def _initial(value: float | str, hyperparameters: Collection[str], field: str) -> Node:
    return parse(value, hyperparameters, field) if isinstance(value, str) else Number(float(value))
