"""One experiment that shows a surface or an optimizer at work, found by trying and not by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite

from app.core.optimizers import OPTIMIZERS
from app.experiment import Experiment, canonical, parse
from app.experiment.resolve import lesson_of, window_of
from app.show.journey import Journey

RATES = ("1", "0.3", "0.1", "0.03", "0.01", "0.003", "0.001", "3e-4", "1e-4", "1e-5")
# Where optimizers are shown: a bent valley with a flat floor, which tells them apart.
VALLEY = "surface=rosenbrock&steps=300"
_STEPS, _STRETCH = 200, 20


def of_surface(id: str) -> str:
    """Gradient descent and Adam on a surface, each with the rate that does best, as a canonical query.

    A network is learnt by Adam alone, with its usual rate: trying ten takes too long.
    """
    ground = f"surface={id}&steps={_STEPS}"
    if lesson_of(parse(ground)) is not None:
        return canonical(parse(f"{ground}&a=adam&a.lr=0.01"))
    rates = [best_rate(ground, optimizer) for optimizer in ("gd", "adam")]
    return canonical(parse(f"{ground}&a=gd&a.lr={rates[0]}&b=adam&b.lr={rates[1]}"))


def of_optimizer(id: str) -> str:
    """An optimizer in the VALLEY, with the rate that does best if it has one, as a canonical query."""
    names = [limits.name for limits in OPTIMIZERS[id].hyperparameters]
    rate = f"&a.lr={best_rate(VALLEY, id)}" if "lr" in names else ""
    return canonical(parse(f"{VALLEY}&a={id}{rate}"))


def best_rate(ground: str, optimizer: str) -> str:
    """Of RATES the one that ends lowest without having left the window; where all leave it, the smallest."""
    limits = {h.name: h for h in OPTIMIZERS[optimizer].hyperparameters}["lr"]
    rates = [rate for rate in RATES if limits.low <= float(rate) <= limits.high]
    ends = [_end(parse(f"{ground}&a={optimizer}&a.lr={rate}")) for rate in rates]
    return rates[-1] if min(ends) == inf else rates[ends.index(min(ends))]


def _end(experiment: Experiment) -> float:
    """The last loss of the one run; infinite where it left the window."""
    journey, window = Journey(experiment), window_of(experiment)
    ((_, descent),) = journey.descents
    for step in range(_STRETCH, experiment.steps + _STRETCH, _STRETCH):
        journey.advance(step)
        # Most rates that are too large are so within a few steps.
        if not all(map(_within, descent.path.points, window)):
            return inf
    loss = descent.path.loss[-1]
    return loss if isfinite(loss) else inf


def _within(values: Sequence[float], side: tuple[float, float]) -> bool:
    return side[0] <= min(values) and max(values) <= side[1]
