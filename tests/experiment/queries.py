"""Random queries that the grammar allows, as lists of pairs in random order."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from hypothesis import strategies as st

from app.core.fits.catalogue import FITS
from app.core.fits.fitted import Fitted
from app.core.fits.losses import CLASSES, LOSSES
from app.core.hyperparameters import Hyperparameter
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.core.tables import MADE
from app.experiment import LETTERS
from app.experiment.fields import CLIP, NOISE, SEED, STARTS, STEPS
from app.experiment.fitted import L1, L2, STANDARDIZE

Pair = tuple[str, str]
Draw = Callable[..., str]
Limits = tuple[Hyperparameter, ...]

FORMULAS = {
    "x**2 + 3*y**2": 2,
    "sin(x)*cos(y) - x/9": 2,
    "w**2 - b": 2,
    "abs(x) + 0.1*x^2": 1,
    "where(w < 0, -w, w**2)": 1,
}
RULES = {
    "p = p - lr*g": (),
    "m = mu*m + g; p = p - lr*m": ("mu",),
    "p = p - k*sign(g)*lr - c*p": ("k", "c"),
}
COORDINATES = st.floats(-1e6, 1e6).map(repr)
# Neither polyak (which needs a known lowest loss) nor what is slow to compute belongs here.
EVERYWHERE = [id for id in OPTIMIZERS if id != "polyak"]


def number(limits: Hyperparameter) -> st.SearchStrategy[str]:
    """A number that is allowed, written in one of many ways."""
    whole = st.integers(int(limits.low), int(limits.high)).map(str)
    return whole if limits.whole else st.floats(limits.low, limits.high).map(repr)


@st.composite
def queries(draw: Draw) -> list[Pair]:
    """The pairs of a good query."""
    surface = draw(st.sampled_from([*SURFACES, "formula", *FITS]))
    pairs: list[Pair] = [("surface", surface)]
    if surface in FITS:
        told, dimension = draw(fits(surface))
        pairs += told
    elif surface == "formula":
        text = draw(st.sampled_from(sorted(FORMULAS)))
        pairs.append(("formula", text))
        dimension = FORMULAS[text]
    else:
        dimension = len(SURFACES[surface].variables)
        pairs += draw(given_numbers("s.", SURFACES[surface].parameters))
    steps = draw(st.one_of(st.none(), number(STEPS)))
    pairs += [("steps", steps)] if steps else []
    pairs += draw(given_numbers("", (SEED, NOISE)))
    pairs += [("start", draw(starts(dimension)))] if draw(st.booleans()) else []
    pairs += [("window", draw(windows(dimension)))] if draw(st.booleans()) else []
    for letter in sorted(draw(st.sets(st.sampled_from(LETTERS), max_size=3))):
        pairs += draw(runs(letter, dimension, int(steps or STEPS.default)))
    return draw(st.permutations(pairs))


@st.composite
def fits(draw: Draw, id: str) -> tuple[list[Pair], int]:
    """What may be told of a fit, and how many weights it then has."""
    fitted = FITS[id]
    pairs, dimension = draw(rows_of(fitted))
    kinds = LOSSES[fitted.loss].target == CLASSES
    loss = draw(st.sampled_from([name for name in LOSSES if kinds or LOSSES[name].target != CLASSES]))
    pairs += [("s.loss", loss)] if draw(st.booleans()) else []
    pairs += draw(given_numbers("s.", LOSSES[loss].parameters)) if ("s.loss", loss) in pairs else []
    pairs += draw(given_numbers("s.", (STANDARDIZE, L1, L2)))
    if draw(st.booleans()):
        pairs.append(("batch", draw(st.sampled_from(["1", "2", "3.0"]))))
        pairs += [("replace", draw(st.sampled_from(["0", "1"])))] if draw(st.booleans()) else []
    return pairs, dimension


@st.composite
def rows_of(draw: Draw, fitted: Fitted) -> tuple[list[Pair], int]:
    """The data and the model over them: as defined, or points of one's own."""
    if LOSSES[fitted.loss].target != CLASSES and draw(st.booleans()):
        heights = draw(st.lists(st.floats(-50, 50).map(lambda y: f"{y:.3f}"), min_size=3, max_size=5))
        points = ";".join([f" {place}.0,{y}" for place, y in enumerate(heights)])
        model, dimension = draw(st.sampled_from([("q*x + p", 2), ("w*x", 1), ("tanh(k*x)", 1)]))
        columns = draw(st.sampled_from([[], [("s.x", " x"), ("s.y", "y ")]]))
        return [("s.data", "points"), ("s.points", points), ("s.model", model), *columns], dimension
    drawn = [
        ("s.rows", draw(st.sampled_from(["20", "4e1"]))),
        ("s.sample", draw(st.sampled_from(["0", "7"]))),
    ]
    return [pair for pair in drawn if fitted.data in MADE and draw(st.booleans())], 2


