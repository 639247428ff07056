"""What happens to a run on its way: at which step a key takes hold, and the places it is moved to by hand."""

from __future__ import annotations

import re

from app.core.errors import BadInput
from app.core.nearest import shown
from app.core.plan import Move
from app.experiment.fields import STARTS, STEPS
from app.experiment.places import point, refuse_start
from app.experiment.reading import Reading
from app.experiment.site import Site


def moves_under(letter: str) -> str:
    """How the keys begin that move a run by hand."""
    return f"{letter}.start@"


def read_moves(reading: Reading, letter: str, site: Site | None, steps: int) -> tuple[Move, ...]:
    """Where a run is put down on its way, `a.start@K=X,Y`, in the order of the steps."""
    found = [_move(reading, key, site, steps) for key in reading.under(moves_under(letter))]
    return tuple(sorted([move for move in found if move], key=lambda move: move.step))


def _move(reading: Reading, key: str, site: Site | None, steps: int) -> Move | None:
    given = reading.take(key)
    text = given.text.strip() if given else ""
    step = reading.attempt(lambda: read_step(key, steps))
    to = reading.attempt(lambda: _place(text, key, site))
    return None if step is None or to is None else Move(step, to)


def _place(text: str, key: str, site: Site | None) -> tuple[float, ...]:
    refuse_start(key, site)
    if text in STARTS:
        raise BadInput(key, f"A run is moved to a point of your own: give numbers instead of {shown(text)}.")
    return point(text, key, site)


def read_step(key: str, steps: int) -> int:
    """The step that stands behind the @ of a key; BadInput under the key where nothing can change there."""
    step = key.partition("@")[2]
    if re.fullmatch(r"[1-9][0-9]{0,5}", step) and int(step) < steps:
        return int(step)
    if steps == STEPS.low:
        raise BadInput(key, "A run of one step leaves no room for a change; give it more steps.")
    last = f"before the run's last, {steps}"
    raise BadInput(key, f"A change comes after @ at a whole step from 1 to {steps - 1}, {last}.")
