"""What the controls of a fitted surface are made of: the tables, the losses, and what an experiment chose."""

from __future__ import annotations

from typing import Any

from app.core.fits.losses import LOSSES
from app.core.rows import Batches
from app.core.tables.table import Column
from app.experiment import Experiment
from app.experiment.offered import GROUNDS
from app.experiment.resolve import fit_of, lesson_of, surface_name
from app.experiment.tabled import BY_HAND, table_of
from app.show.parameters import setting
from app.tables import CATALOGUE, load


def tables() -> list[dict[str, Any]]:
    """Every table that may be named, with its columns and what may be set of it; at the end the points."""
    known = [(id, load(id), definition.parameters) for id, definition in CATALOGUE.items()]
    return [
        {
            "id": id,
            "name": table.name,
            "columns": [_column(column) for column in table.columns],
            "x": table.x,
            "y": table.y,
            "parameters": [setting(one) for one in parameters],
        }
        for id, table, parameters in known
    ] + [_points()]


def _points() -> dict[str, Any]:
    columns = [{"name": name, "title": name, "unit": "", "kinds": 0} for name in ("x", "y")]
    named = {"id": BY_HAND.name, "name": "Points by hand"}
    return {**named, "columns": columns, "x": ["x"], "y": "y", "parameters": [setting(BY_HAND)]}


def losses() -> list[dict[str, Any]]:
    """Every loss, with what it is and what may be set of it."""
    return [
        {
            "id": id,
            "name": loss.name,
            "help": loss.help,
            "parameters": [setting(one) for one in loss.parameters],
            "source": loss.source,
        }
        for id, loss in LOSSES.items()
    ]


def fitting(experiment: Experiment) -> dict[str, Any] | None:
    """The table under a fitted surface, its columns and those chosen; None where there is no table.

    story: what to notice, of the surface as it was defined, or else of the table. epoch: how many batches
    show every row once; None where every update is shown all rows.
    """
    if fit_of(experiment) is None and lesson_of(experiment) is None:
        return None
    told, table = dict(experiment.parameters), table_of(experiment.parameters)
    ground = GROUNDS[experiment.surface]
    return {
        "table": table.name,
        "origin": table.origin,
        "licence": table.licence,
        "notes": table.notes,
        "rows": table.rows,
        "columns": [_column(column) for column in table.columns],
        "x": str(told["x"]).split(","),
        "y": told["y"],
        "story": ground.story if surface_name(experiment) == ground.name else table.story,
        "epoch": _epoch(experiment, table.rows),
    }


def _epoch(experiment: Experiment, rows: int) -> int | None:
    return Batches(rows, experiment.batch, experiment.seed).each if experiment.batch else None


def _column(column: Column) -> dict[str, Any]:
    """A column as it may be chosen; kinds: how many there are, 0 for a column of numbers."""
    return {
        "name": column.name,
        "title": column.title,
        "unit": column.unit,
        "kinds": len(column.labels),
        "labels": column.labels[:2] if len(column.labels) == 2 else (),
    }
