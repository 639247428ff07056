"""Columns of a table as what a model takes in and is to answer; each refused where it can't be that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from app.core.errors import BadInput, attempt, refuse
from app.core.fits.fit import Fit
from app.core.fits.losses import CLASSES, LOSSES
from app.core.fits.model import inputs_named, model
from app.core.rows import Floats
from app.core.surfaces.surface import Point, Window
from app.core.tables.choosing import check_input, check_target, check_two_valued
from app.core.tables.scaling import Scaling, scaling
from app.core.tables.table import Column, Table

X, Y = "s.x", "s.y"
# Their fourth powers are still numbers.
_LARGEST = 1e60
SAME = Scaling(0.0, 1.0)


def bound(
    table: Table,
    text: str,
    loss: str,
    x: Sequence[str],
    y: str,
    numbers: Mapping[str, float],
    window: Window | None = None,
    start: Point | None = None,
) -> Fit:
    """The fit of a model to a table; BadInput with everything that does not go together.

    numbers: the loss's own parameters, `l1`, `l2`, and `standardize`: not 0 where inputs are shifted and
    scaled to mean 0 and standard deviation 1 before the model sees them.
    """
    problems: list[BadInput] = []
    scaled = bool(numbers.get("standardize"))
    inputs = [attempt(partial(_input, table, name, scaled), problems) for name in x]
    target = attempt(partial(_target, table, y, loss), problems)
    read = attempt(partial(model, text, inputs_named(len(x))), problems)
    refuse(problems)
    assert read is not None
    assert target is not None
    whole = [one for one in inputs if one is not None]
    columns, scalings = tuple([column for column, _ in whole]), tuple([scale for _, scale in whole])
    return Fit(read, loss, columns, target, dict(numbers), scalings, window, start)


def _input(table: Table, name: str, scaled: bool) -> tuple[Floats, Scaling]:
    column = check_input(table, name, X)
    _check_size(column, X)
    found = scaling(column, X) if scaled else SAME
    return found.apply(column.values), found


def _target(table: Table, name: str, loss: str) -> Floats:
    check = check_two_valued if LOSSES[loss].target == CLASSES else check_target
    column = check(table, name, Y)
    _check_size(column, Y)
    return column.values


def _check_size(column: Column, field: str) -> None:
    """BadInput where squares of the values, or ratios of squares, leave the numbers that there are."""
    largest = float(np.abs(column.values).max())
    if largest > _LARGEST or 0 < largest < 1 / _LARGEST:
        size = "large" if largest > 1 else "small"
        said = f"The values of “{column.title}” are too {size} to compute with"
        raise BadInput(field, f"{said}; use a {'larger' if size == 'large' else 'smaller'} unit.")
