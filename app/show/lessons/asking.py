"""What a class may be asked at a step of a lesson: the activity that its file has ready, in TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

from app.core.errors import BadInput
from app.experiment import Experiment
from app.show.activities import read_activity
from app.show.lessons.lesson import Step

_WITHOUT_EXPERIMENT = "poll"


def asked(step: Step, experiment: Experiment) -> dict[str, Any]:
    """`ask`: what a lecturer sends to ask it; `guess`: what a class sees then. None where it asks nothing."""
    if not step.ask:
        return {"ask": None, "guess": None}
    activity = read_activity(_sent(step), lambda _: experiment)
    guess = {name: activity.shown[name] for name in ("question", "choices", "runs")}
    return {"ask": activity.told, "guess": guess}


def _sent(step: Step) -> dict[str, Any]:
    """The activity, about the step's own experiment; BadInput where it is no TOML."""
    try:
        told = tomllib.loads(step.ask)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput("TOML", f"This can't be read: {error}.") from None
    about = {} if told.get("kind") == _WITHOUT_EXPERIMENT else {"query": step.query}
    return told | about


def check_ask(step: Step, read: Callable[[str], Experiment], field: str = "ask") -> None:
    """BadInput, under `field`, with all that keeps it from being asked."""
    if not step.ask:
        return
    try:
        read_activity(_sent(step), read)
    except BadInput as refused:
        first, *rest = [BadInput(field, f"{one.field}: {one.message}") for one in refused.all]
        raise first.with_others(tuple(rest)) from None
