"""An experiment together with how it is looked at: what a link holds."""

from __future__ import annotations

from app.experiment.query import join, split
from app.experiment.value import Experiment
from app.experiment.view import VIEW
from app.experiment.write import canonical


def looked(query: str) -> dict[str, str]:
    """The view keys of a query that was read, in one order, as they are written."""
    given, _ = split(query)
    return {key: given[key].text for key in VIEW if key in given}


def whole(experiment: Experiment, query: str, *without: str) -> str:
    """The canonical query of the experiment that `query` writes, and its view keys after it, but for some."""
    kept = [(key, text) for key, text in looked(query).items() if key not in without]
    return "&".join([part for part in (canonical(experiment), join(kept)) if part])
