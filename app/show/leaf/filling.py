"""Templates filled with what they show."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.experiment import Experiment
from app.experiment.looked import looked
from app.experiment.resolve import lesson_of, site_of
from app.show.leaf.files import folder


@cache
def templates() -> Environment:
    """Every template; what is put into one is text unless it is said to be HTML."""
    loader = FileSystemLoader(folder("templates"))
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    made.filters["code"] = code
    return made


def code(text: str) -> str:
    """Text as HTML, in which `this` is set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def standing(experiment: Experiment, query: str) -> dict[str, Any]:
    """How the page stands when it is first painted, so that no script has to move anything."""
    return {
        "dimension": site_of(experiment).dimension,
        "fitted": site_of(experiment).rows is not None,
        "network": lesson_of(experiment) is not None,
        "looked": looked(query),
    }
