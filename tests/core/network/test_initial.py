import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network import INITIALIZATIONS, initial
from tests.core.network.samples import network

SHAPE = network(layers=(16, 9))


@pytest.mark.parametrize("name", INITIALIZATIONS)
def test_the_same_seed_gives_the_same_weights(name):
    one, same = (initial(SHAPE, name, np.random.default_rng(3)) for _ in range(2))
    assert (one == same).all()


@pytest.mark.parametrize(("name", "value"), [("zeros", 0), ("ones", 1)])
def test_zeros_are_zeros_and_ones_are_ones_and_leave_the_generator_alone(name, value):
    generator = np.random.default_rng(0)
    assert (initial(SHAPE, name, generator) == value).all()
    assert generator.random() == np.random.default_rng(0).random()


@pytest.mark.parametrize("name", ["xavier", "he"])
def test_glorot_and_he_begin_without_bias(name):
    vector = initial(SHAPE, name, np.random.default_rng(0))
    assert not any(layer.offset(vector).any() for layer in SHAPE.layout)
    assert all(layer.matrix(vector).all() for layer in SHAPE.layout)


def test_uniform_biases_have_the_bounds_of_their_weights():
    draws = np.array([initial(SHAPE, "uniform", np.random.default_rng(seed)) for seed in range(400)])
    for layer in SHAPE.layout:
        bound = 1 / np.sqrt(layer.inputs)
        for part in (layer.matrix(draws), layer.offset(draws)):
            assert 0.99 * bound < np.abs(part).max() <= bound
            assert part.std() == pytest.approx(bound / np.sqrt(3), rel=0.05)


def test_an_unknown_name_is_refused_by_its_field():
    with pytest.raises(BadInput, match=r"^s\.init: .*zeros, ones, uniform, xavier, he"):
        initial(SHAPE, "orthogonal", np.random.default_rng(0))
