"""`jax.py`: a script that walks every run again with JAX and Optax."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from app.core.errors import refuse
from app.core.oracles import NOISE
from app.core.plan import Plan, Segment
from app.experiment import Experiment, Run, label
from app.experiment.resolve import landscape_of, lesson_of, plan_of
from app.show.export.autograd import Jax, loss_function
from app.show.export.data import batch
from app.show.export.ending import ending
from app.show.export.jax_network import network
from app.show.export.jax_optimizers import made, refusals
from app.show.export.losses import Told, indented, of_landscape
from app.show.export.network import needs
from app.show.export.opening import OFFERS, check, opening
from app.show.export.rates import schedule
from app.show.export.runs import point
from app.show.export.source import number

NEEDS = (
    "Run it with Python, JAX and Optax: it prints where each run ends.",
    OFFERS,
)

_TRAJECTORY = '''
def trajectory(points):
    """A row for each step: the point's coordinates, its loss, its gradient.

    It ends early where a number is not finite: the run has diverged, or left where the loss is defined.
    """
    rows = []
    for p in points:
        row = np.concatenate([p, loss(p)[np.newaxis], gradient(p)])
        if rows and not np.isfinite(row[:{ends}]).all():
            break
        rows.append(row)
        if not np.isfinite(row).all():
            break
    return np.array(rows)
'''


def jax_script(experiment: Experiment) -> str:
    """The script; BadInput under its fields where Optax has no word for something."""
    check(experiment, "jax.py")
    refuse([one for run in experiment.runs for one in refusals(run)])
    told = _told(experiment)
    # What Python chooses can't be compiled ahead of the numbers.
    compiled = "jax.grad(loss)" if "choice" in told.functions.used else "jax.jit(jax.grad(loss))"
    runs = [block for run in experiment.runs for block in _run(run, plan_of(experiment, run), told)]
    imports = [
        *(["import math", ""] if any("math." in block for block in runs) else []),
        "import jax",
        "import jax.numpy as jnp",
        "import numpy as np",
        "import optax",
        "",
        'jax.config.update("jax_enable_x64", True)',
    ]
    parts = [
        "\n".join([*opening(experiment, needs(experiment, NEEDS)), "", *imports]),
        *(["\n".join(told.data)] if told.data else []),
        "\n".join(told.functions.lines),
        f"gradient = {compiled}",
        *runs,
        "RUNS = {" + ", ".join([f'"{run.id}": run_{run.id}' for run in experiment.runs]) + "}",
        _TRAJECTORY.format(ends=told.dimension + 1).strip("\n"),
        ending(told.dimension),
    ]
    return "\n\n\n".join(parts) + "\n"


def _told(experiment: Experiment) -> Told:
    """The loss, of which JAX finds the gradient: a network's, or a formula's."""
    lesson = lesson_of(experiment)
    if lesson is not None:
        return network(experiment, lesson)
    land = landscape_of(experiment)
    every = [f"EVERY = np.arange({len(land.rows)})"] if land.rows else []
    return of_landscape(land, loss_function(experiment, land, Jax, "EVERY"), "jnp.array", every)


def _run(run: Run, plan: Plan, told: Told) -> Iterator[str]:
    """`run_LETTER()`: a generator of the run's points, its schedule before it."""
    scheduled = [segment for segment in plan.segments if segment.schedule]
    if scheduled:
        yield "\n".join(schedule(run.id, plan, scheduled[0]).lines)
    start = told.start or point(plan.start).replace("np.", "jnp.")
    body = [f'"""{label(run)}."""', f"p = {start}", "yield p"]
    if plan.view.noise > 0:
        body.append(f"noise = np.random.default_rng([{plan.seed}, {NOISE}])  # the same for every run")
    for _, group in groupby(zip(run.stages, plan.segments, strict=True), lambda pair: pair[1].optimizer):
        pairs = [*group]
        body += _span(run, plan, told, pairs[0][0].since, pairs)
    yield "\n".join([f"def run_{run.id}():", *indented(body)])


def _span(run: Run, plan: Plan, told: Told, since: int, pairs: list) -> Iterator[str]:  # type: ignore[type-arg]
    """The part of a run that follows one optimizer."""
    segments: list[Segment] = [segment for _, segment in pairs]
    later = [s.since for s in plan.segments if s.since > segments[-1].since]
    until = min(later, default=plan.steps)
    rate = number(dict(segments[0].values)["lr"])
    if segments[0].schedule or len(segments) > 1:
        yield from _rates(run, plan, segments)
        # Optax counts the updates of an optimizer from 0.
        rate = f"lambda count: rates[count + {since}]" if since else "lambda count: rates[count]"
    yield f"optimizer = {made(pairs[0][0], rate)}"
    yield "update, memory = jax.jit(optimizer.update), optimizer.init(p)"
    yield f"for k in range({f'{since}, {until}' if since else until}):  # from point k to point k + 1"
    yield from indented([*_step(plan, told), *_moves(plan, since, until), "yield p"])


def _rates(run: Run, plan: Plan, segments: list[Segment]) -> Iterator[str]:
    """The learning rate of every update, as one array."""
    first, *others = [(segment, number(dict(segment.values)["lr"])) for segment in segments]
    scheduled = first[0].schedule is not None
    begins = f"rates_{run.id}({first[1]})" if scheduled else f"np.full({plan.steps}, {float(first[1])!r})"
    yield f"rates = {begins}"
    for segment, lr in others:
        since = segment.since
        yield f"rates[{since}:] = {f'rates_{run.id}({lr})[{since}:]' if scheduled else lr}"
    yield "rates = jnp.array(rates)"


def _step(plan: Plan, told: Told) -> Iterator[str]:
    rows = told.count if plan.view.batch is not None else None
    if rows:
        yield from batch(plan, rows)
    yield "g = gradient(p, rows)" if rows else "g = gradient(p)"
    if plan.view.noise > 0:
        yield f"g = g + {number(plan.view.noise)}*noise.standard_normal(p.size)"
    if plan.view.clip is not None:
        yield f"length, longest = jnp.linalg.norm(g), {number(plan.view.clip)}"
        yield "g = g*(longest/length) if length > longest else g"
    if plan.view.up:
        yield "g = -g  # up instead of down"
    yield "step, memory = update(g, memory, p)"
    yield "p = optax.apply_updates(p, step)"


def _moves(plan: Plan, since: int, until: int) -> Iterator[str]:
    for move in plan.moves:
        if since < move.step <= until:
            yield f"if k + 1 == {move.step} and np.isfinite(loss(p)):"
            yield f"    p = {point(move.to)}  # moved by hand".replace("np.", "jnp.")
