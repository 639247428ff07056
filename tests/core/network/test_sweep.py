import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.network import ACTIVATIONS, TASKS, Network, Objective, Plane, data, plane_losses, sweep, tiles
from app.core.network.sweep import order
from tests.core.network.samples import network, sample

ALPHAS, BETAS = np.linspace(-1, 1, 21), np.linspace(-2, 1, 18)


def placed(shape, seed=0, n=7):
    """Data for a network and a plane through its weights."""
    generator = np.random.default_rng(seed)
    return sample(shape, generator, n), Plane(*generator.standard_normal((3, shape.size)))


def one_by_one(shape, rows, plane, alphas, betas):
    objective = Objective(shape, rows)
    return np.array([[objective.loss(plane.at(a, b)) for a in alphas] for b in betas])


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_losses_on_a_plane_are_those_of_its_vectors_one_by_one(activation, task, skip):
    shape = network(activation, task, skip, layers=(3, 3, 5, 5))
    rows, plane = placed(shape)
    expected = one_by_one(shape, rows, plane, ALPHAS, BETAS)
    assert plane_losses(shape, rows, plane, ALPHAS, BETAS) == pytest.approx(expected, rel=1e-12)
    single = plane_losses(shape, rows, plane, ALPHAS, BETAS, np.float32)
    assert single.dtype == np.float64
    assert single == pytest.approx(expected, rel=2e-4)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_far_from_the_origin_no_factor_overflows(activation, dtype):
    shape = network(activation, "binary")
    rows, plane = placed(shape)
    far = np.array([-900.0, -300, -90, 0, 90, 300, 900])
    losses = plane_losses(shape, rows, plane, far, far, dtype)
    assert losses == pytest.approx(
        one_by_one(shape, rows, plane, far, far), rel=1e-3 if dtype is np.float32 else 1e-12
    )


def test_as_near_as_factors_reach_they_join_to_the_activation():
    for name in ("tanh", "sigmoid"):
        act = ACTIVATIONS[name]
        for dtype, reach in zip((np.float64, np.float32), act.factors.reach, strict=True):
            u, v = (grid.astype(dtype) for grid in np.meshgrid(*[np.linspace(-reach, reach, 201)] * 2))
            assert act.factors.holds(u, v)
            with np.errstate(over="ignore", under="ignore"):
                joined = act.factors.join(act.factors.factor(u) * act.factors.factor(v))
                expected = act.value(u + v, np.empty_like(u))
            assert np.abs(joined - expected).max() < 40 * np.finfo(dtype).eps


@pytest.mark.parametrize("cache", [64, 2**12])
def test_small_caches_and_soon_done_tiles_change_no_loss(monkeypatch, cache):
    shape = network(task="classes", skip=True)
    rows, plane = placed(shape, n=50)
    expected = plane_losses(shape, rows, plane, ALPHAS, BETAS)
    monkeypatch.setattr(sweep, "_CACHE", cache)
    monkeypatch.setattr(sweep, "_WORK", 2**14)
    assert len(list(tiles(shape, rows, plane, ALPHAS, BETAS))) > 20
    assert plane_losses(shape, rows, plane, ALPHAS, BETAS) == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_no_number_and_no_order(threads):
    shape = network(skip=True)
    rows, plane = placed(shape)
    alone, together = (list(tiles(shape, rows, plane, ALPHAS, BETAS, threads=t)) for t in (1, threads))
    for one, other in zip(alone, together, strict=True):
        assert (one.losses == other.losses).all()
        assert (one.rows == other.rows).all()
        assert one.stride == other.stride


def test_tiles_go_from_coarse_to_fine_and_each_stride_fills_its_own_grid():
    shape = network()
    rows, plane = placed(shape)
    whole = np.full((18, 21), np.nan)
    seen = []
    for tile in tiles(shape, rows, plane, ALPHAS, BETAS, coarsest=8):
        if seen and tile.stride != seen[-1]:
            assert np.isfinite(whole[:: seen[-1], :: seen[-1]]).all()
        seen.append(tile.stride)
        assert np.isnan(whole[np.ix_(tile.rows, tile.columns)]).all()
        whole[np.ix_(tile.rows, tile.columns)] = tile.losses
    assert sorted(set(seen), reverse=True) == [8, 4, 2, 1]
    assert seen == sorted(seen, reverse=True)
    assert whole == pytest.approx(plane_losses(shape, rows, plane, ALPHAS, BETAS), rel=1e-13)


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 2, 4, 8, 16, 32]))
def test_the_order_covers_every_point_once(height, width, coarsest):
    count = np.zeros((height, width), int)
    for _, rows, columns in order(height, width, coarsest):
        count[np.ix_(rows, columns)] += 1
    assert (count == 1).all()


@pytest.mark.parametrize("threads", [1, 2])
def test_whoever_stops_asking_stops_the_work(monkeypatch, threads):
    shape = network()
    rows, plane = placed(shape)
    made = []
    tile = sweep.Sweep.tile
    monkeypatch.setattr(sweep.Sweep, "tile", lambda *given: made.append(1) or tile(*given))
    asked = tiles(shape, rows, plane, ALPHAS, BETAS, threads=threads)
    next(asked)
    asked.close()
    assert len(made) <= (1 if threads == 1 else 2 * threads)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_losses_too_large_to_hold_are_not_finite_and_no_warning(dtype):
    shape = network("relu")
    rows, plane = placed(shape)
    losses = plane_losses(shape, rows, plane, np.array([0.0, 1e200]), np.array([0.0]), dtype)
    assert np.isfinite(losses[0, 0])
    assert not np.isfinite(losses[0, 1])


def test_a_small_loss_keeps_its_digits():
    shape = Network(1, (8, 8))
    generator = np.random.default_rng(2)
    vector = generator.standard_normal(shape.size)
    x = generator.standard_normal((30, 1))
    rows = data(shape, x, shape.outputs_at(vector, x) + 1e-5)
    plane = Plane(vector, *generator.standard_normal((2, shape.size)))
    assert plane_losses(shape, rows, plane, np.zeros(1), np.zeros(1)) == pytest.approx(1e-10, rel=1e-9)
