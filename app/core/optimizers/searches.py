"""Methods that search along a line or choose a step's length from what the last step showed."""

from __future__ import annotations

import math

from app.core.hyperparameters import Hyperparameter, learning_rate
from app.core.optimizers.line_search import Trial, backtrack, wolfe
from app.core.optimizers.method import Line, Method, Point, Value, Walk, along, dot, minus


def fall(default: float = 1e-4) -> Hyperparameter:
    """Armijo's constant."""
    return Hyperparameter(
        "c1", default, 1e-6, 0.49, "how much of the fall that the slope promises must come true", log=True
    )


def flatten(default: float) -> Hyperparameter:
    """The constant of the strong Wolfe condition on the slope."""
    return Hyperparameter("c2", default, 0.01, 0.99, "how much of the slope may be left at the end of a step")


class SearchWalk(Walk):
    """A walk that knows the loss and gradient at its point and what its last step was made of."""

    here: Trial | None = None

    def arrive(self) -> Trial:
        """The loss and gradient at the point, asked for once."""
        if self.here is None:
            self.here = Trial(
                0.0, self.point, self.ask.loss(self.point), self.ask.gradient(self.point), math.nan
            )
        return self.here

    def facing(self, direction: Point) -> Trial:
        """The point as the start of a search along a direction."""
        here = self.arrive()
        return Trial(0.0, here.point, here.loss, here.gradient, dot(here.gradient, direction))


def moved(length: float, direction: Point, before: Point, after: Point) -> Line:
    """The line that makes the step, once its length has been found."""
    return Line("p", "p + a*d", {"p": before, "a": length, "d": direction}, after)


class Armijo(SearchWalk):
    """Down the slope, by the longest of ever shorter steps that lowers the loss enough."""

    def step(self, lr: float) -> Point:
        values = self.values
        direction = tuple([-g for g in self.arrive().gradient])
        start = self.facing(direction)
        count, end = backtrack(self.ask, start, direction, lr, values["shrink"], values["c1"])
        self.shown = self.explain(start, direction, end, lr, count)
        self.point, self.here = end.point, None
        return self.point

    def explain(self, start: Trial, d: Point, end: Trial, lr: float, count: int) -> list[Line]:
        c1, shrink, a = self.values["c1"], self.values["shrink"], end.length
        most = start.loss + c1 * a * start.slope
        length = [Line("a", "lr*shrink**k", {"lr": lr, "shrink": shrink, "k": float(count)}, a)]
        bound: dict[str, Value] = {"loss": start.loss, "c1": c1, "a": a, "g": start.gradient, "d": d}
        return [
            Line("d", "-g", {"g": start.gradient}, d),
            *(length if a else []),
            Line("most", "loss + c1*a*dot(g, d)", bound, most),
            moved(a, d, start.point, end.point),
        ]


class BarzilaiBorwein(SearchWalk):
    """Down the slope, by a length read off how the slope changed over the last step."""

    before: tuple[Point, Point] | None = None

    def step(self, lr: float) -> Point:
        start, g = self.point, self.ask.gradient(self.point)
        length, self.shown = self.length(g, lr)
        self.point = along(start, -length, g)
        self.shown.append(Line("p", "p - a*g", {"p": start, "a": length, "g": g}, self.point))
        self.before = start, g
        return self.point

    def length(self, g: Point, lr: float) -> tuple[float, list[Line]]:
        if self.before is None:
            return lr, [Line("a", "lr", {"lr": lr}, lr)]
        p_old, g_old = self.before
        s, y = minus(self.point, p_old), minus(g, g_old)
        shown = [
            Line("s", "p - p_old", {"p": self.point, "p_old": p_old}, s),
            Line("y", "g - g_old", {"g": g, "g_old": g_old}, y),
        ]
        length, text = self.measured(s, y)
        if not length:
            return lr, [*shown, Line("a", "lr", {"lr": lr}, lr)]
        return length, [*shown, Line("a", text, {"s": s, "y": y}, length)]

    def measured(self, s: Point, y: Point) -> tuple[float, str]:
        """One over the curvature met on the last step, and how it was worked out; 0 where nothing changed."""
        # At a minimum both shrink until their squares are no longer numbers above 0.
        if not dot(s, s) or not dot(y, y):
            return 0.0, ""
        if not dot(s, y) > 0:
            return math.hypot(*s) / math.hypot(*y), "norm(s)/norm(y)"
        if self.values["form"] == 1:
            return dot(s, s) / dot(s, y), "dot(s, s)/dot(s, y)"
        return dot(s, y) / dot(y, y), "dot(s, y)/dot(y, y)"


