"""Losses over one variable: the curve, the ball and its tangent, before anything is a map."""

from __future__ import annotations

from app.core.surfaces.surface import Surface

FAMILY = "Curves"

parabola = Surface(
    name="Parabola",
    formula="x**2",
    variables=("x",),
    window=((-3, 3),),
    start=(2.4,),
    minima=((0,),),
    story="Each step shrinks the distance by the same factor, until a learning rate above 1 makes it grow.",
    source="A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
)

slope = Surface(
    name="Slope",
    formula="0.03*w**4 - 0.59*w + 1.5",
    variables=("w",),
    window=((-2, 3.5),),
    start=(1.0,),
    minima=((1.700422809098,),),
    marks=(((1.0,), "the slope here is -0.47: downhill is to the right"),),
    story="At w = 1 the slope is exactly −0.47, so the first step goes right by 0.47 times the learning"
    " rate.",
    source="written for Fall Line",
)

quartic = Surface(
    name="Quartic",
    formula="w**4/4",
    variables=("w",),
    window=((-2, 2),),
    start=(1.6,),
    minima=((0,),),
    story="The bottom is so flat that the slope fades faster than the distance: it is never quite reached.",
    source="written for Fall Line",
)

double_well = Surface(
    name="Double well",
    formula="x**4 - 2*x**2 + 0.3*x + 1",
    variables=("x",),
    window=((-2, 2),),
    start=(1.7,),
    minima=((-1.035578714089,),),
    local_minima=((0.960149555519,),),
    story="The right valley stops a careful run; one with enough momentum rolls over the hump to the"
    " deeper left one.",
    source="L. D. Landau, On the Theory of Phase Transitions, 1937",
)

wavy = Surface(
    name="Wavy parabola",
    formula="x**2/10 + 1 - cos(3*x)",
    variables=("x",),
    window=((-8, 8),),
    start=(6.6,),
    minima=((0,),),
    local_minima=(
        (-6.142548806514,),
        (-4.096583585387,),
        (-2.048725127395,),
        (2.048725127395,),
        (4.096583585387,),
        (6.142548806514,),
    ),
    story="A bowl seen from afar, a row of traps from nearby: small steps stop in the first dip.",
    source="after L. A. Rastrigin, Systems of Extremal Control, 1974",
)

sigmoid_plateau = Surface(
    name="Sigmoid plateau",
    formula="(sigmoid(w) - 0.8)**2",
    variables=("w",),
    window=((-9, 9),),
    start=(-6.0,),
    minima=((1.386294361120,),),
    story="A neuron that is sure of the wrong answer hardly learns: the slope has all but vanished.",
    source="X. Glorot, Y. Bengio, Understanding the Difficulty of Training Deep Feedforward Neural"
    " Networks, 2010",
)

kink = Surface(
    name="Kink (hinge loss)",
    formula="max(0, 1 - w) + w**2/10",
    variables=("w",),
    window=((-2, 4),),
    start=(-1.4,),
    minima=((1,),),
    story="The slope jumps from −0.8 to 0.2 at the bottom, so no fixed step ever settles there.",
    source="C. Cortes, V. Vapnik, Support-Vector Networks, 1995",
)

forrester = Surface(
    name="Forrester",
    formula="(6*x - 2)**2*sin(12*x - 4)",
    variables=("x",),
    window=((0, 1),),
    start=(0.45,),
    minima=((0.757248757842,),),
    local_minima=((0.142589189325,),),
    marks=(((1 / 3,), "flat, yet no minimum"),),
    story="Flat at x = 1/3 without a minimum there: a run lingers, then goes on into the lesser of two"
    " valleys.",
    source="A. Forrester, A. Sóbester, A. Keane, Engineering Design via Surrogate Modelling, 2008",
)
