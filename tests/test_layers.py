"""The floors of the house: imports run downwards, mathematics knows nothing of the web, files stay small."""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = (
    "app.core", "app.tables", "app.experiment", "app.show", "app.client", "app.store", "app.room", "app.web",
    "app.main", "app.cli",
)  # fmt: skip
CORE_MAY_USE = {"numpy", "sympy"}
NOT_FOR_CORE = {
    "asyncio", "datetime", "http", "io", "os", "pathlib", "random", "shutil", "socket",
    "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib",
}  # fmt: skip
NO_MATHEMATICS = {"cmath", "math", "numpy", "scipy", "sympy"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}

FILES = sorted((ROOT / "app").rglob("*.py"))
KINDS = ("app/**/*.py", "static/**/*.js", "static/**/*.css", "tests/**/*.py", "bench/**/*.py")
WRITTEN = [path for kind in KINDS for path in sorted(ROOT.glob(kind))]


def name_of(path: Path) -> str:
    """`app/core/surfaces/__init__.py` -> `app.core.surfaces`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): ast.parse(path.read_text()) for path in FILES}


def imported(module: str, always: bool = False) -> Iterator[str]:
    """Every module that `module` imports; with `always`, only those imported whenever it is."""
    for node in MODULES[module].body if always else ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports name their module in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else str(node.module)


def floor(module: str) -> int | None:
    return next((n for n, name in enumerate(FLOORS) if f"{module}.".startswith(f"{name}.")), None)


def modules_of(floor_name: str) -> list[str]:
    return [name for name in MODULES if f"{name}.".startswith(f"{floor_name}.")]


@pytest.mark.parametrize("module", MODULES)
def test_every_module_belongs_to_a_floor_and_imports_only_from_its_own_or_lower_ones(module: str) -> None:
    here = floor(module)
    if module == "app":
        assert not [name for name in imported(module) if name.startswith("app")]
        return
    assert here is not None
    above = [name for name in imported(module) if (there := floor(name)) is not None and there > here]
    assert not above


def test_no_module_imports_itself_in_a_circle() -> None:
    inside = {name: [other for other in imported(name, always=True) if other in MODULES] for name in MODULES}
    TopologicalSorter(inside).prepare()


@pytest.mark.parametrize("module", modules_of("app.core"))
def test_the_core_needs_only_numpy_sympy_and_the_standard_library(module: str) -> None:
    roots = {name.split(".")[0] for name in imported(module)} - {"app"}
    assert roots - set(sys.stdlib_module_names) <= CORE_MAY_USE


@pytest.mark.parametrize("module", modules_of("app.core"))
def test_the_core_reads_no_files_no_clock_and_no_global_chance(module: str) -> None:
    assert not {name.split(".")[0] for name in imported(module)} & NOT_FOR_CORE
    calls = [node.func for node in ast.walk(MODULES[module]) if isinstance(node, ast.Call)]
    assert not {func.id for func in calls if isinstance(func, ast.Name)} & {"open", "print", "input"}
    chance = [ast.unparse(func) for func in calls if ".random." in ast.unparse(func)]
    assert all(func.endswith(("default_rng", "SeedSequence", "Generator", "PCG64")) for func in chance)


@pytest.mark.parametrize("module", modules_of("app.web"))
def test_the_web_does_no_mathematics(module: str) -> None:
    assert not {name.split(".")[0] for name in imported(module)} & NO_MATHEMATICS


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_one_subject_a_plain_name_and_fewer_than_300_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 300
    assert path.stem.lower() not in VAGUE


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(MODULES[module])


def test_half_of_all_functions_are_shorter_than_ten_lines() -> None:
    functions = [
        node for tree in MODULES.values() for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]  # fmt: skip
    assert statistics.median((node.end_lineno or 0) - node.lineno + 1 for node in functions) < 10
