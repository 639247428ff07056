"""An update rule's lines as statements of a script, and only those that do something here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.lowering import SHAKE, is_vector, vectors_of
from app.core.optimizers.rule import Rule
from app.core.plan import program_of
from app.core.program import Line, Program
from app.core.tree import Call, Name, Node, Number, names_in, nodes, simplified, substitute
from app.show.export.names import Names
from app.show.export.source import NumPy

_DRAWS = {"normal", SHAKE}


@dataclass(frozen=True)
class Text:
    """A rule as this experiment needs it.

    lines: those left where the hyperparameters in `idle` are 0. memory: what they remember, each with its
    value before the first step.
    """

    rule: Rule
    program: Program
    lines: tuple[Line, ...]
    memory: tuple[tuple[str, Node], ...]

    @property
    def reads(self) -> set[str]:
        """Every name that a line reads."""
        return set().union(*[names_in(line.value) for line in self.lines])

    @property
    def vectors(self) -> frozenset[str]:
        """The memory that has a number for each coordinate."""
        return vectors_of(self.program)

    @property
    def hyperparameters(self) -> list[str]:
        """Those that are still spoken of."""
        told = self.reads.union(*[names_in(value) for _, value in self.memory])
        return [name for name in self.program.hyperparameters if name in told]


def text_of(rule: Rule, idle: Collection[str]) -> Text:
    """The rule without what `idle` switches off; of a typed one every other line stays as it was typed."""
    program = program_of(rule)
    zeros: dict[str, Node] = {name: Number(0.0) for name in idle}
    lines = [Line(line.name, simplified(substitute(line.value, zeros))) for line in program.lines]
    lines = [line for line in lines if line.value != Name(line.name)]
    if rule.source != "typed":
        lines = _needed(lines)
    told = set().union(*[names_in(line.value) for line in lines])
    return Text(rule, program, tuple(lines), tuple([one for one in program.memory if one[0] in told]))


def _needed(lines: list[Line]) -> list[Line]:
    """Without the lines whose values nobody reads; a draw moves the random numbers on, so it stays."""
    wanted = _wanted(lines)
    return [line for i, line in enumerate(lines) if i in wanted]


def _wanted(lines: Sequence[Line]) -> set[int]:
    """The lines that the next point hangs on, by whatever way through the memory."""
    live: set[str] = {"p"}
    found: set[int] = set()
    while True:
        before = len(found), len(live)
        for i in reversed(range(len(lines))):
            if lines[i].name in live or any(
                isinstance(n, Name) and n.id in _DRAWS for n in nodes(lines[i].value)
            ):
                found.add(i)
                live |= names_in(lines[i].value)
        if (len(found), len(live)) == before:
            return found


@dataclass
class Statements:
    """Writes lines as statements, in the order in which their draws are made.

    names: the script's names. vectors: what has a number for each coordinate so far. draws: how each kind
    of random numbers is drawn, by the name that a line has for it.
    """

    names: Names
    vectors: set[str]
    draws: Mapping[str, str]
    used: set[str] = field(default_factory=set)
    out: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """One line, its draws before it."""
        value = self.drawn(line.value)
        dialect = NumPy(self.names, self.vectors)
        text = dialect.write(value)
        wide = line.name in {"p", "g", *self.vectors} or is_vector(value, self.vectors)
        if wide and not _is_full(value, self.vectors):
            text = f"np.full_like(p, {text})"
        self.used |= dialect.used
        self.out.append(f"{self.names[line.name]} = {text}")
        self.vectors |= {line.name} if wide else set()

    def drawn(self, node: Node) -> Node:
        """The tree with each draw put into a name of its own, which is drawn first."""
        match node:
            case Name(id) if id in self.draws:
                return self.draw(id)
            case Call(function, arguments):
                return Call(function, tuple([self.drawn(argument) for argument in arguments]))
        return node

    def draw(self, source: str) -> Node:
        number = sum(label.startswith("drawn ") for label in self.vectors) + 1
        label = f"drawn {number}"
        self.names.given[label] = self.names[f"normal_{number}" if number > 1 else "normal"]
        self.vectors.add(label)
        self.out.append(f"{self.names[label]} = {self.draws[source]}")
        return Name(label)


def _is_full(node: Node, vectors: Collection[str]) -> bool:
    """Whether a tree comes to a whole vector, whichever branches are taken."""
    match node:
        case Name(id):
            return id in vectors
        case Call("grad", _):
            return True
        case Call("norm" | "dot", _):
            return False
        case Call("where", (condition, then, otherwise)) if not is_vector(condition, vectors):
            return _is_full(then, vectors) and _is_full(otherwise, vectors)
        case Call(_, arguments):
            return any(_is_full(argument, vectors) for argument in arguments)
    return False
