"""Plans in few words, for tests."""

from app.core.descend import Descent
from app.core.hyperparameters import Hyperparameter
from app.core.landscape import landscape, typed
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.oracles import View
from app.core.plan import Move, Plan, Segment
from app.core.surfaces import SURFACES


def scene(name):
    """A catalogue surface by its id, or a formula."""
    return landscape(SURFACES[name]) if name in SURFACES else typed(name)


def settings(name, **values):
    """All of an optimizer's numbers, the given ones in place of the defaults."""
    chosen = {h.name: h.default for h in OPTIMIZERS[name].hyperparameters}
    assert values.keys() <= chosen.keys()
    return tuple((chosen | values).items())


def segment(name, since=0, schedule=None, schedule_values=(), **values):
    """From a point on, an optimizer of the catalogue."""
    return Segment(since, OPTIMIZERS[name], settings(name, **values), schedule, schedule_values)


def typed_rule(text, **values):
    """From the start on, a rule in words."""
    told = tuple([Hyperparameter(name, value, -1e300, 1e300, "") for name, value in values.items()])
    rule = Rule(name="Typed", rule=text, hyperparameters=told, story="", source="")
    return Segment(0, rule, tuple(values.items()))


def plan(*segments, start=(0.0, 0.0), steps=100, seed=0, moves=(), **view):
    """A run through these segments; moves: pairs of a step and where the run is then put down."""
    return Plan(start, segments, steps, View(**view), seed, tuple([Move(*move) for move in moves]))


def descended(surface, *segments, **options):
    """A run walked to its end."""
    descent = Descent(scene(surface), plan(*segments, **options))
    descent.advance(descent.plan.steps)
    return descent
