"""Tables to keep: too large for a link, and each unlike the others."""

from __future__ import annotations

import numpy as np

from app.core.tables.table import Column, Table


def table(seed: int = 0, rows: int = 50) -> Table:
    """Rows of two numbers and a kind, some of them missing."""
    random = np.random.default_rng(seed)
    values = random.normal(size=(2, rows))
    values[1, 3] = np.nan
    kinds = random.integers(0, 2, rows).astype(float)
    columns = (
        Column(name="x", title="X, in °C", values=values[0]),
        Column(name="y", title="y", values=values[1]),
        Column(name="kind", title="Art", values=kinds, labels=("größer", "no")),
    )
    return Table(id="own", name="Your data", columns=columns, x=("x",), y="y", origin="Yours.")


def same(one: Table | None, other: Table) -> bool:
    """Whether two tables have the same columns, to the last bit."""
    assert one is not None
    told = [[(c.name, c.title, c.labels) for c in each.columns] for each in (one, other)]
    pairs = zip(one.columns, other.columns, strict=True)
    return told[0] == told[1] and all(np.array_equal(a.values, b.values, equal_nan=True) for a, b in pairs)
