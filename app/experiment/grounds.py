"""What an experiment may stand on: a surface of the catalogue, a model fitted to data, a typed formula.

Everything that differs between them is here, so that nobody else has to ask which it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import partial
from typing import Any

from app.core.choices import Setting
from app.core.fits.fit import Fit
from app.core.landscape import Landscape, landscape, typed
from app.core.network.lesson import Lesson
from app.core.plan import check
from app.core.surfaces import FAMILIES, SURFACES
from app.core.surfaces.surface import Surface
from app.experiment.numbers import write_number
from app.experiment.reading import Reading
from app.experiment.remembered import remembered
from app.experiment.site import Site
from app.experiment.value import FORMULA, Told, Value


class Ground(ABC):
    """One kind of surface.

    settings: what may be set of it as `s.NAME`, at its defaults. log: whether heights are best drawn on
    a logarithmic scale; None where the heights decide. marks: points worth pointing at.
    """

    id: str
    name: str
    family: str
    story: str
    source: str
    settings: tuple[Setting, ...] = ()
    log: bool | None = None
    marks: tuple[tuple[tuple[float, ...], str], ...] = ()

    def read(self, reading: Reading) -> Told | None:
        """Every setting with its value, in order; None where one is refused."""
        return ()

    def defaults(self, settings: Told) -> Mapping[str, Value]:
        """What each setting is where nothing is said of it, the others being as they are."""
        return {}

    def names(self, given: Mapping[str, str]) -> list[str]:
        """The settings that a query may name, its other values being `given`."""
        return [setting.name for setting in self.settings]

    @abstractmethod
    def landscape(self, formula: str, settings: Told) -> Landscape:
        """The loss itself; BadInput where the settings do not go together."""

    def site(self, formula: str, settings: Told) -> Site:
        """What a query may say of it; BadInput where the settings do not go together."""
        land = built(self, formula, settings)
        rows = None if land.rows is None else len(land.rows)
        return Site(land.variables, land.start, land.window, rows, partial(check, land))

    def fit(self, settings: Told) -> Fit | None:
        """The model and data behind the loss, where there are any."""
        return None

    def lesson(self, settings: Told) -> Lesson | None:
        """The network and the rows that it learns, where the loss is one's."""
        return None

    @abstractmethod
    def text(self, formula: str, settings: Told) -> str:
        """The loss as text of the small language."""

    def title(self, formula: str, settings: Told) -> str:
        """What it is called."""
        return self.name

    def place(self, formula: str, settings: Told) -> str:
        """The same as a sentence names it, settings included."""
        told = [f"{name} {write_number(value)}" for name, value in numbers(settings).items()]
        return f"{self.name} ({', '.join(told)})" if told else self.name


class Known(Ground):
    """A surface of the catalogue, with numbers for parameters."""

    def __init__(self, id: str, surface: Surface) -> None:
        self.id = id
        self.surface = surface
        self.name, self.story, self.source = surface.name, surface.story, surface.source
        self.family = FAMILIES[id]
        self.settings, self.log, self.marks = surface.parameters, surface.log, surface.marks

    def read(self, reading: Reading) -> Told | None:
        before = len(reading.problems)
        values = tuple([(h.name, reading.within(f"s.{h.name}", h)) for h in self.surface.parameters])
        return values if len(reading.problems) == before else None

    def defaults(self, settings: Told) -> Mapping[str, Value]:
        return {h.name: h.default for h in self.surface.parameters}

    def landscape(self, formula: str, settings: Told) -> Landscape:
        return landscape(self.surface, numbers(settings))

    def text(self, formula: str, settings: Told) -> str:
        told: Any = self.surface.formula
        return str(told(numbers(settings)) if callable(told) else told)


class Typed(Ground):
    """A formula that the user typed."""

    id = FORMULA
    name = "Your own formula"
    family = "Your own"
    story = "Type a loss in one or two variables; its gradient is found for you."
    source = "typed"

    def landscape(self, formula: str, settings: Told) -> Landscape:
        return typed(formula)

    def text(self, formula: str, settings: Told) -> str:
        return formula

    def title(self, formula: str, settings: Told) -> str:
        return formula

    def place(self, formula: str, settings: Told) -> str:
        return f"the surface {formula}"


@remembered(256)
def built(ground: Ground, formula: str, settings: Told) -> Landscape:
    """A ground's landscape; BadInput under its keys where a user's own is refused."""
    return ground.landscape(formula, settings)


def numbers(settings: Told) -> dict[str, float]:
    """Those settings that are numbers."""
    return {name: value for name, value in settings if isinstance(value, float)}


KNOWN: dict[str, Ground] = {id: Known(id, surface) for id, surface in SURFACES.items()}
