"""Runs on the rows of the golden data, for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.core.descend import Descent
from app.core.landscape import Landscape
from tests.core.fits import cases
from tests.core.runs import plan
from tests.golden import fits as golden

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "data" / "batches.json").read_text())
DEALT = {case["way"]: case["rows"] for case in GOLDEN if "rows" in case}
PATHS = [case for case in GOLDEN if "rows" not in case]
SHOWN = [{}, {"batch": 4}, {"batch": 4, "replace": True, "noise": 0.2, "clip": 2.0, "up": True}]
VIEWS: dict[str, dict[str, Any]] = {
    "all": {},
    "dealt": {"batch": golden.SIZE},
    "replaced": {"batch": golden.SIZE, "replace": True},
}


def land_of(model: str = "affine", loss: str = "squared") -> Landscape:
    """A fit whose lowest loss is known, as some rules need it."""
    text, numbers = golden.MODELS[1][model], golden.LOSSES[loss]
    # The golden weights stand in the order in which the text has them.
    return cases.fit(text, loss, [golden.X1], golden.target(loss), numbers).landscape


def walked(land: Landscape, *segments: Any, steps: int = 60, **options: Any) -> Descent:
    given = {"start": golden.START, "seed": golden.SEED, "steps": steps}
    descent = Descent(land, plan(*segments, **(given | options)))
    descent.advance(steps)
    return descent
