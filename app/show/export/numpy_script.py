"""`numpy.py`: a script that walks every run again, the rules and the gradient written out."""

from __future__ import annotations

from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, lesson_of, plan_of
from app.show.export.ending import ending
from app.show.export.losses import Functions, Told, Written, of_landscape
from app.show.export.network import needs
from app.show.export.numpy_network import network
from app.show.export.opening import OFFERS, check, opening
from app.show.export.rates import schedule
from app.show.export.runs import RunSource
from app.show.export.source import definitions

NEEDS = (
    "Run it with Python and NumPy: it prints where each run ends.",
    OFFERS,
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
    rows.append(np.array([*p, at, *gradient(p)]))
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
    told = _told(experiment)
    runs = [_run(experiment, run, told) for run in experiment.runs]
    used = set(told.functions.used).union(*[one.used - {"raises"} for part in runs for one in part])
    guarded = any("raises" in part[-1].used for part in runs)
    imports = [*(["import math", ""] if "math" in used else []), "import numpy as np"]
    parts = [
        "\n".join([*opening(experiment, needs(experiment, NEEDS)), "", *imports]),
        *(["\n".join(told.data)] if told.data else []),
        *definitions(used),
        "\n".join(told.functions.lines),
        *["\n".join(one.lines) for part in runs for one in part],
        "RUNS = {" + ", ".join([f'"{run.id}": run_{run.id}' for run in experiment.runs]) + "}",
        _trajectory(guarded),
        ending(told.dimension),
    ]
    return "\n\n\n".join(parts) + "\n"


def _told(experiment: Experiment) -> Told:
    """The loss and its gradient: a network's, or a formula's."""
    lesson = lesson_of(experiment)
    if lesson is not None:
        return network(experiment, lesson)
    land = landscape_of(experiment)
    return of_landscape(land, Functions(experiment, land).written(), "np.array")


def _run(experiment: Experiment, run: Run, told: Told) -> list[Written]:
    """A run's function, its schedule before it."""
    plan = plan_of(experiment, run)
    scheduled = [segment for segment in plan.segments if segment.schedule]
    # The schedule is the run's own, whatever optimizers follow it.
    before = [schedule(run.id, plan, scheduled[0])] if scheduled else []
    return [*before, RunSource(run, plan, told).written()]


def _trajectory(guarded: bool) -> str:
    loop = _GUARDED.format(loop=_in(_LOOP, 1)) if guarded else _LOOP
    return _TRAJECTORY.format(loop=_in(loop, 2)).strip("\n")


def _in(text: str, depth: int) -> str:
    return "".join([f"{'    ' * depth}{line}\n" for line in text.splitlines()])
