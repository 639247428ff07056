"""What is suggested for a formula that nobody has drawn: against known minima, SciPy, and odd formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import optimize

from app.core.landscape import Landscape, landscape, typed
from app.core.outlook import Outlook, outlook
from app.core.outlook.places import LOW, SADDLE, TOP
from app.core.surfaces import SURFACES
from app.core.surfaces.surface import Point, Window

# Lowest outside of what is searched first, lower still without end, or too narrow for any grid.
ELSEWHERE = {"branin", "bukin6", "eggholder", "holder_table", "schwefel", "shubert", "forrester", "mccormick"}
CATALOGUE = [id for id, surface in SURFACES.items() if id not in ELSEWHERE]

SMOOTH = [
    "x**4 - 3*x**2 + x + y**2",
    "(x - 1)**2 + (x + 2*y - 7)**2",
    "(1 - x)**2 + 100*(y - x**2)**2",
    "x**2/10 + sin(3*x)",
    "-exp(-(x - 30)**2 - y**2)",
    "(x - 30)**2 + (y + 700)**2",
    "x*log(x) + y**2",
    "w*b + w**4 + b**4",
]


def within(point: Point, window: Window) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(point, window, strict=True))


def seen(text: str) -> tuple[Landscape, Outlook]:
    land = typed(text)
    return land, outlook(land)


@pytest.mark.parametrize("id", CATALOGUE)
def test_the_lowest_points_of_the_catalogue_are_in_the_window(id: str) -> None:
    land = landscape(SURFACES[id])
    found = outlook(land)
    assert found.window is not None
    for point, loss in land.minima:
        assert within(point, found.window)
        assert found.places[0].height <= loss + 1e-9 * max(1.0, abs(loss))


@pytest.mark.parametrize("id", SURFACES)
def test_what_is_suggested_can_be_drawn_and_a_run_can_start_there(id: str) -> None:
    land = landscape(SURFACES[id])
    found = outlook(land)
    assert found.window is not None
    assert found.start is not None
    assert all(low < high for low, high in found.window)
    assert within(found.start, found.window)
    assert all(map(math.isfinite, land.gradient_at(found.start)))
    assert max(map(abs, land.gradient_at(found.start))) > 0
    assert found.words.endswith(".")


@pytest.mark.parametrize("text", SMOOTH)
def test_scipy_going_down_from_the_start_ends_at_a_low_point_that_was_found(text: str) -> None:
    land, found = seen(text)
    assert found.start is not None
    end = optimize.minimize(land.loss_at, found.start, jac=land.gradient_at, method="BFGS")
    lows = [one for one in found.places if one.kind == LOW]
    assert min(math.dist(one.at, end.x) for one in lows) < 1e-4
    assert min(one.height for one in lows) <= end.fun + 1e-9


@pytest.mark.parametrize("text", SMOOTH)
def test_at_every_place_that_is_found_scipy_sees_no_slope_and_the_kind_that_is_told(text: str) -> None:
    land, found = seen(text)
    for place in found.places:
        root = optimize.root(lambda point: land.gradient_at(point), place.at)
        assert math.dist(root.x, place.at) < 1e-5
        values = np.linalg.eigvalsh(land.hessian_at(place.at))
        kind = LOW if values.min() > 0 else TOP if values.max() < 0 else SADDLE
        assert place.kind == kind


@pytest.mark.parametrize(
    ("text", "window", "words"),
    [
        ("x + y", ((-5, 5), (-5, 5)), "No low point was found: it goes on falling"),
        ("0*x", ((-5, 5),), "It is level"),
        ("exp(-x)", ((-5, 5),), "No low point was found"),
        ("1/x", ((-5, 5),), "No low point was found"),
        ("tan(x)", ((-5, 5),), "No low point was found"),
        ("x**2 - y**2", ((-5, 5), (-5, 5)), "a saddle at (0, 0)"),
        ("abs(x) + abs(y)", ((-5, 5), (-5, 5)), "lowest at (0, 0)"),
        ("(x + y)**2", ((-5, 5), (-5, 5)), "all along a valley"),
        ("(x**2 + y**2 - 4)**2", ((-3, 3), (-3, 3)), "all along a valley"),
        ("log(x)", ((0, 5),), "It has no value where x is below 0."),
        ("-sinh(x) + y**2", ((-5, 5), (-5, 5)), "No low point was found"),
        ("exp(exp(3*x))", ((-5, 2.3),), "It is too large to compute where x is above 2.19."),
        ("x**3 - 3*x", ((-1.5, 3.5),), "Far out it falls lower than that."),
        ("relu(abs(x) - 1)", ((-1.5, 1.5),), "Its lowest part is level"),
    ],
)
def test_formulas_without_a_low_point_of_their_own_keep_a_window_and_say_why(
    text: str, window: Window, words: str
) -> None:
    _, found = seen(text)
    assert found.window == pytest.approx(np.array(window, dtype=float))
    assert words in found.words


@pytest.mark.parametrize(
    "text", ["sqrt(1 - x**2 - y**2)", "log(0.001 - x**2)", "asin(x) + y", "sqrt(x) + y**2"]
)
def test_where_the_loss_has_a_value_in_a_part_alone_the_window_holds_that_part(text: str) -> None:
    land, found = seen(text)
    assert found.window is not None
    assert found.start is not None
    axes = [np.linspace(low, high, 41) for low, high in found.window]
    exists = np.isfinite(land.loss_of(*np.meshgrid(*axes, indexing="ij")))
    assert exists.mean() > 0.4
    assert math.isfinite(land.loss_at(found.start))


def test_what_lies_far_off_or_is_very_narrow_is_found_and_framed() -> None:
    _, far = seen("-exp(-(x - 30)**2 - y**2)")
    assert far.window is not None
    assert within((30, 0), far.window)
    assert far.window[0][1] - far.window[0][0] < 10
    _, narrow = seen("(x**2 - 0.001)**2")
    assert narrow.window is not None
    assert narrow.window[0][1] < 0.1


def test_what_has_no_value_anywhere_gets_no_window() -> None:
    _, found = seen("log(-1 - x**2)")
    assert (found.window, found.start, found.places) == (None, None, ())
    assert "no value anywhere" in found.words


@pytest.mark.parametrize(
    "text",
    [
        "sinh(x)",
        "x**2*exp(exp(x))",
        "1/x**4 - sinh(abs(y)**(-2))",
        "floor(x) + sign(y)",
        "x**100 - x**99",
        "1e12*x + 1e-12*y",
        "where(x < y, log(x), sqrt(y))",
        "tan(x*y)",
        "sinh(-x - 2)",
        "min(x, 1/y)",
        "asin(x)*acos(x)",
        "sqrt(-x**2)",
        "log(x)*log(-x)",
        "x - x",
        "cosh(abs(x)) - exp(x/y)",
        "x*x/where(x < 0, 0, 2)",
    ],
)
def test_odd_formulas_get_a_window_that_can_be_drawn_or_none(text: str) -> None:
    land, found = seen(text)
    assert found.words.endswith(".")
    if found.window is None or found.start is None:
        assert found.window is found.start is None
        return
    assert all(math.isfinite(high - low) and low < high for low, high in found.window)
    assert within(found.start, found.window)
    assert len(found.start) == land.dimension


def test_the_window_that_a_typed_formula_has_of_itself_stays_as_it_is() -> None:
    assert typed("(x - 30)**2").window == ((-5, 5),)
