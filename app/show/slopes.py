"""A derivative written out for reading: the quotient with its numbers, the limit line by line, one step."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.equations import Equation, Side, table
from app.core.hands import MathML
from app.core.landscape import Landscape
from app.core.limits import Line, limit
from app.core.tree import Call, Name, Node, Number, substitute
from app.core.typeset import Layout, mathml_document

_HAND = MathML()
_LAYOUT, _ROUGH = Layout(_HAND, 6), Layout(_HAND, 4)
_APPROACHES = "<munder><mo>lim</mo><mrow><mi>h</mi><mo>→</mo><mn>0</mn></mrow></munder>"
LOSS = "L is the loss: how high the surface is at a point."
_LIMIT_HELP = "the limit: the value that this comes as close to as you like when h gets small but never 0"


def symbol(variables: Sequence[str], variable: str) -> str:
    """∂L/∂w, or dL/dw where there is one variable, as MathML."""
    sign = "d" if len(variables) == 1 else "∂"
    return _HAND.fraction(
        _HAND.row([_HAND.letter(sign), _HAND.letter("L")]),
        _HAND.row([_HAND.letter(sign), _HAND.letter(variable)]),
    )


def quotient_symbol(variables: Sequence[str], variable: str) -> str:
    """ΔL/h, with the variable below the Δ where there are two, as MathML."""
    change = _HAND.letter("Δ")
    along = change if len(variables) == 1 else _HAND.below(change, _HAND.letter(variable))
    return _HAND.fraction(_HAND.row([along, _HAND.letter("L")]), _HAND.letter("h"))


def loss(land: Landscape) -> str:
    """L(x, w) = the loss, parameters by name."""
    name = Call("L", tuple([Name(variable) for variable in land.variables]))
    return _document(Equation(_LAYOUT.set(name), (land.formula,)), room=28)


def partial(land: Landscape, k: int) -> str:
    """A partial derivative as a formula, parameters by name."""
    return _document(Equation(symbol(land.variables, land.variables[k]), (land.gradient[k],)))


def with_numbers(land: Landscape, k: int, at: Sequence[float], value: float) -> str:
    """The same with the point's numbers put in, and what it comes to; where long, with four digits."""
    tree = substitute(land.bound_gradient[k], dict(zip(land.variables, _numbers(at), strict=True)))
    sides = (tree,) if isinstance(tree, Number) else (tree, Number(value))
    equation = Equation(symbol(land.variables, land.variables[k]), sides)
    written = _document(equation)
    return written if written.count("<mtr>") == 1 else _document(equation, _ROUGH)


def quotient(
    symbol: str,
    at: Sequence[float],
    there: Sequence[float],
    h: float,
    losses: tuple[float, float],
    value: float,
) -> str:
    """symbol = (L(there) − L(at))/h with its numbers, from the losses `there` and at the point."""
    above, below = losses
    asked = Call("-", (Call("L", _numbers(there)), Call("L", _numbers(at))))
    told = Call("-", (Number(above), Number(below)))
    sides = (Call("/", (asked, Number(h))), Call("/", (told, Number(h))), Number(value))
    return _document(Equation(symbol, sides), apart=True)


def limit_lines(land: Landscape, variable: str) -> list[dict[str, str]]:
    """The way from the definition to the derivative, each line with its reason."""
    lines = limit(land.formula, land.variables, variable)
    return [
        {"formula": _limit_line(land, variable, line, first=line is lines[0]), "why": line.why}
        for line in lines
    ]


def _limit_line(land: Landscape, variable: str, line: Line, first: bool) -> str:
    ends = first or not line.waits
    left = symbol(land.variables, variable) if ends else ""
    return _document(Equation(left, (Side(line.value, _APPROACHES if line.waits else ""),)))


def step(variables: Sequence[str], k: int, value: float, lr: float, slope: float, to: float, by: str) -> str:
    """w′ = w − lr·slope, the same with its numbers, and what it comes to. by: the slope's own symbol."""
    name = _HAND.letter(variables[k])
    rule = _HAND.row([name, _HAND.sign("−"), _HAND.word("lr"), _HAND.sign("⋅"), by])
    numbers = Call("-", (Number(value), Call("*", (Number(lr), Number(slope)))))
    return _document(Equation(primed(name), (rule, numbers, Number(to))), apart=True)


def symbols(variables: Sequence[str], h: float) -> list[dict[str, str]]:
    """What the signs on the page stand for, each as MathML with its help in words."""
    quotients = [(quotient_symbol(variables, name), _quotient_help(name)) for name in variables if h]
    slopes = [(symbol(variables, name), _slope_help(name, variables)) for name in variables]
    told = [
        (_HAND.letter("L"), "the loss: how high the surface is at a point"),
        *quotients,
        *slopes,
        (_APPROACHES, _LIMIT_HELP),
        *(
            [("<mtext>gradient</mtext>", "the slopes along all variables together")]
            if len(slopes) > 1
            else []
        ),
        (_HAND.word("lr"), "the learning rate: how far to step for each unit of slope"),
        (primed(_HAND.letter(variables[0])), after_step(variables)),
    ]
    return [{"symbol": mathml_document(sign), "help": help} for sign, help in told]


def _quotient_help(name: str) -> str:
    return f"how much the loss rises when {name} grows by h, divided by h; Δ is a capital D, for a difference"


def _slope_help(name: str, variables: Sequence[str]) -> str:
    others = [other for other in variables if other != name]
    if not others:
        return f"the slope along {name}; d is for a tiny change"
    return f"the slope along {name}, while {others[0]} is held still; ∂ is a rounded d, for a tiny change"


def after_step(variables: Sequence[str]) -> str:
    """What ′ says."""
    return f"{variables[0]} after the step; ′ is said “prime”"


def primed(letter: str) -> str:
    """The letter's value after the step, as MathML."""
    return f"<msup>{letter}<mo>′</mo></msup>"


def _document(
    equation: Equation, layout: Layout = _LAYOUT, apart: bool = False, room: float | None = None
) -> str:
    more = {} if room is None else {"room": room}
    return mathml_document(table(layout, [equation], apart, **more))


def _numbers(values: Sequence[float]) -> tuple[Node, ...]:
    return tuple([Number(value) for value in values])
