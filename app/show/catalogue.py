"""What may be chosen, with everything the page needs to offer it."""

from __future__ import annotations

from typing import Any

from app.core import language
from app.core.hyperparameters import Hyperparameter
from app.core.network.training import trains
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.schedules import SCHEDULES
from app.experiment import LETTERS, canonical, fields, parse
from app.experiment.grounds import Ground
from app.experiment.offered import GROUNDS, Optimizer, typed_rule
from app.experiment.resolve import lesson_of, relief_of, site_of
from app.experiment.value import FORMULA, RULE
from app.experiment.view import ARROWS, CONTROLS, PANELS, VIEW, WORDS, Arrow, ViewKey
from app.show.fitting import losses, tables
from app.show.formulas import formula_text, mathematics, typeset, typeset_lines
from app.show.heights import minima
from app.show.parameters import parameter, setting
from app.show.presets import PRESETS, presets
from app.show.typed import typed_text
from app.show.typed_examples import formulas, rules
from app.show.vocabulary import vocabulary

# What a first visit opens on: three ways down the same slope.
# One start, three optimizers, three valleys.
WELCOME = "surface=himmelblau&start=-0.2,0.7&a=gd&a.lr=0.01&b=momentum&b.lr=0.005&c=adam"

_CONTROL = (
    "This one can't be edited: it decides as it goes (searches, loops, tries again), and a rule is a few "
    "lines that are worked out once a step. “Explain” shows what its step comes down to."
)

EXAMPLE_FORMULA = "x**4 - 3*x**2 + x + y**2"
EXAMPLE_RULE = "m = 0.9*m + g; p = p - lr*m"


def catalogue(version: str) -> dict[str, Any]:
    """Everything on offer, from simple to complex."""
    return {
        "version": version,
        "welcome": canonical(parse(WELCOME)),
        "letters": LETTERS,
        "formula_characters": language.CHARACTERS,
        "vocabulary": vocabulary(),
        "formulas": formulas(),
        "rules": rules(),
        "presets": presets(),
        "surfaces": [_surface(ground) for ground in GROUNDS.values()],
        "optimizers": [*[_optimizer(id, kind) for id, kind in OPTIMIZERS.items()], _typed_optimizer()],
        "schedules": [_schedule(id) for id in SCHEDULES],
        "tables": tables(),
        "losses": losses(),
        "experiment": [parameter(limits) for limits in fields.EXPERIMENT],
        "run": [parameter(fields.CLIP), parameter(fields.BATCH), _direction()],
        "start": {"choices": fields.STARTS, "help": fields.START_HELP},
        "arrows": [_arrow(one) for one in ARROWS],
        "panels": _named(PANELS),
        "controls": _named(CONTROLS),
        "words": WORDS,
        "view": [_view(key) for key in VIEW.values()],
    }


def _named(titles: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "title": title} for name, title in titles.items()]


def _surface(known: Ground) -> dict[str, Any]:
    if known.id == FORMULA:
        return _typed_surface()
    experiment = parse(f"surface={known.id}")
    land = relief_of(experiment)
    return {
        "id": known.id,
        "name": known.name,
        "family": known.family,
        "variables": land.variables,
        "dimension": land.dimension,
        "window": land.window,
        "start": land.start,
        "parameters": [setting(one) for one in known.settings],
        "fitted": site_of(experiment).rows is not None,
        "network": lesson_of(experiment) is not None,
        "formula_text": formula_text(experiment),
        "editable": typed_text(experiment) is not None,
        **mathematics(known.id, "", experiment.parameters),
        "minima": minima(land.minima),
        "log": known.log,
        "story": known.story,
        "source": known.source,
    }


def _typed_surface() -> dict[str, Any]:
    experiment = parse(f"surface={FORMULA}&formula={EXAMPLE_FORMULA.replace('+', '%2B')}")
    return {
        "id": FORMULA,
        "name": "Your own formula",
        "family": "Your own",
        "variables": ["x", "y"],
        "dimension": 2,
        "window": [[-5, 5], [-5, 5]],
        "start": [2, 1],
        "parameters": [],
        "formula_text": experiment.formula,
        "editable": False,
        **mathematics(FORMULA, experiment.formula, ()),
        "fitted": False,
        "network": False,
        "minima": [],
        "log": False,
        "story": "Type a loss in one or two variables; its gradient is found for you.",
        "source": "A formula of your own; its derivatives are found by sympy.",
        "see": _beginning(),
        "example": experiment.formula,
    }


def _beginning() -> dict[str, str]:
    """Where to learn what a derivative is: a link and what it says."""
    (found,) = [preset for preset in PRESETS if preset.id == "weight_times_input"]
    text = "New to derivatives? See a weight times an input."
    return {"href": f"/?{found.query}&{found.look}", "text": text}


def _optimizer(id: str, kind: Optimizer) -> dict[str, Any]:
    return {
        "id": id,
        "name": kind.name,
        "parameters": [parameter(limits) for limits in kind.hyperparameters],
        # As a text that may be typed instead; where there is none, why not.
        "rule": kind.text if isinstance(kind, Rule) else None,
        "why_no_text": "" if isinstance(kind, Rule) else _CONTROL,
        "formula": typeset_lines(kind),
        "symbols": dict(kind.symbols),
        "trains": trains(kind),
        "story": kind.story,
        "source": kind.source,
    }


def _typed_optimizer() -> dict[str, Any]:
    told = {"name": "Your own rule", "example": EXAMPLE_RULE, "numbers": _numbers()}
    return _optimizer(RULE, typed_rule(EXAMPLE_RULE)) | told


def _numbers() -> list[dict[str, Any]]:
    """What the numbers of a typed rule mean and how far a slider takes them, by the names of the catalogue.

    open: what is typed may go farther. None but lr has a default.
    """
    found: dict[str, Hyperparameter] = {}
    for kind in OPTIMIZERS.values():
        for limits in kind.hyperparameters if isinstance(kind, Rule) else ():
            found.setdefault(limits.name, limits)
    usual = {h.name: h.default for h in typed_rule(EXAMPLE_RULE).hyperparameters}
    return [parameter(one) | {"default": usual.get(one.name), "open": True} for one in found.values()]


def _schedule(id: str) -> dict[str, Any]:
    known = SCHEDULES[id]
    names = {"lr", "s", "steps", *[p.name for p in known.parameters]}
    return {
        "id": id,
        "name": known.name,
        "parameters": [parameter(p) for p in known.parameters],
        "formula": typeset(language.parse(known.formula, names, rule=True)),
        "formula_text": known.formula,
        "story": known.story,
        "source": known.source,
    }


def _arrow(arrow: Arrow) -> dict[str, Any]:
    return {"name": arrow.name, "title": arrow.title, "help": arrow.help, "network": arrow.network}


def _direction() -> dict[str, Any]:
    choices = fields.DIRECTIONS
    return {"name": "direction", "choices": choices, "default": choices[0], "help": fields.DIRECTION_HELP}


def _view(key: ViewKey) -> dict[str, Any]:
    choices = {"choices": key.choices} if key.choices else {}
    return {"name": key.name, "help": key.help} | choices | (parameter(key.limits) if key.limits else {})
