"""All that the page asks a server while it plays one experiment, answered beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import app
from app.experiment import Experiment
from app.experiment.resolve import lesson_of, site_of
from app.show.catalogue import catalogue
from app.show.compare import compare
from app.show.described import announced, described
from app.show.field import SIDE, field
from app.show.fit import STRETCH as CURVES
from app.show.fit import curves, fit
from app.show.heights import surface
from app.show.inside import STRETCH, inside
from app.show.journey import Journey


def recorded(journey: Journey, seen: Mapping[str, str], n: int) -> dict[str, Any]:
    """Answers by what is asked, such as `surface`, and where one is told in stretches `inside?from=200`.

    `run` has the events of the stream, each with its name. seen: how the experiment is looked at. n: how many
    points along each variable the surface has.
    """
    experiment = journey.experiment
    run = events(journey)
    told = {
        "catalog": catalogue(app.__version__),
        "experiment": described(experiment),
        "run": run,
        "surface": surface(experiment, n),
        "compare": compare(experiment),
    }
    return told | _data(experiment) | _arrows(experiment, seen.get("arrows", "").split(","))


def events(journey: Journey) -> list[tuple[str, Any]]:
    """The stream, whole: what begins, every point at once, each run's verdict, the end."""
    experiment = journey.experiment
    while not journey.ready:
        journey.prepare(experiment.steps)
    journey.advance(experiment.steps)
    return [
        ("begin", announced(experiment)),
        ("steps", journey.since(0)),
        *[("verdict", verdict) for verdict in journey.verdicts()],
        ("end", {"step": max(journey.last, 0)}),
    ]


def _data(experiment: Experiment) -> dict[str, Any]:
    """The rows, and the model at every so many steps, so that one stretch holds them all."""
    if site_of(experiment).rows is None:
        return {}
    every = experiment.steps // CURVES + 1
    return {"fit": fit(experiment), "curves": curves(experiment, 0, every)}


def _arrows(experiment: Experiment, names: list[str]) -> dict[str, Any]:
    """What arrows at the playhead need, where any is drawn."""
    if not any(names) or lesson_of(experiment) is not None:
        return {}
    told = {f"inside?from={k}": inside(experiment, k) for k in range(0, experiment.steps + 1, STRETCH)}
    return told | ({"field": field(experiment, SIDE)} if "field" in names else {})
