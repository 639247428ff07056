"""How much work a fit may be: refused before it begins, and never broken off for its size.

Work is counted in rows: a step of one run goes through all of them, and so does a point of the surface.
"""

from __future__ import annotations

import math

from app.core.errors import BadInput

# A row takes 3 to 50 ns, by the model and the loss: about a minute on one core.
WORK = 2e9
# So many multiplications of a network take as long as a row.
A_ROW = 50


def check_runs(rows: int, steps: int, runs: int, most: float = WORK) -> None:
    """BadInput under `steps` where runs would go through more than `most` rows, all steps together."""
    if rows * steps * runs <= most:
        return
    said = f"{steps:,} steps" if runs == 1 else f"{steps:,} steps of {runs} runs"
    few = int(most // (rows * runs))
    fewer = f"at most {few:,} steps, fewer runs" if few else "fewer runs"
    raise BadInput("steps", f"{said} through {rows:,} rows take too long: take {fewer} or fewer rows.")


def finest(rows: int, weights: int, most: float = WORK) -> int:
    """How many points a side a surface may have that goes through no more than `most` rows; 2 at least.

    weights: of a network all of them, each of which a row meets at each point.
    """
    return max(2, math.isqrt(int(most / (rows * max(1, 2 * weights / A_ROW)))))
