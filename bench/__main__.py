"""Every figure, in one table, and what it was measured with."""

from __future__ import annotations

import platform
from importlib.metadata import version
from importlib.util import find_spec

from bench import crowd, formula, one_run, stream, surface
from bench.figure import show

show([figure for program in (one_run, crowd, stream, formula, surface) for figure in program.measure()])
compared = ["numpy", "torch"] if find_spec("torch") else ["numpy"]
print(f"\nPython {platform.python_version()},", ", ".join(f"{name} {version(name)}" for name in compared))
if "torch" not in compared:
    print("torch is not installed, so its yardsticks are missing: .venv/bin/pip install -e '.[bench]'")
