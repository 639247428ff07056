"""The keys of the runs, `a` to `h`: each one's optimizer, numbers, start, schedule and changes."""

from __future__ import annotations

from app.core.plan import check
from app.core.landscape import Landscape
from app.core.oracles import View
from app.core.schedules import SCHEDULES
from app.experiment import fields
from app.experiment.numbers import read_within
from app.experiment.offered import optimizer_of
from app.experiment.places import read_start
from app.experiment.read_stages import read_stages
from app.experiment.reading import Reading, choose, nearest
from app.experiment.value import CONSTANT, LETTERS, Run, Stage, Start, Values


def read_runs(reading: Reading, land: Landscape | None, common: Start | None, steps: int) -> tuple[Run, ...]:
    """Every run that the query asks for, in the order of their letters."""
    runs = [_run(reading, letter, land, common, steps) for letter in LETTERS if _named(reading, letter)]
    return tuple([run for run in runs if run])


def _named(reading: Reading, letter: str) -> bool:
    if letter in reading.left:
        return True
    for key in reading.under(f"{letter}.", f"{letter}@"):
        reading.refuse(key, f"Run {letter} has no optimizer: add one, such as {letter}=adam, or leave this out.")
        reading.take(key)
    return False


def _run(
    reading: Reading, letter: str, land: Landscape | None, common: Start | None, steps: int
) -> Run | None:
    before = len(reading.problems)
    stages = read_stages(reading, letter, steps)
    if not stages:
        reading.drop(reading.under(f"{letter}.", f"{letter}@"))
        return None
    schedule, schedule_values = _schedule(reading, letter, stages[0])
    run = Run(
        id=letter,
        stages=stages,
        start=_start(reading, letter, land, common),
        schedule=schedule,
        schedule_values=schedule_values,
        clip=reading.value(f"{letter}.clip", lambda text: read_within(text, fields.CLIP, f"{letter}.clip"), None),
        up=_direction(reading, letter) == "up",
    )
    _refuse_unknown(reading, run)
    _refuse_unable(reading, run, land)
    return run if len(reading.problems) == before else None


def _refuse_unable(reading: Reading, run: Run, land: Landscape | None) -> None:
    for stage in run.stages if land else ():
        key = f"{run.id}@{stage.since}" if stage.since else run.id
        reading.attempt(lambda s=stage, k=key: check(land, optimizer_of(s), View(up=run.up), k))


def _start(reading: Reading, letter: str, land: Landscape | None, common: Start | None) -> Start | None:
    start = read_start(reading, f"{letter}.start", land)
    common = common or (land.start if land else None)
    return None if start == common and start != "random" else start


def _direction(reading: Reading, letter: str) -> str:
    key = f"{letter}.direction"
    return reading.value(key, lambda text: choose(text, fields.DIRECTIONS, key, "direction", listed=True), "down")


def _schedule(reading: Reading, letter: str, first: Stage) -> tuple[str, Values]:
    key = f"{letter}.schedule"
    before = len(reading.problems)
    name = reading.value(key, lambda text: choose(text, SCHEDULES, key, "schedule", listed=True), CONSTANT)
    if len(reading.problems) > before:
        reading.drop(reading.under(f"{key}."))
        return CONSTANT, ()
    if name != CONSTANT and "lr" not in dict(first.values):
        reading.refuse(key, f"{optimizer_of(first).name} has no learning rate for a schedule to change; leave it out.")
    return name, _schedule_values(reading, key, name)


def _schedule_values(reading: Reading, key: str, schedule: str) -> Values:
    return tuple([
        (limits.name, reading.value(
            f"{key}.{limits.name}",
            lambda text, h=limits: read_within(text, h, f"{key}.{h.name}"),
            float(limits.default),
        ))
        for limits in SCHEDULES[schedule].parameters
    ])  # fmt: skip


def _refuse_unknown(reading: Reading, run: Run) -> None:
    for key in reading.under(f"{run.id}.", f"{run.id}@"):
        reading.take(key)
        reading.refuse(key, _unknown(key, run))


def _unknown(key: str, run: Run) -> str:
    name = key.partition(".")[2]
    optimizer = optimizer_of(run.stages[0])
    if name == "rule":
        return f"A rule of your own goes with {run.id}=rule; write that, or leave this out."
    if name.startswith("schedule."):
        known = [f"{run.id}.schedule.{p.name}" for p in SCHEDULES[run.schedule].parameters]
        return f"The schedule {run.schedule} has {', '.join(known) or 'no parameters'}."
    known = [h.name for h in optimizer.hyperparameters] + list(fields.RUN_KEYS[1:])
    hint = nearest(name, known).replace("mean ", f"mean {run.id}.")
    return f"{optimizer.name} has no {name[:40]}: {hint}It has {', '.join(f'{run.id}.{n}' for n in known)}."
