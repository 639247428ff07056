"""How runs on data end, and what is said of it."""

from __future__ import annotations

import numpy as np

from app.core.verdict import verdict
from tests.core.fits import cases
from tests.core.on_data import SHOWN, land_of, walked
from tests.core.runs import segment
from tests.golden import fits as golden


def test_a_run_whose_loss_overflows_ends_at_its_last_finite_point_and_says_so() -> None:
    for view in SHOWN[:2]:
        run = walked(land_of(), segment("gd", lr=10.0), steps=400, **view)
        assert run.ended_at == run.step + 1
        assert np.isfinite(run.path.columns).all()
        assert verdict(run).kind == "diverged"


def test_a_model_off_its_domain_ends_the_run_without_a_warning() -> None:
    land = cases.fit("sqrt(w*x + b)", "squared", [[0.0, 1.0, 2.0]], [1.0, 1.0, 1.5]).landscape
    run = walked(land, segment("gd", lr=5.0), start=(1.0, 1.0), steps=20, batch=2)
    assert run.ended_at is not None
    assert np.isfinite(run.path.loss).all()


def test_what_keeps_moving_on_batches_is_said_to_be_moved_by_chance() -> None:
    run = walked(land_of(), segment("gd", lr=0.1), steps=200, batch=1)
    told = verdict(run)
    assert told.kind == "oscillating"
    assert "chance" in told.text


def test_a_run_that_comes_to_the_bottom_says_whether_that_is_proven() -> None:
    proven = verdict(walked(land_of(), segment("gd", lr=0.2), steps=2000))
    assert (proven.kind, proven.is_global) == ("minimum", True)
    assert "global" in proven.text
    found = verdict(
        walked(cases.ready("decay_fit").landscape, segment("newton"), steps=100, start=(3.0, -0.8))
    )
    assert found.kind == "minimum"
    assert "search of the picture" in found.text


def test_where_the_loss_falls_for_ever_no_minimum_is_said_to_be_reached() -> None:
    kind = [0.0] * 5 + [1.0] * 6
    land = cases.fit("sigmoid(w*x + b)", "logistic", [golden.X1], kind).landscape
    told = verdict(walked(land, segment("gd", lr=50.0), steps=300))
    assert told.kind != "minimum"
    assert told.evidence["above_best"] is None
