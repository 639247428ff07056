import math
from itertools import islice

import numpy as np
import pytest

from app.core.oracles import NOISE, RULE, Oracle, View, normals
from tests.core.runs import scene


def test_an_exact_oracle_tells_the_landscapes_own_numbers():
    landscape = scene("himmelblau")
    oracle = Oracle(landscape, View(), normals(0, NOISE))
    assert oracle.loss((1.0, 2.0)) == landscape.loss_at((1.0, 2.0))
    assert oracle.gradient((1.0, 2.0)) == landscape.gradient_at((1.0, 2.0))
    assert np.array_equal(oracle.hessian((1.0, 2.0)), landscape.hessian_at((1.0, 2.0)))


def test_an_oracle_counts_the_questions():
    oracle = Oracle(scene("himmelblau"), View(), normals(0, NOISE))
    oracle.loss((0.0, 0.0))
    for _ in range(3):
        oracle.gradient((0.0, 0.0))
    assert (oracle.losses, oracle.gradients, oracle.hessians) == (1, 3, 0)


def test_an_evaluation_is_a_gradient_with_its_loss_or_a_loss_alone_and_a_hessian_costs_its_rows():
    oracle = Oracle(scene("himmelblau"), View(), normals(0, NOISE))
    here, there = (0.0, 0.0), (1.0, 0.0)
    for ask, cost in [
        ([oracle.loss], 1),
        ([oracle.gradient], 1),
        ([oracle.loss, oracle.gradient], 1),
        ([oracle.gradient, oracle.loss], 1),
        ([oracle.gradient, oracle.gradient], 2),
        ([oracle.hessian], 2),
        ([oracle.gradient, oracle.hessian], 3),
    ]:
        for question in ask:
            question(here)
        assert oracle.settle() == cost
    for question, point in [(oracle.loss, here), (oracle.loss, there), (oracle.gradient, here)]:
        question(point)
    assert oracle.settle() == 3


def test_noise_is_added_first_then_clipped_then_turned():
    landscape = scene("himmelblau")
    shown = Oracle(landscape, View(noise=2.0, clip=1.5, up=True), normals(6, NOISE)).gradient((1.0, 2.0))
    draws = np.array(list(islice(iter(normals(6, NOISE), None), 2)))
    noisy = np.array(landscape.gradient_at((1.0, 2.0))) + 2.0 * draws
    assert shown == pytest.approx(-noisy * 1.5 / np.linalg.norm(noisy), rel=1e-13)
    assert math.hypot(*shown) == pytest.approx(1.5)


def test_upside_down_the_loss_and_the_curvature_turn_as_well():
    landscape = scene("himmelblau")
    oracle = Oracle(landscape, View(up=True), normals(0, NOISE))
    assert oracle.loss((1.0, 2.0)) == -landscape.loss_at((1.0, 2.0))
    assert np.array_equal(oracle.hessian((1.0, 2.0)), -landscape.hessian_at((1.0, 2.0)))


def test_streams_of_random_numbers_follow_from_seed_and_purpose_alone():
    def head(seed, purpose):
        return list(islice(iter(normals(seed, purpose), None), 2000))

    assert head(3, NOISE) == head(3, NOISE)
    assert head(3, NOISE) != head(4, NOISE)
    assert head(3, NOISE) != head(3, RULE)
    assert head(3, NOISE) == np.random.default_rng([3, NOISE]).standard_normal(2000).tolist()
