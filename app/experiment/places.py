"""Points and windows as they stand in a link."""

from __future__ import annotations

from math import isfinite

from app.core.errors import BadInput
from app.core.landscape import Landscape
from app.experiment.fields import STARTS
from app.experiment.numbers import read_numbers, shown
from app.experiment.reading import Reading, nearest
from app.experiment.value import Point, Start, Window

_COUNT = {1: "one number", 2: "two numbers", 4: "four numbers"}


def read_start(reading: Reading, key: str, land: Landscape | None) -> Start | None:
    """The start under `key`; None where none is given."""
    given = reading.take(key)
    if given is None:
        return None
    return reading.attempt(lambda: start(given.text.strip(), key, land))


def start(text: str, field: str, land: Landscape | None) -> Start:
    """A point, or one of the words for one."""
    if text in STARTS:
        return text
    if text[:1].isalpha():
        hint = nearest(text, STARTS)
        raise BadInput(field, f"There is no start {shown(text)}. {hint}Give numbers, or {', '.join(STARTS)}.")
    return point(text, field, land)


def point(text: str, field: str, land: Landscape | None) -> Point:
    """A coordinate for each variable of the surface; any number of them where it is not known."""
    numbers = read_numbers(text, field)
    if land and len(numbers) != land.dimension:
        raise BadInput(field, f"{_needs(land)}: give {_COUNT[land.dimension]}, such as {_example(land)}.")
    return numbers


def read_window(reading: Reading, land: Landscape | None) -> Window | None:
    """What is drawn; None for the surface's own."""
    given = reading.take("window")
    if given is None:
        return None
    window = reading.attempt(lambda: _window(given.text, land))
    return None if land and window == land.window else window


def _window(text: str, land: Landscape | None) -> Window:
    numbers = read_numbers(text, "window")
    expected = 2 * land.dimension if land else len(numbers)
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


def _needs(land: Landscape) -> str:
    names = " and ".join(land.variables)
    return f"This surface has {'one variable' if land.dimension == 1 else 'two variables'}, {names}"


def _example(land: Landscape) -> str:
    return ",".join(f"{value:g}" for value in land.start)
