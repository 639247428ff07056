"""What defines a made table: its columns, its parameters, and how its rows are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from numpy.random import Generator, default_rng

from app.core.hyperparameters import Hyperparameter
from app.core.tables.table import Heading, Table, Values

Parameters = Mapping[str, float]

ORIGIN = "Made by Fall Line: the rows are drawn at random by the rule that the parameters describe."
LICENCE = "free to use, as Fall Line is"


@dataclass(frozen=True, kw_only=True)
class Made:
    """A table whose rows are computed; the same parameters give the same rows on every machine.

    columns: what each column says of itself; a function of the parameters where they change it.
    make: draws the values, one array of shape (rows,) for each column, from a generator and the
        parameters; `parameters` always hold `rows` and `sample`, which seeds the generator.
    x, y: the columns looked at unless others are chosen. story: what to notice.
    """

    name: str
    columns: tuple[Heading, ...] | Callable[[Parameters], tuple[Heading, ...]]
    parameters: tuple[Hyperparameter, ...]
    make: Callable[[Generator, Parameters], Sequence[Values]]
    x: tuple[str, ...]
    y: str
    story: str

    def table(self, id: str, values: Parameters) -> Table:
        """The table with these parameter values (all of them, checked before)."""
        drawn = self.make(default_rng(int(values["sample"])), values)
        headings = self.columns(values) if callable(self.columns) else self.columns
        return Table(
            id=id,
            name=self.name,
            columns=tuple([head.over(column) for head, column in zip(headings, drawn, strict=True)]),
            x=self.x,
            y=self.y,
            origin=ORIGIN,
            licence=LICENCE,
            made=True,
            story=self.story,
        )


def parameters(
    rows: int, noise: Hyperparameter, outliers: str, *own: Hyperparameter
) -> tuple[Hyperparameter, ...]:
    """A table's own parameters and those that every made table has; `outliers` says what they are."""
    return (
        *own,
        Hyperparameter("rows", rows, 10, 2000, "how many rows to draw", log=True, whole=True),
        noise,
        Hyperparameter("outliers", 0.0, 0.0, 0.5, f"the share of rows {outliers}"),
        Hyperparameter("sample", 0, 0, 999, "which draw: another number, other rows", whole=True),
    )
