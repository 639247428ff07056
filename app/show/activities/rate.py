"""The prediction of the largest learning rate that holds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log10
from statistics import median
from typing import Any

from app.core.edge import Edge, edge, scan
from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter, learning_rate
from app.core.verdict import number
from app.experiment import Run
from app.experiment.numbers import write_number
from app.experiment.offered import optimizer_of
from app.show.activities.activity import Activity, Answer, Given, Rates
from app.show.activities.kind import Kind, number_of, part, refuse_network
from app.show.activities.work import Work

# A row takes some 20 ns: the largest table that is made here, of 2,000 rows, takes a dozen seconds.
_WORK = Work(joint=10_000, alone=200, rows=600_000_000)


class Rate(Kind):
    """Everyone says up to which learning rate a run holds."""

    keys = ("query", "run", "scores")
    formula = (
        "100 at the very edge, less the farther below it, 0 from a tenth of it on: "
        "100 less 10 for every tenth of a power of ten. A rate above the edge does not hold and has 0."
    )

    def check(self, activity: Activity) -> None:
        refuse_network(activity, "Ask which run wins, or take another surface.")
        refuse_rateless(activity.chosen)
        allowed = rates_of(activity.chosen)
        tried, steps = scan(activity.landscape, activity.plan, allowed.min, allowed.max)
        _WORK.check(activity, "Trying many rates", tried, steps)

    def question(self, activity: Activity) -> str:
        name = optimizer_of(activity.chosen.stages[0]).name
        return f"What is the largest learning rate with which {name} still holds?"

    def rates(self, activity: Activity) -> Rates:
        return rates_of(activity.chosen)

    def read(self, activity: Activity, sent: Any) -> Answer:
        return Answer(rate_read(activity, sent))

    def written(self, activity: Activity, answer: Answer) -> str:
        return write_number(float(str(answer.value)))

    def score(self, activity: Activity, answer: Answer) -> int | None:
        found, rate = edge_found(activity).rate, float(str(answer.value))
        if found is None:
            return None
        return 0 if rate > found else round(100 * max(0.0, 1 - log10(found / rate)))

    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        found = edge_found(activity)
        rates = sorted([float(str(one.answer.value)) for one in given])
        below = len([rate for rate in rates if found.rate is not None and rate <= found.rate])
        truth = {"rate": found.rate, "breaks": found.breaks, "again": found.again, "tried": found.tried}
        return {"rates": rates, "below": below, "truth": truth, "words": _said(found, rates, below)}


def _said(found: Edge, rates: list[float], below: int) -> str:
    if not rates:
        return _truth(found)
    edge = f"; {part(below, len(rates))} stay below the edge" if found.rate and found.breaks else ""
    return f"{_truth(found)} The middle answer was {number(median(rates))}{edge}."


def _truth(found: Edge) -> str:
    if found.rate is None:
        return f"No learning rate holds here: not even {number(found.breaks or 0.0)} does."
    if found.breaks is None:
        return f"Every learning rate holds here, up to {number(found.rate)}, the largest there is to choose."
    again = f" Beyond it, one or another holds again, such as {number(found.again)}." if found.again else ""
    return f"The largest learning rate that holds is {number(found.rate)}; just above, it diverges.{again}"


@lru_cache(maxsize=64)
def edge_found(activity: Activity) -> Edge:
    """The edge as trying many rates finds it."""
    allowed = rates_of(activity.chosen)
    return edge(activity.landscape, activity.plan, allowed.min, allowed.max)


def refuse_rateless(run: Run) -> None:
    """BadInput where a run has no learning rate, or not a single one."""
    name = optimizer_of(run.stages[0]).name
    if "lr" not in dict(run.stages[0].values):
        raise BadInput("run", f"{name} has no learning rate.")
    if len(run.stages) > 1:
        raise BadInput("run", f"The run {run.id} is changed on its way, so it has no single learning rate.")


def rates_of(run: Run) -> Rates:
    """The learning rates that may be chosen for a run."""
    limits = _limits(run)
    return Rates(limits.low, limits.high, limits.default, limits.log)


def rate_read(activity: Activity, sent: Any) -> float:
    """A learning rate that may be chosen; BadInput under `answer`."""
    return _limits(activity.chosen).check(number_of(sent, "a learning rate, such as 0.1"), "answer")


def _limits(run: Run) -> Hyperparameter:
    known = optimizer_of(run.stages[0]).hyperparameters
    limits = next(h for h in known if h.name == "lr")
    # A rule that somebody typed says nothing of what its rate may be.
    return limits if limits.log else learning_rate(limits.default)
