"""Flat points that are no minimum: down one way, up another, and no bottom at all."""

from __future__ import annotations

from app.core.surfaces.surface import Surface

FAMILY = "Saddles"

product = Surface(
    name="Product",
    formula="x*w",
    variables=("x", "w"),
    window=((-5, 5), (-5, 5)),
    start=(3.0, -1.0),
    marks=(((0, 0), "saddle"),),
    story="The slope along x is w and the slope along w is x: each factor is pushed by the other.",
    source="the product rule; G. W. Leibniz, Nova Methodus pro Maximis et Minimis, 1684",
)

saddle = Surface(
    name="Saddle",
    formula="x**2 - y**2",
    window=((-2, 2), (-2, 2)),
    start=(1.6, 0.001),
    marks=(((0, 0), "saddle"),),
    story="It looks like a minimum from the side: the run all but stops there, then leaves along y.",
    source="Y. Dauphin et al., Identifying and Attacking the Saddle Point Problem in High-Dimensional"
    " Non-Convex Optimization, 2014",
)

monkey_saddle = Surface(
    name="Monkey saddle",
    formula="x**3 - 3*x*y**2",
    window=((-2, 2), (-2, 2)),
    start=(1.5, 0.1),
    marks=(((0, 0), "monkey saddle: the curvature is zero too"),),
    story="Three ways down, two for the legs and one for the tail, and at the centre even the curvature"
    " vanishes.",
    source="D. Hilbert, S. Cohn-Vossen, Anschauliche Geometrie, 1932",
)
