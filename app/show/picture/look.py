"""How a picture is looked at, out of a link's view keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.experiment import LETTERS
from app.experiment.looked import looked
from app.experiment.query import join

EYE = (1.05, -1.45, 1.8)


@dataclass(frozen=True, slots=True)
class Look:
    """theme: `light` or `dark`. scale, loss: `log` or `linear`, empty where the surface decides.

    hidden: run letters. step: the playhead; None at the end of all runs. eye: where the 3-D picture is looked
    at from. n: how many points along each variable the surface is drawn from. keys: all view keys, as a link
    has them; pictures need no more of them than what is here by name, and two looks of one picture are equal.
    """

    theme: str = "light"
    scale: str = ""
    loss: str = ""
    hidden: tuple[str, ...] = ()
    step: int | None = None
    eye: tuple[float, float, float] = EYE
    n: int = 101
    keys: str = field(default="", repr=False, compare=False)


def look_of(query: str, n: int = 101) -> Look:
    """The look of a query that was read, so that its view keys are known to be right."""
    told = looked(query)
    x, y, z = [float(part) for part in told["camera"].split(",")] if "camera" in told else EYE
    return Look(
        theme=told.get("theme", "light"),
        scale=told.get("scale", ""),
        loss=told.get("loss", ""),
        hidden=tuple(sorted({*told.get("hide", "").split(",")} & {*LETTERS})),
        step=int(told["step"]) if "step" in told else None,
        eye=(x, y, z),
        n=n,
        keys=join(told.items()),
    )
