"""The runs compared by what they cost: evaluations spent by each step, and when each came near the lowest."""

from __future__ import annotations

from typing import Any

from app.core.passage import Passage
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, lesson_of
from app.show.trained import journey_of

# How near counts as there.
WITHIN = 1e-3

UNIT = (
    "An evaluation is one look at the surface: a gradient with the loss that comes with it, a loss asked "
    "for on its own, or one row of the Hessian."
)
_UNKNOWN = "No loss of this surface is proven to be the lowest, so none is told to be near it."
_BATCHES = "A look at a batch counts like one at all rows."


def compare(experiment: Experiment) -> dict[str, Any]:
    """For each run, the evaluations spent by each step, and the first step within WITHIN of the lowest loss.

    `words` says why nothing can be reached where no lowest loss is known, `batches` how a batch counts.
    """
    best = None if lesson_of(experiment) else landscape_of(experiment).best
    journey = journey_of(experiment)
    journey.advance(experiment.steps)
    return {
        "best": best,
        "within": WITHIN,
        "unit": UNIT,
        "batches": _BATCHES if _batched(experiment) else None,
        "words": _UNKNOWN if best is None else None,
        "runs": [_run(run, passage, best) for run, passage in journey.passages()],
    }


def _batched(experiment: Experiment) -> bool:
    return bool(experiment.batch or any(run.batch for run in experiment.runs))


def _run(run: Run, passage: Passage[Any], best: float | None) -> dict[str, Any]:
    losses = passage.losses
    near = next((k for k, loss in enumerate(losses) if best is not None and loss - best <= WITHIN), None)
    reached = None if near is None else {"step": near, "evaluations": passage.spent[near]}
    return {"id": run.id, "spent": passage.spent[: len(losses)], "reached": reached}
