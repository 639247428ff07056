"""What the project says of itself in several places, held together."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
MAKEFILE = (ROOT / "Makefile").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
NOT_OURS = {"app", "bench", "tests"}
# What FastAPI stands on comes with it.
DISTRIBUTION = {
    "starlette": "fastapi",
    "pydantic": "fastapi",
    "anyio": "fastapi",
    "PIL": "pillow",
    "markdown_it": "markdown-it-py",
}


def docker(instruction: str) -> list[str]:
    """The arguments of every `instruction` line, top to bottom."""
    return re.findall(rf"^{instruction}\s+(.*?)\s*$", DOCKERFILE, re.MULTILINE)


def base_name(requirement: str) -> str:
    """`uvicorn[standard]>=0.34` -> `uvicorn`."""
    return re.split(r"[\[<>=~! ]", requirement)[0]


def packages_used(folder: str) -> set[str]:
    """Distributions that the code in `folder` imports, or whose files it serves by `installed("NAME")`."""
    texts = [path.read_text() for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {name for text in texts for name in re.findall(r'\binstalled\("(\w+)"\)', text)}
    roots = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - NOT_OURS
    return {DISTRIBUTION.get(root, root.replace("_", "-")) for root in roots}


def test_docker_runs_the_oldest_python_that_the_project_supports() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert {image.split()[0] for image in docker("FROM")} == {f"python:{oldest}-slim"}
    assert f"Programming Language :: Python :: {oldest}" in PROJECT["classifiers"]


def test_docker_starts_the_command_that_the_project_installs_as_somebody_without_rights() -> None:
    program, verb = json.loads(docker("CMD")[-1])
    assert program in PROJECT["scripts"]
    assert verb == "serve"
    assert docker("USER") == ["fallline"]
    assert DOCKERFILE.index("\nUSER ") < DOCKERFILE.index('\nCMD ["fallline"')


def test_docker_copies_all_that_the_wheel_is_built_from_and_ignores_the_rest() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], "pyproject.toml", PROJECT["readme"], "LICENSE"}
    copied = {name for line in docker("COPY") if "--from" not in line for name in line.split()[:-1]}
    assert copied == needed
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert allowed == needed


def test_docker_asks_the_port_that_it_opens_whether_the_page_is_healthy() -> None:
    environment = dict(re.findall(r"(FALLLINE_\w+)=(\S+)", " ".join(docker("ENV"))))
    assert docker("EXPOSE") == [environment["FALLLINE_PORT"]]
    assert environment["FALLLINE_HOST"] == "0.0.0.0"
    assert f"PORT ?= {environment['FALLLINE_PORT']}" in MAKEFILE
    program, flag, code = json.loads(docker("HEALTHCHECK")[0].split("CMD", 1)[1])
    assert (program, flag) == ("python", "-c")
    ast.parse(code)


def test_docker_keeps_what_outlives_a_request_in_a_volume_that_the_user_may_write() -> None:
    environment = dict(re.findall(r"(FALLLINE_\w+)=(\S+)", " ".join(docker("ENV"))))
    folder = environment["FALLLINE_DATA"]
    assert docker("VOLUME") == [folder]
    made = DOCKERFILE.index(f"install -d -o fallline -m 700 {folder}")
    assert DOCKERFILE.index("useradd") < made < DOCKERFILE.index("\nVOLUME") < DOCKERFILE.index("\nUSER")


def test_the_command_listens_where_docker_tells_it_to() -> None:
    told = {"FALLLINE_HOST": "0.0.0.0", "FALLLINE_PORT": "8123", "FALLLINE_DATA": "/nowhere"}
    command = [sys.executable, "-m", "app.cli", "serve", "--help"]
    wide = told | {"COLUMNS": "200"}
    help = subprocess.run(command, env=wide, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(dict(re.findall(r"(FALLLINE_\w+)=(\S+)", " ".join(docker("ENV"))))) == set(told)
    assert "FALLLINE_HOST; 0.0.0.0" in help
    assert "FALLLINE_PORT; 8123" in help


def test_docker_health_check_fails_where_nothing_serves() -> None:
    code = json.loads(docker("HEALTHCHECK")[0].split("CMD", 1)[1])[2]
    done = subprocess.run(
        [sys.executable, "-c", code], env={"FALLLINE_PORT": "9"}, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "URLError" in done.stderr


def test_every_package_that_the_app_uses_is_declared_and_every_declared_one_is_used() -> None:
    declared = {base_name(requirement) for requirement in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    ours = ("postgres", "redis", "video")
    optional = {base_name(requirement) for name in ours for requirement in extras[name]}
    assert packages_used("app") - optional == declared


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_contributing_says_why_each_dependency_is_there(requirement: str) -> None:
    assert re.search(
        rf"^\| `{re.escape(base_name(requirement))}` \| .{{30,}} \|$", CONTRIBUTING, re.MULTILINE
    )


def test_continuous_integration_calls_only_what_the_readme_names() -> None:
    commands = re.findall(r"^make (\w+)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert commands == ["check", "test"]
    assert all(f"make {name}" in (ROOT / "README.md").read_text() for name in commands)


def test_make_help_lists_every_command() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    said = subprocess.run(
        ["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert sorted(re.findall(r"^make (\w+)", said, re.MULTILINE)) == sorted(phony[1].split())


def test_the_page_loads_nothing_from_another_host() -> None:
    written = [*(ROOT / "static").rglob("*.*"), *(ROOT / "templates").rglob("*.*")]
    texts = {path: path.read_text() for path in written if path.suffix in {".js", ".css", ".html"}}
    fetched = re.compile(r"""(?:\bsrc=|\bfrom |import\(|url\(|<link[^>]*href=)\s*["']?(?:https?:)?//""")
    assert texts
    assert not [str(path) for path, text in texts.items() if fetched.search(text)]


def test_the_changelog_has_an_entry_for_the_version() -> None:
    from app import __version__

    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text()
