"""How far off a model is on one row: the catalogue of losses, each as text over `f` and `y`."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.hyperparameters import Hyperparameter

REGRESSION, CLASSES = "regression", "classes"

DELTA = Hyperparameter(
    "delta", 1.0, 1e-6, 1e6, "up to this error the Huber loss is squared; beyond, it is absolute", log=True
)


@dataclass(frozen=True, kw_only=True)
class Loss:
    """One row's loss.

    formula: text over `f`, the model's answer, and `y`, what the row says; for `classes` y is 0 or 1.
    kinked: its slope jumps somewhere. It is convex in f: all of these are. parameters: further numbers in
    the formula. of_score: `f` is a score whose sigmoid is the probability of a 1.
    """

    name: str
    formula: str
    target: str
    help: str
    source: str
    kinked: bool = False
    of_score: bool = False
    parameters: tuple[Hyperparameter, ...] = ()


LOSSES = {
    "squared": Loss(
        name="Squared",
        formula="(f - y)**2",
        target=REGRESSION,
        help="the error times itself: far-off rows weigh most",
        source="A.-M. Legendre, Nouvelles méthodes pour la détermination des orbites des comètes, 1805",
    ),
    "absolute": Loss(
        name="Absolute",
        formula="abs(f - y)",
        target=REGRESSION,
        help="the error's size: outliers pull no harder than others",
        source="R. Boscovich, De litteraria expeditione per pontificiam ditionem, 1757",
        kinked=True,
    ),
    "huber": Loss(
        name="Huber",
        formula="where(abs(f - y) <= delta, (f - y)**2/2, delta*(abs(f - y) - delta/2))",
        target=REGRESSION,
        help="squared for small errors, absolute for large ones",
        source="P. Huber, Robust Estimation of a Location Parameter, 1964",
        parameters=(DELTA,),
    ),
    "logistic": Loss(
        name="Cross-entropy",
        formula="softplus(f) - y*f",
        target=CLASSES,
        help="minus the log of the probability that the model gives to what was so",
        source="D. Cox, The Regression Analysis of Binary Sequences, 1958",
        of_score=True,
    ),
    "hinge": Loss(
        name="Hinge",
        formula="max(0, 1 - (2*y - 1)*f)",
        target=CLASSES,
        help="nothing where the right side is reached with room to spare, else how far it is missed",
        source="C. Cortes, V. Vapnik, Support-Vector Networks, 1995",
        kinked=True,
    ),
}
