"""Corners, edges and a point where nothing is defined: the gradient jumps, or does not exist."""

from __future__ import annotations

from app.core.surfaces.surface import Surface

FAMILY = "Kinks"

absolute = Surface(
    name="Absolute value",
    formula="abs(x) + abs(y)",
    window=((-3, 3), (-3, 3)),
    start=(2.35, -1.3),
    minima=((0, 0),),
    story="The slope is as steep next to the bottom as far away, so a fixed step hops across it for ever.",
    source="F. Y. Edgeworth, On Observations Relating to Several Quantities, 1887",
)

# The 1e-40 below is far under what a double can see of the loss; without it a run that stands exactly on the
# ridge, as the minimum does, would find 0/0 for a slope.
bukin6 = Surface(
    name="Bukin 6",
    formula="100*sqrt(abs(y - x**2/100) + 1e-40) + abs(x + 10)/100",
    window=((-15, -5), (-3, 3)),
    start=(-6.0, 2.0),
    minima=((-10, 1),),
    story="The floor of the ridge is a knife's edge: next to it the slope grows without bound.",
    source="A. D. Bukin, New Minimization Strategy for Non-Smooth Functions, 1997"
    "; the 1e-40 gives the edge itself a slope",
)

flower = Surface(
    name="Flower",
    formula="sqrt(x**2 + y**2) + 4*x*y*(x**2 - y**2)/(x**2 + y**2)**2",
    window=((-3, 3), (-3, 3)),
    start=(2.4, 1.2),
    floor=-1.0,
    marks=(((0, 0), "the loss is not defined here"),),
    story="The petals lead down to a centre where the loss has no value: the closer a run comes, the"
    " wilder the slope.",
    source="M. Kochenderfer, T. Wheeler, Algorithms for Optimization, 2019: |x| + sin(4·angle), written"
    " without the angle",
)
