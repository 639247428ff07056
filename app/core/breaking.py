"""Long formulas broken into rows, for a narrow column: at + and −, between factors, inside brackets."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree

from app.core.tree import Call, Node
from app.core.typeset import ATOM, FENCES, PRODUCT, SUM, Layout

# How much wider than a digit these are, with the space around them.
_SIGNS = {
    "\u2062": 0.0,
    "⋅": 1.1,
    ",": 1.0,
    "(": 0.8,
    ")": 0.8,
    "|": 0.8,
    "‖": 0.9,
    "′": 0.5,
    "∑": 2.0,
    "^": 0.0,
}
_SIGN = 2.4
_SCRIPT = 0.72


def width(mathml: str) -> float:
    """About how wide a piece of MathML is, in digits."""
    return _width(ElementTree.fromstring(f"<mrow>{mathml}</mrow>"))


def _width(piece: ElementTree.Element) -> float:
    parts = [_width(child) for child in piece]
    match piece.tag.rpartition("}")[2]:
        case "mi" | "mn" | "mtext":
            return float(len(piece.text or ""))
        case "mo":
            return _SIGNS.get(piece.text or "", _SIGN)
        case "mfrac":
            return max(parts) + 0.5
        case "mtable" | "munder" | "mover":
            return max(parts)
        case "msup" | "msub":
            return parts[0] + _SCRIPT * parts[1]
        case "mtd" | "msqrt":
            return sum(parts) + 1.0
    return sum(parts)


def broken(layout: Layout, node: Node, room: float, least: int = SUM) -> list[str]:
    """A tree as rows of MathML, each at most about `room` digits wide; in brackets as `Layout.set` has it.

    What has no place to break it at, such as a power of e, stays whole.
    """
    whole = layout.set(node, least)
    if width(whole) <= room or not isinstance(node, Call):
        return [whole]
    rows = _Breaking(layout, room).rows(node)
    if rows is None:
        return [whole]
    written, binds = rows
    return written if binds >= least else _between(layout, "(", written, ")")


def stacked(rows: Sequence[str]) -> str:
    """Rows as one piece, such as the upper part of a fraction."""
    if len(rows) == 1:
        return rows[0]
    cells = "".join([f"<mtr><mtd>{row}</mtd></mtr>" for row in rows])
    return f'<mtable columnalign="left" displaystyle="true">{cells}</mtable>'


class _Breaking:
    """Rows of one tree: its own rule for each kind of it."""

    def __init__(self, layout: Layout, room: float) -> None:
        self.layout, self.hand, self.room = layout, layout.hand, room

    def rows(self, node: Call) -> tuple[list[str], int] | None:
        """The rows, and how tightly they bind; None where there is no place to break it."""
        hand, room = self.hand, self.room
        match node:
            case Call("+" | "-", _):
                return self.packed(self.terms(node)), SUM
            case Call("*", _):
                return self.packed(self.factors(node)), PRODUCT
            case Call("neg", (inner,)):
                first, *others = broken(self.layout, inner, room - 2, PRODUCT)
                return [hand.row([hand.sign("−"), first]), *others], SUM
            case Call("/", (above, below)):
                return [hand.fraction(self.stack(above), self.stack(below))], ATOM
            case Call("**", (Call() as base, exponent)):
                return self.power(base, exponent)
            case Call("sqrt", (inner,)):
                return [hand.root(self.stack(inner))], ATOM
            case Call(function, (inner,)) if function in FENCES:
                left, right = FENCES[function]
                return [hand.fence(left, self.stack(inner), right)], ATOM
            case Call(function, (inner,)) if function not in {"exp", "mean"}:
                return self.applied(function, inner), ATOM
        return None

    def stack(self, node: Node) -> str:
        return stacked(broken(self.layout, node, self.room - 1))

    def terms(self, node: Node) -> list[tuple[str, list[str]]]:
        """The terms of a sum: the sign before each, and its rows."""
        match node:
            case Call("+" | "-" as operator, (left, right)):
                sign = "+" if operator == "+" else "−"
                return [*self.terms(left), (sign, broken(self.layout, right, self.room - 2, PRODUCT))]
        return [("", broken(self.layout, node, self.room))]

    def factors(self, node: Node) -> list[tuple[str, list[str]]]:
        match node:
            case Call("*", (left, right)):
                sign = "⋅" if self.layout.needs_dot(left, right) else "\u2062"
                return [*self.factors(left), (sign, broken(self.layout, right, self.room - 1, PRODUCT))]
        return [("", broken(self.layout, node, self.room, PRODUCT))]

    def power(self, base: Call, exponent: Node) -> tuple[list[str], int] | None:
        if self.layout.form(base)[1] >= ATOM:
            return None
        *before, last = _between(self.layout, "(", broken(self.layout, base, self.room - 3), "")
        raised = self.hand.above('<mo fence="true">)</mo>', self.layout.set(exponent))
        return [*before, self.hand.row([last, raised])], PRODUCT

    def applied(self, function: str, inner: Node) -> list[str]:
        head = self.layout.head(function)
        first, *others = _between(self.layout, "(", broken(self.layout, inner, self.room - 2), ")")
        return [self.hand.row([head, first]), *others]

    def packed(self, items: Sequence[tuple[str, list[str]]]) -> list[str]:
        """As much in each row as there is room for; a row that goes on begins with its sign."""
        done: list[str] = []
        line: list[str] = []
        for sign, (first, *others) in items:
            before = [_infix(sign)] if sign else []
            if line and width("".join([*line, *before, first])) > self.room:
                done.append(self.hand.row(line))
                line, before = [], [_infix("⋅" if sign == "\u2062" else sign)]
            line += [*before, first]
            for row in others:
                done.append(self.hand.row(line))
                line = [row]
        return [*done, self.hand.row(line)]


def _between(layout: Layout, left: str, rows: list[str], right: str) -> list[str]:
    first, *others = rows
    rows = [layout.hand.row([f'<mo fence="true">{left}</mo>', first]), *others]
    closed = [rows[-1], f'<mo fence="true">{right}</mo>'] if right else [rows[-1]]
    return [*rows[:-1], layout.hand.row(closed)]


def _infix(sign: str) -> str:
    """A sign that stands between two things, though the row begins with it."""
    return f'<mo form="infix">{sign}</mo>'
