"""View keys: what is looked at. They ride in a link, but are no part of the experiment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter
from app.experiment.numbers import read_numbers, read_within

_STEP = Hyperparameter("step", 0, 0, 10_000, "", whole=True)
_SPEED = Hyperparameter("speed", 30, 1, 10_000, "steps played in a second", log=True)


@dataclass(frozen=True, slots=True)
class ViewKey:
    """One view key: its help, the words it may be (where it is a word), and its check."""

    name: str
    help: str
    check: Callable[[str], object]
    choices: tuple[str, ...] = ()
    limits: Hyperparameter | None = None


def _word(name: str, help: str, *choices: str) -> ViewKey:
    def check(text: str) -> None:
        if text not in choices:
            raise BadInput(name, f"Choose one of {', '.join(choices)}.")

    return ViewKey(name, help, check, choices)


def _camera(text: str) -> None:
    if len(read_numbers(text, "camera")) != 3:
        raise BadInput("camera", "Give three numbers parted by commas: where the eye stands.")


def _hide(text: str) -> None:
    if len(text) > 200:
        raise BadInput("hide", "Name what to hide, parted by commas, such as a,table.")


VIEW = {
    key.name: key
    for key in (
        ViewKey("step", "where the playhead stands", lambda text: read_within(text, _STEP, "step")),
        ViewKey("camera", "where the eye stands in the 3-D view, as x,y,z", _camera),
        _word("view", "which pictures are shown", "both", "contour", "surface"),
        ViewKey("hide", "run letters and panels that are hidden, parted by commas", _hide),
        _word("theme", "colours", "light", "dark"),
        _word("scale", "the heights' scale", "log", "linear"),
        _word("loss", "the loss chart's scale", "log", "linear"),
        ViewKey("speed", _SPEED.help, lambda text: read_within(text, _SPEED, "speed"), limits=_SPEED),
    )
}
