"""What defines a real table: which rows of a shipped file, what each column says, and whose they are."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from app.core.hyperparameters import Hyperparameter
from app.core.tables.table import Column, Heading, Table

Record = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A column and the one of the file that it is read from.

    read: makes numbers of the texts, one for each row; left out, they are written there as numbers,
        or for a column of kinds as its labels.
    kinds: the labels are whatever the file holds, in the order of the alphabet.
    """

    heading: Heading
    source: str
    read: Callable[[Sequence[str]], Any] | None = None
    kinds: bool = False

    def column(self, records: Sequence[Record]) -> Column:
        """The column over these rows; KeyError where the file says what the definition doesn't know."""
        texts = [record[self.source] for record in records]
        heading = replace(self.heading, labels=tuple(sorted(set(texts)))) if self.kinds else self.heading
        return heading.over(_kinds(heading, texts) if heading.labels else (self.read or _numbers)(texts))


@dataclass(frozen=True, kw_only=True)
class Real:
    """A table that somebody observed, out of a file that an installed package ships.

    file: the name in plotly's folder of data. fields: the columns, left to right.
    keep: which rows of the file; left out, all of them.
    origin: one sentence on who published the rows and when. licence: as far as it is stated.
    """

    name: str
    file: str
    fields: tuple[Field, ...]
    x: tuple[str, ...]
    y: str
    origin: str
    licence: str
    story: str
    keep: Callable[[Record], bool] = lambda record: True
    parameters: tuple[Hyperparameter, ...] = ()

    def table(self, id: str, values: Mapping[str, float]) -> Table:
        """The table; it has no parameters, so `values` is empty."""
        records = [record for record in records_of(self.file) if self.keep(record)]
        return Table(
            id=id,
            name=self.name,
            columns=tuple([field.column(records) for field in self.fields]),
            x=self.x,
            y=self.y,
            origin=self.origin,
            licence=self.licence,
            story=self.story,
        )


@lru_cache(maxsize=8)
def records_of(file: str) -> tuple[Record, ...]:
    """The rows of one of the data files in the installed plotly package, each by the names in its header."""
    with gzip.open(folder() / file, "rt", encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def folder() -> Path:
    """Where plotly keeps its data; the package is not imported, only its files are wanted."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("The package plotly is not installed.")
    return Path(spec.origin).parent / "package_data" / "datasets"


def _numbers(texts: Sequence[str]) -> Any:
    return [float(text) for text in texts]


def _kinds(heading: Heading, texts: Sequence[str]) -> Any:
    places = {label: place for place, label in enumerate(heading.labels)}
    return [places[text] for text in texts]


def logarithm(texts: Sequence[str]) -> Any:
    """The decimal logarithm of numbers."""
    return np.log10([float(text) for text in texts])


def weeks(dates: Sequence[str]) -> Any:
    """Weeks since the first of some ISO dates."""
    days = np.array(dates, dtype="datetime64[D]")
    return (days - days[0]) / np.timedelta64(7, "D")
