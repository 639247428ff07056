"""How finely a picture's surface is sampled."""

from __future__ import annotations

from app.core.fits.limits import WORK, finest
from app.experiment import Experiment
from app.experiment.resolve import lesson_of, site_of

# Points along each variable, as on the page; fewer of a network, each of which takes a pass over its rows.
_GRID, _GRID_OF_NETWORK = 101, 51


def fineness(experiment: Experiment, work: float = WORK) -> int:
    """How many points along each variable a picture is drawn from, within the work of one request."""
    most = _GRID if lesson_of(experiment) is None else _GRID_OF_NETWORK
    site = site_of(experiment)
    return min(most, finest(site.rows, site.weights, work)) if site.rows else most
