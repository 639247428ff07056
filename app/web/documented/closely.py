"""Paths that look closely: at the surface, at a point of it, at one step of a run."""

from __future__ import annotations

from app.web.documented.grammar import FROM, STEP, N
from app.web.documented.path import Group, Key, Path

PATHS = {
    "/surface": Path(
        "A surface as a grid",
        "`z[j][i]` is the loss at `x[i]`, `y[j]`; null where it is not finite. Of a network the `plane` that "
        "its runs decide: its `kind`, the `names` and `titles` of what lies along x and y, the shares of the "
        "paths that pca has `explained`, how much of it bends downwards, `bent_share`, and all in `words`.",
        keys=(Key("n", f"{N}, 2 to 401", "101"),),
    ),
    "/point": Path(
        "A surface at one point",
        "Loss, gradient, Hessian, its eigenvalues, and an eigenvector for each.",
        keys=(Key("at", "the point: X,Y, or X in one variable", "1,2", required=True),),
    ),
    "/arithmetic": Path(
        "One update, line by line",
        "The update from step K-1 to K: each line's formula, the same with its numbers, and its value; what "
        "every symbol stands for; and where a run was moved by hand, to where.",
        keys=(
            Key("run", "the run's letter", "a", required=True),
            Key("at", STEP, "1", required=True),
        ),
    ),
    "/inside": Path(
        "What moves the runs",
        "For up to 200 steps from K on: the scheduled learning rate of the update that leaves each step, the "
        "momentum it pushes along and what it divides by, with their symbols; the curvature there (the "
        "Hessian's lowest and highest eigenvalue, the direction of the highest); and the `ruler`: learning "
        "rates below which it crawls, at best and at the edge, with `says` counting into `words`.",
        keys=(Key("from", FROM, "0"),),
    ),
    "/derivative": Path(
        "The slope at a point, from its definition",
        "For each of the `variables`: the difference quotient for a step h with its numbers, a `table` for "
        "ever smaller h, the partial derivative as formula and number, the way to the `limit` line by line, "
        "the loss along the variable with `secant` and `tangent`. And patches of the secant and the tangent "
        "plane, the `step` against the slope found, and `notes` in words.",
        keys=(
            Key("at", "the point: X,Y, or X in one variable", "1,2", required=True),
            Key("secant", "the step h of the difference quotient; at 0 there is none", "0.5"),
            Key("lr", "the learning rate of the step to be taken", "0.1"),
        ),
    ),
    "/field": Path(
        "The gradient on a grid",
        "`gx[j][i]`, `gy[j][i]` are the gradient at `x[i]`, `y[j]`; null where it is not finite.",
        keys=(Key("n", f"{N}, 2 to 61", "17"),),
    ),
    "/trust": Path(
        "Whether the gradient can be trusted",
        "The exact gradient held against differences of the loss at 64 points of the window: the `worst` "
        "disagreement as a share of the slope, where it is, and the same in words. `golden` is the same "
        "against derivatives in 50 digits, on surfaces of the catalogue at their usual parameters. "
        "`badge` says both in a line, `explained` in paragraphs.",
    ),
}

GROUP = Group(
    "closely",
    "Look closely",
    "The surface, a point of it, one step of a run: with the derivatives and the numbers put in.",
    PATHS,
)
