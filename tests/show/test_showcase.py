from __future__ import annotations

import pytest

from app.experiment import canonical, parse
from app.experiment.resolve import window_of
from app.show.journey import Journey
from app.show.showcase import RATES, VALLEY, best_rate, of_optimizer, of_surface


def runs(query: str) -> list:
    journey = Journey(parse(query))
    journey.advance(journey.experiment.steps)
    return [descent.path for _, descent in journey.descents]


def inside(query: str, path) -> bool:
    sides = window_of(parse(query))
    return all(low <= min(x) and max(x) <= high for x, (low, high) in zip(path.points, sides, strict=True))


@pytest.mark.parametrize("id", ["parabola", "himmelblau", "rosenbrock", "ackley", "tips_line"])
def test_both_runs_on_a_surface_stay_in_its_window_and_end_lower_than_they_began(id: str) -> None:
    query = of_surface(id)
    paths = runs(query)
    assert len(paths) == 2
    for path in paths:
        assert inside(query, path)
        assert path.loss[-1] < path.loss[0]


def test_no_other_rate_that_stays_in_the_window_ends_lower() -> None:
    chosen = best_rate(VALLEY, "momentum")
    (best,) = runs(f"{VALLEY}&a=momentum&a.lr={chosen}")
    for rate in RATES:
        query = f"{VALLEY}&a=momentum&a.lr={rate}"
        (path,) = runs(query)
        assert path.loss[-1] >= best.loss[-1] or not inside(query, path)


def test_what_is_shown_is_canonical_and_an_optimizer_without_a_rate_is_shown_as_it_is() -> None:
    assert of_optimizer("bfgs") == canonical(parse(f"{VALLEY}&a=bfgs"))
    assert of_surface("network_xor") == canonical(parse("surface=network_xor&steps=200&a=adam&a.lr=0.01"))
