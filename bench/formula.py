"""A formula never seen before: from the typed text to the first streamed points, as the page asks."""

from __future__ import annotations

import random
import statistics
from urllib.parse import quote

from bench.client import fetch, seconds_to_first_points
from bench.figure import Figure, once, show
from bench.warm import warm_server

TYPED = (
    "{a}*x**2 + {b}*y**2",
    "(x**2 + {a}*y - {b})**2 + ({c}*x + y**2 - 7)**2",
    "sin({a}*x)*cos({b}*y) + {c}*(x**2 + y**2)/10",
    "exp(-(x - {a})**2 - {b}*y**2) + log(1 + {c}*x**2 + y**2)",
    "sqrt({a} + x**2 + {b}*y**2) - {c}*exp(-x*x - y*y)",
    "tanh({a}*x + {b})*sigmoid({c}*y) + 0.1*x**4",
    "abs(x - {a}) + {b}*abs(y) + {c}*x*y",
    "where(x < {a}, x**2 + {b}*y**2, {c}*x + y**4)",
    "20 - 20*exp(-{a}/10*sqrt((x**2 + y**2)/2)) - exp((cos({b}*x) + cos({c}*y))/2)",
    "x*exp(-x**2 - {a}*y**2) + (x**2 + {b}*y**2)/20 + {c}*max(x, y)",
)
REPEATS = 3


def measure() -> list[Figure]:
    fresh = random.Random(2)
    texts = [typed(form, fresh) for _ in range(REPEATS) for form in TYPED]
    with warm_server() as server:
        seconds(server, "x**2 + y**2 + sin(x)")
        new = [seconds(server, text) for text in texts]
        again = [seconds(server, text) for text in texts]
    return [
        Figure(
            name="formula never seen before, to first points",
            measured=statistics.median(new) * 1e3,
            unit="ms",
            goal=150,
            against="seen before",
            yardstick=statistics.median(again) * 1e3,
            ratio_at_most=True,
        ),
        Figure(
            name="the slowest of them",
            measured=max(new) * 1e3,
            unit="ms",
            against="seen before",
            yardstick=max(again) * 1e3,
            ratio_at_most=True,
        ),
    ]


def typed(form: str, fresh: random.Random) -> str:
    """The form with coefficients that no cache can know."""
    return form.format(**{name: round(fresh.uniform(0.5, 3), 4) for name in "abc"})


def seconds(server: str, text: str) -> float:
    """The page checks the experiment before it opens the stream; both count."""
    query = f"surface=formula&formula={quote(text)}&start=0.4,0.7&steps=500&a=adam"
    checked = once(lambda: fetch(server, f"/api/experiment?{query}"))
    return checked + seconds_to_first_points(server, query)


if __name__ == "__main__":
    show(measure())
