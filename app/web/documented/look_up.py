"""Paths to look something up: what there is, what a query means, what a formula says."""

from __future__ import annotations

from app.web.documented.path import Group, Key, Path

PATHS = {
    "/catalog": Path(
        "What there is",
        "Surfaces, optimizers and schedules, with parameters, formulas, stories; the same for every query.",
        grammar=False,
        shows=("surfaces", "optimizers", "schedules"),
    ),
    "/experiment": Path(
        "An experiment in words",
        "The canonical query, one plain sentence, and every number with defaults filled in.",
    ),
    "/formula": Path(
        "A formula typeset, and where to look at it",
        "The loss and its gradient as MathML; `typed`, the loss as a text for surface=formula, the surface's "
        "parameters put in, null where none says it; and a `suggestion`, the `window` and `start` that show "
        "where something happens, with a sentence that says what: null over data.",
    ),
    "/rule": Path(
        "A rule of your own typeset",
        "Each line of the rule as text and as MathML, and the `numbers` that it reads.",
        keys=(Key("rule", "the lines, parted by ;", "m = 0.9*m + g; p = p - lr*m", required=True),),
        grammar=False,
    ),
}

GROUP = Group(
    "look-up",
    "Look things up",
    "What there is to run, what a query means, how a formula reads.",
    PATHS,
)
