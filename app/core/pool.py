"""Array code that keeps to a few buffers: what a crowd's loop would else ask of memory, every step anew.

A step over tens of thousands of runs is bound by memory, not by arithmetic. Every operation here
writes into a buffer whose last value is no longer needed, and a new state over the old one. The
operations and their order are those of the plain emitter, so the numbers are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from app.core.compile import Assignment, Emitter, variable, whole_power
from app.core.functions import COMPARISONS, EVERYTHING
from app.core.tree import Call, Node, Number, constant

_OPERATIONS = {
    "+": "np.add", "-": "np.subtract", "*": "np.multiply", "/": "np.divide", "neg": "np.negative",
    "<": "np.less", "<=": "np.less_equal", ">": "np.greater", ">=": "np.greater_equal",
    "==": "np.equal", "!=": "np.not_equal",
}  # fmt: skip


class Pooled(Emitter):
    """Writes assignments over arrays of one shape.

    states: each name that holds an array from step to step, with the name of its next value.
    needed: how often each value is asked for, as an earlier writing of the same assignments found.
    """

    def __init__(
        self, scalars: Collection[str], fixed: Collection[str], states: dict[str, str], needed: Counter[str]
    ):
        super().__init__(arrays=True, scalars=scalars, fixed=fixed)
        self.state_of = {after: before for before, after in states.items()}
        self.needed = needed
        self.asked: Counter[str] = Counter()
        self.buffer_of: dict[str, str] = {before: before for before in states}
        self.value_of: dict[str, str] = {}
        self.spare: list[str] = []
        self.buffers: list[str] = []
        self.into: str | None = None
        self.pending: list[str] = []
        self.states = states

    def finish(self) -> None:
        """Bring every state's next value to where the next step looks for it."""
        moved = {
            before: self.value_of.get(after, after)
            for before, after in self.states.items()
            if self.buffer_of.get(self.value_of.get(after, after)) != before
        }
        for value in moved.values():
            self.asked[value] += 1
        # What is another state's old value has to be read before that one is written over.
        old = {before: value for before, value in moved.items() if value in self.states}
        kept = {before: self.value("np.positive", [value]) for before, value in old.items()}
        self.body += [f"np.copyto({before}, {value})" for before, value in (moved | kept).items()]

    def set(self, target: str, node: Node) -> None:
        name = variable(target)
        if self.is_scalar(node):
            super().set(target, node)
            return
        self.into = self.state_of.get(name)
        self.value_of[name] = value = self.code(node)
        self.into = None
        self.known.setdefault(node, value)

    def keep(self, node: Call) -> str:
        if self.is_scalar(node):
            return super().keep(node)
        self.into, into = None, self.into
        self.known[node] = value = self.written(node, True)
        self.into = into
        return value

    def code(self, node: Node, certain: bool = True) -> str:
        written = super().code(node, certain)
        written = self.value_of.get(written, written)
        if not certain:
            self.pending.append(written)
        return written

    def written(self, node: Call, certain: bool) -> str:
        if not certain or self.is_scalar(node):
            return super().written(node, certain)
        into, self.into = self.into, None
        if self.is_lazy(node):
            return self.chosen(node, into)
        if node.function == "**":
            return self.raised(node, into)
        parts = [self.code(a) for a in node.arguments]
        if node.function in COMPARISONS or not self.is_ufunc(node.function):
            return self.fresh(node.function, parts, into)
        return self.value(_OPERATIONS.get(node.function, f"a_{node.function}"), parts, into)

    def chosen(self, node: Call, into: str | None) -> str:
        """The branch that is taken; a copy, since it may be some other value's own array."""
        outer, self.pending = self.pending, []
        written = self.copied(super().written(node, True), into)
        self.consume(self.pending)
        self.pending = outer
        return written

    def is_ufunc(self, function: str) -> bool:
        known = EVERYTHING.get(function)
        return known is not None and isinstance(known.arrays, np.ufunc)

    def fresh(self, function: str, parts: list[str], into: str | None) -> str:
        """An operation that can't be told where to write."""
        if function in COMPARISONS:
            name = f"q_{len(self.body)}"
            self.body.append(f"{name} = {_OPERATIONS[function]}({', '.join(parts)})")
            self.consume(parts)
            return name
        written = self.copied(f"a_{function}({', '.join(parts)})", into)
        self.consume(parts)
        return written

    def copied(self, expression: str, into: str | None) -> str:
        name, out = self.place([], into)
        self.body += [f"np.copyto({out}, {expression})", f"{name} = {out}"]
        return name

    def value(self, operation: str, parts: Sequence[str], into: str | None = None) -> str:
        """One operation, written into a buffer that is free by now."""
        name, out = self.place(parts, into)
        self.body.append(f"{name} = {operation}({', '.join(parts)}, out={out})")
        return name

    def place(self, parts: Sequence[str], into: str | None) -> tuple[str, str]:
        """A name for a new value, and the buffer it goes to once `parts` have been read."""
        self.consume(parts)
        name = f"t_{len(self.buffer_of)}"
        if into is not None and self.is_spent(into):
            out = into
        else:
            out = self.spare.pop() if self.spare else self.grown()
        self.buffer_of[name] = out
        return name, out

    def grown(self) -> str:
        self.buffers.append(f"o_{len(self.buffers)}")
        return self.buffers[-1]

    def is_spent(self, value: str) -> bool:
        return bool(self.needed) and self.asked[value] >= self.needed[value]

    def consume(self, parts: Sequence[str]) -> None:
        """Count the reading of values; a buffer whose value was read for the last time is free."""
        for part in parts:
            self.asked[part] += 1
            buffer = self.buffer_of.get(part)
            if buffer in self.buffers and self.asked[part] == self.needed[part]:
                self.spare.append(str(buffer))

    def raised(self, node: Call, into: str | None) -> str:
        base, exponent = node.arguments
        whole, value = whole_power(node), constant(exponent)
        if whole is not None:
            return self.multiplied(base, whole, into)
        if value == 0.5:
            return self.value("a_sqrt", [self.code(base)], into)
        if value is not None and value < 0:
            return self.value("np.divide", ["1.0", self.code(Call("**", (base, Number(-value))))], into)
        return self.value("np.power", [self.code(base), self.code(exponent)], into)

    def multiplied(self, base: Node, exponent: int, into: str | None) -> str:
        """A whole power by the squarings of the plain emitter."""
        if exponent == 1:
            return self.code(base)
        if exponent <= 3:
            factor = product = self.code(base)
            for _ in range(exponent - 1):
                product = self.value("np.multiply", [product, factor], into)
            return product
        half = self.code(Call("**", (base, Number(float(exponent // 2)))))
        square = self.value("np.multiply", [half, half], into)
        return self.value("np.multiply", [square, self.code(base)], into) if exponent % 2 else square


def pooled(
    assignments: Sequence[Assignment],
    scalars: Collection[str],
    fixed: Collection[str],
    states: dict[str, str],
) -> Pooled:
    """The assignments written with as few buffers as they need."""
    needed: Counter[str] = Counter()
    for _ in range(2):
        # The first writing finds how often each value is read, the second makes use of it.
        emitter = Pooled(scalars, fixed, states, needed)
        emitter.assign(assignments)
        emitter.finish()
        needed = emitter.asked
    return emitter
