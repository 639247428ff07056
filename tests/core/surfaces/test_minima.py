"""The declared minima: each is one, nothing is lower, none is missing, and the literature agrees."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import minimize

from app.core.landscape import Landscape
from app.core.surfaces import SURFACES
from tests.core.surfaces import exact
from tests.core.surfaces.cases import CASES, DEFAULTS, Point, Values, bound, every_case, minima_of

# The loss has a corner at its lowest point.
CORNERED = {"absolute", "kink", "bukin6", "ackley"}
# The lowest point lies where the window ends, and the surface goes on falling.
BOUNDED = {"eggholder"}
# There is no lowest point: these fall for ever.
BOTTOMLESS = {"product", "saddle", "monkey_saddle"}

# How many global minima the window holds, and the loss there.
LITERATURE = {
    "bowl": (1, 0),
    "rosenbrock": (1, 0),
    "himmelblau": (4, 0),
    "beale": (1, 0),
    "booth": (1, 0),
    "matyas": (1, 0),
    "goldstein_price": (1, 3),
    "three_hump_camel": (1, 0),
    "six_hump_camel": (2, -1.031628453),
    "mccormick": (1, -1.913222955),
    "easom": (1, -1),
    "ackley": (1, 0),
    "rastrigin": (1, 0),
    "griewank": (1, 0),
    "levy13": (1, 0),
    "styblinski_tang": (1, -78.332331),
    "schwefel": (1, 0),
    "eggholder": (1, -959.640663),
    "bukin6": (1, 0),
    "cross_in_tray": (4, -2.062611871),
    "drop_wave": (1, -1),
    "holder_table": (4, -19.208502568),
    "schaffer2": (1, 0),
    "schaffer4": (4, 0.292578632),
    "shubert": (18, -186.730908831),
    "michalewicz": (1, -1.801303410),
    "dixon_price": (2, 0),
    "trid": (1, -2),
    "branin": (3, 0.397887358),
    "peaks": (1, -6.551133333),
    "freudenstein_roth": (1, 0),
    "forrester": (1, -6.020740),
}
LOCAL = {
    "three_hump_camel": [0.298638442] * 2,
    "six_hump_camel": [-0.215463824] * 2 + [2.104250310] * 2,
    "goldstein_price": [30, 84, 840],
    "mccormick": [-1.913222955 + math.pi],
    "styblinski_tang": [-64.195612] * 2 + [-50.058893],
    "freudenstein_roth": [48.984254],
    "peaks": [-3.049849403, -0.064935868],
    "forrester": [-0.986325],
}


@pytest.mark.parametrize("id", LITERATURE)
def test_the_minima_are_as_many_and_as_low_as_the_literature_has_them(id: str) -> None:
    count, loss = LITERATURE[id]
    assert [found for _, found in bound(id, {}).minima] == pytest.approx([loss] * count, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("id", LOCAL)
def test_the_local_minima_are_as_high_as_the_literature_has_them(id: str) -> None:
    found = [loss for _, loss in bound(id, {}).local_minima]
    assert sorted(found) == pytest.approx(LOCAL[id], rel=1e-6)


@every_case
def test_every_declared_minimum_lies_in_the_window_and_below_all_that_is_near(
    id: str, values: Values
) -> None:
    land = bound(id, values)
    for point, loss in minima_of(land):
        assert is_inside(land, point)
        near = [moved for moved in ring(point, land) if is_inside(land, moved)]
        assert min(map(land.loss_at, near)) > loss


@every_case
def test_every_smooth_minimum_is_placed_to_a_millionth(id: str, values: Values) -> None:
    land, loss = bound(id, values), exact.loss_of(SURFACES[id], values)
    minima = land.local_minima if id in CORNERED | BOUNDED else minima_of(land)
    for point, _ in minima:
        slopes = exact.gradient(loss, point)
        if any(slopes):
            off = np.linalg.solve(exact.hessian(loss, point), slopes)
            assert np.abs(off).max() < 1e-6


@every_case
def test_every_smooth_minimum_curves_up_on_all_sides(id: str, values: Values) -> None:
    land = bound(id, values)
    if id not in CORNERED | BOUNDED | {"quartic"}:
        for point, _ in minima_of(land):
            assert np.linalg.eigvalsh(land.hessian_at(point)).min() > 1e-9


def test_the_lowest_point_of_the_eggholder_is_held_up_by_the_window_alone() -> None:
    land = bound("eggholder", {})
    outward, along = land.gradient_at(land.minima[0][0])
    assert outward < -1
    assert abs(along) < 1e-6


@every_case
def test_nothing_in_the_window_lies_below_the_declared_minima(id: str, values: Values) -> None:
    land = bound(id, values)
    lowest = searched(land)
    if id in BOTTOMLESS:
        assert land.best is None
        assert all(is_at_the_edge(land, point) for point, loss in lowest if loss == lowest[0][1])
    else:
        assert land.best is not None
        assert lowest[0][1] > land.best - 1e-9 * (1 + abs(land.best))


@every_case
def test_no_global_minimum_in_the_window_is_left_out(id: str, values: Values) -> None:
    land = bound(id, values)
    reach = [0.01 * (high - low) for low, high in land.window]
    for point, loss in searched(land) if land.minima else []:
        if loss < land.minima[0][1] + 1e-7:
            gaps = [
                [abs(u - v) / r for u, v, r in zip(point, known, reach, strict=True)]
                for known, _ in land.minima
            ]
            assert min(map(max, gaps)) < 1, point


@every_case
def test_local_minima_are_not_the_lowest_and_none_is_named_twice(id: str, values: Values) -> None:
    land = bound(id, values)
    assert all(loss > land.minima[0][1] for _, loss in land.local_minima)
    points = {tuple(round(u, 4) for u in point) for point, _ in minima_of(land)}
    assert len(points) == len(minima_of(land))


def test_every_surface_has_a_lowest_point_or_a_floor_or_falls_for_ever() -> None:
    for id, values in CASES:
        surface, land = SURFACES[id], bound(id, values)
        assert [bool(land.minima), surface.floor is not None, id in BOTTOMLESS].count(True) == 1, id
    assert DEFAULTS.keys() >= CORNERED | BOUNDED | BOTTOMLESS


def is_inside(land: Landscape, point: Point) -> bool:
    return all(low <= u <= high for u, (low, high) in zip(point, land.window, strict=True))


def is_at_the_edge(land: Landscape, point: Point) -> bool:
    return any(min(u - low, high - u) < 1e-6 for u, (low, high) in zip(point, land.window, strict=True))


def ring(point: Point, land: Landscape) -> list[Point]:
    """Points all around at a thousandth of the window's size."""
    reach = [0.001 * (high - low) for low, high in land.window]
    if len(point) == 1:
        return [(point[0] - reach[0],), (point[0] + reach[0],)]
    turns = [2 * math.pi * (k + 0.3) / 16 for k in range(16)]
    return [(point[0] + reach[0] * math.cos(a), point[1] + reach[1] * math.sin(a)) for a in turns]


