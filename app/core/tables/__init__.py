"""Tables of rows to fit a loss to: what a table is, those that are made, and how yours are read.

To add a made table, write `name = Made(...)` in the module of its family: the variable's name is its id.
"""

from __future__ import annotations

from app.core.tables import made_curves, made_kinds, made_traffic
from app.core.tables.made import Made
from app.core.tables.table import Column, Heading, Table

__all__ = ["MADE", "Column", "Heading", "Made", "Table"]

_MODULES = (made_curves, made_kinds, made_traffic)

MADE: dict[str, Made] = {
    id: value for module in _MODULES for id, value in vars(module).items() if isinstance(value, Made)
}
