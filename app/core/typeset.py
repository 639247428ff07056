"""Expression trees for readers: MathML and LaTeX from one layout.

`Layout` decides what stands where (brackets, fractions, roots, dots between factors); a hand, one
for each notation, writes the signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Protocol

from app.core.tree import Call, Name, Node, Number

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambd": "λ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_LATEX_NAME = {sign: f"\\{'varepsilon' if name == 'eps' else name}" for name, sign in GREEK.items()}
_LATEX_NAME |= {"λ": "\\lambda", "ε": "\\varepsilon", "∇": "\\nabla", "ξ": "\\xi"}
_RELATION = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "<": "<", ">": ">"}
_LATEX_SIGN = {"≤": "\\le", "≥": "\\ge", "≠": "\\ne", "−": "-", "⋅": "\\cdot", "←": "\\leftarrow"}
_FENCES = {"abs": ("|", "|"), "floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "norm": ("‖", "‖")}
_LATEX_FENCE = {
    "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil", "‖": "\\|",
    "(": "(", ")": ")", "|": "|",
}  # fmt: skip

# How tightly each form binds; a looser one inside a tighter one gets brackets.
SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4


class Hand(Protocol):
    """Writes the signs of one notation."""

    def digits(self, text: str) -> str: ...
    def letter(self, text: str) -> str: ...
    def word(self, text: str) -> str: ...
    def sign(self, text: str) -> str: ...
    def invisible(self) -> str: ...
    def row(self, parts: Sequence[str]) -> str: ...
    def fraction(self, above: str, below: str) -> str: ...
    def root(self, inner: str) -> str: ...
    def above(self, base: str, exponent: str) -> str: ...
    def below(self, base: str, index: str) -> str: ...
    def hat(self, base: str) -> str: ...
    def fence(self, left: str, inner: str, right: str) -> str: ...
    def cases(self, rows: Sequence[tuple[str, str]]) -> str: ...


class MathML:
    """MathML Core, as browsers draw it without any library."""

    def digits(self, text: str) -> str:
        return f"<mn>{escape(text)}</mn>"

    def letter(self, text: str) -> str:
        return f"<mi>{escape(text)}</mi>"

    def word(self, text: str) -> str:
        return f"<mi>{escape(text)}</mi>"

    def sign(self, text: str) -> str:
        return f"<mo>{escape(text)}</mo>"

    def invisible(self) -> str:
        return "<mo>&#x2062;</mo>"

    def row(self, parts: Sequence[str]) -> str:
        return f"<mrow>{''.join(parts)}</mrow>"

    def fraction(self, above: str, below: str) -> str:
        return f"<mfrac>{above}{below}</mfrac>"

    def root(self, inner: str) -> str:
        return f"<msqrt>{inner}</msqrt>"

    def above(self, base: str, exponent: str) -> str:
        return f"<msup>{base}{exponent}</msup>"

    def below(self, base: str, index: str) -> str:
        return f"<msub>{base}{index}</msub>"

    def hat(self, base: str) -> str:
        return f'<mover accent="true">{base}<mo>^</mo></mover>'

    def fence(self, left: str, inner: str, right: str) -> str:
        return f'<mrow><mo fence="true">{left}</mo>{inner}<mo fence="true">{right}</mo></mrow>'

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        cells = "".join([f"<mtr><mtd>{value}</mtd><mtd>{when}</mtd></mtr>" for value, when in rows])
        return f'<mrow><mo fence="true">{{</mo><mtable columnalign="left left">{cells}</mtable></mrow>'


class Latex:
    """LaTeX for math mode, with amsmath."""

    def digits(self, text: str) -> str:
        return text

    def letter(self, text: str) -> str:
        return _LATEX_NAME.get(text, text)

    def word(self, text: str) -> str:
        spaced = text.replace("\u00a0", "~")
        return f"\\mathrm{{{spaced}}}"

    def sign(self, text: str) -> str:
        return f" {_LATEX_SIGN.get(text, text)} "

    def invisible(self) -> str:
        return " "

    def row(self, parts: Sequence[str]) -> str:
        return f"{{{''.join(parts)}}}"

    def fraction(self, above: str, below: str) -> str:
        return f"\\frac{{{above}}}{{{below}}}"

    def root(self, inner: str) -> str:
        return f"\\sqrt{{{inner}}}"

    def above(self, base: str, exponent: str) -> str:
        return f"{{{base}}}^{{{exponent}}}"

    def below(self, base: str, index: str) -> str:
        return f"{{{base}}}_{{{index}}}"

    def hat(self, base: str) -> str:
        return f"\\hat{{{base}}}"

    def fence(self, left: str, inner: str, right: str) -> str:
        return f"\\left{_LATEX_FENCE[left]} {inner} \\right{_LATEX_FENCE[right]}"

    def cases(self, rows: Sequence[tuple[str, str]]) -> str:
        lines = " \\\\ ".join([f"{value} & {when}" for value, when in rows])
        return rf"\begin{{cases}}{lines}\end{{cases}}"


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
        """Digits after a factor, or words beside each other, need a sign between them."""
        last, first = _edge(left, -1), _edge(right, 0)
        return isinstance(first, Number) or any(isinstance(n, Name) and _is_word(n.id) for n in (last, first))

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
        return self.hand.row([self.hand.digits(mantissa), self.hand.sign("⋅"), power]), PRODUCT

    def name(self, name: str) -> str:
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
        if node.function in _FENCES:
            left, right = _FENCES[node.function]
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
    return (
        len(name.partition("_")[0].rstrip("0123456789")) > 1
        and name.partition("_")[0].rstrip("0123456789") not in GREEK
    )


def _edge(node: Node, side: int) -> Node:
    """The leaf at the left (0) or right (-1) edge of a product."""
    while isinstance(node, Call) and node.function in {"*", "**"}:
        node = node.arguments[0 if node.function == "**" else side]
    return node


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
