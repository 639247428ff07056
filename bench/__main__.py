"""Every figure, in one table, and what it was measured with."""

from __future__ import annotations

import platform
from importlib.metadata import version
from importlib.util import find_spec

from bench import (
    crowd,
    embed,
    exports,
    fit,
    formula,
    links,
    network,
    one_run,
    page,
    press,
    preview,
    room,
    stored,
    stream,
    surface,
    swarm,
)
from bench.figure import show

in_a_browser = [page, embed, press] if find_spec("playwright") else []
stills = [formula, surface, preview, exports]
programs = [one_run, crowd, network, fit, stored, links, stream, swarm, room, *stills, *in_a_browser]
show([figure for program in programs for figure in program.measure()])
compared = ["numpy", "torch"] if find_spec("torch") else ["numpy"]
print(f"\nPython {platform.python_version()},", ", ".join(f"{name} {version(name)}" for name in compared))
if "torch" not in compared:
    print("torch is not installed, so its yardsticks are missing: .venv/bin/pip install -e '.[bench]'")
if page not in programs:
    print("playwright is not installed, so pages were not measured: .venv/bin/pip install -e '.[dev]'")
