"""What may be set, as the page's controls need it."""

from __future__ import annotations

from typing import Any

from app.core.choices import Choice, Setting, Words
from app.core.hyperparameters import Hyperparameter


def parameter(limits: Hyperparameter) -> dict[str, Any]:
    """A tunable number as the page's control needs it."""
    return {
        "name": limits.name,
        "default": limits.default,
        "range": (limits.low, limits.high),
        "scale": "log" if limits.log else "linear",
        "whole": limits.whole,
        "unit": limits.unit,
        "help": limits.help,
    }


def setting(known: Setting) -> dict[str, Any]:
    """Anything that may be set of a surface: a number, one of a few words, or a text."""
    if isinstance(known, Hyperparameter):
        return parameter(known)
    told = {"name": known.name, "default": known.default, "help": known.help}
    if isinstance(known, Choice):
        return told | {"choices": [{"id": id, "name": name} for id, name in known.choices]}
    examples = [{"text": one.text, "name": one.name, "inputs": one.inputs} for one in known.examples]
    return told | {"text": isinstance(known, Words), "examples": examples}
