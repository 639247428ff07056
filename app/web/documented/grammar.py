"""The keys of the grammar as the API's pages tell them, and the examples that are made with them."""

from __future__ import annotations

from app.web.documented.path import Key

EXAMPLE = "surface=himmelblau&start=-3,4&seed=7&a=adam&b=momentum&b.lr=0.002"
# By its surface, an example of the grammar that the path can answer.
EXAMPLES = {"himmelblau": EXAMPLE, "fit": "surface=fit&batch=8&a=adam"}
# The short link to the first, as any server gives it.
EXAMPLE_LINK = "j8zxqke"

N = "points along each variable"
STEP = "the step K that the update leads to"
FROM = "the first step told"

GRAMMAR = (
    Key("surface", "a surface of the catalogue, or `formula`; `network` is a neural one", "himmelblau"),
    Key("formula", "with surface=formula: a loss in one or two of x, y, w, b"),
    Key("s.NAME", "a parameter of the surface"),
    Key("window", "what is drawn: x0,x1,y0,y1, or x0,x1 in one variable", "-5,5,-5,5"),
    Key("start", "where the runs start: X,Y, or zeros, ones, random", "-3,4"),
    Key("steps", "how many updates each run makes, 1 to 10000", "300"),
    Key("seed", "everything random follows from it", "7"),
    Key("noise", "standard deviation of Gaussian noise on each gradient component", "0"),
    Key("batch", "how many rows each update is shown, on surfaces fitted to data"),
    Key("replace", "1: the rows of a batch are drawn with replacement"),
    Key("a", "the optimizer of run a; likewise b to h", "adam"),
    Key("a.NAME", "a hyperparameter; also a.rule, a.start, a.schedule, a.clip, a.direction"),
    Key("a.NAME@K", "another value from step K on; a@K is another optimizer"),
    Key("a.start@K", "a nudge: at step K the run is moved to this point by hand, its memory kept"),
)

# Examples of the grammar where the surface is fitted to data.
ON_DATA = {"surface": "fit", "window": "-2,4,-4,3", "start": "0,0", "batch": "8"}
