import pytest

from app.core.stability import overshoot
from app.core.verdict import verdict
from tests.core.runs import descended, segment


def test_on_a_bowl_the_edge_is_two_over_the_curvature():
    found = overshoot(descended("x**2 + 5*y**2", segment("gd", lr=0.3), start=(1.0, 1.0)))
    assert found is not None
    assert (found.step, found.lr) == (0, 0.3)
    assert found.limit == pytest.approx(0.2)


@pytest.mark.parametrize("lr", [0.05, 0.19])
def test_below_the_edge_there_is_nothing_to_tell(lr):
    assert overshoot(descended("x**2 + 5*y**2", segment("gd", lr=lr), start=(1.0, 1.0))) is None


def test_where_the_theory_does_not_speak_it_is_silent():
    assert overshoot(descended("x**2 + 5*y**2", segment("adam", lr=50.0), start=(1.0, 1.0))) is None
    assert overshoot(descended("x**2", segment("gd", lr=3.0), start=(1.0,), clip=1.0)) is None
    assert overshoot(descended("-x**2", segment("gd", lr=3.0), start=(1.0,))) is None


def test_climbing_looks_at_the_curvature_of_the_surface_turned_over():
    found = overshoot(descended("-x**2", segment("gd", lr=3.0), start=(1.0,), up=True))
    assert found is not None
    assert found.limit == pytest.approx(1.0)


def test_the_verdict_on_a_diverged_run_says_which_learning_rate_would_have_held():
    told = verdict(descended("bowl", segment("gd", lr=0.5), start=(3.0, 2.0), steps=400))
    assert told.kind == "diverged"
    assert "Its learning rate, 0.5, is too large" in told.text
    assert "2/10 = 0.2" in told.text
