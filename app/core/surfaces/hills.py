"""A landscape from a seed: Gaussian hills and valleys strewn over a shallow bowl."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from app.core.hyperparameters import Hyperparameter
from app.core.surfaces.search import lowest, others
from app.core.surfaces.surface import Parameters, Surface

FAMILY = "Many minima"

WINDOW = ((-4.0, 4.0), (-4.0, 4.0))


def _formula(parameters: Parameters) -> str:
    """A shallow bowl and `count` bumps, valleys and hills in turn; short enough to be typed."""
    bumps = _bumps(int(parameters["seed"]), int(parameters["count"]))
    return "(x**2+y**2)/20" + "".join(bumps)


@lru_cache(maxsize=64)
def _bumps(seed: int, count: int) -> tuple[str, ...]:
    random = np.random.default_rng(seed)
    bumps = []
    for sign in ("-", "+") * ((count + 1) // 2):
        x, y = random.uniform(-2.8, 2.8, 2)
        height, spread = random.uniform(1, 2.5), random.uniform(0.4, 2)
        bumps.append(f"{sign}{height:.1f}*exp(-((x{-x:+.1f})**2+(y{-y:+.1f})**2)/{spread:.1f})")
    return tuple(bumps[:count])


hills = Surface(
    name="Hills",
    formula=_formula,
    parameters=(
        Hyperparameter("seed", 7, 0, 9999, "another number, another landscape", whole=True),
        Hyperparameter("count", 9, 1, 12, "how many valleys and hills there are, taking turns", whole=True),
    ),
    window=WINDOW,
    start=(3.0, -2.5),
    minima=lambda parameters: lowest(_formula(parameters), WINDOW, {}),
    local_minima=lambda parameters: others(_formula(parameters), WINDOW, {}),
    story="A landscape nobody has seen before: change the seed and find out whether your optimizer was"
    " lucky.",
    source="written for Fall Line; the bumps are drawn from numpy.random.default_rng(seed)",
)
