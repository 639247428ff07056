"""A network in words and numbers: its shape, and the plane that its loss is seen on."""

from __future__ import annotations

from math import isfinite
from typing import Any

from app.core.landscape import Floats
from app.core.network.slice import Slice
from app.experiment import Experiment
from app.experiment.networks import learnt
from app.experiment.resolve import lesson_of


def shape(experiment: Experiment) -> dict[str, Any] | None:
    """The network under an experiment: what it is asked, and its weights; None where there is none.

    weights: their names, by which s.weights picks two.
    """
    lesson = lesson_of(experiment)
    if lesson is None:
        return None
    network, told = lesson.network, dict(learnt(experiment.parameters))
    return {
        "task": network.task,
        "layers": network.layers,
        "activation": network.activation,
        "skip": network.skip,
        "inputs": network.inputs,
        "outputs": network.outputs,
        "size": network.size,
        "weights": network.names,
        "standardize": bool(told["standardize"]),
        "plane": dict(experiment.parameters)["plane"],
    }


def plane(seen: Slice, x: Floats, y: Floats, z: Floats) -> dict[str, Any]:
    """How the plane was chosen, what lies along x and y, and how much of it bends downwards.

    explained: for pca the shares of the paths' variance along x and y, else null. note: why it is another
    kind than was asked for, else empty.
    """
    bent = seen.bent_share(x, y, z)
    return {
        "kind": seen.kind,
        "explained": seen.plane.shares,
        "names": seen.names,
        "bent_share": bent if isfinite(bent) else None,
        "note": seen.note,
    }
