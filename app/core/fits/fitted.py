"""What defines a fitted surface: a model, a loss and the table they meet on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.surfaces.surface import Point, Window


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A model over its one or two weights; everything here is a default that a user may change.

    model: text over the inputs x, or x1 and x2, and the weights. loss: an id of the catalogue of losses.
    data: the id of a table; x and y: its columns, the table's own where left empty. numbers: settings that
    are not at their defaults, the table's included. window and start: for the weights as defined here; None
    where the data decide.
    """

    name: str
    model: str
    loss: str
    data: str
    story: str
    source: str
    x: tuple[str, ...] = ()
    y: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict)
    window: Window | None = None
    start: Point | None = None
    log: bool = False
