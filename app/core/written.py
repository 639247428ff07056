"""Expression trees as text of the small language again: what is written reads back to the same tree."""

from __future__ import annotations

from app.core.tree import Call, Name, Node, Number

# How tightly each form binds, as in Python.
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_INFIX = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT}
_COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}


def written(node: Node) -> str:
    """The text of a tree, with no more brackets than it needs."""
    return _form(node)[0]


def _form(node: Node) -> tuple[str, int]:
    match node:
        case Name(id):
            return id, _ATOM
        case Number(value):
            return _number(value), _SIGN if value < 0 else _ATOM
        case Call("neg", (inner,)):
            return f"-{_within(inner, _POWER)}", _SIGN
        case Call("**", (base, exponent)):
            return f"{_within(base, _ATOM)}**{_within(exponent, _ATOM)}", _POWER
        case Call(sign, (left, right)) if sign in _INFIX:
            binds = _INFIX[sign]
            between = f" {sign} " if binds == _SUM else sign
            after = _within(right, binds + 1)
            return f"{_within(left, binds)}{between}{f'({after})' if after[0] == '-' else after}", binds
        case Call(sign, (left, right)) if sign in _COMPARISONS:
            return f"{written(left)} {sign} {written(right)}", _SUM
        case Call(function, arguments):
            return f"{function}({', '.join([written(one) for one in arguments])})", _ATOM
    raise TypeError(node)


def _within(node: Node, least: int) -> str:
    """The text, in brackets where it binds less tightly than `least`."""
    text, binds = _form(node)
    return text if binds >= least else f"({text})"


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")
