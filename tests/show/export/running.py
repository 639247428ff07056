"""Exported scripts, run where nothing of the app is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network.training import Training
from app.experiment import parse
from app.experiment.resolve import trainings_of
from app.show.tables import table
from app.show.trained import journey_of

Floats = NDArray[np.float64]
COLUMNS = ("x", "y", "loss", "gx", "gy")

# Imports each script as a module of its own, and puts its trajectories where they can be compared.
_WALK = """
import importlib.util, pathlib, sys
import numpy as np
found = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for letter, run in module.RUNS.items():
        found[f"{path.stem} {letter}"] = module.trajectory(run())
assert not any(name == "app" or name.startswith("app.") for name in sys.modules)
np.savez(sys.argv[2], **found)
"""


def isolated(*words: str) -> str:
    """What a fresh interpreter prints that knows no folder of ours; warnings are errors there."""
    command = [sys.executable, "-I", "-W", "error", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout


def trajectories(scripts: Mapping[str, str], folder: Path) -> dict[str, Floats]:
    """Every run of every script, by the script's name and the run's letter."""
    (folder / "scripts").mkdir()
    for i, text in enumerate(scripts.values()):
        (folder / "scripts" / f"{i}.py").write_text(text)
    isolated("-c", _WALK, str(folder / "scripts"), str(folder / "found.npz"))
    names = dict(enumerate(scripts))
    with np.load(folder / "found.npz") as found:
        keys = {key: key.split(" ") for key in found}
        return {f"{names[int(i)]} {letter}": found[key] for key, (i, letter) in keys.items()}


def expected(query: str) -> dict[str, Floats]:
    """The app's own runs, by letter: a row a step; of a network, all weights, loss and whole gradient."""
    experiment = parse(query)
    trained = trainings_of(experiment)
    for one in trained:
        one.advance(experiment.steps)
    if trained:
        return {run.id: _rows(one.training) for run, one in zip(experiment.runs, trained, strict=True)}
    runs: list[dict[str, Any]] = table(journey_of(experiment))["runs"]
    return {
        run["id"]: np.array([run[name] for name in COLUMNS if name in run], dtype=float).T for run in runs
    }


def _rows(training: Training) -> Floats:
    end = training.step + 1
    return np.column_stack([training.points[:end], training.losses[:end], training.slopes[:end]])


def agrees(found: Any, wanted: Any) -> None:
    """Within a billionth; what is smaller than a trillionth is 0."""
    # Autograd sums the same terms in another order.
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)
