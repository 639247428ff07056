"""What a network learns: columns of a table in, another one out, each scaled as it is fed to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from app.core.errors import BadInput, attempt, refuse
from app.core.network.data import Data, data
from app.core.network.initial import initial
from app.core.network.network import MAX_INPUTS, MAX_OUTPUTS, Network
from app.core.oracles import WEIGHTS
from app.core.tables.choosing import check_input, check_kinds, check_target
from app.core.tables.scaling import Scaling, scaling
from app.core.tables.table import Column, Table

Floats = NDArray[np.float64]

X, Y = "s.x", "s.y"
_AS_IS = Scaling(0.0, 1.0)
# Squares of anything larger add up to no number that a double can hold.
_LARGEST = 1e60


@dataclass(frozen=True, eq=False)
class Lesson:
    """A network and its rows.

    inputs, target: the columns in their own units. scalings, answer: how they are scaled before the
    network sees them; a target of kinds is never scaled.
    """

    network: Network
    data: Data
    inputs: tuple[Column, ...]
    target: Column
    scalings: tuple[Scaling, ...]
    answer: Scaling

    def start(self, init: str, seed: int) -> Floats:
        """The weights to begin from, shape (size,); the same for every run with this seed."""
        return initial(self.network, init, default_rng([seed, WEIGHTS]))

    def answers(self, vector: Floats, *inputs: Any) -> Floats:
        """What the network says at inputs in their own units, shape (outputs, ..): a number in its own unit,
        the chance of a one, or the chance of each kind.
        """
        told = self.network.predictions(vector, self._rows(*inputs))
        return np.asarray(self.answer.undo(told.T)).reshape(-1, *np.shape(inputs[0]))

    def scores(self, vector: Floats, *inputs: Any) -> Floats:
        """What stands behind the chances: log-odds of a one, or of each kind up to a constant."""
        return self.network.outputs_at(vector, self._rows(*inputs)).T.reshape(-1, *np.shape(inputs[0]))

    def _rows(self, *inputs: Any) -> Floats:
        columns = [scale.apply(np.asarray(x)) for scale, x in zip(self.scalings, inputs, strict=True)]
        return np.column_stack([np.ravel(column) for column in columns])


def task_of(target: Column) -> str:
    """What a column asks of a network: a number, one of two kinds, or one of several."""
    if len(target.labels) > 2:
        return "classes"
    return "binary" if target.two_valued else "regression"


def lesson(
    table: Table,
    x: Sequence[str],
    y: str,
    standardize: bool,
    layers: tuple[int, ...],
    activation: str,
    skip: bool,
) -> Lesson:
    """A network for these columns; BadInput with all that does not go together.

    standardize: inputs, and a target of numbers, are scaled to mean 0 and standard deviation 1.
    """
    problems: list[BadInput] = []
    if not 1 <= len(x) <= MAX_INPUTS:
        problems.append(BadInput(X, f"A network takes 1 to {MAX_INPUTS} columns; {len(x)} are named."))
    if len(set(x)) < len(x):
        problems.append(BadInput(X, "A column is named twice; name each once."))
    inputs = [attempt(partial(_input, table, name), problems) for name in x]
    target = attempt(partial(_target, table, y), problems)
    refuse(problems)
    assert target is not None
    whole = [column for column in inputs if column is not None]
    task = task_of(target)
    outputs = len(target.labels) if task == "classes" else 1
    shape = Network(len(whole), layers, outputs, activation, skip, task)
    scalings = tuple([scaling(column, X) if standardize else _AS_IS for column in whole])
    answer = scaling(target, Y) if standardize and task == "regression" else _AS_IS
    columns = [scale.apply(column.values) for scale, column in zip(scalings, whole, strict=True)]
    rows = data(shape, np.column_stack(columns), answer.apply(target.values))
    return Lesson(shape, rows, tuple(whole), target, scalings, answer)


def _input(table: Table, name: str) -> Column:
    return _sized(check_input(table, name, X), X)


def _target(table: Table, name: str) -> Column:
    column = table.column(name, Y)
    if len(column.labels) <= 2:
        return _sized(check_target(table, name, Y), Y)
    if len(column.labels) > MAX_OUTPUTS:
        raise BadInput(
            Y, f"“{column.title}” has {len(column.labels)} kinds; a network tells up to {MAX_OUTPUTS} apart."
        )
    return check_kinds(table, name, Y)


def _sized(column: Column, field: str) -> Column:
    if float(np.abs(column.values).max()) > _LARGEST:
        raise BadInput(
            field, f"The values of “{column.title}” are too large to compute with; use a larger unit."
        )
    return column
