from __future__ import annotations

import math
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from app.core.landscape import landscape
from app.core.surfaces import SURFACES
from app.experiment import parse
from app.show.derivative import derivative
from app.web.encoding import encoded
from tests.core.surfaces import exact


def told(query: str, at: tuple[float, ...], h: float = 0.5, lr: float = 0.1) -> dict[str, Any]:
    return derivative(parse(query), at, h, lr)


def words(mathml: str) -> str:
    """The signs of a formula in a row."""
    return "".join(ElementTree.fromstring(mathml).itertext()).replace("\u2062", "")


def test_the_quotient_of_a_square_is_the_slope_and_h_more():
    # ((x + h)² − x²) / h = 2x + h, by multiplying out.
    (found,) = told("surface=formula&formula=x**2&start=1", (3.0,))["variables"]
    assert found["quotient"] == pytest.approx(6.5)
    assert (found["there"], found["loss_there"]) == ((3.5,), 12.25)
    assert words(found["numbers"]) == "ΔLh=L(3.5)−L(3)0.5=12.25−90.5=6.5"
    assert words(found["numbers_exact"]) == "dLdx=2⋅3=6"
    assert words(found["symbol"]) == "dLdx"


def test_f_is_the_loss_that_is_shown():
    assert words(told("surface=product", (2.0, 3.0))["f"]) == "L(x,w)=x⋅w"


def test_each_variable_has_a_quotient_of_its_own_and_a_product_leaves_no_remainder():
    # f(x, w) = x·w: the quotient along x is w, along w it is x, whatever h is.
    along_x, along_w = told("surface=product", (2.0, 3.0), 0.25)["variables"]
    assert (along_x["quotient"], along_w["quotient"]) == pytest.approx((3.0, 2.0))
    assert words(along_w["symbol"]) == "∂L∂w"
    assert words(along_w["formula"]) == "∂L∂w=x"
    assert words(along_w["numbers"]) == "ΔwLh=L(2,3.25)−L(2,3)0.25=6.5−60.25=2"


def test_the_limit_of_a_product_can_be_read_line_by_line():
    lines = told("surface=product", (2.0, 1.0))["variables"][1]["limit"]
    assert [words(line["formula"]) for line in lines] == [
        "∂L∂w=limh→0L(x,w+h)−L(x,w)h",
        "=limh→0x⋅(w+h)−x⋅wh",
        "=limh→0x⋅w+x⋅h−x⋅wh",
        "=limh→0x⋅hh",
        "=limh→0x",
        "∂L∂w=x",
    ]
    assert all(line["why"].endswith(".") for line in lines)


def test_the_table_comes_nearer_to_the_slope_and_then_drowns_in_rounding():
    (found,) = told("surface=formula&formula=exp(x)&start=1", (1.0,))["variables"]
    off = {row["h"]: abs(row["off"]) for row in found["table"]}
    assert list(off) == [1.0, 0.5, *[float(f"1e-{k}") for k in range(1, 13)]]
    assert [row["h"] for row in found["table"] if row["current"]] == [0.5]
    assert found["exact"] == pytest.approx(math.e)
    assert off[1.0] > off[1e-2] > off[1e-6]
    assert off[1e-12] > 10 * off[1e-8]
    # (e^h − 1)/h = 1 + h/2 + …
    assert off[1e-3] == pytest.approx(math.e * 1e-3 / 2, rel=1e-3)


def test_a_step_backwards_has_a_table_on_its_own_side():
    (found,) = told("surface=kink", (1.0,), -0.5)["variables"]
    assert all(row["h"] < 0 for row in found["table"])


def test_secant_and_tangent_are_straight_lines_through_the_point():
    (found,) = told("surface=parabola", (1.0,))["variables"]
    assert found["secant"] == [(-3, 1 - 2.5 * 4), (3, 1 + 2.5 * 2)]
    assert found["tangent"] == [(-3, 1 - 2 * 4), (3, 1 + 2 * 2)]
    t, z = found["slice"]["t"], found["slice"]["z"]
    assert (t[0], t[-1], len(t)) == (-3, 3, 121)
    assert z == pytest.approx(np.square(t))


def test_where_the_slice_is_straight_every_h_gives_the_same_slope_and_that_is_said():
    along_x, along_w = told("surface=product", (2.0, 3.0))["variables"]
    assert along_x["note"].startswith("Along x this surface is itself a straight line")
    assert along_w["note"].startswith("Along w")
    (curved,) = told("surface=parabola", (1.0,))["variables"]
    assert curved["note"] is None


