"""Methods that know the surface's curvature, or learn it on the way."""

from __future__ import annotations

import math
from sys import float_info

import numpy as np

from app.core.hyperparameters import learning_rate
from app.core.optimizers.line_search import wolfe
from app.core.optimizers.method import Line, Method, Point, Value, Walk, along, dot, matrix, minus
from app.core.optimizers.searches import SearchWalk, fall, flatten, moved

Matrix = list[list[float]]


def entries(name: str, rows: Matrix) -> dict[str, Value]:
    """The upper half of a symmetric matrix under the names h_11, h_12, h_22, .."""
    size = range(len(rows))
    return {f"{name}_{i + 1}{j + 1}": rows[i][j] for i in size for j in size if i <= j}


def parts(name: str, vector: Point) -> dict[str, Value]:
    """A vector's coordinates under the names g_1, g_2, .."""
    return {f"{name}_{i + 1}": value for i, value in enumerate(vector)}


def product(name: str, i: int, vector: str, size: int) -> str:
    """Row i of a symmetric matrix times a vector, as text: h_11*g_1 + h_12*g_2."""
    return " + ".join([f"{name}_{min(i, j) + 1}{max(i, j) + 1}*{vector}_{j + 1}" for j in range(size)])


def times(rows: Matrix, vector: Point) -> Point:
    """A matrix times a vector."""
    return tuple([sum([a * b for a, b in zip(row, vector, strict=True)]) for row in rows])


class Newton(Walk):
    """To where the surface would be level, were it the bowl or saddle that its derivatives make it seem."""

    def step(self, lr: float) -> Point:
        start = self.point
        g, h = self.ask.gradient(start), matrix(self.ask.hessian(start))
        d, self.shown = solve(h, g)
        self.point = along(start, -lr, d)
        self.shown.append(Line("p", "p - lr*d", {"p": start, "lr": lr, "d": d}, self.point))
        return self.point


def solve(h: Matrix, g: Point) -> tuple[Point, list[Line]]:
    """The d with H·d = g, and its arithmetic in one and two variables.

    Raises ArithmeticError where H is singular.
    """
    if len(g) == 1:
        d = g[0] / h[0][0]
        return (d,), [Line("d", "g/h", {"g": g, "h": h[0][0]}, (d,))]
    if len(g) == 2:
        return _solve_two(h, g)
    try:
        return tuple(np.linalg.solve(h, g).tolist()), []
    except np.linalg.LinAlgError as error:
        raise ZeroDivisionError("the Hessian is singular") from error


def _solve_two(h: Matrix, g: Point) -> tuple[Point, list[Line]]:
    (h11, h12), (_, h22) = h
    det = h11 * h22 - h12**2
    d = (h22 * g[0] - h12 * g[1]) / det, (h11 * g[1] - h12 * g[0]) / det
    known = entries("h", h) | parts("g", g) | {"det": det}
    return d, [
        Line("det", "h_11*h_22 - h_12**2", known, det),
        Line("d_1", "(h_22*g_1 - h_12*g_2)/det", known, d[0]),
        Line("d_2", "(h_11*g_2 - h_12*g_1)/det", known, d[1]),
    ]


