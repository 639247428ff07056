"""A rule as a loop on one long vector, such as all weights of a network: loops.py's fourth way."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from app.core.compile import defined, variable
from app.core.loops import Recipe, Writer, flat, indented, listed, names_of
from app.core.program import Line, Program
from app.core.tree import Call, Name

# A whole point, and what is asked of it, by functions that the loop is handed.
_POINT = Name("p")
_HEIGHT, _SLOPE = Call("height", (_POINT,)), Call("slope", (_POINT,))


def recipe_of(
    program: Program, shown: tuple[Line, ...], scheduled: bool, idle: tuple[str, ...], batched: bool
) -> Recipe:
    """The recipe of a rule on one long vector, for `train`."""
    return Recipe(_HEIGHT, (_SLOPE,), (_POINT.id,), program, shown, scheduled, idle, batched, whole=True)


@lru_cache(maxsize=64)
def train(recipe: Recipe) -> Callable[..., tuple[int, tuple[Any, ...], bool]]:
    """`train(state, k, last, since, told, rates, draw, noise, asked, arrive) -> (k, state, whole)`.

    Walks from point k to point `last`. state: the point, the memory, the loss and the gradient; vectors of
    shape (size,), or numbers. asked(k): what the update leaving point k is shown, as functions that give the
    gradient and the loss at a point. arrive(point): records a new point, and gives its loss and gradient,
    None where something is not finite: `whole` is then False, and `state` that point. draw and noise give
    vectors.
    """
    writer = Writer(recipe)
    writer.emitter.assign(writer.lowered.assignments)
    state = f"{listed(flat(writer.state))}{variable('loss')}, {', '.join(writer.slope)},"
    (position,) = names_of([writer.after["p"]])
    source = (
        "def train(state, k, last, since, told, rates, draw, noise, asked, arrive):\n"
        + indented([f"{state} = state", f"{writer.told} = told", "try:"], 1)
        + indented([*writer.emitter.preamble, "while k < last:"], 2)
        + indented([*writer.begin, "a_slope, a_height = asked(k)", *writer.emitter.body], 3)
        + indented([f"found = arrive({position})", "if found is None:"], 3)
        + indented([f"return k, ({position},), False"], 4)
        + indented([*writer.carried(), f"{variable('loss')}, {', '.join(writer.slope)}, = found"], 3)
        + indented(["k += 1"], 3)
        + indented(["except (ArithmeticError, ValueError):", "    return k, (), False"], 1)
        + indented([f"return k, ({state}), True"], 1)
    )
    return defined(source, "train")
