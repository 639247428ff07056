"""How much work a fit may be: refused before it begins, and never broken off for its size.

Work is counted in rows: a step of one run goes through all of them, and so does a point of the surface.
"""

from __future__ import annotations

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


def check_grid(rows: int, side: int, most: float = WORK) -> None:
    """BadInput under `n` where a surface of so many points a side would go through more than `most` rows."""
    if rows * side * side > most:
        few = int((most / rows) ** 0.5)
        raise BadInput(
            "n", f"{side} x {side} points over {rows:,} rows take too long: take n={max(few, 2)} at most."
        )
