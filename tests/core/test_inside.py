import numpy as np
import pytest

from app.core.inside import inside
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from tests.core.runs import descended, plan, scene, segment


def looked(name, *segments, since=0, count=200, **options):
    land = scene(name)
    return inside(land, plan(*segments, **options), since, count)


def test_the_momentum_told_is_what_the_step_goes_along():
    """For momentum, p' = p − lr·b."""
    options = {"start": (1.0, 1.5), "steps": 20}
    run = descended("himmelblau", segment("momentum", lr=0.002), **options)
    told = looked("himmelblau", segment("momentum", lr=0.002), **options).momentum
    for k in range(20):
        step = np.subtract(run.path.point(k + 1), run.path.point(k))
        assert [column[k] for column in told.columns] == pytest.approx((-step / 0.002).tolist(), rel=1e-9)
    assert [column[20] for column in told.columns] == [None, None]


def test_what_adam_divides_by_leads_from_its_momentum_to_its_step():
    """p' = p − lr·m̂/(√v̂ + ε)."""
    options = {"start": (1.0, 1.5), "steps": 20}
    run = descended("himmelblau", segment("adam", lr=0.05), **options)
    told = looked("himmelblau", segment("adam", lr=0.05), **options)
    for k in range(20):
        step = np.subtract(run.path.point(k + 1), run.path.point(k))
        along = [column[k] for column in told.momentum.columns]
        by = [column[k] for column in told.scale.columns]
        assert step == pytest.approx(-0.05 * np.divide(along, by), rel=1e-9)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_can_be_looked_into_and_no_number_is_nan(name):
    told = looked("himmelblau", segment(name), start=(1.0, 1.5), steps=12)
    assert told.steps.start == 0
    for drawn in (told.momentum, told.scale):
        for column in drawn.columns if drawn else ():
            assert len(column) == len(told.steps)
            assert all(value is None or np.isfinite(value) for value in column)
    assert all(marks.says for marks in told.marks)


def test_what_is_set_to_remember_nothing_has_no_momentum():
    assert looked("himmelblau", segment("momentum", momentum=0.0), steps=3).momentum is None
    assert looked("himmelblau", segment("gd"), steps=3).momentum is None


def test_a_stretch_that_begins_midway_tells_the_same():
    options = {"start": (1.0, 1.5), "steps": 30}
    whole = looked("himmelblau", segment("adam"), **options)
    part = looked("himmelblau", segment("adam"), since=10, count=8, **options)
    assert part.steps == range(10, 18)
    assert part.momentum.columns[0] == whole.momentum.columns[0][10:18]
    assert part.curvature.high == whole.curvature.high[10:18]
    assert part.lr == whole.lr[10:18]


def test_where_the_optimizer_changes_what_it_has_changes_too():
    told = looked("himmelblau", segment("gd"), segment("adam", 4), start=(1.0, 1.5), steps=9)
    assert told.scale.columns[0][:4] == [None] * 4
    assert None not in told.scale.columns[0][4:9]


def test_the_rate_told_is_the_scheduled_one():
    schedule = SCHEDULES["exponential"]
    told = looked("booth", segment("gd", 0, schedule, (("gamma", 0.5),), lr=0.01), steps=3)
    assert told.lr == [0.01, 0.005, 0.0025, None]


def test_the_curvature_is_that_of_the_hessian_and_its_direction_leads_along_the_steepest():
    """Along (1, 1)/√2 Booth curves by 18, across by 2."""
    bends = looked("booth", segment("gd"), steps=2).curvature
    assert bends.low == pytest.approx([2.0] * 3)
    assert bends.high == pytest.approx([18.0] * 3)
    assert [column[0] for column in bends.direction] == pytest.approx([0.5**0.5, 0.5**0.5])


def test_where_the_hessian_is_not_finite_there_is_nothing():
    told = looked("log(x) + y**2", segment("gd", lr=0.1), start=(-1.0, 1.0), steps=5)
    assert told.curvature.low == told.curvature.high == [None]
    assert told.marks[0].edge is None
    assert "not a finite number" in told.marks[0].says
