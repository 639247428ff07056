"""The words of the small language with what each means, for whoever types a formula or a rule."""

from __future__ import annotations

from typing import Any

from app.core.functions import CONSTANTS, FUNCTIONS
from app.core.landscape import VARIABLES
from app.core.optimizers.rule import GIVEN

_OPERATORS = (
    ("+ - * /", "arithmetic; a product needs its sign, 2*x"),
    ("x**2, x^2", "a power"),
    ("( )", "brackets"),
)

_CONSTANTS = {"pi": "3.14159…", "e": "2.71828…"}

_FUNCTIONS = {
    "sin": "sine, of an angle in radians",
    "cos": "cosine",
    "tan": "tangent",
    "asin": "the angle with this sine",
    "acos": "the angle with this cosine",
    "atan": "the angle with this tangent",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent, from −1 to 1",
    "exp": "e to the power of u",
    "log": "natural logarithm, of what is above 0",
    "log2": "logarithm to base 2",
    "log10": "logarithm to base 10",
    "sqrt": "square root, of what is not below 0",
    "abs": "u without its sign",
    "sign": "1 above 0, −1 below",
    "floor": "the whole number below",
    "ceil": "the whole number above",
    "sigmoid": "1/(1 + exp(−u)), from 0 to 1",
    "softplus": "log(1 + exp(u)), a smooth relu",
    "relu": "u above 0, else 0",
    "min": "the smaller",
    "max": "the larger",
    "where": "v where the comparison holds, else w",
}

_ARGUMENTS = {1: "u", 2: "u, v"}
_SPECIAL = {"where": "where(u < 1, v, w)"}

# What only a rule can say.
_OF_RULES = (
    ("norm(u)", "the length of u"),
    ("dot(u, v)", "the inner product: products of coordinates, added"),
    ("grad(u)", "the gradient at another point, u"),
    ("memory m = 1", "m begins at 1; without such a line at 0"),
    ("lr, beta, …", "any other name is a number of yours, with a field of its own"),
)


def vocabulary() -> dict[str, list[dict[str, Any]]]:
    """`formula`: what may stand in any text; `rule`: what may stand in a rule besides."""
    names = ", ".join(VARIABLES[:2])
    variables = (names, f"the variables; {' and '.join(VARIABLES[2:])} are names for them too")
    functions = [(_call(name), _FUNCTIONS[name]) for name in FUNCTIONS]
    constants = [(name, _CONSTANTS[name]) for name in CONSTANTS]
    return {
        "formula": _listed([variables, *_OPERATORS, *constants, *functions]),
        "rule": _listed([*GIVEN.items(), *_OF_RULES]),
        "functions": _listed([*_OPERATORS, *constants, *functions]),
    }


def _call(name: str) -> str:
    return _SPECIAL.get(name, f"{name}({_ARGUMENTS.get(FUNCTIONS[name].arity, '')})")


def _listed(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"written": written, "meaning": meaning} for written, meaning in pairs]
