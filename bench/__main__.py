"""Every figure, in one table."""

from __future__ import annotations

from importlib.util import find_spec

from bench import crowd, formula, one_run, stream, surface
from bench.figure import show

show([figure for program in (one_run, crowd, stream, formula, surface) for figure in program.measure()])
if find_spec("torch") is None:
    print("\ntorch is not installed, so its yardsticks are missing: pip install -e '.[bench]'")
