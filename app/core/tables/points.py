"""Points drawn by hand: a table of x and y, short enough to be read in a link."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.core.errors import BadInput
from app.core.nearest import shown
from app.core.tables.cells import strict_number, written
from app.core.tables.table import Heading, Table

ID = "points"
MAX_POINTS = 500
FIELD = "s.points"

_X, _Y = Heading(name="x", title="x"), Heading(name="y", title="y")


@lru_cache(maxsize=64)
def read_points(text: str, field: str = FIELD) -> Table:
    """The table of `x,y;x,y;..`, the same object while it is remembered; BadInput under `field`."""
    parts = text.split(";", MAX_POINTS)
    if len(parts) > MAX_POINTS:
        raise BadInput(
            field, f"There are more than {MAX_POINTS} points; keep fewer, or upload them as a file."
        )
    points = [_point(part, field) for part in parts]
    return Table(
        id=ID,
        name="Points drawn by hand",
        columns=(_X.over([x for x, _ in points]), _Y.over([y for _, y in points])),
        x=("x",),
        y="y",
        origin="Drawn by hand.",
        story="Put down points and see what they do to the loss.",
    )


def write_points(points: Iterable[tuple[float, float]]) -> str:
    """The shortest text that `read_points` reads back.

    >>> write_points([(1.0, 0.5), (-0.0, 1e-7)])
    '1,0.5;0,1e-7'
    """
    return ";".join([f"{written(x)},{written(y)}" for x, y in points])


def _point(text: str, field: str) -> tuple[float, float]:
    numbers = text.split(",", 3)
    if len(numbers) != 2:
        raise BadInput(field, f"{shown(text)} is no point; write each as x,y and part them by semicolons.")
    x, y = [strict_number(number.strip(), field) for number in numbers]
    return x, y
