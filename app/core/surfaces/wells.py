"""A few minima: where you start, or how fast you come, decides where you end."""

from __future__ import annotations

from math import pi

from app.core.surfaces.surface import Surface

FAMILY = "A few minima"

himmelblau = Surface(
    name="Himmelblau",
    formula="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    window=((-6, 6), (-6, 6)),
    start=(0.0, 0.0),
    minima=(
        (3, 2),
        (-2.805118086953, 3.131312518251),
        (-3.779310253378, -3.283185991286),
        (3.584428340330, -1.848126526964),
    ),
    marks=(((-0.270844590667, -0.923038556480), "the hilltop between the four valleys"),),
    log=True,
    story="Four equal valleys: where you start decides where you end.",
    source="D. Himmelblau, Applied Nonlinear Programming, 1972",
)

three_hump_camel = Surface(
    name="Three-hump camel",
    formula="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    window=((-2.5, 2.5), (-2.5, 2.5)),
    start=(2.1, 1.5),
    minima=((0, 0),),
    local_minima=((-1.747552345830, 0.873776172915), (1.747552345830, -0.873776172915)),
    log=True,
    story="Three valleys in a row, and only the middle one is the lowest.",
    source="M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
    " Problems, 2013",
)

six_hump_camel = Surface(
    name="Six-hump camel",
    formula="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (4*y**2 - 4)*y**2",
    window=((-2, 2), (-1.2, 1.2)),
    start=(-1.2, 0.1),
    minima=((0.089842013100, -0.712656403021), (-0.089842013100, 0.712656403021)),
    local_minima=(
        (1.703606714970, -0.796083568673),
        (-1.703606714970, 0.796083568673),
        (-1.607104752920, -0.568651454884),
        (1.607104752920, 0.568651454884),
    ),
    story="Six minima, of which two are the lowest, opposite each other through the origin.",
    source="L. Dixon, G. Szegő, The Global Optimization Problem: An Introduction, 1978",
)

mccormick = Surface(
    name="McCormick",
    formula="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    window=((-1.5, 4), (-3, 4)),
    start=(3.4, 3.4),
    minima=((0.5 - pi / 3, -0.5 - pi / 3),),
    local_minima=((0.5 + 2 * pi / 3, -0.5 + 2 * pi / 3),),
    story="A tilted gutter with a step in it: a run from the right rests on the step, π away from the"
    " bottom.",
    source="M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
    " Problems, 2013",
)

branin = Surface(
    name="Branin",
    formula="(y - 5.1*x**2/(4*pi**2) + 5*x/pi - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    window=((-5, 10), (0, 15)),
    start=(5.5, 12.0),
    minima=((-pi, 12.275), (pi, 2.275), (3 * pi, 2.475)),
    log=True,
    story="Three minima of exactly the same depth, strung along one bent valley.",
    source="F. H. Branin, Widely Convergent Method for Finding Multiple Solutions of Simultaneous"
    " Nonlinear Equations, 1972",
)

styblinski_tang = Surface(
    name="Styblinski–Tang",
    formula="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    window=((-5, 5), (-5, 5)),
    start=(0.5, 1.0),
    minima=((-2.903534027771, -2.903534027771),),
    local_minima=(
        (-2.903534027771, 2.746802770991),
        (2.746802770991, -2.903534027771),
        (2.746802770991, 2.746802770991),
    ),
    story="Four valleys, one in each corner, and each coordinate that falls to the wrong side costs 14.",
    source="M. Styblinski, T.-S. Tang, Experiments in Nonconvex Optimization: Stochastic Approximation with"
    " Function Smoothing and Simulated Annealing, 1990",
)

peaks = Surface(
    name="Peaks",
    formula="3*(1 - x)**2*exp(-x**2 - (y + 1)**2) - 10*(x/5 - x**3 - y**5)*exp(-x**2 - y**2)"
    " - exp(-(x + 1)**2 - y**2)/3",
    window=((-3, 3), (-3, 3)),
    start=(-0.2, 0.9),
    minima=((0.228278920556, -1.625534957500),),
    local_minima=((-1.347396244368, 0.204518866097), (0.296445553847, 0.320196247667)),
    story="Three hills, two deep hollows and a shallow one between, on flat land where the slope fades away.",
    source="The MathWorks, MATLAB: the peaks function",
)

goldstein_price = Surface(
    name="Goldstein–Price",
    formula="(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
    "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    window=((-2, 2), (-2, 2)),
    start=(-1.0, 1.0),
    minima=((0, -1),),
    local_minima=((-0.6, -0.4), (1.8, 0.2), (1.2, 0.8)),
    log=True,
    story="Heights from 3 to a million in one small square: a learning rate safe at the top crawls at"
    " the bottom.",
    source="A. Goldstein, J. Price, On Descent from Local Minima, 1971",
)
