"""Paths to take an experiment away as a file."""

from __future__ import annotations

from app.show.export.catalogue import EXPORTS, listed
from app.web.documented.path import Group, Key, Path

PATHS = {
    "/export/{name}": Path(
        "A file to take away",
        f"{listed()}. What can't be told so is refused under its field; another name is a 404.",
        EXPORTS["numpy.py"].media_type,
        keys=(Key("name", "which file", "numpy.py", required=True, place="path"),),
    ),
}

GROUP = Group(
    "take-away",
    "Take away",
    "An experiment as data, as a script that walks it again, as a figure for a paper.",
    PATHS,
)
