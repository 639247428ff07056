import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.network import ACTIVATIONS, TASKS, Curvature, Network, Objective, data
from tests.core.network import exact
from tests.core.network.samples import network, sample


def drawn(shape, seed=0, n=7):
    """An objective and a vector to try it at."""
    generator = np.random.default_rng(seed)
    return Objective(shape, sample(shape, generator, n)), generator.standard_normal(shape.size)


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_loss_gradient_and_curvature_agree_with_differences_in_forty_digits(activation, task, skip):
    shape = network(activation, task, skip, layers=(3, 2, 2))
    objective, vector = drawn(shape, seed=4, n=3)
    direction = np.random.default_rng(5).standard_normal(shape.size)
    targets = objective.data.targets
    rows = (objective.data.columns[:-1].T.tolist(), (targets.T if targets.ndim == 2 else targets).tolist())
    if task == "binary":
        rows = (rows[0], targets[0].tolist())
    loss, gradient = objective.loss_and_gradient(vector)
    assert loss == pytest.approx(float(exact.loss(shape, vector.tolist(), *rows)), rel=1e-13)
    along = float(exact.slope(shape, vector.tolist(), direction.tolist(), rows))
    assert gradient @ direction == pytest.approx(along, rel=1e-12)
    bent = float(exact.slope(shape, vector.tolist(), direction.tolist(), rows, order=2))
    product = Curvature(shape, objective.data, vector).product(direction)
    assert direction @ product == pytest.approx(bent, rel=1e-11)


@settings(max_examples=40, deadline=None)
@given(
    layers=st.lists(st.integers(1, 6), min_size=1, max_size=5),
    inputs=st.integers(1, 5),
    activation=st.sampled_from(sorted(ACTIVATIONS)),
    task=st.sampled_from(sorted(TASKS)),
    skip=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_along_its_gradient_any_network_rises_as_fast_as_the_gradient_is_long(
    layers, inputs, activation, task, skip, seed
):
    shape = network(activation, task, skip, tuple(layers), inputs)
    objective, vector = drawn(shape, seed)
    _, gradient = objective.loss_and_gradient(vector)
    length = np.linalg.norm(gradient)
    if length < 1e-3:
        return
    step = 1e-5 * gradient / length
    rise = objective.loss(vector + step) - objective.loss(vector - step)
    # A kink of relu between the two points would show as a difference; the draws have none so near.
    assert rise / 2e-5 == pytest.approx(length, rel=1e-3, abs=1e-6)


@pytest.mark.parametrize("task", TASKS)
def test_the_whole_is_the_mean_of_its_batches(task):
    shape = network(task=task)
    objective, vector = drawn(shape, n=12)
    parts = [objective.loss_and_gradient(vector, rows) for rows in np.arange(12).reshape(3, 4)]
    loss, gradient = objective.loss_and_gradient(vector)
    assert np.mean([part[0] for part in parts]) == pytest.approx(loss, rel=1e-14)
    assert np.mean([part[1] for part in parts], axis=0) == pytest.approx(gradient, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("task", TASKS)
def test_each_rows_share_is_what_the_row_alone_would_give(task, skip):
    shape = network(task=task, skip=skip)
    objective, vector = drawn(shape, n=9)
    losses, pulls = objective.shares(vector)
    alone = [objective.loss_and_gradient(vector, np.array([row])) for row in range(9)]
    assert losses == pytest.approx([loss for loss, _ in alone], rel=1e-13)
    assert pulls == pytest.approx([np.linalg.norm(gradient) for _, gradient in alone], rel=1e-12)


def test_a_batch_may_have_a_row_twice():
    objective, vector = drawn(network())
    once, other = (objective.loss(vector, np.array([row])) for row in (2, 5))
    assert objective.loss(vector, np.array([2, 2, 5])) == pytest.approx((2 * once + other) / 3, rel=1e-14)


def test_batches_of_every_length_leave_the_next_answer_as_it_was():
    objective, vector = drawn(network(skip=True), n=20)
    before = objective.loss_and_gradient(vector)
    for length in range(1, 20):
        objective.loss_and_gradient(-vector, np.arange(length))
    after = objective.loss_and_gradient(vector)
    assert before[0] == after[0]
    assert (before[1] == after[1]).all()


def test_an_answer_is_not_changed_by_the_next_question():
    objective, vector = drawn(network())
    _, gradient = objective.loss_and_gradient(vector)
    kept = gradient.copy()
    objective.loss_and_gradient(2 * vector)
    assert (gradient == kept).all()


def test_asking_changes_neither_the_vector_nor_the_data():
    objective, vector = drawn(network())
    before = vector.copy(), objective.data.columns.copy()
    objective.loss_and_gradient(vector, np.arange(3))
    assert (vector == before[0]).all()
    assert (objective.data.columns == before[1]).all()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_numbers_too_large_to_hold_are_no_exception_and_no_warning(activation, task):
    shape = network(activation, task)
    objective, _ = drawn(shape)
    for size in (1e200, math.inf, math.nan):
        loss, gradient = objective.loss_and_gradient(np.full(shape.size, size))
        assert isinstance(loss, float)
        assert gradient.shape == (shape.size,)
    assert not math.isfinite(objective.loss(np.full(shape.size, math.nan)))


def test_cross_entropy_is_stable_where_its_formula_overflows():
    shape = Network(1, (1,), activation="relu", task="binary")
    vector = np.array([1.0, 0, 1, 0])
    assert Objective(shape, data(shape, [1000.0], [1.0])).loss(vector) == 0
    assert Objective(shape, data(shape, [1000.0], [0.0])).loss(vector) == 1000


def test_a_network_of_zeros_feels_no_pull_but_on_its_last_bias():
    shape = network(layers=(4, 4))
    objective, _ = drawn(shape)
    _, gradient = objective.loss_and_gradient(np.zeros(shape.size))
    names = {shape.names[i] for i in np.flatnonzero(gradient)}
    assert names == {name for name in shape.names if re.match(r"b3\[", name)}
