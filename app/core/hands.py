"""The signs of two notations: MathML for browsers, LaTeX for papers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eps": "ε", "epsilon": "ε", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambd": "λ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
_LATEX_NAME = {sign: f"\\{'varepsilon' if name == 'eps' else name}" for name, sign in GREEK.items()}
_LATEX_NAME |= {"λ": "\\lambda", "ε": "\\varepsilon", "∇": "\\nabla", "ξ": "\\xi"}
_LATEX_SIGN = {
    "≤": "\\le", "≥": "\\ge", "≠": "\\ne", "−": "-", "⋅": "\\cdot", "×": "\\times", "←": "\\leftarrow",
}  # fmt: skip
_LATEX_FENCE = {
    "⌊": "\\lfloor", "⌋": "\\rfloor", "⌈": "\\lceil", "⌉": "\\rceil", "‖": "\\|",
    "(": "(", ")": ")", "|": "|",
}  # fmt: skip


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
    def sum_over(self, index: str) -> str: ...


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

    def sum_over(self, index: str) -> str:
        return f"<munder><mo>∑</mo>{index}</munder>"


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

    def sum_over(self, index: str) -> str:
        return f"\\sum_{{{index}}} "
