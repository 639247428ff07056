"""View keys: what is looked at. They ride in a link, but are no part of the experiment."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter
from app.experiment.numbers import read_numbers, read_within

_STEP = Hyperparameter("step", 0, 0, 10_000, "", whole=True)
# Not h, which is the letter of a run.
_LENGTH = Hyperparameter("secant", 0.5, -1e3, 1e3, "the step h of the difference quotient")
_SORTS = tuple([way + column for column in ("run", "step", "loss", "equal", "near") for way in ("", "-")])
_SPEED = Hyperparameter("speed", 30, 1, 10_000, "steps played in a second", log=True)


@dataclass(frozen=True, slots=True)
class Arrow:
    """Something that can be drawn on the pictures beside the paths, at the step looked at.

    network: whether it is also known of a network, of whose memory and curvature nothing is told.
    """

    name: str
    title: str
    help: str
    network: bool = True


ARROWS = (
    Arrow(
        "gradient",
        "Downhill",
        "minus the gradient: the way the loss falls fastest; the longest arrow is 64 pixels",
    ),
    Arrow(
        "momentum",
        "Momentum",
        "minus the remembered gradient, in the same measure as downhill",
        network=False,
    ),
    Arrow("step", "Last step", "the step that led here, as long as it was"),
    Arrow("next", "Next step", "where the next step leads, dashed"),
    Arrow(
        "scale",
        "Scaling",
        "an ellipse, long where the method takes long steps: 1 over what it divides by",
        network=False,
    ),
    Arrow(
        "bend",
        "Curvature",
        "for the run in focus, the Hessian's directions and eigenvalues: short is steep, dashed curves down",
        network=False,
    ),
    Arrow(
        "batch",
        "This batch",
        "on fitted surfaces with batch=N: the levels that the next step sees, and downhill on them",
    ),
    Arrow("field", "Gradient field", "downhill all over the picture; longer is steeper, by the fourth root"),
)


# What a link may hide, besides runs by their letters: names and what stands on them.
PANELS = {
    "controls": "Runs and settings",
    "transport": "Playback",
    "loss": "Loss chart",
    "table": "Table",
}
# And which controls: what is left of the page without them stays in sight.
CONTROLS = {
    "surface": "The surface",
    "start": "Where the runs start",
    "optimizer": "Optimizers, more runs",
    "rate": "Learning rates",
    "numbers": "The runs’ other numbers",
    "settings": "Steps, noise and seed",
    "speed": "Speed of the playback",
    "look": "How the pictures are drawn",
    "explain": "Explanations",
    "examples": "Examples",
}

# What a link may say of itself, and in how many characters.
WORDS = {"title": 120, "description": 500}
# Lines end where they are said to, and no text turns the one beside it around.
_UNFIT = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


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


def _point(text: str) -> None:
    if len(read_numbers(text, "point")) not in {1, 2}:
        raise BadInput("point", "Give the point as X,Y, or as X in one variable.")


def _arrows(text: str) -> None:
    known = [arrow.name for arrow in ARROWS]
    wrong = [name for name in text.split(",") if name not in known]
    if wrong:
        raise BadInput(
            "arrows", f"There is no {wrong[0][:40] or 'nameless'} arrow; choose of {', '.join(known)}."
        )


def _hide(text: str) -> None:
    if len(text) > 200:
        raise BadInput("hide", "Name what to hide, parted by commas, such as a,table.")


def unseen(text: str) -> bool:
    """Whether a text has a line break in it, or a character that nobody sees and that does something."""
    return any(unicodedata.category(one) in _UNFIT or one in _TURNING for one in text)


def check_words(name: str, text: str) -> None:
    """BadInput where a title or a description is too long for one, or has characters that nobody sees."""
    check_line(name, text, WORDS[name])


def check_line(name: str, text: str, most: int) -> None:
    """BadInput where a text is longer than `most` characters, or not a line of what can be seen."""
    if len(text) > most:
        raise BadInput(name, f"This has {len(text):,} characters; at most {most} fit.")
    if unseen(text):
        raise BadInput(name, "This has a line break or a character in it that can't be seen; take it out.")


def _words(name: str, help: str) -> ViewKey:
    return ViewKey(name, help, lambda text: check_words(name, text))


VIEW = {
    key.name: key
    for key in (
        ViewKey("step", "where the playhead stands", lambda text: read_within(text, _STEP, "step")),
        ViewKey("camera", "where the eye stands in the 3-D view, as x,y,z", _camera),
        _word("view", "which pictures are shown", "both", "contour", "surface", "fit"),
        _word("errors", "how far off the model is at each row", "lines", "squares", "none"),
        ViewKey("hide", "run letters, panels and controls that are hidden, parted by commas", _hide),
        _word("explain", "which explanation is open", "step", "slope", "about"),
        ViewKey("arrows", "what is drawn at the playhead, parted by commas", _arrows),
        ViewKey("point", "the point whose slope is looked at", _point),
        ViewKey("secant", _LENGTH.help, lambda text: read_within(text, _LENGTH, "secant"), limits=_LENGTH),
        _word("theme", "colours", "light", "dark"),
        _word("scale", "the heights' scale", "log", "linear"),
        _word("loss", "the loss chart's scale", "log", "linear"),
        _word("sort", "what the table is sorted by, - for the largest first", *_SORTS),
        ViewKey("speed", _SPEED.help, lambda text: read_within(text, _SPEED, "speed"), limits=_SPEED),
        _word("embed", "within another page, how much may be done", "locked", "free"),
        _word("autoplay", "1: it plays by itself, from step where there is one", "1"),
        _words("title", "what the link is called"),
        _words("description", "what there is to see in it"),
    )
}
