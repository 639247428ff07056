"""One minimum and no traps: what the shape of a bowl alone does to a run."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter
from app.core.surfaces.surface import Surface

FAMILY = "Bowls"

bowl = Surface(
    name="Bowl",
    formula="(x*cos(pi*rotation/180) + y*sin(pi*rotation/180))**2/2"
    " + condition*(y*cos(pi*rotation/180) - x*sin(pi*rotation/180))**2/2",
    parameters=(
        Hyperparameter(
            "condition", 10, 1, 1000, "how many times steeper the steepest way is than the flattest", log=True
        ),
        Hyperparameter("rotation", 30, 0, 180, "how far the bowl is turned against the axes", unit="°"),
    ),
    window=((-4, 4), (-4, 4)),
    start=(-3.0, 1.5),
    minima=((0, 0),),
    story="A learning rate above 2 divided by the steepest curvature diverges; below it, the flat"
    " direction is slow.",
    source="A. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, 1847",
)

booth = Surface(
    name="Booth",
    formula="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    window=((-10, 10), (-10, 10)),
    start=(-7.0, -2.0),
    minima=((1, 3),),
    story="Two straight lines to satisfy at once: a bowl nine times steeper one way than the other.",
    source="M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
    " Problems, 2013",
)

matyas = Surface(
    name="Matyas",
    formula="0.26*(x**2 + y**2) - 0.48*x*y",
    window=((-10, 10), (-10, 10)),
    start=(8.0, -3.0),
    minima=((0, 0),),
    story="A run soon reaches the diagonal and then creeps: the floor is 25 times flatter than the sides.",
    source="M. Jamil, X.-S. Yang, A Literature Survey of Benchmark Functions for Global Optimisation"
    " Problems, 2013",
)

trid = Surface(
    name="Trid",
    formula="(x - 1)**2 + (y - 1)**2 - x*y",
    window=((-4, 4), (-4, 4)),
    start=(-3.0, 0.5),
    minima=((2, 2),),
    story="The product x·y pulls the bottom from (1, 1) to (2, 2): neither coordinate can be solved alone.",
    source="S. Surjanovic, D. Bingham, Virtual Library of Simulation Experiments: Test Functions and"
    " Datasets, 2013",
)