@st.composite
def given_numbers(draw: Draw, prefix: str, limits: Limits, suffix: str = "") -> list[Pair]:
    """Some of the numbers that may be given."""
    chosen = [one for one in limits if draw(st.booleans())]
    return [(f"{prefix}{one.name}{suffix}", draw(number(one))) for one in chosen]


def points(dimension: int) -> st.SearchStrategy[str]:
    return st.tuples(*[COORDINATES] * dimension).map(",".join)


def starts(dimension: int) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(STARTS), points(dimension))


def windows(dimension: int) -> st.SearchStrategy[str]:
    side = st.tuples(st.floats(-1e3, 1e3), st.floats(0.1, 1e3)).map(lambda s: f"{s[0]!r},{s[0] + s[1]!r}")
    return st.tuples(*[side] * dimension).map(",".join)


@st.composite
def runs(draw: Draw, letter: str, dimension: int, steps: int) -> list[Pair]:
    """One run with all that may belong to it."""
    pairs, names = draw(optimizers(letter, ""))
    pairs += [(f"{letter}.start", draw(starts(dimension)))] if draw(st.booleans()) else []
    pairs += [(f"{letter}.clip", draw(number(CLIP)))] if draw(st.booleans()) else []
    pairs += [(f"{letter}.direction", draw(st.sampled_from(["up", "down"])))] if draw(st.booleans()) else []
    if "lr" in names and draw(st.booleans()):
        schedule = draw(st.sampled_from(sorted(SCHEDULES)))
        pairs.append((f"{letter}.schedule", schedule))
        pairs += draw(given_numbers(f"{letter}.schedule.", SCHEDULES[schedule].parameters))
    if steps > 3:
        first, second = sorted(draw(st.sets(st.integers(1, steps - 1), min_size=2, max_size=2)))
        pairs += draw(changes(letter, names, first))
        if draw(st.booleans()):
            pairs += draw(optimizers(letter, f"@{second}", but=dict(pairs)[letter]))[0]
        for step in draw(st.sets(st.sampled_from([1, first, second, steps - 1]), max_size=2)):
            pairs.append((f"{letter}.start@{step}", draw(points(dimension))))
    return pairs


@st.composite
def optimizers(draw: Draw, letter: str, at: str, but: str = "") -> tuple[list[Pair], list[str]]:
    """An optimizer with some numbers, and the names of all that it has."""
    id = draw(st.sampled_from([one for one in [*EVERYWHERE, "rule"] if one != but]))
    if id != "rule":
        limits = OPTIMIZERS[id].hyperparameters
        numbers = draw(given_numbers(f"{letter}.", limits, at))
        return [(f"{letter}{at}", id), *numbers], [h.name for h in limits]
    text = draw(st.sampled_from(sorted(RULES)))
    numbers = [(f"{letter}.{name}{at}", draw(COORDINATES)) for name in RULES[text]]
    return [(f"{letter}{at}", id), (f"{letter}.rule{at}", text), *numbers], ["lr", *RULES[text]]


@st.composite
def changes(draw: Draw, letter: str, names: list[str], step: int) -> list[Pair]:
    """A new value of one hyperparameter from a step on."""
    chosen = draw(st.sampled_from(names))
    return [(f"{letter}.{chosen}@{step}", "0.5")] if chosen in {"lr", "mu", "k"} else []


def written(pairs: list[Pair]) -> str:
    """Pairs as a query, everything escaped that can be."""
    return "&".join(f"{quote(key, safe='')}={quote(value, safe='')}" for key, value in pairs)
