"""What README and CONTRIBUTING show is true: every link opens, every command runs, every name exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import fields
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.core.functions import CONSTANTS, FUNCTIONS, RULE_FUNCTIONS
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES
from app.experiment.view import CONTROLS, PANELS, VIEW
from app.show.export.catalogue import EXPORTS
from app.web.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line.strip() for block in BLOCKS for line in block.splitlines()]
LINKS = [line for line in LINES if line.startswith("/?")]
COMMANDS = [line for line in LINES if line.startswith("fallline ")]
# In words of the README that stand for a program's own, such as `surface=ID`.
CODE = re.findall(r"`([^`\n]+)`", README)


def squeezed(text: str) -> str:
    """The text without the spaces that only lay it out."""
    return re.sub(r"[^\S\n]+", " ", re.sub(r"\n\s+", "\n", text)).strip()


@pytest.mark.parametrize("link", LINKS)
def test_every_link_opens(link: str, server: str) -> None:
    answer = httpx.get(f"{server}/api/experiment{link[1:]}")
    assert answer.status_code == 200, answer.text
    assert httpx.get(server + link, headers={"Accept": "text/html"}).status_code == 200


def fallline(*words: str) -> subprocess.CompletedProcess[str]:
    """What the command prints."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize("command", [line for line in COMMANDS if " run " in line])
def test_every_run_at_the_command_line_works(command: str, server: str) -> None:
    assert fallline(*shlex.split(re.sub(r"http://\S+", server, command))[1:]).stdout.strip()


@pytest.mark.parametrize("command", [line for line in COMMANDS if " export " in line])
def test_every_export_at_the_command_line_is_written(command: str, server: str, tmp_path: Path) -> None:
    words = shlex.split(re.sub(r"http://\S+", server, command))[1:]
    file = tmp_path / words[words.index("-o") + 1]
    fallline(*[str(file) if word == file.name else word for word in words])
    assert file.stat().st_size


def test_the_python_that_is_shown_runs_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    told: dict[str, Any] = {}
    for block in shown:
        exec(compile(block, "README.md", "exec"), told)
    assert len(shown) == 4
    assert (tmp_path / "himmelblau.html").stat().st_size
    assert told["batch"].step == told["batch"].steps == 2000


def test_the_table_of_exports_has_every_one() -> None:
    rows = README.partition("| export | what it is |")[2].partition("\n\n")[0]
    named = [name for row in rows.splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert named == list(EXPORTS)


@pytest.mark.parametrize("verb", ["run", "serve", "export"])
def test_the_command_line_offers_what_is_shown_of_it(verb: str) -> None:
    shown = {flag for command in COMMANDS if f" {verb} " in command for flag in re.findall(r"--\w+", command)}
    assert shown
    assert all(flag in fallline(verb, "--help").stdout for flag in shown)


def test_every_make_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))
    assert {"run", "test", "check", "bench"} <= named <= targets


def test_the_table_of_paths_is_the_api(server: str) -> None:
    described = {
        path for path in httpx.get(f"{server}/api/openapi.json").json()["paths"] if path.startswith("/api")
    }
    assert set(re.findall(r"^\| `(?:[A-Z]+ )?(/api\S*)` \|", README, re.MULTILINE)) == described
    assert httpx.get(f"{server}/api/docs").status_code == 200


def test_the_table_of_settings_has_every_setting_with_its_help_and_default() -> None:
    known = {"FALLLINE_HOST", "FALLLINE_PORT"}
    for setting in fields(Settings):
        name = f"FALLLINE_{setting.name.upper()}"
        known.add(name)
        default = setting.metadata["shown"] or f"`{setting.default}`"
        assert f"| `{name}` | {setting.metadata['help']} | {default} |" in README
    assert set(re.findall(r"^\| `(FALLLINE_\w+)`", README, re.MULTILINE)) == known


def test_the_view_keys_are_those_of_the_catalogue(server: str) -> None:
    keys = {key["name"] for key in httpx.get(f"{server}/api/catalog").json()["view"]}
    row = next(line for line in README.splitlines() if line.startswith("| `step`, `camera`"))
    assert set(re.findall(r"`(\w+)`", row)) == keys


def test_every_panel_that_a_link_may_hide_is_named() -> None:
    panels, controls = [
        set(re.findall(r"`(\w+)`", paragraph))
        for paragraph in README.split("\n\n")
        if paragraph.startswith(("`hide=", "A lesson may"))
    ]
    assert panels == set(PANELS)
    assert controls == set(CONTROLS)


def test_the_embeds_that_are_shown_are_served(server: str) -> None:
    (html,) = [block for block in BLOCKS if block.startswith("<iframe")]
    (address,) = [unescape(src) for src in re.findall(r'src="http://127.0.0.1:8000([^"]+)"', html)]
    assert "<h1>Himmelblau</h1>" in httpx.get(server + address).text
    (tag,) = [block for block in BLOCKS if block.startswith("<fall-line")]
    (query,) = [unescape(text) for text in re.findall(r'query="([^"]+)"', tag)]
    assert address == f"/embed?{query}"
    (script,) = re.findall(r'src="http://127.0.0.1:8000([^"]+)"', tag)
    known = httpx.get(server + script).text
    rows = README.partition("| of the tag |")[2].partition("\n\n")[0]
    for name in re.findall(r"`(\w+)(?:\(\w*\))?`", rows):
        assert re.search(rf"\b{name}\b", known), name


def test_the_keys_of_embeds_are_view_keys() -> None:
    rows = README.partition("| `embed=locked`")[2].partition("\n\n")[0]
    named = set(re.findall(r"`(\w+)(?:=\w+)?`", rows))
    assert {"embed", "autoplay"} < named <= set(VIEW)


def test_the_language_table_names_every_function_and_constant() -> None:
    words = {word for code in CODE for word in re.findall(r"[a-z]+[0-9]*", code)}
    assert {*FUNCTIONS, *CONSTANTS, *RULE_FUNCTIONS} <= words


def test_the_formula_and_the_rule_that_are_shown_are_the_ones_that_run() -> None:
    shown = {squeezed(block) for block in BLOCKS}
    assert squeezed(str(SURFACES["himmelblau"].formula)) in shown
    adam = OPTIMIZERS["adam"]
    assert squeezed(adam.rule) in shown  # type: ignore[union-attr]


def test_the_examples_in_contributing_are_the_catalogues_own_definitions() -> None:
    examples = re.findall(r"^```python\n(.*?)^```", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    catalogue = "".join(path.read_text() for path in (ROOT / "app/core").glob("*/*.py"))
    assert len(examples) == 2
    assert all(example in catalogue for example in examples)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_is_linked_exists(name: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text())
    assert [path for path in linked if not (ROOT / path).is_file()] == []
