"""`torch.py`: a script that walks every run again with PyTorch, its optimizers and autograd."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.core.errors import refuse
from app.core.landscape import Landscape
from app.core.oracles import NOISE
from app.core.plan import Plan
from app.experiment import Experiment, Run, Stage, label
from app.experiment.resolve import landscape_of, plan_of
from app.show.export.autograd import Torch, loss_function
from app.show.export.data import batch, data
from app.show.export.ending import MAIN
from app.show.export.losses import indented
from app.show.export.opening import check, opening
from app.show.export.source import number
from app.show.export.torch_optimizers import changes, made, refusals, scheduler

NEEDS = (
    "Run it with Python and PyTorch: it prints where each run ends.",
    "Imported, it offers RUNS and trajectory: trajectory(RUNS['a']()) has a row for each step.",
)

_TRAJECTORY = '''
def trajectory(points):
    """A row for each step: the point's coordinates, its loss, its gradient, which autograd finds.

    It ends early where a number is not finite: the run has diverged, or left where the loss is defined.
    """
    rows = []
    for p in points:
        here = p.detach().clone().requires_grad_()
        at = loss(here)
        (slope,) = torch.autograd.grad(at, here)
        row = torch.cat([here.detach(), at.detach().reshape(1), slope])
        if rows and not row[:{ends}].isfinite().all():
            break
        rows.append(row)
        if not row.isfinite().all():
            break
    return torch.stack(rows)


''' + MAIN


def torch_script(experiment: Experiment) -> str:
    """The script; BadInput under its fields where PyTorch has no word for something."""
    check(experiment, "torch.py")
    refuse([one for run in experiment.runs for one in refusals(run, experiment.steps)])
    land = landscape_of(experiment)
    plans = [(run, plan_of(experiment, run)) for run in experiment.runs]
    runs = [[*_run(run, plan, land)] for run, plan in plans]
    chance = any("np." in line for lines in runs for line in lines)
    scheduled = any("schedulers." in line for lines in runs for line in lines)
    imports = [
        *(["import numpy as np"] if chance else []),
        "import torch",
        *(["from torch.optim import lr_scheduler as schedulers"] if scheduled else []),
        "",
        "torch.set_default_dtype(torch.float64)",
    ]
    parts = [
        "\n".join([*opening(experiment, NEEDS), "", *imports]),
        *(["\n".join(data(land.rows, "torch.tensor"))] if land.rows else []),
        "\n".join(loss_function(experiment, land, Torch)[0]),
        *["\n".join(lines) for lines in runs],
        "RUNS = {" + ", ".join([f'"{run.id}": run_{run.id}' for run in experiment.runs]) + "}",
        _TRAJECTORY.format(dimension=land.dimension, ends=land.dimension + 1).strip("\n"),
    ]
    return "\n\n\n".join(parts) + "\n"


def _run(run: Run, plan: Plan, land: Landscape) -> Iterator[str]:
    """`run_LETTER()`: a generator of the run's points."""
    yield f"def run_{run.id}():"
    start = ", ".join([repr(float(value)) for value in plan.start])
    yield from indented(
        [f'"""{label(run)}."""', f"p = torch.tensor([{start}], requires_grad=True)", "yield p"]
    )
    if plan.view.noise > 0:
        yield f"    noise = np.random.default_rng([{plan.seed}, {NOISE}])  # the same for every run"
    yield from indented([*_begun(run, run.stages[0], plan)])
    yield f"    for k in range({plan.steps}):  # from point k to point k + 1"
    yield from indented([*_changes(run), *_step(run, plan, land), *_moves(plan), "yield p"], 2)


def _begun(run: Run, stage: Stage, plan: Plan) -> Iterator[str]:
    """The optimizer, and its scheduler."""
    yield f"optimizer = {made(stage, plan.view.up)}"
    schedule = scheduler(run, plan.steps)
    if "lr," in schedule:
        yield f"lr = {number(dict(stage.values)['lr'])}"
    if schedule:
        yield f"scheduler = {schedule}"


def _changes(run: Run) -> Iterator[str]:
    for before, after in pairwise(run.stages):
        yield f"if k == {after.since}:"
        if after.follows(before):
            new = changes(before, after)
            yield from [f'    optimizer.param_groups[0]["{name}"] = {value}' for name, value in new.items()]
        else:
            yield f"    optimizer = {made(after, run.up)}"


def _step(run: Run, plan: Plan, land: Landscape) -> Iterator[str]:
    rows = land.rows if plan.view.batch is not None else None
    if rows:
        yield from batch(plan, rows)
    yield "optimizer.zero_grad()"
    yield "loss(p, rows).backward()" if rows else "loss(p).backward()"
    if plan.view.noise > 0:
        yield f"p.grad += {number(plan.view.noise)}*torch.from_numpy(noise.standard_normal(p.numel()))"
    if plan.view.clip is not None:
        # PyTorch's own clip_grad_norm_ adds 1e-6 to the length.
        yield f"length, longest = p.grad.norm(), {number(plan.view.clip)}"
        yield from ["if length > longest:", "    p.grad *= longest/length"]
    yield "optimizer.step()"
    if scheduler(run, plan.steps):
        yield "scheduler.step()"


def _moves(plan: Plan) -> Iterator[str]:
    for move in plan.moves:
        to = ", ".join([repr(float(value)) for value in move.to])
        yield f"if k + 1 == {move.step} and loss(p).isfinite():"
        yield f"    p.data = torch.tensor([{to}])  # moved by hand"
