"""The files that pages are made of: the page's own, plotly.js and the font for formulas."""

from __future__ import annotations

import posixpath
import re
from importlib.util import find_spec
from pathlib import Path

import app

FONT = "STIXTwoMath-Regular.ttf"
# What a script imports when it is loaded, by an address beside its own.
IMPORT = re.compile(r'^(?:import|export)\b[^;"(]*"(\.[^"]+)";', re.MULTILINE)


def installed(package: str) -> Path:
    """Where a package lies; it is not imported, only its files are wanted."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"The package {package} is not installed.")
    return Path(spec.origin).parent


PLOTLY_FILE = installed("plotly") / "package_data" / "plotly.min.js"
FONT_FILE = installed("ziamath") / "fonts" / FONT


def folder(name: str) -> Path:
    """Where `static` or `templates` lies: beside the installed package, else at the repository's root."""
    package = Path(app.__file__).parent
    return package / name if (package / name).is_dir() else package.parent / name


def imported(name: str, script: str) -> list[str]:
    """What a script imports by itself, in its order, as names beside its own name."""
    return [beside(name, path) for path in IMPORT.findall(script)]


def beside(name: str, path: str) -> str:
    """The name of what a file calls `path`, such as `./store.js`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
