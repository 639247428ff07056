"""`run.npz`: every run as NumPy arrays, without pickles."""

from __future__ import annotations

import io

import numpy as np

from app.show.journey import Journey
from app.show.tables import table

# What a run's table has beside its columns.
_TOLD = {"id", "optimizer", "verdict"}


def npz(journey: Journey) -> bytes:
    """An archive with an array for each column of each run, such as `a_loss`; `query`, and `a_optimizer`.

    Shape (points,) each; a number that is not finite stays what it is. `np.load` reads it.
    """
    found = table(journey)
    arrays = {"query": np.array(found["query"])}
    for run in found["runs"]:
        arrays[f"{run['id']}_optimizer"] = np.array(run["optimizer"])
        for name, values in run.items():
            if name not in _TOLD:
                whole = np.int64 if name == "step" else np.float64
                arrays[f"{run['id']}_{name}"] = np.array(values, dtype=whole)
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()
