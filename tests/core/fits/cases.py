"""Fits in few words: rows as arrays, a model, a loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from app.core.fits.binding import bound
from app.core.fits.catalogue import FITS
from app.core.fits.fit import Fit
from app.core.fits.losses import LOSSES
from app.core.landscape import Landscape
from app.core.tables.table import Column, Table
from app.experiment import parse
from app.experiment.resolve import fit_of

Point = tuple[float, ...]


def table(x: Sequence[Any], y: Any) -> Table:
    """A table of these columns: the inputs are called x, or x1 and x2."""
    names = ("x",) if len(x) == 1 else ("x1", "x2")
    columns = [*zip(names, x, strict=True), ("y", y)]
    made = [Column(name=name, title=name, values=np.array(values, dtype=float)) for name, values in columns]
    return Table(id="t", name="Rows", columns=tuple(made), x=names, y="y", origin="Written for a test.")


def fit(
    model: str, loss: str, x: Sequence[Any], y: Any, numbers: Mapping[str, float] | None = None, **more: Any
) -> Fit:
    """A model with a loss on rows; x is a list of the one or two columns that go in."""
    rows = table(x, y)
    defaults = {p.name: p.default for p in LOSSES[loss].parameters}
    return bound(rows, model, loss, rows.x, "y", defaults | dict(numbers or {}), **more)


def ready(id: str) -> Fit:
    """A fit of the catalogue as a link names it."""
    found = fit_of(parse(f"surface={id}"))
    assert found is not None
    return found


def strewn(land: Landscape, count: int = 3) -> list[Point]:
    """The start and points here and there in the window, the same every time."""
    random = np.random.default_rng(1)
    low, high = np.array(land.window, dtype=float).T
    return [land.start, *[tuple(random.uniform(low, high).tolist()) for _ in range(count)]]


def noisy(seed: int = 3, rows: int = 40) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two inputs and numbers that follow from them but for noise."""
    random = np.random.default_rng(seed)
    x1, x2 = random.normal(size=(2, rows)) * [[1.5], [0.7]] + [[0.4], [-0.2]]
    return x1, x2, 1.3 * x1 - 0.8 * x2 + random.standard_t(3, rows) * 0.5


def kinds(seed: int = 4, rows: int = 60) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two inputs and kinds 0 and 1 that overlap."""
    random = np.random.default_rng(seed)
    kind = np.arange(rows) % 2
    x1, x2 = random.normal(size=(2, rows)) * 1.2 + np.outer([0.9, -0.6], 2 * kind - 1)
    return x1, x2, kind.astype(float)


__all__ = ["FITS", "Point", "fit", "kinds", "noisy", "ready", "strewn", "table"]
