"""Why the training of a network ended where it did, with the evidence; it never claims the lowest loss."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import default_rng

from app.core.network.curvature import Curvature, extreme_eigenvalues
from app.core.network.training import Training
from app.core.oracles import PROBE
from app.core.verdict import Verdict, number

# A slope that is this share of the first one, or less, is as good as none.
REST = 1e-4
# So many steps tell how things go.
RECENT = 24
# Over them a plateau changes the loss by no more than this share of it.
_FLAT = 1e-3
_GROWN = 10.0
# A loss that is no more than this has no row left to learn from.
_NOTHING = 1e-12
# A lowest curvature within this share of the highest is as good as none.
_LEVEL = 1e-4


@dataclass(frozen=True)
class _End:
    """The end of a training, measured. curvature: the Hessian's lowest and highest eigenvalue at rest."""

    training: Training
    curvature: tuple[float, float] | None

    @property
    def losses(self) -> list[float]:
        return self.training.losses

    @property
    def recent(self) -> list[float]:
        return self.losses[-RECENT - 1 :]

    @property
    def up(self) -> bool:
        return self.training.plan.view.up


def verdict(training: Training) -> Verdict:
    """What became of a run so far: its kind in words, by slope, curvature at rest, and the last losses."""
    end = _End(training, _curvature(training) if _at_rest(training) else None)
    kind, text = _judged(end)
    step = training.ended_at if kind == "diverged" and training.ended_at is not None else training.step
    return Verdict(kind, step, text, _evidence(end))


def _at_rest(training: Training) -> bool:
    return training.ended_at is None and training.slope <= REST * training.slope_at(0)


def _curvature(training: Training) -> tuple[float, float] | None:
    size = training.network.size
    product = Curvature(training.network, training.data, training.point).product
    found = extreme_eigenvalues(product, size, default_rng([training.plan.seed, PROBE]))
    return found if np.isfinite(found).all() else None


def _evidence(end: _End) -> dict[str, Any]:
    return {
        "loss": end.losses[-1],
        "gradient_norm": end.training.slope,
        "eigenvalues": None if end.curvature is None else list(end.curvature),
        "last_losses": end.losses[-5:],
        "nearest_minimum": None,
        "above_best": None,
    }


def _judged(end: _End) -> tuple[str, str]:
    training = end.training
    if training.ended_at is not None:
        return "diverged", _broken(end)
    if not end.up and end.losses[-1] > _GROWN * max(end.losses[0], 1.0):
        rise = f"from {number(end.losses[0])} to {number(end.losses[-1])}"
        return "diverged", f"Diverging: the loss rose {rise}. Try a smaller learning rate."
    if _at_rest(training):
        return _resting(end)
    if _is_oscillating(end):
        low, high = min(end.recent), max(end.recent)
        cause = "chance keeps pushing it" if _by_chance(training) else "each step overshoots"
        return "oscillating", f"The loss goes up and down between {number(low)} and {number(high)}: {cause}."
    if _is_flat(end):
        return "plateau", (
            f"On a plateau at loss {number(end.losses[-1])}: over the last {len(end.recent) - 1} steps it "
            f"hardly changed, though the slope is {number(training.slope)}."
        )
    return "moving", _moving(end)


def _broken(end: _End) -> str:
    ended = end.training.ended_at
    if ended == 0:
        return "Could not begin: the loss or its slope is not a finite number at the first weights."
    rose = f"the loss rose from {number(end.losses[0])} to {number(end.losses[-1])}, and "
    grown = rose if end.losses[-1] > end.losses[0] else ""
    return f"Diverged: {grown}at step {ended} the numbers stopped being finite."


def _resting(end: _End) -> tuple[str, str]:
    where = f"at loss {number(end.losses[-1])}: the slope there is {number(end.training.slope)}"
    if end.curvature is None:
        return "plateau", f"Rests {where}; the curvature is not defined there."
    low, high = end.curvature
    if end.losses[-1] <= _NOTHING:
        return "minimum", f"Rests {where}: every row is answered as far as a computer can tell."
    least = _LEVEL * max(abs(low), abs(high))
    if low < -least and high > least:
        ways = f"{number(low)} one way and {number(high)} another"
        return "saddle", f"Rests on a saddle {where}, but the loss curves by {ways}."
    if low > least:
        other = "Whether a lower one exists, nobody knows."
        return "minimum", f"Rests in a minimum {where}, and all ways lead up. {other}"
    if high < -least:
        return "maximum", f"Rests on a maximum {where}, and all ways lead down."
    return "plateau", f"Rests on a plateau {where}, and some ways lead neither up nor down."


def _by_chance(training: Training) -> bool:
    return training.batched or training.plan.view.noise > 0


def _is_oscillating(end: _End) -> bool:
    """As much up as down, and little headway for it."""
    losses = end.recent
    if len(losses) <= RECENT:
        return False
    changes = np.diff(losses)
    way = float(np.abs(changes).sum())
    turns = int(np.count_nonzero(changes[1:] * changes[:-1] < 0))
    level = abs(end.losses[-1]) or 1.0
    return abs(losses[-1] - losses[0]) < 0.25 * way and turns >= RECENT // 4 and way > _FLAT * level


def _is_flat(end: _End) -> bool:
    losses = end.recent
    return len(losses) > RECENT and max(losses) - min(losses) <= _FLAT * abs(losses[-1])


def _moving(end: _End) -> str:
    losses = end.losses
    steps = min(10, len(losses) - 1)
    if not steps:
        return f"Has not moved yet: the loss is {number(losses[0])}."
    change = losses[-1] - losses[-1 - steps]
    word, last = "rose" if change > 0 else "fell", "step" if steps == 1 else f"{steps} steps"
    size = number(abs(change)) if math.isfinite(change) else "more than can be told"
    return f"Still moving at loss {number(losses[-1])}: over the last {last} it {word} by {size}."
