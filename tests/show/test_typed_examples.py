"""The formulas and rules worth typing: each parses, and shows what its line says."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from app.core.descend import Descent
from app.core.verdict import verdict
from app.experiment import parse
from app.experiment.query import join
from app.experiment.resolve import landscape_of, plan_of, window_of
from app.show.typed_examples import FORMULAS, RULES, Formula

FORMULA = {one.name: one for one in FORMULAS}
RULE = {one.name: one for one in RULES}


def on(name: str, run: str = "", **changed: str) -> Descent:
    """A run on one of the formulas, from its own start."""
    one = FORMULA[name]
    keys = {
        "surface": "formula",
        "formula": one.text,
        "window": one.window,
        "start": one.start,
        "steps": "400",
    }
    return run_to_its_end(f"{join((keys | changed).items())}&{run}")


def by(name: str, **changed: str) -> Descent:
    """A run by one of the rules."""
    one = RULE[name]
    keys = {"surface": "himmelblau", "start": "0,0.5", "steps": "50", "a": "rule", "a.rule": one.text}
    return run_to_its_end(join((keys | {f"a.{k}": repr(v) for k, v in one.values.items()} | changed).items()))


def run_to_its_end(query: str) -> Descent:
    experiment = parse(query)
    descent = Descent(landscape_of(experiment), plan_of(experiment, experiment.runs[0]))
    descent.advance(experiment.steps)
    return descent


def points(descent: Descent) -> np.ndarray:
    return np.array(descent.path.points).T


def end(descent: Descent) -> tuple[float, ...]:
    return tuple(points(descent)[-1].tolist())


def two_valleys() -> None:
    assert end(on("Two valleys", "a=gd&a.lr=0.02")) == pytest.approx((1.131, 0), abs=0.01)
    assert landscape_of(parse("surface=formula&formula=x**4-3*x**2%2Bx")).loss_at((-1.3,)) < -3


def dips() -> None:
    stays, rolls = (
        on("Dips on the way down", "a=gd&a.lr=0.02"),
        on("Dips on the way down", "a=momentum&a.lr=0.02"),
    )
    assert end(stays)[0] > 3
    assert end(rolls)[0] == pytest.approx(-0.495, abs=0.01)


def ravine() -> None:
    assert end(on("A long ravine", "a=gd&a.lr=0.039"))[1] == pytest.approx(0, abs=1e-3)
    assert abs(end(on("A long ravine", "a=gd&a.lr=0.041"))[1]) > 100


def corner() -> None:
    last = points(on("A corner", "a=gd&a.lr=0.3"))[-6:]
    assert (np.abs(np.diff(last, axis=0)) > 0.29).all()
    assert (np.abs(last) < 0.4).all()


def ridge() -> None:
    assert end(on("On a ridge", "a=gd&a.lr=0.05")) == pytest.approx((0, 0), abs=1e-6)
    assert abs(end(on("On a ridge", "a=gd&a.lr=0.05", noise="0.1"))[1]) == pytest.approx(
        math.sqrt(2), abs=0.2
    )


def edge() -> None:
    assert end(on("The edge of a logarithm", "a=gd&a.lr=0.5")) == pytest.approx((1,), abs=1e-3)
    far = on("The edge of a logarithm", "a=gd&a.lr=6")
    assert len(points(far)) < 10
    assert verdict(far).kind == "diverged"


def hole() -> None:
    start, still = (3.5, 2.5), end(on("A hole in a plain", "a=gd&a.lr=0.1", steps="200"))
    assert math.dist(start, still) < 0.1
    assert math.hypot(*end(on("A hole in a plain", "a=adam&a.lr=0.05"))) < 0.05


def ring() -> None:
    for start, angle in (("0.4,0.3", math.atan2(0.3, 0.4)), ("-1,3", math.atan2(3, -1))):
        x, y = end(on("A ring", "a=gd&a.lr=0.05", start=start))
        assert math.hypot(x, y) == pytest.approx(2, abs=1e-3)
        assert math.atan2(y, x) == pytest.approx(angle, abs=1e-6)


def weights() -> None:
    w, b = end(on("Two weights in a row", "a=gd&a.lr=0.02"))
    assert w * b == pytest.approx(1, abs=1e-2)
    land = landscape_of(parse("surface=formula&formula=(w*b-1)**2"))
    assert land.gradient_at((0.0, 0.0)) == (0, 0)


def signs() -> None:
    assert np.abs(np.diff(points(by("Only the signs")), axis=0)) == pytest.approx(0.05)


def falling() -> None:
    run = by("A learning rate that falls")
    land = landscape_of(parse("surface=himmelblau"))
    at = points(run)
    for t in (1, 7, 50):
        step = 0.02 / (1 + 0.02 * t) * np.array(land.gradient_at(at[t - 1]))
        assert at[t] == pytest.approx(at[t - 1] - step)


def ball() -> None:
    query = "surface=himmelblau&start=0,0.5&steps=50&a=momentum&a.lr=0.002&a.momentum=0.9"
    assert points(by("A heavy ball by hand")) == pytest.approx(points(run_to_its_end(query)), rel=1e-9)


def shaken() -> None:
    assert end(by("Shaken", seed="1")) != end(by("Shaken", seed="2"))
    query = "surface=himmelblau&start=0,0.5&steps=50&a=gd&a.lr=0.01"
    assert end(by("Shaken", **{"a.shake": "0"})) == end(run_to_its_end(query))


def short() -> None:
    lengths = np.linalg.norm(np.diff(points(by("No step too long")), axis=0), axis=1)
    assert lengths.max() == pytest.approx(0.05)


def ahead() -> None:
    land = landscape_of(parse("surface=himmelblau"))
    at = points(by("Looking ahead"))
    there = at[0] - 0.01 * np.array(land.gradient_at(at[0]))
    assert at[1] == pytest.approx(at[0] - 0.01 * np.array(land.gradient_at(there)))


def counted() -> None:
    land = landscape_of(parse("surface=himmelblau"))
    at = points(by("A memory that begins at 1"))
    slopes = np.array([land.gradient_at(point) for point in at[:-1]])
    total = 1 + np.cumsum((slopes**2).sum(axis=1))
    assert np.diff(at, axis=0) == pytest.approx(-slopes / np.sqrt(total)[:, None])


SHOWN: dict[str, Callable[[], None]] = {
    "Two valleys": two_valleys,
    "Dips on the way down": dips,
    "A long ravine": ravine,
    "A corner": corner,
    "On a ridge": ridge,
    "The edge of a logarithm": edge,
    "A hole in a plain": hole,
    "A ring": ring,
    "Two weights in a row": weights,
    "Only the signs": signs,
    "A learning rate that falls": falling,
    "A heavy ball by hand": ball,
    "Shaken": shaken,
    "No step too long": short,
    "Looking ahead": ahead,
    "A memory that begins at 1": counted,
}


@pytest.mark.parametrize("name", [*FORMULA, *RULE])
def test_an_example_shows_what_its_line_says(name: str) -> None:
    SHOWN[name]()


def test_the_ridge_ends_at_a_saddle_in_the_pages_own_words() -> None:
    experiment = parse("surface=formula&formula=x**2-y**2%2By**4/4&start=2,0&steps=400&a=gd&a.lr=0.05")
    descent = Descent(landscape_of(experiment), plan_of(experiment, experiment.runs[0]))
    descent.advance(400)
    assert verdict(descent).kind == "saddle"


@pytest.mark.parametrize("one", FORMULAS, ids=lambda one: one.name)
def test_every_formula_starts_inside_its_window(one: Formula) -> None:
    keys = {"surface": "formula", "formula": one.text, "window": one.window, "start": one.start}
    experiment = parse(join(keys.items()))
    assert experiment.start is not None
    assert not isinstance(experiment.start, str)
    sides = zip(experiment.start, window_of(experiment), strict=True)
    assert all(low < value < high for value, (low, high) in sides)