class BFGS(SearchWalk):
    """Newton's direction, with the inverse Hessian learned from how the gradient changes."""

    inverse: Matrix | None = None
    learned: tuple[Line, ...] = ()

    def step(self, lr: float) -> Point:
        g = self.arrive().gradient
        d, self.shown = self.direction(g)
        start = self.facing(d)
        # Before anything is learned of the curvature, a gradient's length says nothing of the step's.
        first = lr if self.inverse else lr / max(1.0, math.hypot(*g))
        end = wolfe(self.ask, start, d, first, self.values["c1"], self.values["c2"])
        self.shown.append(moved(end.length, d, start.point, end.point))
        self.learn(minus(end.point, start.point), minus(end.gradient, g))
        self.point, self.here = end.point, end
        return self.point

    def direction(self, g: Point) -> tuple[Point, list[Line]]:
        if self.inverse:
            d = tuple([-u for u in times(self.inverse, g)])
            if dot(d, g) < 0:
                return d, [*self.learned, *_rows("d", "-({})", "b", self.inverse, "g", g, d)]
        self.inverse = None
        downhill = tuple([-u for u in g])
        return downhill, [Line("d", "-g", {"g": g}, downhill)]

    def learn(self, s: Point, y: Point) -> None:
        """Change the inverse Hessian to explain the last step, unless the ground curved downwards."""
        curvature = dot(s, y)
        self.learned = ()
        if not curvature > float_info.min:
            return
        old = self.inverse or scaled(curvature / dot(y, y), len(s))
        r, z = 1 / curvature, times(old, y)
        w = r * (1 + r * dot(y, z))
        size = range(len(s))
        self.inverse = [
            [old[i][j] - r * (s[i] * z[j] + z[i] * s[j]) + w * s[i] * s[j] for j in size] for i in size
        ]
        self.learned = tuple(self.lesson(s, y, old, z, r, w))

    def lesson(self, s: Point, y: Point, old: Matrix, z: Point, r: float, w: float) -> list[Line]:
        """The arithmetic of what was learned."""
        known = entries("b", old) | parts("s", s) | parts("z", z) | {"r": r, "w": w}
        size = range(1, len(s) + 1)
        names = [(i, j) for i in size for j in size if i <= j]
        text = "b_{0}{1} - r*(s_{0}*z_{1} + z_{0}*s_{1}) + w*s_{0}*s_{1}"
        new = self.inverse or old
        return [
            Line("r", "1/dot(s, y)", {"s": s, "y": y}, r),
            *_rows("z", "{}", "b", old, "y", y, z),
            Line("w", "r*(1 + r*dot(y, z))", {"r": r, "y": y, "z": z}, w),
            *[Line(f"b_{i}{j}", text.format(i, j), known, new[i - 1][j - 1]) for i, j in names],
        ]


def scaled(factor: float, size: int) -> Matrix:
    """The identity times a factor."""
    return [[factor if i == j else 0.0 for j in range(size)] for i in range(size)]


def _rows(name: str, form: str, rows: str, m: Matrix, vector: str, v: Point, result: Point) -> list[Line]:
    """A matrix times a vector, one line for each coordinate of the result."""
    known = entries(rows, m) | parts(vector, v)
    texts = [form.format(product(rows, i, vector, len(v))) for i in range(len(v))]
    return [Line(f"{name}_{i + 1}", text, known, result[i]) for i, text in enumerate(texts)]


newton = Method(
    name="Newton",
    walk=Newton,
    uses=("gradient", "hessian"),
    formula=("p = p - lr*d",),
    hyperparameters=(learning_rate(1.0, high=2.0),),
    symbols={
        "d": "the step H⁻¹g, with H the Hessian: to where the surface would be level, were it quadratic",
        "h": "the Hessian: how fast each slope changes along each variable",
        "det": "the Hessian's determinant",
    },
    story=(
        "It fits a bowl to slope and curvature, and jumps to where that is level. A true bowl takes one "
        "step. But level is all it looks for: near a saddle or a hilltop it goes there just as surely, "
        "uphill if need be. With lr below 1 it stops short of the jump."
    ),
    source="I. Newton, J. Raphson, 1690; J. Nocedal, S. Wright, Numerical Optimization, 2006, section 3.3",
)

bfgs = Method(
    name="BFGS",
    walk=BFGS,
    uses=("loss", "gradient"),
    formula=("p = p + a*d",),
    hyperparameters=(learning_rate(1.0), fall(), flatten(0.9)),
    symbols={
        "d": "the direction −B·g; straight down at first",
        "a": "the step's length, found by a search along d that first tries lr",
        "b": "B, what the inverse Hessian seems to be, from how the gradient changed over the steps so far",
        "s": "the last step",
        "y": "how the gradient changed over it",
        "z": "B·y before it learned",
        "r": "one over the curvature just met",
        "w": "how strongly the last step counts",
    },
    story=(
        "It never sees the curvature, but learns it from how the slope changes on the way, and is soon as "
        "quick as Newton. It only ever goes down, so saddles do not hold it."
    ),
    source=(
        "C. Broyden, R. Fletcher, D. Goldfarb, D. Shanno, 1970; J. Nocedal, S. Wright, Numerical "
        "Optimization, 2006, algorithm 6.1"
    ),
)
