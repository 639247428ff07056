"""Modules that import each other, in one file: an import map whose addresses hold the scripts themselves."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping

from app.show.leaf.files import beside, folder

# Before each module's name, so that no address is taken for one.
PREFIX = "fallline/"
_PATH = re.compile(r'((?:\bfrom|\bimport)\s*\(?\s*)"(\.[^"]+)"')


def import_map(entries: tuple[str, ...], exchanged: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What stands in `<script type="importmap">` for entries and all that they import, now or later.

    exchanged: modules by name, and those that speak in their place.
    """
    names = [*entries]
    imports = {}
    for name in names:
        script = script_of(exchanged.get(name, name))
        names += [one for one in dict.fromkeys(_imported(exchanged.get(name, name))) if one not in names]
        imports[PREFIX + name] = f"data:text/javascript;base64,{b64encode(script.encode()).decode()}"
    return {"imports": imports}


def script_of(name: str) -> str:
    """A module whose imports are names of the map."""
    return _PATH.sub(lambda found: f'{found[1]}"{PREFIX}{beside(name, found[2])}"', _read(name))


def _imported(name: str) -> list[str]:
    return [beside(name, path) for _, path in _PATH.findall(_read(name))]


def _read(name: str) -> str:
    return (folder("static") / name).read_text()
