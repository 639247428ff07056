"""Every table there is to fit a loss to, made and real, and one place to get them by id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app.core.errors import BadInput, refuse
from app.core.nearest import asked, closest, shown
from app.core.tables import MADE, Made, Table
from app.tables import observed
from app.tables.real import Real

__all__ = ["CATALOGUE", "Definition", "load", "settled"]

Definition = Made | Real

_REAL = {id: value for id, value in vars(observed).items() if isinstance(value, Real)}

_ALL: dict[str, Definition] = MADE | _REAL

# Simplest first: one input and a number, then yes or no, then several kinds or a bent boundary. What is not
# named here comes last.
_ORDER = """
    line tips wave decay gapminder stocks traffic gapminder_all
    threshold clusters iris_two election
    iris blobs xor circles moons spirals
"""

CATALOGUE = {id: _ALL[id] for id in dict.fromkeys([*_ORDER.split(), *_ALL])}


def load(id: str, parameters: Mapping[str, float] | None = None) -> Table:
    """The table of this id; the same object for the same parameters while it is remembered.

    Parameters left out have their defaults. BadInput under `s.data` for an unknown id, under `s.NAME`
    for a parameter that the table doesn't have or a value that it can't take.
    """
    return _loaded(id, tuple(settled(id, parameters or {}).items()))


def settled(id: str, parameters: Mapping[str, float], prefix: str = "s.") -> dict[str, float]:
    """Every parameter of the table with its value, in the table's order; BadInput as `load` says.

    `prefix` stands before the parameters' names where they are keys of a query.
    """
    known = {limits.name: limits for limits in _definition(id).parameters}
    problems = [_unknown(name, tuple(known), prefix) for name in parameters if name not in known]
    values = {name: float(limits.default) for name, limits in known.items()}
    for name in [name for name in parameters if name in known]:
        try:
            values[name] = float(known[name].check(parameters[name], prefix + name))
        except BadInput as problem:
            problems.append(problem)
    refuse(problems)
    return values


def _definition(id: str) -> Definition:
    if id not in CATALOGUE:
        said = f"There is no table {shown(id)}." if id else "No table is named here."
        close = closest(id, CATALOGUE)
        said += f" {asked(close)}Choose one of {', '.join(CATALOGUE)}."
        raise BadInput("s.data", said, instead=close, unknown="value")
    return CATALOGUE[id]


def _unknown(name: str, known: tuple[str, ...], prefix: str) -> BadInput:
    choices = f"It has {', '.join(known)}." if known else "Its rows are as they were observed."
    close = closest(name, known)
    said = f"This table has no parameter {shown(name)}. {asked(close)}{choices}"
    return BadInput(prefix + name, said, instead=close and prefix + close, unknown="key")


@lru_cache(maxsize=64)
def _loaded(id: str, values: tuple[tuple[str, float], ...]) -> Table:
    return CATALOGUE[id].table(id, dict(values))