class ConjugateGradient(SearchWalk):
    """Each direction keeps clear of the ones before, and is followed as far as it leads down."""

    before: tuple[Point, Point] | None = None

    def step(self, lr: float) -> Point:
        g = self.arrive().gradient
        d, self.shown = self.direction(g)
        start = self.facing(d)
        end = wolfe(self.ask, start, d, lr, self.values["c1"], self.values["c2"])
        self.shown.append(moved(end.length, d, start.point, end.point))
        self.before = g, d
        self.point, self.here = end.point, end
        return self.point

    def direction(self, g: Point) -> tuple[Point, list[Line]]:
        downhill = tuple([-u for u in g])
        if self.before is None or not dot(self.before[0], self.before[0]):
            return downhill, [Line("d", "-g", {"g": g}, downhill)]
        g_old, d_old = self.before
        y = minus(g, g_old)
        beta = max(0.0, dot(g, y) / dot(g_old, g_old))
        d = along(downhill, beta, d_old)
        shown = [
            Line("y", "g - g_old", {"g": g, "g_old": g_old}, y),
            Line("beta", "max(0, dot(g, y)/dot(g_old, g_old))", {"g": g, "y": y, "g_old": g_old}, beta),
            Line("d", "beta*d - g", {"beta": beta, "d": d_old, "g": g}, d),
        ]
        if dot(d, g) < 0:
            return d, shown
        return downhill, [*shown, Line("d", "-g", {"g": g}, downhill)]


line_search = Method(
    name="Line search",
    walk=Armijo,
    uses=("loss", "gradient"),
    formula=("d = -g", "a = lr*shrink**k", "p = p + a*d"),
    hyperparameters=(
        learning_rate(1.0),
        Hyperparameter("shrink", 0.5, 0.05, 0.95, "what a step that was too long is multiplied by"),
        fall(),
    ),
    symbols={
        "d": "the direction: straight down",
        "k": "how often the step had to be shortened for the loss to fall by c1 of what the slope promised",
        "a": "the step's length",
        "most": "the most that the loss may be after the step",
    },
    story=(
        "Gradient descent that looks before it leaps. It tries a step of lr, and shortens it until the loss "
        "has truly fallen. It never goes uphill, and no learning rate has to be found."
    ),
    source=(
        "L. Armijo, Minimization of functions having Lipschitz continuous first partial derivatives, 1966"
    ),
)

barzilai_borwein = Method(
    name="Barzilai–Borwein",
    walk=BarzilaiBorwein,
    uses=("gradient",),
    formula=("s = p - p_old", "y = g - g_old", "a = dot(s, y)/dot(y, y)", "p = p - a*g"),
    hyperparameters=(
        learning_rate(0.01),
        Hyperparameter(
            "form", 2, 1, 2, "1 for the long step, s·s/s·y; 2 for the short one, s·y/y·y", whole=True
        ),
    ),
    symbols={
        "p_old": "the point before",
        "g_old": "the gradient there",
        "s": "the last step",
        "y": "how the gradient changed over it",
        "a": "the step's length: one over the curvature just met, whatever its sign; lr at first",
    },
    story=(
        "It measures the valley's curvature by how the slope changed over its last step, and steps "
        "accordingly. The loss may jump up in between, yet on a bowl it is far faster than steps that always "
        "go down. The long step is the bolder one, and on a winding valley it may go round in circles."
    ),
    source=(
        "J. Barzilai, J. Borwein, Two-Point Step Size Gradient Methods, 1988; where the curvature is "
        "negative, Y. Dai, M. Al-Baali, X. Yang, A Positive Barzilai–Borwein-Like Stepsize, 2015"
    ),
)

conjugate_gradient = Method(
    name="Conjugate gradient",
    walk=ConjugateGradient,
    uses=("loss", "gradient"),
    formula=("y = g - g_old", "beta = max(0, dot(g, y)/dot(g_old, g_old))", "d = beta*d - g", "p = p + a*d"),
    hyperparameters=(learning_rate(0.01), fall(), flatten(0.1)),
    symbols={
        "g_old": "the gradient before",
        "y": "how the gradient changed over the last step",
        "beta": "how much of the last direction is kept; 0 starts afresh",
        "d": "the direction",
        "a": "the step's length, found by a search along d that first tries lr",
    },
    story=(
        "It searches along one direction until the slope there is all but gone, then along another that "
        "doesn't spoil what was won. A bowl in two variables takes it two steps."
    ),
    source=(
        "E. Polak, G. Ribière, Note sur la convergence de méthodes de directions conjuguées, 1969; with the "
        "restart and the search of J. Nocedal, S. Wright, Numerical Optimization, 2006, chapters 3 and 5"
    ),
)
