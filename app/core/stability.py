"""Which learning rates the curvature lets hold: plain descent overshoots farther each time above 2/λmax."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.core.compile import function
from app.core.descend import Descent
from app.core.language import parse
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.oracles import View
from app.core.plan import Segment, Values, rates

STEPS = 200

# Curvature this many times smaller than the largest is rounding.
NOTHING = 1e-9


@dataclass(frozen=True)
class Theory:
    """What is proved of a rule on a quadratic, its own numbers put in: see Rule. None where nothing is.

    decay: what weight decay adds to every curvature.
    """

    edge: float | None
    best: float | None
    pace: float | None
    decay: float


def theory_of(segment: Segment) -> Theory:
    """What is proved of a segment's optimizer with its numbers."""
    rule, values = segment.optimizer, segment.values
    texts = (rule.edge, rule.best, rule.pace) if isinstance(rule, Rule) else ("", "", "")
    edge, best, pace = [_value(text, values) for text in texts]
    return Theory(edge, best, pace, dict(values).get("weight_decay", 0.0))


def _value(text: str, values: Values) -> float | None:
    if not text:
        return None
    names = tuple([name for name, _ in values])
    try:
        value: float = function((parse(text, names),), names)(*[value for _, value in values])[0]
    except ArithmeticError:
        return None
    return finite(value)


def finite(value: float) -> float | None:
    """The number itself, None where it is not finite."""
    return value if math.isfinite(value) else None


@dataclass(frozen=True)
class Marks:
    """Learning rates worth marking at one point, None where the theory is silent; `says` tells why.

    crawl: below it, all the run's steps leave more than 1/e of the way along the flattest direction.
    best: the steepest and the flattest direction shrink equally fast. edge: above it, each step along
    the steepest direction overshoots farther than the last.
    """

    crawl: float | None
    best: float | None
    edge: float | None
    says: str


class Ruler:
    """Marks learning rates for one segment of a run of so many steps."""

    def __init__(self, segment: Segment, view: View, steps: int) -> None:
        self.theory = theory_of(segment)
        self.silence = _silence(segment, self.theory)
        self.view = view
        self.steps = steps
        self.up, self.down = ("down", "up") if view.up else ("up", "down")

    def at(self, low: float, high: float, slope: float) -> Marks:
        """The marks where the Hessian's eigenvalues are `low` and `high` and the gradient is `slope` long."""
        least, most = self.met(low, high)
        silence = self.silence or self.unlit(least, most, slope)
        if silence or self.theory.edge is None:
            return Marks(None, None, None, silence)
        edge = finite(self.theory.edge / most)
        if least <= NOTHING * most:
            return Marks(None, None, edge, self.one_way(least < -NOTHING * most))
        crawl, best = self.crawl(least), self.theory.best and finite(self.theory.best / (least + most))
        return Marks(crawl, best, edge, self.every_way(crawl, edge, least == most))

    def met(self, low: float, high: float) -> tuple[float, float]:
        """The lowest and highest curvature that the rule meets: the surface turned over where it climbs."""
        least, most = (-high, -low) if self.view.up else (low, high)
        return least + self.theory.decay, most + self.theory.decay

    def crawl(self, least: float) -> float | None:
        """The rate whose pull adds up to just one over all steps."""
        return finite(1 / (least * self.steps * self.theory.pace)) if self.theory.pace else None

    def unlit(self, least: float, most: float, slope: float) -> str:
        """Why the theory is silent at a point; empty where it speaks."""
        if not (math.isfinite(least) and math.isfinite(most)):
            return "The curvature is not a finite number here, so there is no limit to tell."
        if self.view.clip is not None and slope > self.view.clip:
            return "The gradient is clipped here, which bounds every step: the usual limits do not apply."
        if least == most == 0:
            return (
                "No curvature here: the slope stays as it is whatever the step, so there is no limit to tell."
            )
        if most <= -NOTHING * least:
            return f"It curves {self.down} here and no way {self.up}: no learning rate comes to rest here."
        return ""

    def one_way(self, falls: bool) -> str:
        """What is to be said where only the steep way has limits."""
        if not falls:
            return "One way is flat here, so no rate is best for it; along the steep way the edge holds."
        other = f"along the way that curves {self.down} every rate leads away"
        return f"The edge is that of the way that curves {self.up}; {other}."

    def every_way(self, crawl: float | None, edge: float | None, round: bool) -> str:
        """What is to be said where all ways have limits."""
        way = "" if round else " along the flattest way"
        if crawl is not None and edge is not None and crawl >= edge:
            return (
                "Any rate that holds along the steepest way is too small "
                f"to get far{way} in {self.steps} steps."
            )
        return (
            f"Below the first mark {self.steps} steps do not get far{way}; "
            "beyond the edge each step overshoots farther than the last."
        )


def _silence(segment: Segment, theory: Theory) -> str:
    """Why the theory is silent on an optimizer as a whole; empty where it is not."""
    rule = segment.optimizer
    if "lr" not in dict(segment.values):
        return "This rule has no learning rate."
    if rule not in OPTIMIZERS.values():
        return "How large a learning rate a rule of your own can bear is not known."
    if isinstance(rule, Rule) and rule.scaling:
        return f"{rule.name} divides its steps by the slopes it meets, so the curvature alone sets no limit."
    return "" if theory.edge is not None else f"No simple limit is known for {rule.name}."


@dataclass(frozen=True)
class Overshoot:
    """The step at which the learning rate was first too large, and the steepest curvature there.

    edge: how large the rate times the curvature may be for the run's rule.
    """

    step: int
    lr: float
    curvature: float
    edge: float

    @property
    def limit(self) -> float:
        """The largest learning rate that can hold with this curvature."""
        return self.edge / self.curvature


def overshoot(descent: Descent) -> Overshoot | None:
    """Where a run first outran the curvature; None where it did not, or the theory is silent."""
    plan = descent.plan
    segment = plan.segments[0]
    ruler = Ruler(segment, plan.view, plan.steps)
    edge = ruler.theory.edge
    if ruler.silence or edge is None or len(plan.segments) > 1 or plan.view.clip is not None:
        return None
    told = rates(segment, plan.steps) or [dict(segment.values)["lr"]] * STEPS
    for step in range(min(descent.step, STEPS)):
        curvature = _steepest(descent, step, ruler)
        if curvature > 0 and told[step] * curvature > edge:
            return Overshoot(step, told[step], curvature, edge)
    return None


def _steepest(descent: Descent, step: int, ruler: Ruler) -> float:
    hessian = descent.landscape.hessian_at(descent.path.point(step))
    if not np.isfinite(hessian).all():
        return 0.0
    values = np.linalg.eigvalsh(hessian)
    return ruler.met(float(values[0]), float(values[-1]))[1]
