"""What the names in a lesson's words stand for in its figure, so that pointing at one lights up the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.experiment import Experiment
from app.experiment.resolve import lesson_of, site_of

_SLOPE = re.compile(r"g|d[A-Za-z]_d[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to be seen in the pictures of an experiment.

    kind: "variable", an axis of the map by its name; "input", what the data's axis shows; "loss"; "rate";
    "arrow", drawn at the playhead by its name; "run", by its letter.
    """

    kind: str
    name: str = ""


Things = Mapping[str, Thing]


def things(experiment: Experiment) -> dict[str, Thing]:
    """What the names that lessons use stand for in this experiment's pictures."""
    site = site_of(experiment)
    known = {"L": Thing("loss"), "lr": Thing("rate"), "m": Thing("arrow", "momentum")}
    if site.rows is None:
        known["f"] = Thing("loss")
    else:
        known["x"] = Thing("input")
    if any(run.stages[0].optimizer == "momentum" for run in experiment.runs):
        known["v"] = Thing("arrow", "momentum")
    # The axes of a plane through a network's weights are u and v in words: x is what it is given.
    names = site.variables if lesson_of(experiment) is None else ("u", "v")
    axes = zip(names, site.variables, strict=True)
    return known | {name: Thing("variable", variable) for name, variable in axes}


def on_data(experiment: Experiment) -> bool:
    """Whether data stand beside the map, so that a figure wants room for both."""
    return site_of(experiment).rows is not None


def thing(known: Things, name: str) -> Thing | None:
    """What a name stands for; None where nothing in the pictures is it."""
    if name not in known and _SLOPE.fullmatch(name):
        return Thing("arrow", "gradient")
    return known.get(name)
