"""The keys of the runs, `a` to `h`: each one's optimizer, numbers, start, schedule and changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from app.core.oracles import View
from app.core.schedules import SCHEDULES
from app.experiment import fields
from app.experiment.midway import read_moves
from app.experiment.offered import optimizer_of
from app.experiment.places import read_start
from app.experiment.read_batch import read_batch
from app.experiment.read_stages import read_stages
from app.experiment.reading import Reading, choose
from app.experiment.site import Site
from app.experiment.value import CONSTANT, LETTERS, Run, Stage, Start, Values


@dataclass(frozen=True)
class Common:
    """What holds for every run that says nothing else."""

    start: Start | None
    steps: int
    batch: int | None


def read_runs(reading: Reading, site: Site | None, common: Common) -> tuple[Run, ...]:
    """Every run that the query asks for, in the order of their letters."""
    runs = [_run(reading, letter, site, common) for letter in LETTERS if _named(reading, letter)]
    return tuple([run for run in runs if run])


def _named(reading: Reading, letter: str) -> bool:
    if letter in reading.left:
        return True
    for key in reading.under(f"{letter}.", f"{letter}@"):
        reading.refuse(key, f"Run {letter} has no optimizer: add {letter}=adam or another, or drop this.")
        reading.take(key)
    return False


def _run(reading: Reading, letter: str, site: Site | None, common: Common) -> Run | None:
    before = len(reading.problems)
    stages = read_stages(reading, letter, common.steps)
    if not stages:
        reading.drop(reading.under(f"{letter}.", f"{letter}@"))
        return None
    schedule, schedule_values = _schedule(reading, letter, stages[0])
    run = Run(
        id=letter,
        stages=stages,
        start=_start(reading, letter, site, common.start),
        schedule=schedule,
        schedule_values=schedule_values,
        clip=reading.within(f"{letter}.clip", fields.CLIP) if f"{letter}.clip" in reading.left else None,
        up=_direction(reading, letter) == "up",
        moves=read_moves(reading, letter, site, common.steps),
        batch=None if (batch := read_batch(reading, f"{letter}.batch", site)) == common.batch else batch,
    )
    _refuse_unknown(reading, run)
    if site:
        _refuse_unable(reading, run, site)
    return run if len(reading.problems) == before else None


def _refuse_unable(reading: Reading, run: Run, site: Site) -> None:
    for stage in run.stages:
        key = f"{run.id}@{stage.since}" if stage.since else run.id
        reading.attempt(partial(site.check, optimizer_of(stage), View(up=run.up), key))


def _start(reading: Reading, letter: str, site: Site | None, common: Start | None) -> Start | None:
    start = read_start(reading, f"{letter}.start", site)
    common = common or (site.start if site else None)
    return None if start == common and start != "random" else start


def _direction(reading: Reading, letter: str) -> str:
    key = f"{letter}.direction"
    ways = fields.DIRECTIONS
    return reading.value(key, lambda text: choose(text, ways, key, "direction", listed=True), ways[0])


def _schedule(reading: Reading, letter: str, first: Stage) -> tuple[str, Values]:
    key = f"{letter}.schedule"
    before = len(reading.problems)
    name = reading.value(key, lambda text: choose(text, SCHEDULES, key, "schedule", listed=True), CONSTANT)
    if len(reading.problems) > before:
        reading.drop(reading.under(f"{key}."))
        return CONSTANT, ()
    if name != CONSTANT and "lr" not in dict(first.values):
        name_of = optimizer_of(first).name
        reading.refuse(key, f"{name_of} has no learning rate for a schedule to change; leave this out.")
    return name, _schedule_values(reading, key, name)


def _schedule_values(reading: Reading, key: str, schedule: str) -> Values:
    limits = SCHEDULES[schedule].parameters
    return tuple([(h.name, reading.within(f"{key}.{h.name}", h)) for h in limits])


def _refuse_unknown(reading: Reading, run: Run) -> None:
    for key in reading.under(f"{run.id}.", f"{run.id}@"):
        reading.take(key)
        if key == f"{run.id}.rule":
            said = f"A rule of your own goes with {run.id}=rule; write that, or leave this out."
            reading.refuse(key, said)
        else:
            _refuse_key(reading, key, run)


def _refuse_key(reading: Reading, key: str, run: Run) -> None:
    name = key.partition(".")[2]
    if name.startswith("schedule."):
        known = [f"{run.id}.schedule.{p.name}" for p in SCHEDULES[run.schedule].parameters]
        said = f"The schedule {run.schedule} has {'no ' + name[9:49] if known else 'no parameters'}."
        reading.refuse_key(key, known, said, f"It has {', '.join(known)}." if known else "Leave this out.")
        return
    optimizer = optimizer_of(run.stages[0])
    known = [f"{run.id}.{n}" for n in [*[h.name for h in optimizer.hyperparameters], *fields.RUN_KEYS[1:]]]
    reading.refuse_key(key, known, f"{optimizer.name} has no {name[:40]}.", f"It has {', '.join(known)}.")
