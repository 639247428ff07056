"""`torch.py`: a script that walks every run again with PyTorch, its optimizers and autograd."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.core.errors import refuse
from app.core.oracles import NOISE
from app.core.plan import Plan
from app.experiment import Experiment, Run, Stage, label
from app.experiment.resolve import landscape_of, lesson_of, plan_of
from app.show.export.autograd import Torch, loss_function
from app.show.export.data import batch
from app.show.export.ending import ending
from app.show.export.losses import Told, indented, of_landscape
from app.show.export.network import needs
from app.show.export.opening import OFFERS, check, opening
from app.show.export.source import number
from app.show.export.torch_moved import Moved, MovedNetwork
from app.show.export.torch_network import network
from app.show.export.torch_optimizers import changes, made, refusals, scheduler

NEEDS = (
    "Run it with Python and PyTorch: it prints where each run ends.",
    OFFERS,
)

_TRAJECTORY = '''
def trajectory(points):
    """A row for each step: the point's coordinates, its loss, its gradient, which autograd finds.

    It ends early where a number is not finite: the run has diverged, or left where the loss is defined.
    """
    rows = []
    for {name} in points:
{row}
        if rows and not row[:{ends}].isfinite().all():
            break
        rows.append(row)
        if not row.isfinite().all():
            break
    return torch.stack(rows)
'''


def torch_script(experiment: Experiment) -> str:
    """The script; BadInput under its fields where PyTorch has no word for something."""
    check(experiment, "torch.py")
    refuse([one for run in experiment.runs for one in refusals(run, experiment.steps)])
    told, moved = _told(experiment)
    plans = [(run, plan_of(experiment, run)) for run in experiment.runs]
    runs = [[*_run(run, plan, told, moved)] for run, plan in plans]
    chance = any("np." in line for lines in runs for line in lines)
    scheduled = any("schedulers." in line for lines in runs for line in lines)
    imports = [
        *(["import numpy as np"] if chance else []),
        "import torch",
        *(["from torch import nn", "from torch.nn import functional"] if "nn" in told.functions.used else []),
        *(["from torch.optim import lr_scheduler as schedulers"] if scheduled else []),
        "",
        "torch.set_default_dtype(torch.float64)",
    ]
    parts = [
        "\n".join([*opening(experiment, needs(experiment, NEEDS)), "", *imports]),
        *(["\n".join(told.data)] if told.data else []),
        "\n".join(told.functions.lines),
        *["\n".join(lines) for lines in runs],
        "RUNS = {" + ", ".join([f'"{run.id}": run_{run.id}' for run in experiment.runs]) + "}",
        _trajectory(told, moved),
        ending(told.dimension),
    ]
    return "\n\n\n".join(parts) + "\n"


def _told(experiment: Experiment) -> tuple[Told, Moved]:
    """The loss, and what is moved: a network's parameters, or the point of a formula."""
    lesson = lesson_of(experiment)
    if lesson is not None:
        return network(experiment, lesson), MovedNetwork()
    land = landscape_of(experiment)
    return of_landscape(land, loss_function(experiment, land, Torch), "torch.tensor"), Moved()


def _trajectory(told: Told, moved: Moved) -> str:
    row = "\n".join(indented(moved.row, 2))
    return _TRAJECTORY.format(name=moved.name, row=row, ends=told.dimension + 1).strip("\n")


def _run(run: Run, plan: Plan, told: Told, moved: Moved) -> Iterator[str]:
    """`run_LETTER()`: a generator of the run's points."""
    yield f"def run_{run.id}():"
    yield from indented([f'"""{label(run)}."""', *moved.begun(plan), f"yield {moved.name}"])
    if plan.view.noise > 0:
        yield f"    noise = np.random.default_rng([{plan.seed}, {NOISE}])  # the same for every run"
    yield from indented([*_begun(run, run.stages[0], plan, moved)])
    yield f"    for k in range({plan.steps}):  # from point k to point k + 1"
    shoves = [line for move in plan.moves for line in moved.shoved(move)]
    steps = [*_changes(run, moved), *_step(run, plan, told, moved), *shoves, f"yield {moved.name}"]
    yield from indented(steps, 2)


def _begun(run: Run, stage: Stage, plan: Plan, moved: Moved) -> Iterator[str]:
    """The optimizer, and its scheduler."""
    yield f"optimizer = {made(stage, plan.view.up, moved.parameters)}"
    schedule = scheduler(run, plan.steps)
    if "lr," in schedule:
        yield f"lr = {number(dict(stage.values)['lr'])}"
    if schedule:
        yield f"scheduler = {schedule}"


def _changes(run: Run, moved: Moved) -> Iterator[str]:
    for before, after in pairwise(run.stages):
        yield f"if k == {after.since}:"
        if after.follows(before):
            new = changes(before, after)
            yield from [f'    optimizer.param_groups[0]["{name}"] = {value}' for name, value in new.items()]
        else:
            yield f"    optimizer = {made(after, run.up, moved.parameters)}"


def _step(run: Run, plan: Plan, told: Told, moved: Moved) -> Iterator[str]:
    rows = told.count if plan.view.batch is not None else None
    if rows:
        yield from batch(plan, rows)
    yield "optimizer.zero_grad()"
    yield f"loss({moved.name}, rows).backward()" if rows else f"loss({moved.name}).backward()"
    if plan.view.noise > 0:
        yield from moved.shaken(number(plan.view.noise))
    if plan.view.clip is not None:
        yield from moved.clipped(number(plan.view.clip))
    yield "optimizer.step()"
    if scheduler(run, plan.steps):
        yield "scheduler.step()"
