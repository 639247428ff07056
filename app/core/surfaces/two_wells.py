"""A wide shallow well and a narrow deep one, on a floor that rises gently all around."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter
from app.core.surfaces.search import lowest, others
from app.core.surfaces.surface import Parameters, Surface, Window

FAMILY = "A few minima"

FORMULA = (
    "(x**2 + y**2)/40 - exp(-((x + distance/2)**2 + y**2)/2)"
    " - depth*exp(-((x - distance/2)**2 + y**2)/(2*width**2))"
)


def _window(parameters: Parameters) -> Window:
    reach = parameters["distance"] / 2 + 3
    return ((-reach, reach), (-reach, reach))


two_wells = Surface(
    name="Two wells",
    formula=FORMULA,
    parameters=(
        Hyperparameter("depth", 2, 1, 5, "how deep the right well is, where the left one is 1"),
        Hyperparameter("distance", 4, 2, 8, "how far apart the wells are"),
        Hyperparameter("width", 0.5, 0.2, 2, "how wide the right well is, where the left one is 1", log=True),
    ),
    window=_window,
    start=(0.2, 2.2),
    minima=lambda parameters: lowest(FORMULA, _window(parameters), parameters),
    local_minima=lambda parameters: others(FORMULA, _window(parameters), parameters),
    story="The wide well on the left is easy to find, the narrow one on the right is the deeper.",
    source="after S. Hochreiter, J. Schmidhuber, Flat Minima, 1997",
)
