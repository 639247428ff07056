"""Many minima: what a slope alone cannot tell you is whether a deeper valley lies behind the next ridge.

Where a formula has the distance from the origin in it, 1e-40 stands beside it under the root. No
double can see it in the loss, but the derivative at the origin is then a number, not 0/0.
"""

from __future__ import annotations

from app.core.surfaces.surface import Point, Surface

FAMILY = "Many minima"


def cross(reach: float) -> tuple[Point, ...]:
    """The four points on the axes at the same distance from the origin."""
    return ((-reach, 0), (reach, 0), (0, -reach), (0, reach))


def corners(x: float, y: float) -> tuple[Point, ...]:
    """The point with either sign in either coordinate."""
    return ((-x, -y), (-x, y), (x, -y), (x, y))


def around(side: float, corner: float) -> tuple[Point, ...]:
    """The eight neighbours of the origin on a square lattice."""
    return (*cross(side), *corners(corner, corner))


rastrigin = Surface(
    name="Rastrigin",
    formula="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    window=((-5.12, 5.12), (-5.12, 5.12)),
    start=(3.7, -2.6),
    minima=((0, 0),),
    local_minima=around(0.994958637652, 0.994958637652),
    story="An egg box on a bowl: a run stops in whichever dip it stands in, however good the optimizer.",
    source="L. A. Rastrigin, Systems of Extremal Control, 1974",
)

ackley = Surface(
    name="Ackley",
    formula="20 + e - 20*exp(-0.2*sqrt((x**2 + y**2)/2 + 1e-40)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
    window=((-5, 5), (-5, 5)),
    start=(-3.3, 2.4),
    minima=((0, 0),),
    local_minima=around(0.952166545950, 0.968477658708),
    story="A field of dimples around one sharp funnel: momentum helps until the funnel, then it overshoots.",
    source="D. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987; the 1e-40 gives the tip"
    " a slope",
)

griewank = Surface(
    name="Griewank",
    formula="1 + (x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2))",
    window=((-15, 15), (-15, 15)),
    start=(-8.0, 11.0),
    minima=((0, 0),),
    local_minima=(*corners(3.140022633896, 4.438444480921), (-6.280045279380, 0), (6.280045279380, 0)),
    story="The bowl underneath is so shallow that the dips look alike: only their floors tell which is"
    " the lowest.",
    source="A. O. Griewank, Generalized Descent for Global Optimization, 1981",
)

levy13 = Surface(
    name="Lévy 13",
    formula="sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)",
    window=((-1.5, 3.5), (-1.5, 3.5)),
    start=(-0.8, 2.9),
    minima=((1, 1),),
    local_minima=((1.329619474548, 1), (0.670380525452, 1), (1, 0.027337597885), (1, 1.972662402115)),
    story="Ripples in both directions at different wavelengths, over a bowl that still points the way.",
    source="A. Levy, A. Montalvo, S. Gomez, A. Calderon, Topics in Global Optimization, 1982",
)

drop_wave = Surface(
    name="Drop-wave",
    formula="-(1 + cos(12*sqrt(x**2 + y**2 + 1e-40)))/((x**2 + y**2)/2 + 2)",
    window=((-2, 2), (-2, 2)),
    start=(1.2, 0.9),
    minima=((0, 0),),
    story="Rings around a drop: the slope points straight at the centre or straight away, and a ring"
    " holds a run.",
    source="M. Molga, C. Smutnicki, Test Functions for Optimization Needs, 2005; the 1e-40 gives the"
    " centre a slope",
)

schaffer2 = Surface(
    name="Schaffer 2",
    formula="0.5 + (sin(x**2 - y**2)**2 - 0.5)/(1 + (x**2 + y**2)/1000)**2",
    window=((-3.5, 3.5), (-3.5, 3.5)),
    start=(2.6, 1.4),
    minima=((0, 0),),
    local_minima=cross(1.772313239635),
    story="A cross of valleys among curved ridges: once in a valley, hardly any slope leads to the centre.",
    source="S. K. Mishra, Some New Test Functions for Global Optimization and Performance of Repulsive"
    " Particle Swarm Method, 2006",
)