def searched(land: Landscape, cells: int = 250, polished: int = 24) -> list[tuple[Point, float]]:
    """The lowest hollows of a dense grid, polished by SciPy inside the window, the lowest first."""
    axes = [np.linspace(low, high, cells + 1) for low, high in land.window]
    grid = np.meshgrid(*axes, indexing="ij")
    height = np.nan_to_num(land.loss_of(*grid), nan=np.inf)
    hollows = np.argwhere(height <= lowest_near(height))
    best = sorted(map(tuple, hollows.tolist()), key=lambda cell: height[cell])[:polished]
    starts = [np.array([axis[i] for axis, i in zip(axes, cell, strict=True)]) for cell in best]
    return sorted([polish(land, start, cells) for start in starts], key=lambda found: found[1])


def lowest_near(height: np.ndarray) -> np.ndarray:
    """The lowest of each cell of a grid and its neighbours."""
    for axis in range(height.ndim):
        padding = [(1, 1) if a == axis else (0, 0) for a in range(height.ndim)]
        padded = np.pad(height, padding, constant_values=np.inf)
        size = height.shape[axis]
        height = np.min([padded.take(range(k, k + size), axis) for k in range(3)], axis=0)
    return height


def polish(land: Landscape, start: np.ndarray, cells: int) -> tuple[Point, float]:
    cell = np.array([(high - low) / cells for low, high in land.window])
    middle = np.array([(high + low) / 2 for low, high in land.window])
    inward = np.where(start > middle, -0.5, 0.5) * cell
    simplex = np.vstack([start, *[start + inward * row for row in np.eye(len(start))]])
    options = {"initial_simplex": simplex, "xatol": 1e-10, "fatol": 1e-14, "maxfev": 400}
    # Simplex search needs no slope: corners and edges are welcome.
    found = minimize(land.loss_at, start, method="Nelder-Mead", bounds=land.window, options=options)
    return tuple(found.x.tolist()), float(found.fun)
