"""The wheel, installed where nothing else is, serves the page of the tree."""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import httpx
import pytest

from tests.serving import ROOT, serving


def build(folder: Path) -> Path:
    """A wheel of the tree, in `folder`."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    return next(folder.glob("fallline-*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `fallline serve`, from an environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-compile", str(wheel)], check=True, capture_output=True, text=True, cwd=folder)
    with serving([str(programs / "fallline"), "serve"], folder=folder) as (address, _):
        yield address


def files_of_the_page() -> list[Path]:
    files = [path for name in ("lessons", "static", "templates") for path in (ROOT / name).rglob("*")]
    return [path.relative_to(ROOT) for path in files if path.is_file()]


def test_the_wheel_carries_every_file_of_the_page_unchanged(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        inside = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    outside = {f"app/{path.as_posix()}": (ROOT / path).read_bytes() for path in files_of_the_page()}
    assert outside.items() <= inside.items()


def test_the_wheel_carries_the_app_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"app"}


def test_the_installed_page_is_the_page_of_the_tree(installed: str, server: str) -> None:
    ours, theirs = (httpx.get(address, headers={"Accept": "text/html"}) for address in (server, installed))
    assert theirs.status_code == 200
    here, there = [
        answer.text.replace(base, "").replace(quote(base, safe=""), "")
        for answer, base in ((ours, server), (theirs, installed))
    ]
    assert there == here


def test_every_file_that_the_installed_page_names_is_served(installed: str) -> None:
    page = httpx.get(installed, headers={"Accept": "text/html"}).text
    named = re.findall(r"""(?:src|href)="(/[^"]+\.(?:js|css|woff2?|otf|ttf|svg))["?]""", page)
    assert any("plotly" in path for path in named)
    for path in named:
        answer = httpx.get(installed + path)
        assert answer.status_code == 200, path
        assert answer.content, path


def test_the_installed_server_draws_a_run(installed: str) -> None:
    answer = httpx.get(f"{installed}/api/run.json?surface=bowl&a=gd&steps=5")
    assert answer.status_code == 200
    assert answer.json()["runs"][0]["step"] == [0, 1, 2, 3, 4, 5]