# The literature writes abs(x**2 - y**2): the sine is odd and the cosine even, so without it
# every value is the same and no kink is in the formula.
schaffer4 = Surface(
    name="Schaffer 4",
    formula="0.5 + (cos(sin(x**2 - y**2))**2 - 0.5)/(1 + (x**2 + y**2)/1000)**2",
    window=((-3.5, 3.5), (-3.5, 3.5)),
    start=(0.6, 0.3),
    minima=cross(1.253131831464),
    marks=(((0, 0), "the top: 1, the highest there is"),),
    story="Four lowest points close around the centre, which itself is a top: the literature often"
    " gives one.",
    source="S. K. Mishra, Some New Test Functions for Global Optimization and Performance of Repulsive"
    " Particle Swarm Method, 2006",
)

schwefel = Surface(
    name="Schwefel",
    formula="837.9657745448674 - x*sin(sqrt(abs(x) + 1e-40)) - y*sin(sqrt(abs(y) + 1e-40))",
    window=((-500, 500), (-500, 500)),
    start=(120.0, -180.0),
    minima=((420.968746359982, 420.968746359982),),
    local_minima=(
        (-302.524935611912, 420.968746359982),
        (420.968746359982, -302.524935611912),
        (-302.524935611912, -302.524935611912),
        (65.547865090152, -124.829356420215),
    ),
    story="The best valley lies in a far corner and the second best far from it: good places give no hint.",
    source="H.-P. Schwefel, Numerical Optimization of Computer Models, 1981; the 1e-40 gives the axes a"
    " slope",
)

# Where the two factors are at their extremes, one of either sign.
_SHALLOW = (-7.083506407652, -0.800321100472, 5.482864206708)
_DEEP = (-7.708313735499, -1.425128428320, 4.858056878860)

shubert = Surface(
    name="Shubert",
    formula="(cos(2*x + 1) + 2*cos(3*x + 2) + 3*cos(4*x + 3) + 4*cos(5*x + 4) + 5*cos(6*x + 5))"
    "*(cos(2*y + 1) + 2*cos(3*y + 2) + 3*cos(4*y + 3) + 4*cos(5*y + 4) + 5*cos(6*y + 5))",
    window=((-10, 10), (-10, 10)),
    start=(-2.2, 3.1),
    minima=tuple([point for a in _SHALLOW for b in _DEEP for point in ((a, b), (b, a))]),
    story="760 minima, of which 18 are equally the lowest, in nine pairs.",
    source="B. O. Shubert, A Sequential Method Seeking the Global Maximum of a Function, 1972",
)

cross_in_tray = Surface(
    name="Cross-in-tray",
    formula="-0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x**2 + y**2 + 1e-40)/pi))) + 1)**0.1",
    window=((-10, 10), (-10, 10)),
    start=(-7.0, 5.5),
    minima=corners(1.349406617154, 1.349406617154),
    local_minima=(*corners(1.470622162167, 4.419075874257), *corners(4.419075874257, 1.470622162167)),
    story="Sharp ridges part the tray into squares, and the four around the centre are the deepest.",
    source="S. K. Mishra, Some New Test Functions for Global Optimization and Performance of Repulsive"
    " Particle Swarm Method, 2006; the 1e-40 gives the origin a slope",
)

holder_table = Surface(
    name="Hölder table",
    formula="-abs(sin(x)*cos(y)*exp(abs(1 - sqrt(x**2 + y**2 + 1e-40)/pi)))",
    window=((-10, 10), (-10, 10)),
    start=(3.0, 4.0),
    minima=corners(8.055023475737, 9.664590019241),
    story="A table whose four legs stand in the corners of the window: the further out, the deeper.",
    source="S. K. Mishra, Some New Test Functions for Global Optimization and Performance of Repulsive"
    " Particle Swarm Method, 2006; the 1e-40 gives the origin a slope",
)

eggholder = Surface(
    name="Eggholder",
    formula="-(y + 47)*sin(sqrt(abs(x/2 + y + 47))) - x*sin(sqrt(abs(x - y - 47)))",
    window=((-512, 512), (-512, 512)),
    start=(300.0, 250.0),
    minima=((512, 404.231805208),),
    local_minima=((482.353310464800, 432.878998945500), (439.480997269500, 453.977434754000)),
    story="The lowest point lies on the window's edge, where the surface goes on falling: it is a"
    " bound, not a bottom.",
    source="D. Whitley, S. Rana, J. Dzubera, K. Mathias, Evaluating Evolutionary Algorithms, 1996",
)
