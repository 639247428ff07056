"""Which plane a network's loss is shown on, by where its runs went."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.lesson import Lesson
from app.core.network.plane import (
    FIELD,
    Plane,
    Window,
    ends_plane,
    pca_plane,
    random_plane,
    weights_plane,
    window,
)
from app.core.network.slice import Slice
from app.core.network.training import Training
from app.core.oracles import DIRECTIONS
from app.core.surfaces.surface import rounded

Floats = NDArray[np.float64]

PLANES = {
    "pca": "Along the paths (PCA)",
    "random": "Two random directions",
    "ends": "Through the runs' ends",
    "weights": "Two single weights",
}
# The paths' main directions are found from so many points of all runs together, evenly spaced along each.
POINTS = 400
# A loss that grew so many times over has left the picture, and would squeeze all other paths into a dot.
_GROWN = 10.0
_NO_RUN = "Without a run there is no path to take directions from: these are random."
_NO_MOVE = "No run has moved, so no path has a direction: these are random."
_SQUARE: Window = ((-1.0, 1.0), (-1.0, 1.0))


def chosen(
    lesson: Lesson, kind: str, names: Sequence[str], start: Floats, runs: Sequence[Training], seed: int
) -> Slice:
    """The loss on a plane of this kind. runs: all to their ends, in the order of their letters.

    pca: along the two main directions of all runs together, through the first one's end. random: around that
    end, or `start` where there is no run. ends: through where the first two or three ended. weights: two
    by name, the others as at the first one's end; x and y are the weights themselves.

    Runs that diverged are left out as far as others are left. Without a path to take directions from, pca
    is a random plane, and says so. BadInput under s.plane or s.weights where there is no such plane.
    """
    kept = [run for run in runs if not _lost(run)] or [run for run in runs if run.step > 0]
    if kind == "weights":
        return _weights(lesson, names, kept, start)
    if kind == "ends":
        return _ends(lesson, kept)
    if kind == "pca" and runs:
        moved = [run for run in kept if run.step > 0 and (run.points[run.step] != run.points[0]).any()]
        if moved:
            return _main(lesson, moved)
    return _random(lesson, start, kept, seed, "" if kind == "random" else _NO_MOVE if runs else _NO_RUN)


def _lost(run: Training) -> bool:
    if run.ended_at is not None:
        return True
    return not run.plan.view.up and run.losses[-1] > _GROWN * max(run.losses[0], 1.0)


def _main(lesson: Lesson, runs: Sequence[Training]) -> Slice:
    # The first run's points come last, so that its end is the plane's origin.
    paths = [_thinned(run, POINTS // len(runs)) for run in reversed(runs)]
    plane = pca_plane(np.concatenate(paths))
    return _slice(lesson, plane, "pca", ("main direction 1", "main direction 2"), runs)


def _thinned(run: Training, most: int = POINTS) -> Floats:
    steps = np.linspace(0, run.step, min(run.step + 1, most)).round().astype(int)
    return np.asarray(run.points[steps])


def _random(lesson: Lesson, start: Floats, runs: Sequence[Training], seed: int, note: str) -> Slice:
    middle = runs[0].point if runs else start
    if not any(layer.matrix(middle).any() for layer in lesson.network.layout):
        # Directions as long as the weights have no length here: as long as they usually begin.
        plane = Plane(middle, *_directions(lesson, seed))
        note = f"{note} All weights are zero, so the directions are as long as weights usually begin.".strip()
    else:
        plane = random_plane(lesson.network, middle, default_rng([seed, DIRECTIONS]))
    names = ("random direction 1", "random direction 2")
    return Slice(lesson.network, lesson.data, plane, "random", names, _SQUARE, note)


def _directions(lesson: Lesson, seed: int) -> tuple[Floats, Floats]:
    like = random_plane(lesson.network, lesson.start("xavier", seed), default_rng([seed, DIRECTIONS]))
    return like.first, like.second


def _ends(lesson: Lesson, runs: Sequence[Training]) -> Slice:
    if len(runs) < 2:
        raise BadInput(
            FIELD, "This plane goes through where runs ended: it takes two or three that did not diverge."
        )
    plane = ends_plane([run.point for run in runs[:3]])
    second = "towards the third end" if len(runs) > 2 else "across"
    return _slice(lesson, plane, "ends", ("towards the second end", second), runs[:3])


def _weights(lesson: Lesson, names: Sequence[str], runs: Sequence[Training], start: Floats) -> Slice:
    first, second = [lesson.network.place(name) for name in names]
    around = np.array(runs[0].point if runs else start)
    plane = weights_plane(around, first, second)
    # With both at 0 in the origin, x and y are what the two weights are.
    around[[first, second]] = 0
    plane = Plane(around, plane.first, plane.second)
    if runs:
        return _slice(lesson, plane, "weights", (names[0], names[1]), runs)
    (x, y), reach = start[[first, second]].tolist(), 2.0
    sides: Window = ((x - reach, x + reach), (y - reach, y + reach))
    return Slice(lesson.network, lesson.data, plane, "weights", (names[0], names[1]), sides)


def _slice(
    lesson: Lesson, plane: Plane, kind: str, names: tuple[str, str], runs: Sequence[Training]
) -> Slice:
    places = np.concatenate([plane.project(_thinned(run))[0] for run in runs])
    sides = [rounded(low, high) for low, high in window(places)]
    return Slice(lesson.network, lesson.data, plane, kind, names, (sides[0], sides[1]))
