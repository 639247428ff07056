"""An experiment in one plain sentence, and each run in a few words."""

from __future__ import annotations

from itertools import pairwise

from app.core.plan import Move
from app.core.schedules import SCHEDULES
from app.experiment.numbers import write_number
from app.experiment.offered import optimizer_of
from app.experiment.resolve import ground_of, site_of, start_of
from app.experiment.value import CONSTANT, RULE, Experiment, Point, Run, Stage


def sentence(experiment: Experiment) -> str:
    """What happens, where, from where and for how long.

    Such as “Adam (lr 0.05) and Momentum (lr 0.002) go down Himmelblau from (-3, 4), 300 steps each.”
    """
    if not experiment.runs:
        return f"{_place(experiment)}, with no run on it yet."
    names = _listed([_described(run) for run in experiment.runs])
    way = f"{_verb(experiment)} {_place(experiment)}{_from(experiment)}"
    return f"{names} {way}, {_steps(experiment)}{_chance(experiment)}."


def label(run: Run) -> str:
    """A run in a few words, such as “Adam, lr 0.05” or “Momentum, lr 0.1, then 0.01”."""
    stage = run.stages[0]
    rate = dict(stage.values).get("lr")
    name = optimizer_of(stage).name
    later = [f", then {new}" for new in map(_news, run.stages, run.stages[1:]) if new]
    batch = f", batch {run.batch}" if run.batch else ""
    return (name if rate is None else f"{name}, lr {write_number(rate)}") + "".join(later) + batch


def _news(before: Stage, after: Stage) -> str:
    """What is new of the optimizer or its learning rate; empty where both stay."""
    if not after.follows(before):
        return optimizer_of(after).name
    old, new = dict(before.values).get("lr"), dict(after.values).get("lr")
    return "" if new is None or new == old else write_number(new)


def _described(run: Run) -> str:
    stage = run.stages[0]
    notes = _numbers(stage)
    if run.schedule != CONSTANT:
        notes.append(f"{SCHEDULES[run.schedule].name} schedule")
    if run.clip is not None:
        notes.append(f"gradients clipped to {write_number(run.clip)}")
    if run.batch is not None:
        notes.append(f"{run.batch} rows at a time")
    told = [", ".join(notes), *_midway(run)]
    name = optimizer_of(stage).name
    return f"{name} ({'; '.join([part for part in told if part])})" if any(told) else name


def _numbers(stage: Stage) -> list[str]:
    """The learning rate, and whatever else is not at its default."""
    return [
        f"{h.name} {write_number(value)}"
        for h, (_, value) in zip(optimizer_of(stage).hyperparameters, stage.values, strict=True)
        if h.name == "lr" or stage.optimizer == RULE or value != h.default
    ]


def _midway(run: Run) -> list[str]:
    """What happens to a run on its way, in the order of the steps."""
    changes = [
        (after.since, f"from step {after.since} {changed(before, after)}")
        for before, after in pairwise(run.stages)
    ]
    moves = [(move.step, moved(move)) for move in run.moves]
    return [text for _, text in sorted([*changes, *moves], key=lambda event: event[0])]


def moved(move: Move) -> str:
    """A move by hand, such as “moved to (1, 2) at step 40”."""
    return f"moved to {_coordinates(move.to)} at step {move.step}"


def changed(before: Stage, after: Stage) -> str:
    """What is new in a stage, such as “lr 0.5”."""
    if not after.follows(before):
        return ", ".join([optimizer_of(after).name, *_numbers(after)])
    was = dict(before.values)
    return ", ".join([f"{name} {write_number(value)}" for name, value in after.values if value != was[name]])


def _verb(experiment: Experiment) -> str:
    ways = {run.up for run in experiment.runs}
    one = len(experiment.runs) == 1
    if ways == {True}:
        return "climbs" if one else "climb"
    if ways == {False}:
        return "goes down" if one else "go down"
    return "go down and climb"


def _place(experiment: Experiment) -> str:
    return ground_of(experiment).place(experiment.formula, experiment.parameters)


def _from(experiment: Experiment) -> str:
    starts = {start_of(experiment, run) for run in experiment.runs}
    if len(starts) > 1:
        return f" from {len(starts)} starts"
    start, site = starts.pop(), site_of(experiment)
    if start is None:
        return f" from {site.begins}"
    variable = f"{site.variables[0]} = " if len(start) == 1 else ""
    return f" from {variable}{_coordinates(start)}"


def _coordinates(point: Point) -> str:
    # Four digits say where it is; the link has them all.
    numbers = ", ".join([write_number(float(f"{value:.4g}")) for value in point])
    return f"({numbers})" if len(point) > 1 else numbers


def _steps(experiment: Experiment) -> str:
    steps = f"{experiment.steps} step{'s' if experiment.steps != 1 else ''}"
    return f"{steps} each" if len(experiment.runs) > 1 else steps


def _chance(experiment: Experiment) -> str:
    noise = f", with noise {write_number(experiment.noise)}" if experiment.noise else ""
    again = " drawn with replacement" if experiment.replace else ""
    batch = f", {experiment.batch} rows at a time{again}" if experiment.batch else ""
    seed = f", seed {experiment.seed}" if experiment.seed else ""
    return noise + batch + seed


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
