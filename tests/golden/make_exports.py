"""Writes what exported PyTorch and JAX scripts gave when they were run, so that CI need install neither.

Run as `python -m tests.golden.make_exports` where torch, jax and optax are installed (the `bench` extra),
after a script has come to say something else than before. Each line of torch_exports.json and
jax_exports.json is one run: the script's digest and the points at some of its steps.
"""

from __future__ import annotations

import ast
import json
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.experiment import parse
from app.show.export.jax_script import jax_script
from app.show.export.torch_script import torch_script
from tests.show.export.experiments import JAX, TORCH
from tests.show.export.running import Floats, trajectories

DATA = Path(__file__).parent / "data"
FILES = {"torch": DATA / "torch_exports.json", "jax": DATA / "jax_exports.json"}
# Enough to tell one path from another; the last step is always among them.
EVERY = 20
# Wider rows, those of a network, are kept of the first step and the last.
WIDE = 5


def digest(script: str) -> str:
    """What a script does, in sixteen digits; comments, docstrings and spaces left out."""
    tree = ast.parse(script)
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        function.body = [line for line in function.body if not _is_text(line)]
    return sha256(ast.unparse(tree).encode()).hexdigest()[:16]


def _is_text(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def kept(path: Floats) -> list[int]:
    """The steps that are kept of a run."""
    count, width = path.shape
    return sorted({*range(0, count, EVERY if width <= WIDE else count), count - 1})


def main() -> None:
    made = {
        "torch": {name: torch_script(parse(query)) for name, query in TORCH.items()},
        "jax": {name: jax_script(parse(query)) for name, query in JAX.items()},
    }
    for library, scripts in made.items():
        with tempfile.TemporaryDirectory() as folder:
            walked = trajectories(scripts, Path(folder))
        lines = []
        for key, path in walked.items():
            name, _, letter = key.rpartition(" ")
            told: dict[str, Any] = {"name": name, "run": letter, "script": digest(scripts[name])}
            rows = path[kept(path)].tolist()
            lines.append(json.dumps(told | {"points": len(path), "rows": rows}))
        FILES[library].write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    main()
