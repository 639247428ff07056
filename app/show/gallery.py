"""The gallery: everything in the catalogue on a card, with an experiment that shows it at work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from app.core.optimizers import OPTIMIZERS
from app.experiment import parse, sentence
from app.experiment.grounds import Ground
from app.experiment.offered import GROUNDS, Optimizer
from app.experiment.sentence import label
from app.experiment.value import FORMULA
from app.show.formulas import mathematics, typeset_lines
from app.show.showcase import of_optimizer, of_surface

_OPTIMIZERS = "Optimizers"


@dataclass(frozen=True, slots=True)
class Card:
    """One thing of the catalogue.

    formula: MathML, a line each. query: an experiment that shows it; sentence: what happens there; runs: each
    run's letter and what it is in a few words.
    """

    kind: str
    id: str
    name: str
    formula: tuple[str, ...]
    story: str
    source: str
    query: str
    sentence: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards of one family."""

    id: str
    title: str
    cards: tuple[Card, ...]


@cache
def gallery() -> tuple[Shelf, ...]:
    """Every surface by its family, then every optimizer, each from simple to complex.

    Takes seconds the first time.
    """
    known = [ground for ground in GROUNDS.values() if ground.id != FORMULA]
    families = [
        _shelf(family, [_surface(ground) for ground in grounds])
        for family, grounds in groupby(known, lambda ground: ground.family)
    ]
    return (*families, _shelf(_OPTIMIZERS, [_optimizer(id, kind) for id, kind in OPTIMIZERS.items()]))


def _shelf(title: str, cards: list[Card]) -> Shelf:
    return Shelf(title.lower().replace(" ", "-"), title, tuple(cards))


def _surface(ground: Ground) -> Card:
    query = of_surface(ground.id)
    formula = mathematics(ground.id, "", parse(query).parameters)["formula"]
    return _card("surface", ground.id, ground, (formula,), query)


def _optimizer(id: str, kind: Optimizer) -> Card:
    return _card("optimizer", id, kind, tuple(typeset_lines(kind)), of_optimizer(id))


def _card(kind: str, id: str, told: Ground | Optimizer, formula: tuple[str, ...], query: str) -> Card:
    shown = parse(query)
    runs = tuple([(run.id, label(run)) for run in shown.runs])
    return Card(kind, id, told.name, formula, told.story, told.source, query, sentence(shown), runs)
