"""An experiment spelled out: its query, its sentence, and every number with defaults filled in."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from app.core.plan import Move, shared
from app.core.program import written_lines
from app.experiment import canonical, label, sentence
from app.experiment.fields import DIRECTIONS
from app.experiment.numbers import write_number
from app.experiment.offered import optimizer_of
from app.experiment.resolve import plan_of, site_of, start_of, surface_name
from app.experiment.sentence import changed, moved
from app.experiment.value import Experiment, Run, Stage, Value
from app.show.fitting import fitting
from app.show.formulas import typeset_line
from app.show.nets import shape
from app.show.presets import preset_of


def described(experiment: Experiment) -> dict[str, Any]:
    """What `/api/experiment` tells."""
    site = site_of(experiment)
    return {
        "query": canonical(experiment),
        "sentence": sentence(experiment),
        "surface": experiment.surface,
        "name": surface_name(experiment),
        "formula": experiment.formula or None,
        "parameters": {name: _plain(value) for name, value in experiment.parameters},
        "dimension": site.dimension,
        "variables": site.variables,
        "window": experiment.window or site.window,
        "start": start_of(experiment),
        "steps": experiment.steps,
        "seed": experiment.seed,
        "noise": experiment.noise,
        "batch": experiment.batch,
        "replace": experiment.replace,
        "fitted": site.rows is not None,
        "network": shape(experiment),
        "rows": site.rows,
        "fit": fitting(experiment),
        "runs": [_run(experiment, run) for run in experiment.runs],
        "preset": preset_of(experiment),
    }


def _plain(value: Value) -> float | str:
    return value if isinstance(value, float) else str(value)


def announced(experiment: Experiment) -> dict[str, Any]:
    """What is about to run, as a stream begins with it."""
    runs = [brief(experiment, run) for run in experiment.runs]
    return {"query": canonical(experiment), "steps": experiment.steps, "runs": runs}


def brief(experiment: Experiment, run: Run) -> dict[str, Any]:
    """A run as a stream announces it."""
    return {
        "id": run.id,
        "optimizer": run.stages[0].optimizer,
        "name": optimizer_of(run.stages[0]).name,
        "label": label(run),
        "start": start_of(experiment, run),
    }


def _run(experiment: Experiment, run: Run) -> dict[str, Any]:
    return {
        **brief(experiment, run),
        "rule": run.stages[0].rule or None,
        "formula": [typeset_line(line) for line in written_lines(run.stages[0].rule)] or None,
        "values": dict(run.stages[0].values),
        "schedule": run.schedule,
        "schedule_values": dict(run.schedule_values),
        "clip": run.clip,
        "batch": run.batch,
        "direction": DIRECTIONS[run.up],
        "changes": [change for pair in pairwise(run.stages) for change in _changes(*pair)],
        "moves": [_move(move) for move in run.moves],
        "shares": _shares(experiment, run),
    }


def _changes(before: Stage, after: Stage) -> list[dict[str, Any]]:
    """Each change as step, name and value; a new optimizer is one by the name of `optimizer`."""
    known = dict(before.values)
    if after.follows(before):
        return [
            {
                "step": after.since,
                "name": name,
                "value": value,
                "text": _text(after, name, value, known[name]),
            }
            for name, value in after.values
            if value != known[name]
        ]
    change = {"step": after.since, "name": "optimizer", "value": after.optimizer}
    text = f"From step {after.since} on: {changed(before, after)}."
    return [{**change, "values": dict(after.values), "rule": after.rule or None, "text": text}]


def _text(after: Stage, name: str, value: float, was: float) -> str:
    return f"From step {after.since} on: {name} {write_number(value)}, before that {write_number(was)}."


def _move(move: Move) -> dict[str, Any]:
    return {"step": move.step, "to": move.to, "text": f"{moved(move).capitalize()}."}


def _shares(experiment: Experiment, run: Run) -> dict[str, Any] | None:
    """The earlier run whose points are the same for the longest, and up to which step they are."""
    plan = plan_of(experiment, run)
    earlier = experiment.runs[: experiment.runs.index(run)]
    found = [(shared(plan_of(experiment, other), plan), other.id) for other in earlier]
    until, id = max(found, key=lambda pair: pair[0], default=(0, ""))
    return {"run": id, "until": until} if until > 0 else None
