"""An update rule written in the small language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.core.hyperparameters import Hyperparameter
from app.core.program import written_lines

# What every rule may speak of without declaring it.
GIVEN: Mapping[str, str] = MappingProxyType(
    {
        "p": "the point",
        "g": "the gradient at the point",
        "t": "the step, counted from 1",
        "loss": "the loss at the point",
        "best": "the lowest loss known of the surface",
        "normal": "a fresh standard normal draw for each coordinate",
    }
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An optimizer whose step is a few lines of text: the lines that run are the lines shown.

    In `rule`, `p` is the point, `g` the gradient shown to the run, `t` the step counted from 1,
    `loss` the loss at p, `best` the lowest loss known of the surface; `norm(v)`, `dot(u, v)`,
    `where(c, a, b)`, `grad(v)` (the gradient at another point) and `normal` (a fresh standard
    normal draw for each coordinate) are there for those that need them. All else works
    coordinate by coordinate.

    memory: names kept from step to step, each with its value before the first one: a number, or
        an expression in the hyperparameters. symbols: what each name of the rule stands for that
        is neither GIVEN nor a hyperparameter.

    What else is true of the rule, each a text over its names as they stand behind the last line; left
    empty where there is no such thing:

    momentum: the remembered gradient that the update pushes along, with a gradient's sign and unit.
    scaling: what the update divides each coordinate by.

    And on a quadratic of curvature λ, in the hyperparameters alone:

    edge: the largest lr·λ that holds. best: lr·(λmin + λmax) where the steepest and the flattest way
    shrink equally fast. pace: how many times lr·gradient a step comes to where the gradient stays.
    """

    name: str
    rule: str
    hyperparameters: tuple[Hyperparameter, ...]
    story: str
    source: str
    memory: Mapping[str, float | str] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    momentum: str = ""
    scaling: str = ""
    edge: str = ""
    best: str = ""
    pace: str = ""

    @property
    def text(self) -> str:
        """The rule as a text that says everything: its lines, after them that tell where memory begins."""
        first = [f"memory {name} = {value}" for name, value in self.memory.items() if value != 0]
        return "\n".join([*first, *written_lines(self.rule)])
