"""Trees into Python source, for plain floats or NumPy arrays, equal parts computed once.

What is compiled was built by the language's own allow-list; every name is prefixed, so no text of
a user's reaches the compiler as it stands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

import numpy as np

from app.core.functions import CONSTANTS, FUNCTIONS, MEAN, OVER_ROWS
from app.core.tree import Call, Name, Node, Number, children, constant, is_row

SQUARINGS = 64

Assignment = tuple[str, Node]

_INFIX = {"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!="}
_DRAWS = {"draw", "noise"}
# What makes one number of a whole point: an inner product, the loss there.
_NUMBERS = {"inner", "height"}

SCOPE: dict[str, Any] = {
    "isfinite": math.isfinite,
    "nan": math.nan,
    "np": np,
    "f_pow": math.pow,
    "a_pow": np.power,
    "a_inner": lambda u, v: float(u @ v),
    "a_spread": lambda value, like: value if isinstance(value, np.ndarray) else np.full_like(like, value),
    **{f"f_{name}": function.floats for name, function in (FUNCTIONS | OVER_ROWS).items()},
    **{f"a_{name}": function.arrays for name, function in (FUNCTIONS | OVER_ROWS).items()},
}


def variable(name: str) -> str:
    """A name of the language as a name in Python source."""
    return f"v_{name.replace(' ', '')}"


class Emitter:
    """Writes assignments as Python statements.

    arrays: names hold NumPy arrays, except `scalars`. Columns of the data are arrays in any case, and
    a mean over them is one number. fixed: names that do not change from step to step; what depends on
    them alone goes to `preamble`, the rest to `body`.
    """

    def __init__(
        self,
        *,
        arrays: bool = False,
        scalars: Collection[str] = (),
        fixed: Collection[str] = (),
    ) -> None:
        self.arrays = arrays
        self.scalars = set(scalars)
        self.fixed = set(fixed)
        self.preamble: list[str] = []
        self.body: list[str] = []
        self.uses: Counter[Node] = Counter()
        self.known: dict[Node, str] = {}
        self.names: dict[Node, frozenset[str]] = {}

    def assign(self, assignments: Sequence[Assignment]) -> None:
        """Write all assignments, in order; parts that stand in several are computed once."""
        self.stages(assignments)

    def stages(self, *stages: Sequence[Assignment]) -> list[list[str]]:
        """The same for assignments that belong together in stages; gives the statements of each."""
        for _, node in chain(*stages):
            self.count(node)
        starts = [0]
        for stage in stages:
            for target, node in stage:
                self.set(target, node)
            starts.append(len(self.body))
        return [self.body[start:end] for start, end in pairwise(starts)]

    def set(self, target: str, node: Node) -> None:
        written = f"{variable(target)} = {self.code(node)}"
        if self.is_scalar(node):
            self.scalars.add(target)
        if isinstance(node, Call):
            self.known.setdefault(node, variable(target))
        self.body.append(written)

    def free(self, node: Node) -> frozenset[str]:
        """The names in a tree, remembered."""
        if node not in self.names:
            own = frozenset([node.id]) - CONSTANTS.keys() if isinstance(node, Name) else frozenset()
            self.names[node] = own.union(*[self.free(c) for c in children(node)])
        return self.names[node]

    def is_lazy(self, node: Call) -> bool:
        """Whether a `where` computes just the branch that it takes."""
        return node.function == "where" and self.is_scalar(node.arguments[0])

    def is_scalar(self, node: Node) -> bool:
        if not self.arrays:
            return not self.has_rows(node)
        if self.free(node) <= self.scalars:
            return True
        return isinstance(node, Call) and (
            node.function in _NUMBERS or all(self.is_scalar(part) for part in node.arguments)
        )

    def has_rows(self, node: Node) -> bool:
        """Whether a node has a value for each row of the data, where no mean has been taken."""
        if is_mean(node) or not any(is_row(name) for name in self.free(node)):
            return False
        return isinstance(node, Name) or any(self.has_rows(child) for child in children(node))

    def count(self, node: Node) -> None:
        """Count where a part is certainly needed; what stands in a branch may not even exist."""
        self.uses[node] += 1
        if not isinstance(node, Call) or self.uses[node] > 1:
            return
        for child in node.arguments[:1] if self.is_lazy(node) else node.arguments:
            self.count(child)
        if whole_power(node) is not None:
            self.uses[node.arguments[0]] += 1

    def code(self, node: Node, certain: bool = True) -> str:
        """A tree as an expression, with statements before it for the parts needed twice.

        certain: the expression is evaluated in any case, so such statements are allowed.
        """
        if node in self.known:
            return self.known[node]
        match node:
            case Number(value) if not math.isfinite(value):
                return "nan"
            case Number(value):
                return repr(value) if value >= 0 else f"({value!r})"
            case Name(id):
                return repr(CONSTANTS[id]) if id in CONSTANTS else variable(id)
        if certain and node.function not in _DRAWS and (self.uses[node] > 1 or self.is_fixed(node)):
            return self.keep(node)
        return self.written(node, certain)

    def is_fixed(self, node: Call) -> bool:
        return bool(self.fixed) and self.free(node) <= self.fixed

    def keep(self, node: Call) -> str:
        """Compute a part once, now, and give the name it goes by."""
        written = self.written(node, True)
        name = f"c_{len(self.known)}"
        (self.preamble if self.is_fixed(node) else self.body).append(f"{name} = {written}")
        self.known[node] = name
        return name

    def written(self, node: Call, certain: bool) -> str:
        function, arguments = node.function, node.arguments
        if function in _DRAWS:
            return f"{function}()"
        if function == "**":
            return self.power(node, certain)
        if self.is_lazy(node):
            condition, then, otherwise = [self.code(a, certain and i == 0) for i, a in enumerate(arguments)]
            return f"({then} if {condition} else {otherwise})"
        parts = [self.code(a, certain) for a in arguments]
        if function in _INFIX:
            return f"({parts[0]} {function} {parts[1]})"
        if function == "neg":
            return f"(-{parts[0]})"
        return f"{self.prefix(node)}_{function}({', '.join(parts)})"

    def prefix(self, node: Call) -> str:
        told = node.arguments[0] if is_mean(node) or node.function in _NUMBERS else node
        return "f" if self.is_scalar(told) else "a"

    def power(self, node: Call, certain: bool) -> str:
        base, exponent = node.arguments
        whole = whole_power(node)
        if whole is not None and (certain or not isinstance(base, Call)):
            return self.product(base, whole, certain)
        value = constant(exponent)
        if value == 0.5:
            return f"{self.prefix(node)}_sqrt({self.code(base, certain)})"
        if value is not None and value < 0:
            return f"(1.0 / {self.code(Call('**', (base, Number(-value))), certain)})"
        return f"{self.prefix(node)}_pow({self.code(base, certain)}, {self.code(exponent, certain)})"

    def product(self, base: Node, exponent: int, certain: bool) -> str:
        """A whole power by squaring: cheaper than `pow`, and exact for the powers people use."""
        if exponent == 1:
            return self.code(base, certain)
        if exponent <= 3 or not certain:
            factor = self.code(base, certain)
            return f"({' * '.join([factor] * exponent)})"
        half = Call("**", (base, Number(float(exponent // 2))))
        square = self.known.get(half) or self.keep(half)
        rest = f" * {self.code(base, certain)}" if exponent % 2 else ""
        return f"({square} * {square}{rest})"


def is_mean(node: Node) -> bool:
    """Whether a node is a mean over the rows of the data."""
    return isinstance(node, Call) and node.function == MEAN


def whole_power(node: Call) -> int | None:
    """The exponent of a power that is written as a product; None for any other node."""
    if node.function != "**" or not isinstance(node.arguments[1], Number):
        return None
    value = node.arguments[1].value
    return int(value) if value == int(value) and 1 <= value <= SQUARINGS else None


@lru_cache(maxsize=256)
def function(trees: tuple[Node, ...], variables: tuple[str, ...], arrays: bool = False) -> Callable[..., Any]:
    """A Python function of `variables` that gives the values of `trees` as a tuple.

    On floats it raises ArithmeticError or ValueError where a value does not exist; on arrays it
    gives inf or nan there.
    """
    emitter = Emitter(arrays=arrays)
    targets = [f"result_{i}" for i in range(len(trees))]
    emitter.assign(list(zip(targets, trees, strict=True)))
    results = "".join([f"{variable(t)}, " for t in targets])
    lines = [
        f"def evaluate({', '.join([variable(v) for v in variables])}):",
        *emitter.body,
        f"return ({results})",
    ]
    return defined("\n    ".join(lines), "evaluate")


def defined(source: str, name: str) -> Callable[..., Any]:
    """The function `name` that `source` defines."""
    scope = dict(SCOPE)
    exec(compile(source, f"<{name}>", "exec"), scope)
    made: Callable[..., Any] = scope[name]
    return made
