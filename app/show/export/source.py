"""Expression trees as Python source that people read: one layout, and a dialect for each library.

What is printed was built by the language's own allow-list, and every name in it is handed in; no text of
a user's reaches a script as it stands.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Protocol

from app.core.compile import whole_power
from app.core.functions import COMPARISONS, CONSTANTS
from app.core.tree import Call, Name, Node, Number, constant, positive

# How tightly each form binds; a looser one inside a tighter one gets brackets.
CHOICE, RELATION, SUM, PRODUCT, POWER, ATOM = range(6)

WIDTH = 100
# What gives the gradient at another point, by a name that no rule can have.
ELSEWHERE = "∇"
_OF_WHOLE = {"norm", "dot", "mean"}


class Renaming(Protocol):
    """What gives the script's name for one of the language's."""

    def __getitem__(self, name: str, /) -> str: ...


class Dialect(ABC):
    """How a library spells what the language has.

    names: the script's name for each of the language's. arrays: which of the language's names hold
    arrays; the rest are plain numbers. used: what the script has to define or import for it.
    """

    def __init__(self, names: Renaming, arrays: Collection[str] = ()) -> None:
        self.names = names
        self.arrays = set(arrays)
        self.used: set[str] = set()

    @abstractmethod
    def function(self, node: Call, parts: Sequence[str], is_array: bool) -> str:
        """A function applied to arguments that are written already."""

    @abstractmethod
    def power(self, base: Node, exponent: Node, certain: bool) -> tuple[str, int]:
        """A power, and how tightly it binds."""

    @abstractmethod
    def select(self, parts: Sequence[str]) -> str:
        """The choice between two arrays."""

    def write(self, node: Node, least: int = CHOICE, certain: bool = True) -> str:
        """The node, in brackets where it binds less tightly than `least`.

        certain: it is evaluated in any case, and not in one branch of a choice alone.
        """
        text, binds = self.form(node, certain)
        return text if binds >= least else f"({text})"

    def form(self, node: Node, certain: bool) -> tuple[str, int]:
        match node:
            case Number(value):
                return number(value), ATOM if value >= 0 else SUM
            case Name(id):
                return self.name(id), ATOM
            case Call("neg", (inner,)):
                return f"-{self.write(inner, PRODUCT, certain)}", SUM
            case Call("+" | "-" as sign, (left, right)):
                pair = self.write(left, SUM, certain), self.write(right, PRODUCT, certain)
                return f" {sign} ".join(pair), SUM
            case Call("*" | "/" as sign, (left, right)):
                pair = self.write(left, PRODUCT, certain), self.write(right, POWER, certain)
                return sign.join(pair), PRODUCT
            case Call("**", (base, exponent)):
                return self.power(base, exponent, certain)
            case Call("where", (condition, then, otherwise)):
                return self.choice(condition, then, otherwise, certain)
            case Call(function, (left, right)) if function in COMPARISONS:
                pair = self.write(left, SUM, certain), self.write(right, SUM, certain)
                return f" {function} ".join(pair), RELATION
        assert isinstance(node, Call)
        parts = [self.write(part, CHOICE, certain) for part in node.arguments]
        return self.function(node, parts, any(self.is_array(part) for part in node.arguments)), ATOM

    def name(self, name: str) -> str:
        if name in CONSTANTS:
            self.used.add("math")
            return f"math.{name}"
        return self.names[name]

    def choice(self, condition: Node, then: Node, otherwise: Node, certain: bool) -> tuple[str, int]:
        if self.is_array(condition):
            parts = [self.write(part, CHOICE, certain) for part in (condition, then, otherwise)]
            return self.select(parts), ATOM
        branches = self.write(then, RELATION, False), self.write(otherwise, RELATION, False)
        return f" if {self.write(condition, RELATION, certain)} else ".join(branches), CHOICE

    def is_array(self, node: Node) -> bool:
        """Whether a node may have more than one value."""
        match node:
            case Name(id):
                return id in self.arrays
            case Call("grad", _):
                return True
            case Call(function, arguments):
                return function not in _OF_WHOLE and any(self.is_array(part) for part in arguments)
        return False

    def lines(self, node: Node, room: int = WIDTH) -> list[str]:
        """The node on one line where it fits; else a line for each of its terms, factors or choices."""
        text = self.write(node)
        if len(text) <= room:
            return [text]
        if isinstance(node, Call) and node.function == "where" and self.is_array(node.arguments[0]):
            parts = [self.lines(part, room - 4) for part in node.arguments]
            head, tail = self.select(["", "", ""]).split(", , ")
            inner = [f"    {line}" for part in parts for line in [*part[:-1], f"{part[-1]},"]]
            return [head, *inner, tail]
        if isinstance(node, Call) and node.function == "neg" and _is_product(node.arguments[0]):
            first, *others = self.lines(node.arguments[0], room)
            return [f"-{first}", *others]
        if _is_product(node):
            (_, first_factor), *factors = _spine(node, {"*", "/"})
            rest = [f"    {sign}{self.write(factor, POWER)}" for sign, factor in factors]
            return [self.write(first_factor, PRODUCT), *rest]
        found: list[str] = []
        for sign, term in _spine(node, {"+", "-"}):
            first, *others = self.lines(term, room) if _is_product(term) else [self.write(term, PRODUCT)]
            found += [f"{sign} {first}" if sign else first, *others]
        return found


def _is_product(node: Node) -> bool:
    return isinstance(node, Call) and node.function in {"*", "/"}


def _spine(node: Node, signs: Collection[str]) -> list[tuple[str, Node]]:
    """What a chain of sums or of products goes through from left to right, each part with its sign."""
    found: list[tuple[str, Node]] = []
    while isinstance(node, Call) and node.function in signs:
        found.append((node.function, node.arguments[1]))
        node = node.arguments[0]
    return [("", node), *reversed(found)]


def number(value: float) -> str:
    """A number as a script says it: all its digits, whole ones without a point."""
    if math.isnan(value):
        return "math.nan"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


class NumPy(Dialect):
    """Plain numbers by `math`, arrays by NumPy; each operation just as the app makes it.

    A whole power is a product there, exact where `**` may round once more; so it is here.
    """

    def function(self, node: Call, parts: Sequence[str], is_array: bool) -> str:
        name, told = node.function, ", ".join(parts)
        if name in _OWN:
            self.used.add(name)
            return f"{name}({told})"
        if name == "grad":
            return f"{self.names[ELSEWHERE]}({told})"
        if name in {"mean", "sign"} or is_array:
            return f"np.{_NUMPY.get(name, name)}({told})"
        if name in {"abs", "min", "max"}:
            return f"{name}({told})"
        self.used |= {"math"} if name in _EVERYWHERE else {"math", "raises"}
        return f"math.{name}({told})"

    def select(self, parts: Sequence[str]) -> str:
        return f"np.where({', '.join(parts)})"

    def form(self, node: Node, certain: bool) -> tuple[str, int]:
        if isinstance(node, Call) and node.function == "/" and not self.is_array(node):
            self.used |= set() if constant(node.arguments[1]) else {"raises"}
        if isinstance(node, Number) and (math.isnan(node.value) or node.value == math.pi):
            self.used.add("math")
            return "math.nan" if math.isnan(node.value) else "math.pi", ATOM
        return super().form(node, certain)

    def power(self, base: Node, exponent: Node, certain: bool) -> tuple[str, int]:
        whole, value = whole_power(Call("**", (base, exponent))), constant(exponent)
        if whole is not None and (certain or not isinstance(base, Call)):
            return self.product(base, whole, certain)
        if value == 0.5:
            return self.form(Call("sqrt", (base,)), certain)
        if value is not None and value < 0:
            return self.form(Call("/", (Number(1.0), Call("**", (base, Number(-value))))), certain)
        pair = self.write(base, ATOM, certain), self.write(exponent, ATOM, certain)
        # Of a negative number `**` would make a complex one.
        real = whole is not None or exponent == Name("t") or positive(base)
        if real or self.is_array(base) or self.is_array(exponent):
            self.used |= set() if exponent == Name("t") else {"raises"}
            return "**".join(pair), POWER
        self.used |= {"math", "raises"}
        return f"math.pow({self.write(base, CHOICE, certain)}, {self.write(exponent, CHOICE, certain)})", ATOM

    def product(self, base: Node, whole: int, certain: bool) -> tuple[str, int]:
        if whole == 1:
            return self.form(base, certain)
        if isinstance(base, Name) and (whole <= 3 or not certain):
            return "*".join([self.write(base)] * whole), PRODUCT
        inner = self.write(base, CHOICE, certain)
        self.used.add("square" if whole == 2 else "power")
        return f"square({inner})" if whole == 2 else f"power({inner}, {whole})", ATOM


_NUMPY = {"min": "minimum", "max": "maximum", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
# What is finite for every number, however large.
_EVERYWHERE = {"atan", "tanh"}
# What neither Python nor NumPy has, or has otherwise than the app; written out where it is used.
_OWN = ("norm", "dot", "sigmoid", "softplus", "relu")

DEFINITIONS: dict[str, str] = {
    "square": '''
def square(u):
    """u times itself."""
    return u*u
''',
    "power": '''
def power(u, n):
    """u to a whole power by squaring: the same digits everywhere, which u**n does not promise."""
    if n <= 3:
        return u if n == 1 else u*u if n == 2 else u*u*u
    half = power(u, n//2)
    return half*half*u if n % 2 else half*half
''',
    "dot": '''
def dot(u, v):
    """The inner product."""
    return float(np.sum(u*v))
''',
    "norm": '''
def norm(u):
    """The length of a vector."""
    return float(np.sqrt(np.sum(u*u)))
''',
    "sigmoid": '''
def sigmoid(u):
    """1/(1 + exp(-u)), written so that nothing overflows."""
    small = np.exp(-np.abs(u))
    return np.where(u >= 0, 1/(1 + small), small/(1 + small))[()]
''',
    "softplus": '''
def softplus(u):
    """log(1 + exp(u)), written so that nothing overflows."""
    return np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))
''',
    "relu": '''
def relu(u):
    """u where it is positive, else 0."""
    return np.maximum(u, 0)
''',
    "softmax": '''
def softmax(o):
    """The chance of each kind, where a row of o has a logit for each."""
    chance = np.exp(o - o.max(axis=1, keepdims=True))
    return chance/chance.sum(axis=1, keepdims=True)
''',
    "gelu": '''
erf = np.vectorize(math.erf, otypes=[float])


def gelu(z):
    """z times the chance that a standard normal number lies below it."""
    return z*(1 + erf(z/math.sqrt(2)))/2


def gelu_slope(z):
    """The derivative of gelu."""
    return (1 + erf(z/math.sqrt(2)))/2 + z*np.exp(-z*z/2)/math.sqrt(2*math.pi)
''',
}


def definitions(used: Collection[str]) -> list[str]:
    """What the script has to define, each piece of source once."""
    return [text.strip("\n") for name, text in DEFINITIONS.items() if name in used]
