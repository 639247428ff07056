"""One step of a run as a reader would work it out: each line, and the same with its numbers put in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.landscape import Landscape
from app.core.language import parse
from app.core.loops import once, values_of
from app.core.lowering import SHAKE, Traced
from app.core.plan import Plan, schedule_names, schedule_tree
from app.core.program import Line
from app.core.tree import Name, Node, names_in
from app.core.walks import MethodWalk, RuleWalk
from app.core.worked import Held, Names, Worked, worked


@dataclass(frozen=True)
class Rate:
    """How a schedule came to the learning rate of a step: the line, and what stood in it."""

    line: Worked
    names: Names


@dataclass(frozen=True)
class Update:
    """The step between two points of a path.

    arrival: where the lines lead; `after` is another place where the run was then moved by hand.
    names: what each name stood for as the step began; one that is new, what it was first set to.
    rate: None where no schedule is on.
    """

    before: Held
    after: Held
    arrival: Held
    lines: tuple[Worked, ...]
    names: Names
    rate: Rate | None


def explain(landscape: Landscape, plan: Plan, step: int) -> Update:
    """The update that led from point `step - 1` to point `step`, by the very code that made it.

    BadInput("at") where the run has no such step.
    """
    whole = _walked(landscape, plan, step)
    # The lines draw random numbers anew, so they are worked out apart from the walk that was made.
    descent = Descent(landscape, plan)
    descent.advance(step - 1)
    walk = descent.enter(step - 1)
    lines, names = _rule_step(descent, walk) if isinstance(walk, RuleWalk) else _method_step(walk, step)
    after = whole.path.point(step)
    arrival = whole.arrivals.get(step, after)
    return Update(whole.path.point(step - 1), after, arrival, tuple(lines), names, _rate(descent, walk, step))


def _walked(landscape: Landscape, plan: Plan, step: int) -> Descent:
    """The run as far as the step; BadInput where it ends before."""
    if step < 1:
        raise BadInput("at", "Step 0 is the start; the first update leads to step 1.")
    descent = Descent(landscape, plan)
    descent.advance(step)
    if descent.step < step:
        tried = descent.ended_at == step
        what = f"step {step} led to no finite point" if tried else f"there is no step {step}"
        raise BadInput("at", f"The run ends at step {descent.step}; {what}.")
    return descent


def _rule_step(descent: Descent, walk: RuleWalk) -> tuple[list[Worked], Names]:
    step, variables = descent.step, descent.landscape.variables
    fixed = walk.recipe.program.hyperparameters
    make, traced = once(walk.recipe)
    draws = descent.course.draw, descent.course.noise, walk.batch
    with np.errstate(all="ignore"):
        values = list(make(walk.state(step), step, walk.since, walk.told, walk.rates, *draws))
    begun = _begun(descent, walk, step)
    names = begun | ({"lr": (walk.rates[step],)} if walk.rates is not None else {})
    lines, first = [], dict(begun)
    for one in traced:
        value, *answers = [_take(values, held) for held in values_of(one)]
        asked = _asked(one, answers)
        answers = [held for _, held in asked]
        lines.append(worked(one.line, value, names, variables, fixed, answers, not walk.recipe.shown))
        for name, held in [*asked, (one.line.name, value)]:
            first.setdefault(name, held)
        names[one.line.name] = value
    return lines, first


def _take(values: list[float], like: Node | tuple[Node, ...]) -> Held:
    count = len(like) if isinstance(like, tuple) else 1
    taken = tuple(values[:count])
    del values[:count]
    return taken


def _asked(traced: Traced, answers: list[Held]) -> list[tuple[str, Held]]:
    """What the line itself asked for; noise on a gradient elsewhere is no part of its text."""
    noisy = SHAKE in names_in(traced.line.value)
    names = [node.id if isinstance(node, Name) else "" for node, _ in traced.asides]
    asked = zip(names, answers, strict=True)
    return [(name, held) for name, held in asked if noisy or name != SHAKE]


def _begun(descent: Descent, walk: RuleWalk, step: int) -> Names:
    """What each name of the rule stands for as the step begins."""
    told = zip(walk.recipe.told, walk.told, strict=True)
    memory = list(walk.memory)
    return {
        **{name: (value,) for name, value in told if value is not None},
        **{name: _take(memory, value) for name, value in walk.recipe.memory()},
        "p": descent.path.point(step),
        "g": descent.path.gradient_at(step),
        "loss": (descent.course.seen(step).loss_at(descent.path.point(step)),),
        "t": (float(step - walk.since + 1),),
    }


def _method_step(walk: MethodWalk, step: int) -> tuple[list[Worked], Names]:
    walk.advance(step - 1, step)
    variables = walk.course.landscape.variables
    lines: list[Worked] = []
    first: Names = {"p": walk.course.path.point(step - 1)}
    first |= {} if walk.rates is None else {"lr": (walk.values["lr"],)}
    for line in walk.walk.lines() if walk.walk else []:
        names = {name: _held(value) for name, value in line.numbers.items()}
        value = _held(line.value)
        formula = parse(line.formula, names, rule=True, limited=False)
        lines.append(worked(Line(line.name, formula), value, names, variables, walk.values))
        first = {line.name: value, **names, **first}
    return lines, first


def _held(value: float | tuple[float, ...]) -> Held:
    return tuple(value) if isinstance(value, tuple) else (float(value),)


def _rate(descent: Descent, walk: RuleWalk | MethodWalk, step: int) -> Rate | None:
    """The learning rate of the update that arrives at `step`."""
    segment = descent.segment
    if walk.rates is None or segment is None or segment.schedule is None:
        return None
    told = schedule_names(segment, descent.plan.steps) | {"s": float(step - 1)}
    names: Names = {name: (value,) for name, value in told.items()}
    line = Line("lr", schedule_tree(segment.schedule))
    return Rate(worked(line, (walk.rates[step - 1],), names, descent.landscape.variables), names)
