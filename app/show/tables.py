"""Whole trajectories as tables: one for programs, one for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from math import isfinite
from typing import Any

from app.experiment import canonical
from app.show.journey import Journey

CSV_HEADER = "run,optimizer,step,x,y,loss,gx,gy"


def table(journey: Journey) -> dict[str, Any]:
    """Every run to its end, with all of its points, its gradient norms and its verdict."""
    journey.advance(journey.experiment.steps)
    return {"query": canonical(journey.experiment), "runs": journey.tables()}


def csv(found: dict[str, Any]) -> str:
    """A table as CSV: one row a run and step, floats to their last digit.

    A number that is not finite is left empty, as are y and gy in one variable.
    """
    rows = [row for run in found["runs"] for row in _rows(run)]
    return "\r\n".join([CSV_HEADER, *rows, ""])


def _rows(run: dict[str, Any]) -> Iterator[str]:
    lead = f"{run['id']},{run['optimizer']},"
    wanted = [run["step"], *[run.get(name, ()) for name in CSV_HEADER.split(",")[3:]]]
    for step, *values in zip_longest(*wanted):
        yield f"{lead}{step},{','.join([_cell(value) for value in values])}"


def _cell(value: float | None) -> str:
    return "" if value is None or not isfinite(value) else repr(value)
