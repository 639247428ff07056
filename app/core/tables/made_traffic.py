"""A made table like one that a road's counter would write: how many cars passed in an hour, and when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.hyperparameters import Hyperparameter
from app.core.tables.chance import chosen, even, normal
from app.core.tables.made import Made, Parameters, parameters
from app.core.tables.table import Heading, Values

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEATHER = ("clear", "cloudy", "rain", "snow")

# What is left of the traffic in each weather.
_LEFT = np.array([1.0, 0.97, 0.82, 0.62])
# The share of hours up to which each weather reaches, in winter and in summer; the rest is the next one's.
# The last share is above 1 from April to October: no snow then.
_WINTER, _SUMMER = np.array([0.35, 0.68, 0.88]), np.array([0.55, 0.85, 1.12])


def _peak(hour: Values, at: float, width: float) -> Values:
    """1 at one hour of the day and less before and after, round the clock."""
    away = np.abs(hour - at)
    peak: Values = np.exp(-((np.minimum(away, 24 - away) / width) ** 2) / 2)
    return peak


def _workday(hour: Values) -> Values:
    """Cars an hour on a workday: to work, about, and home again."""
    return 350 + 3900 * _peak(hour, 7.6, 1.4) + 2700 * _peak(hour, 12.5, 3.2) + 4300 * _peak(hour, 17, 2.0)


def _weekend(hour: Values) -> Values:
    """Cars an hour at the weekend: one broad hill in the afternoon, and people who come home late."""
    return 450 + 3300 * _peak(hour, 14.5, 4.0) + 500 * _peak(hour, 0, 1.5)


def _summer(day: Values) -> Values:
    """1 in the middle of July, 0 in the middle of January."""
    return (1 + np.cos(2 * np.pi * (day - 197) / 365)) / 2


def _weather(draw: Values, summer: Values) -> Values:
    """Which weather it is, 0 to 3; it snows in winter only."""
    bounds = _WINTER[:, None] + (_SUMMER - _WINTER)[:, None] * summer
    weather: Values = np.sum(draw >= bounds, axis=0) * 1.0
    return weather


def _traffic(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    hour, day = np.floor(even(rng, rows, 0, 24)), np.floor(even(rng, rows, 1, 366))
    weekday = (day - 1) % 7
    work, summer = weekday < 5, _summer(day)
    weather = _weather(even(rng, rows, 0, 1), summer)
    usual = np.where(work, _workday(hour), _weekend(hour)) * (0.92 + 0.16 * summer)
    cars = usual * _LEFT[weather.astype(int)] * np.exp(values["noise"] * normal(rng, rows))
    blocked = chosen(rng, rows, values["outliers"])
    cars = np.where(blocked, cars * even(rng, rows, 0.02, 0.2), cars)
    return hour, weekday, np.where(work, 1.0, 0.0), day, weather, np.round(cars)


traffic = Made(
    name="Traffic on a road",
    columns=(
        Heading(name="hour", title="hour of the day", unit="h", help="the hour that begins then, 0 to 23"),
        Heading(name="weekday", title="day of the week", labels=WEEKDAYS),
        Heading(name="workday", title="workday", labels=("no", "yes"), help="Monday to Friday"),
        Heading(name="day", title="day of the year", help="1 is New Year's Day, a Monday"),
        Heading(name="weather", title="weather", labels=WEATHER),
        Heading(name="cars", title="cars", unit="cars/h", help="how many passed within the hour"),
    ),
    parameters=parameters(
        300,
        Hyperparameter("noise", 0.12, 0.0, 1.0, "how much an hour differs from its like, as a share of it"),
        "in which the road was all but blocked",
    ),
    make=_traffic,
    x=("hour",),
    y="cars",
    story="Two peaks on workdays and one hill at weekends: no straight line through the hours can tell them.",
)
