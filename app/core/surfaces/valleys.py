"""Steep sides and a gentle floor: finding the valley is easy, following it is not."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter
from app.core.surfaces.surface import Surface

FAMILY = "Valleys"

rosenbrock = Surface(
    name="Rosenbrock",
    formula="(1 - x)**2 + b*(y - x**2)**2",
    parameters=(Hyperparameter("b", 100, 1, 1000, "how steep the sides of the valley are", log=True),),
    window=((-2, 2), (-1, 3)),
    start=(-1.2, 1.0),
    minima=((1, 1),),
    log=True,
    story="Falling into the curved valley takes a few steps, following it to the end takes thousands.",
    source="H. H. Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a"
    " Function, 1960",
)

ravine = Surface(
    name="Ravine",
    formula="x**2/20 + 10*(y - sin(x))**2",
    window=((-5, 5), (-3, 3)),
    start=(-4.4, 2.2),
    minima=((0, 0),),
    log=True,
    story="Plain gradient descent bounces between the walls while the floor winds gently towards the"
    " minimum.",
    source="written for Fall Line",
)

dixon_price = Surface(
    name="Dixon–Price",
    formula="(x - 1)**2 + 2*(2*y**2 - x)**2",
    window=((-3, 3), (-3, 3)),
    start=(-2.0, 0.6),
    minima=((1, -0.707106781187), (1, 0.707106781187)),
    log=True,
    story="A parabola-shaped valley with a minimum on each arm: a hair decides which one a run takes.",
    source="L. Dixon, R. Price, The Truncated Newton Method for Sparse Unconstrained Optimisation"
    " Using Automatic Differentiation, 1989",
)

beale = Surface(
    name="Beale",
    formula="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    window=((-4.5, 4.5), (-4.5, 4.5)),
    start=(1.0, 1.5),
    minima=((3, 0.5),),
    log=True,
    story="Cliffs at the corners and a nearly flat floor in the middle: one learning rate hardly suits both.",
    source="E. M. L. Beale, On an Iterative Method for Finding a Local Minimum of a Function of More Than"
    " One Variable, 1958",
)

freudenstein_roth = Surface(
    name="Freudenstein–Roth",
    formula="(x - 13 + ((5 - y)*y - 2)*y)**2 + (x - 29 + ((y + 1)*y - 14)*y)**2",
    window=((-2, 16), (-4, 6)),
    start=(0.5, -2.0),
    minima=((5, 4),),
    local_minima=((11.412778986902, -0.896805253274),),
    log=True,
    story="The usual start leads into the wrong valley, whose floor is 49 above the true one.",
    source="F. Freudenstein, B. Roth, Numerical Solutions of Systems of Nonlinear Equations, 1963",
)
