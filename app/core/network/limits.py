"""How much work a training may be: refused before it begins, and never broken off for its size."""

from __future__ import annotations

from app.core.errors import BadInput

# Weights and gradients of every step of every run are kept, 8 bytes each.
BYTES = 128 * 2**20
# Multiplications of all runs together: about a minute on one core.
MULTIPLICATIONS = 1e11
# One for each weight and row on the way through, two on the way back.
_PASSES = 3

FIELD = "steps"


def check_work(size: int, rows: int, steps: int, runs: int, most: float = MULTIPLICATIONS) -> None:
    """BadInput under `steps` where training takes more memory or time than one experiment may.

    most: how many multiplications all runs may take together.
    """
    held = 2 * 8 * size * (steps + 1) * runs
    if held > BYTES:
        few = int(BYTES // (2 * 8 * size * runs)) - 1
        raise BadInput(
            FIELD,
            f"{_said(steps, runs)} through {size:,} weights leave {held / 2**20:.0f} MB behind, and "
            f"{BYTES // 2**20} MB may be kept: take {_at_most(few)}fewer runs or smaller layers.",
        )
    work = _PASSES * size * rows * steps * runs
    if work > most:
        few = int(most // (_PASSES * size * rows * runs))
        raise BadInput(
            FIELD,
            f"{_said(steps, runs)} through {size:,} weights and {rows:,} rows take too long: take "
            f"{_at_most(few)}fewer runs, fewer rows or smaller layers.",
        )


def _said(steps: int, runs: int) -> str:
    return f"{steps:,} steps" if runs == 1 else f"{steps:,} steps of {runs} runs"


def _at_most(steps: int) -> str:
    return f"at most {steps:,} steps, " if steps >= 1 else ""
