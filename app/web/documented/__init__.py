"""The API's paths as its pages tell them: a group of them by purpose lies in a file of its own.

A new path is one `Path` in the file of its purpose, such as `share` or `pictures`, and one `add` where its
endpoint is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from app.web.documented import closely, data, look_up, openapi, pictures, rooms, run, share, take_away, teach
from app.web.documented.grammar import EXAMPLE, EXAMPLE_LINK, EXAMPLES, FROM, STEP, N

__all__ = ["EXAMPLE", "EXAMPLES", "EXAMPLE_LINK", "FROM", "GROUPS", "PATHS", "STEP", "N", "add"]

GROUPS = (
    look_up.GROUP,
    run.GROUP,
    closely.GROUP,
    data.GROUP,
    teach.GROUP,
    rooms.GROUP,
    share.GROUP,
    pictures.GROUP,
    take_away.GROUP,
)
PATHS = {name: told for group in GROUPS for name, told in group.paths.items()}


def add(routes: APIRouter, name: str, endpoint: Callable[..., Any]) -> None:
    """Put an endpoint at its path, by its name in PATHS: `/run`, or `POST /links` for another method."""
    openapi.add(routes, name, PATHS[name], endpoint)
