"""Paths to take an experiment away as a file."""

from __future__ import annotations

from app.show.export.catalogue import EXPORTS, listed
from app.web.documented.path import Group, Key, Path

PATHS = {
    "/export/{name}": Path(
        "A file to take away",
        f"{listed()}. What can't be told so is refused under its field; another name is a 404. Pictures take "
        "the view keys `theme`, `scale`, `loss`, `hide`, `camera` and `step`, moving ones also `frames`, "
        "`seconds` and `width`.",
        EXPORTS["numpy.py"].media_type,
        keys=(Key("name", "which file", "numpy.py", required=True, place="path"),),
        refusals={
            422: "What is wrong with the query, by field.",
            503: "Too many moving pictures are being made; Retry-After says when to try again.",
        },
    ),
    "/export/{name}/progress": Path(
        "How far a picture is",
        "Server-sent events while a picture is made, begun by this where nobody has asked for it yet: "
        "`progress` with `done` of `of` frames, and whether it is `waiting` for a process; then `end`, and "
        "the file is there at once. A failure is an event `problem`. It is made once for all who want the "
        "same, and no further when the last of them has left.",
        "text/event-stream",
        keys=(
            Key("name", "which picture", "run.gif", required=True, place="path"),
            Key("frames", "of a moving one: how many frames", "6"),
            Key("seconds", "how long it takes, a pause at its end aside", "4"),
            Key("width", "in pixels", "320"),
        ),
        live=True,
    ),
}

GROUP = Group(
    "take-away",
    "Take away",
    "An experiment as data, as a script that walks it again, as a figure for a paper.",
    PATHS,
)