def test_the_symbols_are_explained_and_those_of_the_quotient_only_where_there_is_one():
    with_h = {
        words(entry["symbol"]): entry["help"] for entry in told("surface=product", (2.0, 3.0))["symbols"]
    }
    assert with_h["∂L∂x"] == "the slope along x, while w is held still; ∂ is a rounded d, for a tiny change"
    assert with_h["limh→0"].endswith("when h gets small but never 0")
    assert "gradient" in with_h
    assert with_h["x′"].startswith("x after the step")
    at_0 = [words(entry["symbol"]) for entry in told("surface=parabola", (1.0,), 0.0)["symbols"]]
    assert at_0 == ["L", "dLdx", "limh→0", "lr", "x′"]
    assert "ΔxLh" in with_h


def test_long_slopes_are_broken_into_rows_and_take_four_digits():
    along_x, _ = told("surface=himmelblau", (1.23456, -2.34567))["variables"]
    rows = along_x["numbers_exact"].split("<mtr>")[1:]
    assert len(rows) >= 3
    assert "1.235" in along_x["numbers_exact"]
    assert "1.23456" not in along_x["numbers_exact"]


def test_the_planes_are_patches_around_the_point_with_both_slopes():
    found = told("surface=saddle", (1.0, -1.0))
    (x0, x1), (y0, y1) = found["tangent_plane"]["x"], found["tangent_plane"]["y"]
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == pytest.approx((1, -1))
    for name, (along_x, along_y) in {"tangent_plane": (2, 2), "plane": (2.5, 1.5)}.items():
        z = found[name]["z"]
        assert (z[0][1] - z[0][0]) / (x1 - x0) == pytest.approx(along_x)
        assert (z[1][0] - z[0][0]) / (y1 - y0) == pytest.approx(along_y)
        assert np.mean(z) == pytest.approx(0)


def test_one_step_goes_against_the_slope_that_was_found():
    secant = told("surface=product", (2.0, 1.0), 0.5, 0.1)["step"]
    assert secant["to"] == pytest.approx((2 - 0.1 * 1, 1 - 0.1 * 2))
    assert secant["loss"] == pytest.approx(1.9 * 0.8)
    assert secant["slope"] == "secant"
    assert words(secant["lines"][1]) == "w′=w−lr⋅ΔwLh=1−0.1⋅2=0.8"
    limit = told("surface=parabola", (1.0,), 0.0, 0.25)["step"]
    assert words(limit["lines"][0]) == "x′=x−lr⋅dLdx=1−0.25⋅2=0.5"
    assert (limit["to"], limit["slope"]) == ((0.5,), "exact")


def test_at_h_0_there_is_no_quotient_and_the_reason():
    found = told("surface=product", (2.0, 3.0), 0.0)
    assert found["plane"] is None
    assert [variable["quotient"] for variable in found["variables"]] == [None, None]
    assert [variable["numbers"] for variable in found["variables"]] == [None, None]
    assert "nothing to divide by" in found["notes"][0]


def test_outside_the_domain_it_says_so_and_shows_no_numbers():
    query = "surface=formula&formula=log(x)%2By&start=1,1"
    found = told(query, (-1.0, 1.0))
    assert found["notes"] == ["The loss is not a finite number at this point, so it has no slope here."]
    assert found["step"] is found["tangent_plane"] is None
    assert [variable["table"] or variable["limit"] for variable in found["variables"]] == [[], []]
    near = told(query, (1.0, 1.0), -2.0)
    assert "the step along x leads to where the loss is not a finite number" in near["notes"][0]
    assert near["variables"][1]["quotient"] == pytest.approx(1)
    assert b"NaN" not in encoded(found) + encoded(near)


def test_a_kink_has_a_slope_on_each_side():
    (note,) = told("surface=kink", (1.0,))["notes"]
    assert "from below the slope is −0.8, from above 0.2" in note


def test_an_h_too_small_for_the_digits_there_are_is_told():
    assert "rounding" in told("surface=parabola", (1.0,), 1e-13)["notes"][0]
    assert told("surface=parabola", (1.0,), 1e-6)["notes"] == []


@pytest.mark.parametrize("id", SURFACES)
def test_every_surface_has_an_answer_at_its_start(id: str) -> None:
    land = landscape(SURFACES[id])
    found = told(f"surface={id}", land.start, 1e-3)
    slopes = exact.gradient(exact.loss_of(SURFACES[id], dict(land.parameters)), land.start)
    assert found["gradient"] == pytest.approx(slopes, rel=1e-6, abs=1e-9)
    for variable, slope in zip(found["variables"], slopes, strict=True):
        assert variable["table"][5]["quotient"] == pytest.approx(slope, rel=0.02, abs=0.02)
        for text in (variable["symbol"], variable["formula"], variable["numbers"], variable["numbers_exact"]):
            assert words(text)
    assert found["step"]["to"] == pytest.approx(
        [c - 0.1 * v["quotient"] for c, v in zip(land.start, found["variables"], strict=True)]
    )
