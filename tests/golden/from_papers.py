"""Trajectories straight from the papers' formulas, in NumPy, for what no package has; and SciPy's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray
from scipy.optimize import minimize

from tests.golden.cases import STEPS

Vector = NDArray[np.float64]
X = sympy.symbols("x y")


class Surface:
    """A loss with its derivatives, by sympy from the text."""

    def __init__(self, formula: str) -> None:
        tree = sympy.sympify(formula, rational=True)
        slope = [sympy.diff(tree, v) for v in X]
        self._loss, self._slope = sympy.lambdify(X, tree), sympy.lambdify(X, slope)
        self._bend = sympy.lambdify(X, [[sympy.diff(s, v) for v in X] for s in slope])

    def loss(self, p: Vector) -> float:
        return float(self._loss(*p))

    def slope(self, p: Vector) -> Vector:
        return np.array(self._slope(*p), dtype=float)

    def bend(self, p: Vector) -> Vector:
        return np.array(self._bend(*p), dtype=float)


def nesterov_original(f: Surface, x: Vector, lr: float, momentum: float) -> Iterator[Vector]:
    """Nesterov 1983 with constant momentum: y = x_k + m·(x_k − x_{k−1}), x_{k+1} = y − lr·∇f(y)."""
    before = x
    while True:
        ahead = x + momentum * (x - before)
        before, x = x, ahead - lr * f.slope(ahead)
        yield x


def normalized(f: Surface, x: Vector, lr: float, eps: float = 1e-12) -> Iterator[Vector]:
    while True:
        x = x - lr * f.slope(x) / (np.linalg.norm(f.slope(x)) + eps)
        yield x


def polyak(f: Surface, x: Vector, lr: float) -> Iterator[Vector]:
    """Polyak 1987: the step (f − f*)/‖∇f‖², here with f* = 0."""
    while True:
        slope = f.slope(x)
        x = x - lr * f.loss(x) / (slope @ slope) * slope if slope.any() else x
        yield x


def line_search(f: Surface, x: Vector, lr: float, shrink: float = 0.5, c1: float = 1e-4) -> Iterator[Vector]:
    """Armijo 1966, backtracking from lr."""
    while True:
        slope, length = f.slope(x), lr
        while f.loss(x - length * slope) > f.loss(x) - c1 * length * (slope @ slope) and length > 1e-20:
            length *= shrink
        x = x - length * slope
        yield x


def barzilai_borwein(f: Surface, x: Vector, lr: float, form: int = 2) -> Iterator[Vector]:
    """Barzilai and Borwein 1988, equations 5 and 6; Dai, Al-Baali and Yang 2015 below zero."""
    before, old = x, f.slope(x)
    x = x - lr * old
    while True:
        yield x
        slope = f.slope(x)
        s, y = x - before, slope - old
        if not s.any() or not y.any():
            length = lr
        elif s @ y > 0:
            length = (s @ s) / (s @ y) if form == 1 else (s @ y) / (y @ y)
        else:
            length = float(np.linalg.norm(s) / np.linalg.norm(y))
        before, old, x = x, slope, x - length * slope


def newton(f: Surface, x: Vector, lr: float) -> Iterator[Vector]:
    while True:
        x = x - lr * np.linalg.solve(f.bend(x), f.slope(x))
        yield x


PAPERS: dict[str, Callable[..., Iterator[Vector]]] = {
    "nesterov_original": nesterov_original,
    "normalized": normalized,
    "polyak": polyak,
    "line_search": line_search,
    "barzilai_borwein": barzilai_borwein,
    "newton": newton,
}


def columns(points: list[Any]) -> list[list[float]]:
    return [[float(v) for v in column] for column in zip(*points, strict=True)]


def path(name: str, formula: str, start: Any, values: dict[str, Any]) -> list[list[float]]:
    """Every point of a run, one list for each coordinate."""
    x = np.array(start, dtype=float)
    with np.errstate(invalid="ignore"):
        return columns([x, *islice(PAPERS[name](Surface(formula), x, **values), STEPS)])


def nelder_mead(formula: str, start: Any, lr: float) -> list[list[float]]:
    """The lowest vertex after each of SciPy's iterations, until it stops."""
    f, x = Surface(formula), np.array(start, dtype=float)
    points = [x]
    corners = np.array([x, *(x + lr * np.eye(len(x)))])
    given = {"initial_simplex": corners, "xatol": 1e-10, "fatol": 1e-14, "maxiter": STEPS}
    minimize(f.loss, x, method="Nelder-Mead", callback=lambda xk: points.append(xk.copy()), options=given)
    return columns(points)


def minimum(method: str, formula: str, start: Any) -> list[float]:
    """Where SciPy's method ends, as exactly as it can."""
    f, x = Surface(formula), np.array(start, dtype=float)
    given: dict[str, Any] = {}
    if method != "Nelder-Mead":
        given["jac"] = f.slope
    if method == "Newton-CG":
        given["hess"] = f.bend
    tolerance = {"xatol": 1e-10, "fatol": 1e-14} if method == "Nelder-Mead" else {}
    found = minimize(f.loss, x, method=method, tol=1e-10, options={"maxiter": 5000} | tolerance, **given)
    return [float(v) for v in found.x]
