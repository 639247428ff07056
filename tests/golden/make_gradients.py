"""Writes app/show/golden.json: gradients of the catalogue's surfaces by mpmath, to 50 digits.

Run as `python -m tests.golden.make_gradients` after adding a surface. For each surface at its own parameters
the data have a dozen points of its window with the gradient there, taken by central differences of the
formula's text in 50 digits: none of the app's own mathematics has a part in it. The app holds its exact
gradient against them whenever somebody asks whether it can be trusted.
"""

from __future__ import annotations

import json
from pathlib import Path

from app.core.surfaces import SURFACES
from tests.core.surfaces import exact
from tests.core.surfaces.cases import DEFAULTS, bound, strewn

FILE = Path(__file__).parents[2] / "app" / "show" / "golden.json"
POINTS = 12


def gradients(id: str) -> list[tuple[tuple[float, ...], list[float]]]:
    """Points and gradients, the start among them."""
    loss = exact.loss_of(SURFACES[id], DEFAULTS[id])
    points = strewn(bound(id, DEFAULTS[id]), POINTS - 1)
    return [(tuple(map(float, point)), exact.gradient(loss, point)) for point in points]


def main() -> None:
    lines = [f"{json.dumps(id)}: {json.dumps(gradients(id))}" for id in SURFACES]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(FILE.name, f"{FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
