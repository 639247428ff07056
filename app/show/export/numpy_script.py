"""`numpy.py`: a script that walks every run again, the rules and the gradient written out."""

from __future__ import annotations

from app.experiment import Experiment
from app.experiment.resolve import landscape_of, plan_of
from app.show.export.data import data
from app.show.export.ending import MAIN
from app.show.export.losses import Functions, Written
from app.show.export.opening import check, opening
from app.show.export.rates import schedule
from app.show.export.runs import RunSource
from app.show.export.source import definitions

NEEDS = (
    "Run it with Python and NumPy: it prints where each run ends.",
    "Imported, it offers RUNS and trajectory: trajectory(RUNS['a']()) has a row for each step.",
)

_TRAJECTORY = '''
def trajectory(points):
    """A row for each step: the point's coordinates, its loss, its gradient.

    It ends early where a number is not finite: the run has diverged, or left where the loss is defined.
    """
    rows = []
    with np.errstate(all="ignore"):
{loop}    return np.array(rows)
'''

_LOOP = """\
for p in points:
    at = loss(p)
    if rows and not np.isfinite([*p, at]).all():
        break
    rows.append([*p, at, *gradient(p)])
    if not np.isfinite(rows[-1]).all():
        break
"""

# Around a rule that may divide by zero, which ends its run.
_GUARDED = """\
try:
{loop}except (ArithmeticError, ValueError):
    pass  # the rule came to something that does not exist, such as 1/0
"""


def numpy_script(experiment: Experiment) -> str:
    """The script; BadInput under its fields where something can't be told as one."""
    check(experiment, "numpy.py")
    land = landscape_of(experiment)
    functions = Functions(experiment, land).written()
    runs = [_run(experiment, i) for i in range(len(experiment.runs))]
    used = set(functions.used).union(*[one.used - {"raises"} for part in runs for one in part])
    guarded = any("raises" in part[-1].used for part in runs)
    imports = [*(["import math", ""] if "math" in used else []), "import numpy as np"]
    parts = [
        "\n".join([*opening(experiment, NEEDS), "", *imports]),
        *(["\n".join(data(land.rows, "np.array"))] if land.rows else []),
        *definitions(used),
        "\n".join(functions.lines),
        *["\n".join(one.lines) for part in runs for one in part],
        "RUNS = {" + ", ".join([f'"{run.id}": run_{run.id}' for run in experiment.runs]) + "}",
        _trajectory(guarded),
        MAIN.format(dimension=land.dimension).strip("\n"),
    ]
    return "\n\n\n".join(parts) + "\n"


def _run(experiment: Experiment, index: int) -> list[Written]:
    """A run's function, its schedule before it."""
    run = experiment.runs[index]
    plan, land = plan_of(experiment, run), landscape_of(experiment)
    scheduled = [segment for segment in plan.segments if segment.schedule]
    # The schedule is the run's own, whatever optimizers follow it.
    before = [schedule(run.id, plan, scheduled[0])] if scheduled else []
    return [*before, RunSource(run, plan, land).written()]


def _trajectory(guarded: bool) -> str:
    loop = _GUARDED.format(loop=_in(_LOOP, 1)) if guarded else _LOOP
    return _TRAJECTORY.format(loop=_in(loop, 2)).strip("\n")


def _in(text: str, depth: int) -> str:
    return "".join([f"{'    ' * depth}{line}\n" for line in text.splitlines()])
