"""What a table is: named columns of numbers and kinds, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.nearest import asked, closest, shown

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Column:
    """One column of a table.

    name: lowercase letters, digits, underscores; what links and formulas call it.
    title: what people read. unit and help: said beside it where known.
    values: float64 of shape (rows,), read-only; nan where a cell is missing.
    labels: for a column of kinds, what each is called; its values are then 0 to k-1.
    """

    name: str
    title: str
    values: Values
    labels: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""

    def __post_init__(self) -> None:
        own = np.array(self.values, dtype=np.float64)
        own.setflags(write=False)
        object.__setattr__(self, "values", own)

    @property
    def present(self) -> Values:
        """The values that are not missing."""
        return self.values[~np.isnan(self.values)]

    @property
    def missing(self) -> int:
        """How many cells are missing."""
        return int(np.count_nonzero(np.isnan(self.values)))

    @property
    def constant(self) -> bool:
        """Whether no two values differ."""
        present = self.present
        return present.size == 0 or bool(present.min() == present.max())

    @property
    def two_valued(self) -> bool:
        """Whether the values are exactly 0 and 1, each at least once: what a yes-or-no target needs."""
        return bool(np.array_equal(np.unique(self.present), [0.0, 1.0]))


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column before it has values: everything that is said of it."""

    name: str
    title: str
    labels: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""

    def over(self, values: Any) -> Column:
        """The column with these values, of shape (rows,)."""
        return Column(
            name=self.name,
            title=self.title,
            values=values,
            labels=self.labels,
            unit=self.unit,
            help=self.help,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """Rows to fit something to. Two tables are the same only if they are one object.

    origin: one sentence on where the rows come from. licence: as far as it is stated.
    made: whether the rows were computed rather than observed. story: what to notice.
    x: the one or two columns looked at unless others are chosen; y: the one to be foretold.
    notes: sentences on what reading left out. lines: for rows out of a file, the line of each.
    """

    id: str
    name: str
    columns: tuple[Column, ...]
    x: tuple[str, ...]
    y: str
    origin: str
    licence: str = ""
    made: bool = False
    story: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, left to right."""
        return tuple([column.name for column in self.columns])

    @property
    def numeric(self) -> tuple[Column, ...]:
        """The columns of numbers: those without labels."""
        return tuple([column for column in self.columns if not column.labels])

    def column(self, name: str, field: str) -> Column:
        """The column of this name; BadInput under `field` that names the nearest and lists what is there."""
        for column in self.columns:
            if column.name == name:
                return column
        said = f"There is no column {shown(name)}." if name else "No column is named here."
        close = closest(name, self.names)
        said += f" {asked(close)}Choose one of {', '.join(self.names)}."
        raise BadInput(field, said, instead=close)

    def two_valued(self, name: str, field: str) -> bool:
        """Whether the column of this name holds exactly 0 and 1; BadInput under `field` without one."""
        return self.column(name, field).two_valued
