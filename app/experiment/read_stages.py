"""A run's optimizer and the changes made to it on the way: `a`, `a.NAME`, `a@K`, `a.NAME@K`."""

from __future__ import annotations

from functools import partial

from app.core.hyperparameters import Hyperparameter
from app.core.optimizers import OPTIMIZERS
from app.experiment.fields import RUN_KEYS
from app.experiment.midway import moves_under, read_step
from app.experiment.offered import optimizer_of, typed_rule
from app.experiment.reading import Reading, choose
from app.experiment.value import RULE, Stage

_PLUS = " A + in a link must be written %2B; here it was read as a space."


def read_stages(reading: Reading, letter: str, steps: int) -> tuple[Stage, ...]:
    """The stages of a run, the first at step 0; none where its optimizer is refused."""
    first = _begin(reading, letter, "", 0)
    if first is None:
        return ()
    stages = [first]
    for step in _steps_of_changes(reading, letter, steps):
        stage = _change(reading, letter, step, stages[-1])
        if stage and (stage.values != stages[-1].values or not stage.follows(stages[-1])):
            stages.append(stage)
    return tuple(stages)


def _begin(reading: Reading, letter: str, at: str, since: int) -> Stage | None:
    """A stage with a new optimizer, all of whose numbers are given or take their defaults."""
    key = f"{letter}{at}"
    given = reading.take(key)
    text = given.text if given else ""
    optimizer = reading.attempt(lambda: choose(text, (*OPTIMIZERS, RULE), key, "optimizer"))
    if optimizer is None:
        return None
    rule = _rule(reading, f"{letter}.rule{at}") if optimizer == RULE else ""
    if rule is None:
        return None
    blank = Stage(since, optimizer, (), rule)
    limits = optimizer_of(blank).hyperparameters
    if optimizer == RULE:
        _demand(reading, letter, at, limits)
    return _with_numbers(reading, letter, at, Stage(since, optimizer, _defaults(limits), rule))


def _defaults(limits: tuple[Hyperparameter, ...]) -> tuple[tuple[str, float], ...]:
    return tuple([(h.name, float(h.default)) for h in limits])


def _rule(reading: Reading, key: str) -> str | None:
    """The typed rule under `key`, as text that holds; None where it is refused."""
    given = reading.take(key)
    if given is None:
        reading.refuse(key, f"Write the rule too, such as {key}=p%3Dp-lr*g.")
        return None
    text = given.text.strip()
    before = len(reading.problems)
    rule = reading.attempt(lambda: typed_rule(text, key))
    if rule is None and given.plus:
        worst = reading.problems[before]
        reading.problems[before] = worst.adding(_PLUS)
    return text if rule else None


def _demand(reading: Reading, letter: str, at: str, limits: tuple[Hyperparameter, ...]) -> None:
    for name in [h.name for h in limits]:
        key = f"{letter}.{name}{at}"
        if name != "lr" and key not in reading.given:
            reading.refuse(key, f"The rule reads {name}: give it a number, as in {key}=0.9.")


def _with_numbers(reading: Reading, letter: str, at: str, stage: Stage) -> Stage:
    """The stage with the numbers that the query gives it."""
    limits = {h.name: h for h in optimizer_of(stage).hyperparameters}
    values = tuple([
        (name, reading.within(f"{letter}.{name}{at}", limits[name], value)) for name, value in stage.values
    ])  # fmt: skip
    return Stage(stage.since, stage.optimizer, values, stage.rule)


def _steps_of_changes(reading: Reading, letter: str, steps: int) -> list[int]:
    """Every step at which the query changes something in this run."""
    found: set[int] = set()
    for key in reading.under(f"{letter}.", f"{letter}@"):
        if "@" not in key or key.startswith(moves_under(letter)):
            continue
        step = reading.attempt(partial(read_step, key, steps))
        if step is None:
            reading.take(key)
        else:
            found.add(step)
    return sorted(found)


def _change(reading: Reading, letter: str, step: int, before: Stage) -> Stage | None:
    at = f"@{step}"
    if f"{letter}{at}" in reading.left:
        stage = _begin(reading, letter, at, step)
        if stage is None:
            reading.drop([key for key in reading.under(f"{letter}.") if key.endswith(at)])
        elif stage.follows(before):
            name = optimizer_of(before).name
            reading.refuse(f"{letter}{at}", f"Run {letter} is {name} already; change a number of it instead.")
    else:
        stage = _with_numbers(reading, letter, at, Stage(step, before.optimizer, before.values, before.rule))
    _refuse_unchangeable(reading, letter, at, stage or before)
    return stage


def _refuse_unchangeable(reading: Reading, letter: str, at: str, stage: Stage) -> None:
    for key in [key for key in reading.under(f"{letter}.") if key.endswith(at)]:
        name = key.removeprefix(f"{letter}.").removesuffix(at)
        if name == "start":
            continue
        reading.take(key)
        if name == "rule":
            reading.refuse(key, f"A new rule from a step on needs {letter}{at}=rule beside it.")
        elif name.partition(".")[0] in RUN_KEYS:
            reading.refuse(key, f"What {letter}.{name} says holds for the whole run: write it without {at}.")
        else:
            known = ", ".join(f"{letter}.{n}{at}" for n, _ in stage.values) or "nothing that can be changed"
            reading.refuse(key, f"{optimizer_of(stage).name} has no {name[:40]}; it has {known}.")
