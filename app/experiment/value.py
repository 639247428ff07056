"""The experiment as one frozen value: a surface, a place to start, and up to eight runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.plan import Move
from app.core.tables.stored import Stored

LETTERS = "abcdefgh"
FORMULA = "formula"
RULE = "rule"
CONSTANT = "constant"

Values = tuple[tuple[str, float], ...]
# What a setting is set to: of a table in the store, the table beside its id.
Value = float | str | Stored
Told = tuple[tuple[str, Value], ...]
Point = tuple[float, ...]
Start = Point | str
Window = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """What a run follows from step `since` on, until its next stage.

    optimizer: an id of the catalogue, or `rule` with the typed text in `rule`. values: every
    hyperparameter, defaults included, in the catalogue's order.
    """

    since: int
    optimizer: str
    values: Values
    rule: str = ""

    def follows(self, other: Stage) -> bool:
        """Whether the optimizer is still the one of the stage before, so that it keeps its memory."""
        return (self.optimizer, self.rule) == (other.optimizer, other.rule)


@dataclass(frozen=True, slots=True)
class Run:
    """One optimizer on its way: a letter, its stages, and what holds for all of them.

    start: None where the run begins at the experiment's start. clip: the largest gradient norm that
    the run is shown, None for any. up: climb instead of descending. moves: where it is put down by hand
    on its way, by step. batch: how many rows each of its updates is shown, None where it is the
    experiment's.
    """

    id: str
    stages: tuple[Stage, ...]
    start: Start | None = None
    schedule: str = CONSTANT
    schedule_values: Values = ()
    clip: float | None = None
    up: bool = False
    moves: tuple[Move, ...] = ()
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class Experiment:
    """All that decides the numbers.

    parameters: every setting of the surface, defaults included, in the catalogue's order. start and
    window: None where the surface's own hold. start: a point, or one of the words zeros, ones, random.
    batch: how many rows each update is shown, None for all of the data; replace: they are drawn with
    replacement.
    """

    surface: str = "himmelblau"
    formula: str = ""
    parameters: Told = ()
    window: Window | None = None
    start: Start | None = None
    steps: int = 300
    seed: int = 0
    noise: float = 0.0
    batch: int | None = None
    replace: bool = False
    runs: tuple[Run, ...] = field(default=())
