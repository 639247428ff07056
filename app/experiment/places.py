"""Points and windows as they stand in a link."""

from __future__ import annotations

from math import isfinite

from app.core.errors import BadInput
from app.core.nearest import asked, closest, shown
from app.experiment.fields import STARTS
from app.experiment.numbers import read_numbers
from app.experiment.reading import Reading
from app.experiment.site import Site
from app.experiment.value import Point, Start, Window

_COUNT = {1: "one number", 2: "two numbers", 4: "four numbers"}


def read_start(reading: Reading, key: str, site: Site | None) -> Start | None:
    """The start under `key`; None where none is given."""
    given = reading.take(key)
    if given is None:
        return None
    return reading.attempt(lambda: start(given.text.strip(), key, site))


def refuse_start(field: str, site: Site | None) -> None:
    """BadInput under `field` where no run can be put down at a point."""
    if site and site.start is None:
        said = f"A run begins at {site.begins} here, which s.init and seed decide"
        raise BadInput(field, f"{said}; leave this out.")


def start(text: str, field: str, site: Site | None) -> Start:
    """A point, or one of the words for one."""
    refuse_start(field, site)
    if text in STARTS:
        return text
    if text[:1].isalpha() and "," not in text:
        close = closest(text, STARTS)
        said = f"There is no start {shown(text)}. {asked(close)}Give numbers, or {', '.join(STARTS)}."
        raise BadInput(field, said, instead=close)
    return point(text, field, site)


def point(text: str, field: str, site: Site | None) -> Point:
    """A coordinate for each variable of the surface; any number of them where it is not known."""
    numbers = read_numbers(text, field)
    if site and len(numbers) != site.dimension:
        raise BadInput(field, f"{_needs(site)}: give {_COUNT[site.dimension]}, such as {_example(site)}.")
    return numbers


def read_window(reading: Reading, site: Site | None) -> Window | None:
    """What is drawn; None for the surface's own."""
    given = reading.take("window")
    if given is None:
        return None
    window = reading.attempt(lambda: _window(given.text, site))
    return None if site and window == site.window else window


def _window(text: str, site: Site | None) -> Window:
    numbers = read_numbers(text, "window")
    expected = 2 * site.dimension if site else len(numbers)
    if len(numbers) != expected or expected not in {2, 4}:
        count = _COUNT.get(expected, "two or four numbers")
        raise BadInput("window", f"Give {count}: the lowest and the highest value of each variable.")
    window = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    for low, high in window:
        _check_side(low, high)
    return window


def _check_side(low: float, high: float) -> None:
    if low >= high:
        raise BadInput("window", f"A side goes from {low:g} to {high:g}: give the lower value first.")
    if not isfinite(high - low):
        raise BadInput("window", "A side is too long to compute with; choose a smaller window.")
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        raise BadInput("window", f"A side around {low:g} is too short to be drawn; choose a larger window.")


def _needs(site: Site) -> str:
    names = " and ".join(site.variables)
    return f"This surface has {'one variable' if site.dimension == 1 else 'two variables'}, {names}"


def _example(site: Site) -> str:
    return ",".join(f"{value:g}" for value in site.start or (0.5, -1.0))
