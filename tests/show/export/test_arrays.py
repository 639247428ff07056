"""`run.npz` holds what `/api/run.json` tells, as arrays that need no pickle."""

from __future__ import annotations

import io

import numpy as np
import pytest

from app.experiment import canonical, parse
from app.show.export.arrays import npz
from app.show.tables import table
from app.show.trained import journey_of

QUERIES = {
    "two variables": "surface=himmelblau&steps=30&a=adam&c=bfgs",
    "one variable": "surface=parabola&steps=10&a=gd",
    "batches": "surface=tips_line&steps=10&batch=8&a=gd",
    "a network": "surface=network&steps=5&a=adam",
    "divergence": "surface=himmelblau&steps=30&a=gd&a.lr=1",
    "no run": "surface=bowl",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_column_of_every_run_is_there_to_the_last_bit(query: str) -> None:
    experiment = parse(query)
    found = table(journey_of(experiment))
    with np.load(io.BytesIO(npz(journey_of(experiment))), allow_pickle=False) as arrays:
        assert arrays["query"] == canonical(experiment)
        for run in found["runs"]:
            columns = {name: run[name] for name in run if name not in {"id", "optimizer", "verdict"}}
            assert {f"{run['id']}_{name}" for name in columns} <= set(arrays.files)
            assert arrays[f"{run['id']}_optimizer"] == run["optimizer"]
            for name, values in columns.items():
                wanted = np.array(values, dtype=float)
                np.testing.assert_array_equal(arrays[f"{run['id']}_{name}"], wanted)
        assert arrays.files[0] == "query"
