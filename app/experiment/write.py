"""Experiment -> canonical query: defaults left out, one order, numbers shortest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.core.schedules import SCHEDULES
from app.experiment.fields import NOISE, REPLACE, SEED, STEPS
from app.experiment.numbers import write_number, write_numbers
from app.experiment.offered import GROUNDS, optimizer_of
from app.experiment.query import join
from app.experiment.value import CONSTANT, RULE, Experiment, Run, Stage, Start, Values

Pairs = Iterator[tuple[str, str]]


def canonical(experiment: Experiment) -> str:
    """The one query string that stands for this experiment: parse(canonical(e)) == e."""
    return join(_experiment(experiment))


def _experiment(experiment: Experiment) -> Pairs:
    yield "surface", experiment.surface
    if experiment.formula:
        yield "formula", experiment.formula
    yield from _settings(experiment)
    if experiment.window:
        yield "window", ",".join(write_numbers(side) for side in experiment.window)
    if experiment.start is not None:
        yield "start", write_start(experiment.start)
    plain = ((STEPS, experiment.steps), (SEED, experiment.seed), (NOISE, experiment.noise))
    for limits, value in plain:
        if value != limits.default:
            yield limits.name, str(value) if limits.whole else write_number(value)
    if experiment.batch is not None:
        yield "batch", str(experiment.batch)
    if experiment.replace:
        yield REPLACE.name, "1"
    for run in experiment.runs:
        yield from _run(run)


def write_start(start: Start) -> str:
    """A start as its word or its coordinates."""
    return start if isinstance(start, str) else write_numbers(start)


def _settings(experiment: Experiment) -> Pairs:
    """The surface's settings that are not at their defaults."""
    known = GROUNDS[experiment.surface].defaults(experiment.parameters)
    for name, value in experiment.parameters:
        if value != known.get(name):
            yield f"s.{name}", write_number(value) if isinstance(value, float) else str(value)


def _numbers(prefix: str, values: Values, before: Values, suffix: str = "") -> Pairs:
    known = dict(before)
    for name, value in values:
        if value != known.get(name):
            yield f"{prefix}{name}{suffix}", write_number(value)


def _run(run: Run) -> Pairs:
    yield from _stage(run.id, run.stages[0], None)
    if run.start is not None:
        yield f"{run.id}.start", write_start(run.start)
    if run.schedule != CONSTANT:
        yield f"{run.id}.schedule", run.schedule
        defaults = tuple([(p.name, p.default) for p in SCHEDULES[run.schedule].parameters])
        yield from _numbers(f"{run.id}.schedule.", run.schedule_values, defaults)
    if run.clip is not None:
        yield f"{run.id}.clip", write_number(run.clip)
    if run.batch is not None:
        yield f"{run.id}.batch", str(run.batch)
    if run.up:
        yield f"{run.id}.direction", "up"
    yield from _midway(run)


def _midway(run: Run) -> Pairs:
    """What happens on the way, by step; a move after the change that is made at its step."""
    stages = [(stage.since, [*_stage(run.id, stage, before)]) for before, stage in pairwise(run.stages)]
    moves = [(move.step, [(f"{run.id}.start@{move.step}", write_numbers(move.to))]) for move in run.moves]
    for _, pairs in sorted([*stages, *moves], key=lambda event: event[0]):
        yield from pairs


def _stage(letter: str, stage: Stage, before: Stage | None) -> Pairs:
    at = f"@{stage.since}" if before else ""
    if before and stage.follows(before):
        yield from _numbers(f"{letter}.", stage.values, before.values, at)
        return
    yield f"{letter}{at}", stage.optimizer
    if stage.optimizer == RULE:
        yield f"{letter}.rule{at}", stage.rule
    yield from _numbers(f"{letter}.", stage.values, _defaults(stage), at)


def _defaults(stage: Stage) -> Values:
    # A number of a typed rule has no default but lr's: it is always written.
    known = [h for h in optimizer_of(stage).hyperparameters if stage.optimizer != RULE or h.name == "lr"]
    return tuple([(h.name, h.default) for h in known])
