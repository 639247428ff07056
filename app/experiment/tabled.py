"""What a surface made from a table has in its link: which table, which columns, how its rows are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol

from app.core.choices import Choice, Setting, Words
from app.core.fits import examples
from app.core.hyperparameters import Hyperparameter
from app.core.tables.points import read_points, write_points
from app.core.tables.stored import PREFIX, Stored
from app.core.tables.table import Table
from app.experiment.grounds import Ground, numbers
from app.experiment.own import POINTS, Tables, is_own, own_table, stored_table
from app.experiment.reading import Reading, choose
from app.experiment.value import Told, Value
from app.tables import CATALOGUE, load

BY_HAND = Words(POINTS, "", "your own points, as x,y;x,y", examples.POINTS)


class Definition(Protocol):
    """A surface as it is defined: its table, its columns where they are not the table's, its numbers."""

    @property
    def data(self) -> str: ...
    @property
    def x(self) -> tuple[str, ...]: ...
    @property
    def y(self) -> str: ...
    @property
    def numbers(self) -> Mapping[str, float]: ...


class OnTable(Ground):
    """A surface whose loss is a mean over the rows of a table."""

    def __init__(self, defined: Definition) -> None:
        self.defined = defined

    def data_settings(self, data: str, help: str) -> list[Setting]:
        """Which table, and what may be set of it."""
        tables = tuple([(id, known.name) for id, known in CATALOGUE.items()])
        by_hand: list[Setting] = [BY_HAND] if data == POINTS else []
        return [Choice("data", self.defined.data, tables, help), *by_hand, *self._made(data)]

    def _made(self, data: str) -> list[Hyperparameter]:
        """What may be set of a table that is made."""
        known = CATALOGUE[data].parameters if data in CATALOGUE else ()
        return [self.with_default(h) if data == self.defined.data else h for h in known]

    def with_default(self, setting: Hyperparameter) -> Hyperparameter:
        """A number with the default that this surface gives it."""
        return replace(setting, default=self.defined.numbers.get(setting.name, setting.default))

    def usual(self, data: str) -> tuple[str, str]:
        """The columns looked at where a query names none."""
        if data == self.defined.data and self.defined.x:
            return ",".join(self.defined.x), self.defined.y
        known = CATALOGUE.get(data)
        return (",".join(known.x), known.y) if known else ("", "")

    def read_data(self, reading: Reading) -> str | Stored:
        """The table that a query names; this surface's own where it names none."""
        usual: str | Stored = self.defined.data
        return reading.value("s.data", partial(_data, reading.tables), usual)

    def whole(self, reading: Reading, values: Told) -> Told | None:
        """The values with the columns of the user's own table where none are named."""
        told = dict(values)
        if not is_own(str(told["data"])):
            return values
        table = reading.attempt(partial(table_of, values))
        if table is None:
            return None
        usual = own_columns(table)
        return tuple([(name, value or usual.get(name, value)) for name, value in values])


def own_columns(table: Table) -> dict[str, Value]:
    """The columns of the user's own table that are looked at where none are named."""
    return {"x": ",".join(table.x), "y": table.y}


def _data(tables: Tables, text: str) -> str | Stored:
    """A table's id, or the user's own; BadInput under `s.data`."""
    if text.startswith(PREFIX):
        return stored_table(text, tables)
    return text if is_own(text) else choose(text, (*CATALOGUE, POINTS), "s.data", "table", listed=True)


def _columns(text: str) -> str:
    return ",".join([name.strip() for name in text.split(",")])


def _by_hand(text: str) -> str:
    """Points as they are written shortest."""
    if not text.strip():
        return ""
    x, y = read_points(text, f"s.{POINTS}").columns
    return write_points(zip(x.values.tolist(), y.values.tolist(), strict=True))


# How texts are written; any other as it is.
WRITTEN = {"x": _columns, POINTS: _by_hand}


def table_of(settings: Told) -> Table:
    """The table that a surface's settings name; BadInput where the user's own can't be read."""
    told = dict(settings)
    if isinstance(told["data"], Stored):
        return told["data"].table
    data = str(told["data"])
    if is_own(data):
        return own_table(data, str(told.get(POINTS, "")))
    known = [h.name for h in CATALOGUE[data].parameters]
    return load(data, {name: value for name, value in numbers(settings).items() if name in known})
