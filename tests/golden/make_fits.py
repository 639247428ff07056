"""Writes the golden data about fits: what PyTorch says of losses over rows, and of runs on batches of them.

Run as `python -m tests.golden.make_fits`, where tests/golden/make.py can be run too.

fits.json        loss, gradient and Hessian, by torch.nn's losses and autograd
batches.json     which rows each update is shown, and the paths, by torch.optim and pytorch_optimizer
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.golden import fits, from_torch_fits

DATA = Path(__file__).parent / "data"


def write(name: str, cases: Iterable[dict[str, Any]]) -> None:
    """One case a line."""
    lines = ",\n".join([json.dumps(case) for case in cases])
    (DATA / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def main() -> None:
    write("fits", map(from_torch_fits.answered, fits.asked()))
    write("batches", from_torch_fits.runs())


if __name__ == "__main__":
    main()
