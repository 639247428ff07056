"""Expression trees for readers: MathML and LaTeX from one layout.

`Layout` decides what stands where (brackets, fractions, roots, dots between factors); a hand, one
for each notation, writes the signs.
"""

from __future__ import annotations

import re
from html import escape

from app.core.functions import CONSTANTS
from app.core.hands import GREEK, Hand, Latex, MathML
from app.core.lowering import DOT, SAMPLED
from app.core.tree import Call, Name, Node, Number, is_row

_RELATION = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "<": "<", ">": ">"}
FENCES = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "norm": ("‖", "‖")}

# How tightly each form binds; a looser one inside a tighter one gets brackets.
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


class Layout:
    """Lays a tree out with one hand. figures: significant digits of numbers, None for all."""

    def __init__(self, hand: Hand, figures: int | None = None) -> None:
        self.hand = hand
        self.figures = figures

    def set(self, node: Node, least: int = SUM) -> str:
        """The node, in brackets where it binds less tightly than `least`."""
        written, binds = self.form(node)
        return written if binds >= least else self.hand.fence("(", written, ")")

    def form(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                return self.number(value)
            case Name(id):
                return self.name(id), ATOM
            case Call("+" | "-" as operator, (left, right)):
                return self.joined(left, "+" if operator == "+" else "−", right)
            case Call("*", (left, right)):
                return self.times(left, right)
            case Call("/", (above, below)):
                return self.hand.fraction(self.set(above), self.set(below)), ATOM
            case Call("neg", (inner,)):
                return self.hand.row([self.hand.sign("−"), self.set(inner, PRODUCT)]), SUM
            case Call("**", (base, exponent)):
                return self.hand.above(self.set(base, ATOM), self.set(exponent)), POWER
            case Call("mean", (inner,)):
                return self.mean(inner), PRODUCT
            case Call("where", (condition, then, otherwise)):
                return self.where(condition, then, otherwise), ATOM
            case Call(function, (left, right)) if function in _RELATION:
                return self.hand.row(
                    [self.set(left), self.hand.sign(_RELATION[function]), self.set(right)]
                ), SUM
        return self.function(node), ATOM

    def joined(self, left: Node, sign: str, right: Node) -> tuple[str, int]:
        return self.hand.row([self.set(left), self.hand.sign(sign), self.set(right, PRODUCT)]), SUM

    def times(self, left: Node, right: Node) -> tuple[str, int]:
        dot = self.hand.sign("⋅") if self.needs_dot(left, right) else self.hand.invisible()
        return self.hand.row([self.set(left, PRODUCT), dot, self.set(right, PRODUCT)]), PRODUCT

    def needs_dot(self, left: Node, right: Node) -> bool:
        """Whether two factors need a sign between them, lest they read as one name, xw, or as f(x)."""
        last, first = _edge(left, -1), _edge(right, 0)
        if isinstance(first, Number) or any(isinstance(n, Name) and _is_word(n.id) for n in (last, first)):
            return True
        return isinstance(last, Name) and last.id not in CONSTANTS and not _stands_apart(first)

    def number(self, value: float) -> tuple[str, int]:
        if value < 0:
            return self.hand.row([self.hand.sign("−"), self.number(-value)[0]]), SUM
        value += 0.0  # -0 is 0
        text = repr(value) if self.figures is None else f"{value:.{self.figures}g}"
        mantissa, _, exponent = text.removesuffix(".0").partition("e")
        if not exponent:
            return self.hand.digits(mantissa), ATOM
        power = self.hand.above(self.hand.digits("10"), self.number(float(exponent))[0].replace(".0", ""))
        if mantissa == "1":
            return power, POWER
        return self.hand.row([self.hand.digits(mantissa), self.hand.sign("×"), power]), PRODUCT

    def mean(self, inner: Node) -> str:
        """The mean over the rows, as one n-th of their sum."""
        share = self.hand.fraction(self.hand.digits("1"), self.hand.letter("n"))
        return self.hand.row([share, self.hand.sum_over(self.hand.letter("i")), self.set(inner, PRODUCT)])

    def name(self, name: str) -> str:
        if name == SAMPLED:
            nabla = self.hand.row([self.hand.letter("∇"), self.hand.letter("L")])
            return self.hand.below(nabla, self.hand.letter("B"))
        if is_row(name):
            return self.column(*name.split(DOT))
        head, _, tail = name.partition("_")
        if tail == "hat":
            return self.hand.hat(self.name(head))
        found = re.fullmatch(r"([A-Za-z]+?)(\d+)", head)
        if found and not tail:
            return self.hand.below(self.name(found[1]), self.hand.digits(found[2]))
        if tail and _is_word(head):
            return self.hand.word(name.replace("_", "\u00a0"))
        if tail:
            return self.hand.below(self.name(head), self.name(tail))
        return self.hand.word(name) if _is_word(name) else self.hand.letter(GREEK.get(name, name))

    def column(self, name: str, index: str) -> str:
        """A value of a row: x of row i, or of several inputs the first of row i."""
        base, number = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
        row = self.hand.letter(index)
        below = self.hand.row([self.hand.digits(number), self.hand.sign(","), row]) if number else row
        return self.hand.below(self.hand.letter(base), below)

    def where(self, condition: Node, then: Node, otherwise: Node) -> str:
        when = self.hand.row([self.hand.word("if\u00a0"), self.set(condition)])
        return self.hand.cases([(self.set(then), when), (self.set(otherwise), self.hand.word("otherwise"))])

    def function(self, node: Node) -> str:
        assert isinstance(node, Call)
        inner = [self.set(a) for a in node.arguments]
        if node.function == "sqrt":
            return self.hand.root(inner[0])
        if node.function == "exp":
            return self.hand.above(self.hand.letter("e"), inner[0])
        if node.function in FENCES:
            left, right = FENCES[node.function]
            return self.hand.fence(left, inner[0], right)
        if node.function == "dot":
            return self.hand.row(
                [self.set(node.arguments[0], POWER), self.hand.sign("⋅"), self.set(node.arguments[1], POWER)]
            )
        spread = self.hand.row(
            [part for i, p in enumerate(inner) for part in ([self.hand.sign(","), p] if i else [p])]
        )
        return self.hand.row([self.head(node.function), self.hand.fence("(", spread, ")")])

    def head(self, function: str) -> str:
        if function == "grad":
            return self.hand.row([self.hand.letter("∇"), self.hand.letter("L")])
        if function in {"log2", "log10"}:
            return self.hand.below(self.hand.word("log"), self.hand.digits(function[3:]))
        return (
            self.hand.letter("σ")
            if function == "sigmoid"
            else self.hand.word({"log": "ln"}.get(function, function))
        )


def _is_word(name: str) -> bool:
    head = name.partition(DOT)[0].partition("_")[0].rstrip("0123456789")
    return len(head) > 1 and head not in GREEK


def _edge(node: Node, side: int) -> Node:
    """The leaf at the left (0) or right (-1) edge of a product."""
    while isinstance(node, Call) and node.function in {"*", "**"}:
        node = node.arguments[0 if node.function == "**" else side]
    return node


def _stands_apart(node: Node) -> bool:
    """Fractions, roots and bars are no part of a name before them."""
    return isinstance(node, Call) and node.function in {"/", "sqrt", *FENCES}


def mathml(node: Node, figures: int | None = None) -> str:
    """A tree as MathML, without the <math> element around it."""
    return Layout(MathML(), figures).set(node)


def latex(node: Node, figures: int | None = None) -> str:
    """A tree as LaTeX for math mode."""
    return Layout(Latex(), figures).set(node)


def mathml_document(*parts: str, label: str = "") -> str:
    """A whole <math> element around MathML parts; `label` is what a screen reader says."""
    told = f' aria-label="{escape(label)}"' if label else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"{told}>{"".join(parts)}</math>'


def assignment(name: str, node: Node, figures: int | None = None) -> str:
    """`name ← tree` as MathML."""
    layout = Layout(MathML(), figures)
    return layout.hand.row([layout.name(name), layout.hand.sign("←"), layout.set(node)])
