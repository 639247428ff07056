"""A network in words and numbers: its shape, and the plane that its loss is seen on."""

from __future__ import annotations

from math import isfinite
from typing import Any

from app.core.landscape import Floats
from app.core.network.slice import Slice
from app.experiment import Experiment
from app.experiment.networks import learnt
from app.experiment.resolve import lesson_of

_TRUE = (
    "A path is seen as its shadow on the plane. Its losses are the true ones, where the weights really are, "
    "so it may run above or below the surface drawn; how far off the plane it is stands at each step."
)


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

    explained: for pca the shares of the paths' variance along x and y, else null. titles: the names, with
    these shares. note: why it is another kind than was asked for, else empty. words: all of it, in sentences.
    """
    share = seen.bent_share(x, y, z)
    bent = share if isfinite(share) else None
    return {
        "kind": seen.kind,
        "explained": seen.plane.shares,
        "names": seen.names,
        "titles": plane_titles(seen),
        "bent_share": bent,
        "note": seen.note,
        "words": [said for said in (seen.note, _chosen(seen), _bends(bent), _TRUE) if said],
    }


def plane_titles(seen: Slice) -> tuple[str, ...]:
    """What lies along x and y, for pca with its share of the paths' variance."""
    shares = seen.plane.shares
    if shares is None:
        return seen.names
    named = zip(seen.names, shares, strict=True)
    return tuple([f"{name} ({_percent(share)} of the variance)" for name, share in named])


def _chosen(seen: Slice) -> str:
    weights = f"the space of all {seen.network.size:,} weights"
    if seen.plane.shares is not None:
        first, second = [_percent(share) for share in seen.plane.shares]
        return f"The plane lies in {weights} along the paths: {first} and {second} of their variance."
    if seen.kind == "ends":
        return f"The plane goes through {weights} where the runs ended."
    if seen.kind == "weights":
        return f"The plane is that of {' and '.join(seen.names)}; the others stay where they are."
    return (
        f"The plane goes through {weights} in two random directions, along which each unit's weights are as "
        "long as in the network itself. A path hardly shows there: it has some other way to go."
    )


def _bends(bent: float | None) -> str:
    return "" if bent is None else f"On {_percent(bent)} of it the surface bends downwards some way."


def _percent(share: float) -> str:
    return f"{share:.1%}" if 0.0005 < share < 0.9995 else f"{share:.0%}"
