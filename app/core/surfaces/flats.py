"""Where the slope says too little or too much: plateaus, needles and cliffs."""

from __future__ import annotations

from math import pi

from app.core.surfaces.surface import Surface

FAMILY = "Plateaus and cliffs"

plateau = Surface(
    name="Plateau",
    formula="1 - exp(-x**2/8 - y**2/2)",
    window=((-6, 6), (-4, 4)),
    start=(-4.2, 2.6),
    minima=((0, 0),),
    story="Far out there is next to no slope: what scales its step by the slope's own size gets away,"
    " the rest sit.",
    source="J. E. Dennis, R. E. Welsch, Techniques for Nonlinear Least Squares and Robust Regression, 1978",
)

# Where the cosines' next hollows lie on each side of the hole.
_RIPPLES = (1.304995450438, 4.978189856742)

easom = Surface(
    name="Easom",
    formula="-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
    window=((-2, 8), (-2, 8)),
    start=(4.5, 1.8),
    minima=((pi, pi),),
    local_minima=tuple([(x, y) for x in _RIPPLES for y in _RIPPLES]),
    story="One narrow hole in a flat plain: a few units away from it there is nothing to follow.",
    source="E. E. Easom, A Survey of Global Optimization Techniques, 1990",
)

michalewicz = Surface(
    name="Michalewicz",
    formula="-sin(x)*sin(x**2/pi)**20 - sin(y)*sin(2*y**2/pi)**20",
    window=((0, pi), (0, pi)),
    start=(2.5, 2.0),
    minima=((2.202905520173, pi / 2),),
    local_minima=((2.202905520173, 2.711571483843),),
    story="Narrow trenches cut into a plain, and the minimum where two of them cross.",
    source="Z. Michalewicz, Genetic Algorithms + Data Structures = Evolution Programs, 1992",
)

cliff = Surface(
    name="Cliff",
    formula="((x - 2)**2 + y**2)/4 + 20*sigmoid(50*(x - 1))",
    window=((-6, 5), (-4, 4)),
    start=(-4.0, 2.5),
    minima=((0.850786510637, 0),),
    local_minima=((2, 0),),
    story="The minimum lies at the foot of a wall: one touch of it and the gradient throws the run"
    " far away, unless it is clipped.",
    source="after R. Pascanu, T. Mikolov, Y. Bengio, On the Difficulty of Training Recurrent Neural"
    " Networks, 2013",
)
