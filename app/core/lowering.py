"""From a rule about points to plain assignments of numbers, each name set once.

Rules speak of p and g as wholes. Here they are unrolled over the coordinates, gradients elsewhere
and random draws become assignments of their own, and every name gets a fresh version when it is set
again, so that equal expressions are equal wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from app.core.program import Line, Program
from app.core.tree import Call, Name, Node, Number, simplified, substitute

Value = Node | tuple[Node, ...]

# Parts a name from its coordinate and version: no typed name has it, Python's identifiers may.
DOT = "·"
NORMAL = f"normal{DOT}0"

# The noise's standard deviation and its draw, by names that no typed rule can have.
SPREAD, SHAKE = "σ", "ξ"

# The gradient on the batch that a step is shown, by a name that no typed rule can have.
SAMPLED = "γ"

# The name in a rule of what each source of random numbers gives.
NAMES = {"draw": "normal", "noise": SHAKE, "batch": SAMPLED}


@dataclass(frozen=True)
class Traced:
    """A line, what it set, and what it asked for on the way (gradients elsewhere, draws)."""

    line: Line
    value: Value
    asides: tuple[tuple[Node, Value], ...]


@dataclass
class Lowered:
    """Assignments in order, and what each line came to."""

    assignments: list[tuple[str, Node]] = field(default_factory=list)
    traced: list[Traced] = field(default_factory=list)


def vectors_of(program: Program) -> frozenset[str]:
    """The memory that holds a number for each coordinate; the rest holds one for all of them."""
    kept = {name for name, _ in program.memory}
    vectors = {"p", "g", *NAMES.values()}
    while True:
        here, before = set(vectors), len(vectors)
        for line in program.lines:
            wide = is_vector(line.value, here)
            (here.add if wide or line.name in vectors else here.discard)(line.name)
            vectors |= {line.name} & kept if wide else set()
        if len(vectors) == before:
            return frozenset(vectors & kept)


def is_vector(node: Node, vectors: Collection[str]) -> bool:
    """Whether a tree has a value for each coordinate, where `vectors` have."""
    match node:
        case Name(id):
            return id in vectors
        case Call("grad", _):
            return True
        case Call("norm" | "dot", _):
            return False
        case Call(_, arguments):
            return any(is_vector(a, vectors) for a in arguments)
    return False


class Lowering:
    """Turns lines into assignments.

    dimension: how many coordinates a point has. gradient: the partial derivatives as trees over
    the point's coordinates, given as trees. shown: lines that turn an exact gradient g into the one
    a run is shown (noise, clipping, ascent). whole: keep a point as one long vector instead of
    unrolling it.
    """

    def __init__(
        self,
        dimension: int,
        gradient: Callable[[tuple[Node, ...]], tuple[Node, ...]],
        shown: Sequence[Line] = (),
        whole: bool = False,
    ) -> None:
        self.dimension = 1 if whole else dimension
        self.gradient = gradient
        self.shown = shown
        self.whole = whole
        self.out = Lowered()
        self.versions: dict[str, int] = {}
        self.asides: list[tuple[Node, Value]] = []

    def run(self, lines: Sequence[Line], names: dict[str, Value], traced: bool = True) -> dict[str, Value]:
        """Lower `lines` where `names` have these values; gives the names' values afterwards."""
        names = dict(names)
        for line in lines:
            before = len(self.asides)
            names[line.name] = self.line(line, names)
            if traced:
                self.out.traced.append(Traced(line, names[line.name], tuple(self.asides[before:])))
        return names

    def line(self, line: Line, names: dict[str, Value]) -> Value:
        value, local = self.ask(line.value, dict(names))
        vectors = {name for name, held in local.items() if isinstance(held, tuple)}
        if line.name in {"p", "g"} or is_vector(value, vectors) or isinstance(names.get(line.name), tuple):
            return self.set_vector(line.name, [self.scalar(value, i, local) for i in range(self.dimension)])
        return self.set(line.name, self.scalar(value, 0, local))

    def set_vector(self, name: str, parts: Sequence[Node]) -> tuple[Node, ...]:
        return tuple([self.set(f"{name}{DOT}{i}", self.full(part)) for i, part in enumerate(parts)])

    def full(self, part: Node) -> Node:
        """Where a point is one vector: a number that stands for all coordinates, spread over them."""
        if not self.whole or _is_full(simplified(part)):
            return part
        return Call("spread", (part, Name(f"p{DOT}0")))

    def set(self, name: str, node: Node) -> Node:
        node = simplified(node)
        if isinstance(node, Name):
            return node
        version = self.versions[name] = self.versions.get(name, 0) + 1
        target = f"{name}{DOT}{version}"
        self.out.assignments.append((target, node))
        return Name(target)

    def ask(self, node: Node, names: dict[str, Value]) -> tuple[Node, dict[str, Value]]:
        """The tree with every draw and every gradient elsewhere put into a name of its own."""
        match node:
            case Name("normal"):
                return self.draw("draw", names)
            case Name("ξ"):
                return self.draw("noise", names)
            case Name("γ"):
                return self.sampled(names)
            case Call("grad", (where,)):
                return self.elsewhere(where, names)
            case Call(function, arguments):
                parts = []
                for argument in arguments:
                    part, names = self.ask(argument, names)
                    parts.append(part)
                return Call(function, tuple(parts)), names
        return node, names

    def draw(self, source: str, names: dict[str, Value]) -> tuple[Node, dict[str, Value]]:
        number = self.versions[NORMAL] = self.versions.get(NORMAL, 0) + 1
        drawn = self.set_vector(
            "normal", [Call(source, (Number(float(number)), Number(float(i)))) for i in range(self.dimension)]
        )
        self.asides.append((Name(NAMES[source]), drawn))
        label = f"normal {number}"
        return Name(label), names | {label: drawn}

    def sampled(self, names: dict[str, Value]) -> tuple[Node, dict[str, Value]]:
        """The gradient at the point as the batch has it."""
        point = names["p"]
        found = self.set_vector("h", self.gradient(point if isinstance(point, tuple) else (point,)))
        self.asides.append((Name(SAMPLED), found))
        return Name("sampled 1"), names | {"sampled 1": found}

    def elsewhere(self, typed: Node, names: dict[str, Value]) -> tuple[Node, dict[str, Value]]:
        where, names = self.ask(typed, names)
        point = self.set_vector("q", [self.scalar(where, i, names) for i in range(self.dimension)])
        exact = self.set_vector("h", self.gradient(point))
        # A rule's own names mean nothing to what changes a gradient on its way to the rule.
        seen = self.run(self.shown, {"g": exact}, traced=False)["g"]
        self.asides.append((Call("grad", (typed,)), seen))
        label = f"grad {len(self.asides)}"
        return Name(label), names | {label: seen}

    def scalar(self, node: Node, coordinate: int, names: dict[str, Value]) -> Node:
        """One coordinate of a tree."""
        match node:
            case Name(id):
                held = names.get(id, node)
                return held[coordinate] if isinstance(held, tuple) else held
            case Call("norm", (inner,)):
                return Call("sqrt", (self.product(inner, inner, names),))
            case Call("dot", (left, right)):
                return self.product(left, right, names)
            case Call(function, arguments):
                return Call(function, tuple([self.scalar(a, coordinate, names) for a in arguments]))
        return node

    def product(self, left: Node, right: Node, names: dict[str, Value]) -> Node:
        pairs = [(self.scalar(left, i, names), self.scalar(right, i, names)) for i in range(self.dimension)]
        if self.whole:
            return Call("inner", (self.full(pairs[0][0]), self.full(pairs[0][1])))
        total: Node = Call("*", pairs[0])
        for pair in pairs[1:]:
            total = Call("+", (total, Call("*", pair)))
        return total


def _is_full(node: Node) -> bool:
    """Whether a tree over whole points comes to a vector, whichever branches are taken."""
    match node:
        case Name(id):
            return f"{DOT}0{DOT}" in f"{id}{DOT}"
        case Call("slope", _):
            return True
        case Call("inner" | "height", _):
            return False
        case Call("where", (condition, then, otherwise)):
            return _is_full(condition) or (_is_full(then) and _is_full(otherwise))
        case Call(_, arguments):
            return any(_is_full(argument) for argument in arguments)
    return False


def placed(trees: Sequence[Node], variables: Sequence[str], point: Sequence[Node]) -> tuple[Node, ...]:
    """Trees over `variables` with a point's coordinates in their place."""
    values = dict(zip(variables, point, strict=True))
    return tuple([substitute(tree, values) for tree in trees])
