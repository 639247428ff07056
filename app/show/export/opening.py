"""How a script begins: what it is about, where to see it, what it needs. And what none can be written of."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import BadInput, refuse
from app.core.optimizers.rule import Rule
from app.experiment import Experiment, Run, canonical, sentence
from app.experiment.offered import optimizer_of
from app.experiment.resolve import ground_of
from app.experiment.value import Stage
from app.show.export.names import comment

# What every script in Python offers to whoever imports it.
OFFERS = "Imported, it offers RUNS and trajectory: trajectory(RUNS['a']()) has a row for each step."


def opening(experiment: Experiment, needs: Sequence[str]) -> list[str]:
    """The comment at the top: the experiment in a sentence, its story, its link, and what it needs to run."""
    return [
        comment(sentence(experiment)),
        comment(ground_of(experiment).story),
        "#",
        "# Written by Fall Line. On any of its servers this link shows the same:",
        comment(f"/?{canonical(experiment)}"),
        "#",
        *[comment(line) for line in needs],
    ]


def check(experiment: Experiment, name: str) -> None:
    """BadInput, every field of it, where the experiment has something that no script called `name` tells."""
    if not experiment.runs:
        raise BadInput("a", f"{name} tells of runs, and there is none: add one, such as a=adam.")
    refuse([_flow(run, stage, name) for run, stage in stages(experiment) if not is_rule(stage)])


def stages(experiment: Experiment) -> list[tuple[Run, Stage]]:
    """Every stage of every run."""
    return [(run, stage) for run in experiment.runs for stage in run.stages]


def is_rule(stage: Stage) -> bool:
    """Whether a stage follows a rule that is text."""
    return isinstance(optimizer_of(stage), Rule)


def field_of(run: Run, stage: Stage) -> str:
    """The key that names a stage's optimizer."""
    return f"{run.id}@{stage.since}" if stage.since else run.id


def _flow(run: Run, stage: Stage, name: str) -> BadInput:
    method = optimizer_of(stage).name
    why = f"{method} is a method that branches and searches, and no rule of a few lines"
    return BadInput(field_of(run, stage), f"{why}: {name} can't tell it. Take run.csv for its numbers.")
