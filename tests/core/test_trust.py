"""The check of a gradient: it finds what is wrong, and clears what is right."""

from __future__ import annotations

import pytest

from app.core.landscape import Landscape, landscape, typed
from app.core.language import parse
from app.core.surfaces import SURFACES
from app.core.trust import POINTS, against, trust


@pytest.mark.parametrize("id", SURFACES)
def test_every_gradient_of_the_catalogue_is_cleared(id: str) -> None:
    land = landscape(SURFACES[id])
    found = trust(land, land.window)
    assert found.points + found.kinks == POINTS
    assert found.kinks <= 3
    assert found.worst is not None
    assert found.worst < 1e-7


class Wrong(Landscape):
    """A surface whose gradient is off by a thousandth in one place of the formula."""

    @property
    def gradient(self):  # type: ignore[override,no-untyped-def]
        return parse("2.002*x", "xy"), parse("2*y", "xy")


def test_a_gradient_that_is_a_thousandth_off_is_found_out_and_where() -> None:
    right = typed("x**2 + y**2")
    fields = {name: getattr(right, name) for name in right.__dataclass_fields__}
    found = trust(Wrong(**fields), right.window)
    assert found.worst == pytest.approx(1e-3, rel=0.1)
    assert found.at is not None
    assert trust(right, right.window).worst == pytest.approx(0, abs=1e-11)


def test_against_a_reference_what_is_a_thousandth_off_is_found_out_and_where() -> None:
    right = typed("x**2 + y**2")
    fields = {name: getattr(right, name) for name in right.__dataclass_fields__}
    reference = (((1.0, 1.0), (2.0, 2.0)), ((3.0, -2.0), (6.0, -4.0)), ((0.0, 0.0), (0.0, 0.0)))
    found = against(Wrong(**fields), reference)
    assert (found.points, found.at) == (3, (3.0, -2.0))
    assert found.worst == pytest.approx(1e-3)
    assert against(right, reference).worst == 0


def test_near_a_kink_there_is_no_slope_to_check_and_it_is_counted() -> None:
    # The first point lies 0.7548776662466927 of the way through the window: here a millionth beside the kink.
    found = trust(typed("abs(x) + x**3/9"), ((1e-6 - 0.7548776662466927, 1e-6 + 0.2451223337533073),))
    assert (found.points, found.kinks) == (POINTS - 1, 1)
    assert found.worst == pytest.approx(0, abs=1e-8)


def test_off_the_domain_nothing_is_checked() -> None:
    land = typed("log(x) + y**2")
    found = trust(land, ((-5.0, -1.0), (-5.0, 5.0)))
    assert (found.points, found.worst, found.at) == (0, None, None)
    half = trust(land, land.window)
    assert 0 < half.points < POINTS
    assert half.worst == pytest.approx(0, abs=1e-7)
