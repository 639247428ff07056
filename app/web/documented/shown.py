"""Every path with its examples as the API's page shows them to whoever reads it on a certain server."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from app.core.errors import BadInput
from app.experiment import parse
from app.web.documented import GROUPS
from app.web.documented.examples import example
from app.web.documented.path import Group, Path
from app.web.problems import refusal

# The server that the answers were taken from, by `python -m docs.answers`.
TAKEN_FROM = "http://fallline.test"
# A query with more than one thing wrong with it.
REFUSED = "a=adm&steps=0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One path. anchor: where it stands on the page. address: of the example, to be opened if it is a GET."""

    anchor: str
    method: str
    path: str
    told: Path
    address: str
    curl: str
    python: str
    answer: str


def sections(server: str) -> list[tuple[Group, list[Entry]]]:
    """The groups with their paths, in order."""
    return [(group, [entry(name, told, server) for name, told in group.paths.items()]) for group in GROUPS]


def entry(name: str, told: Path, server: str) -> Entry:
    """One path as this server shows it."""
    one = example(name, told)
    path = f"/api{name.rpartition(' ')[2]}"
    return Entry(
        anchor=anchor(one.method, path),
        method=one.method,
        path=path,
        told=told,
        address=one.address,
        curl=one.curl(server),
        python=one.python(server),
        answer=answers().get(name, "").replace(TAKEN_FROM, server),
    )


def anchor(method: str, path: str) -> str:
    """A place on the page that keeps its name: `get-run.json` of `/api/run.json`."""
    return "-".join([method.lower(), *re.findall(r"[\w.]+", path.removeprefix("/api"))])


def refusal_shown() -> str:
    """What REFUSED is answered."""
    try:
        parse(REFUSED)
    except BadInput as refused:
        return json.dumps(refusal(refused), indent=2, ensure_ascii=False)
    raise AssertionError(f"{REFUSED} is not refused")


@lru_cache(maxsize=1)
def answers() -> dict[str, str]:
    """What each example was answered, shortened."""
    told: dict[str, str] = json.loads(files("app.web.documented").joinpath("answers.json").read_text())
    return told
