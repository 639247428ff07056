"""Experiments worth seeing on small neural networks."""

from __future__ import annotations

from app.core.network.catalogue import FAMILY
from app.show.preset import Preset

_TWENTY = "s.activation=gelu&s.init=xavier&s.plane=random&steps=150&a=adam&a.lr=0.003"

ON_NETWORKS = (
    Preset(
        "moons_part",
        FAMILY,
        "A boundary bends",
        "surface=network&steps=300&a=gd&a.lr=0.5&b=gd&b.lr=0.5&b.batch=10",
        "It begins nearly straight and bends between the moons. With ten rows a step the path trembles, for "
        "a fifteenth of the work, and arrives as well.",
    ),
    Preset(
        "zeros_stay",
        FAMILY,
        "All weights at zero",
        "surface=network&s.init=zeros&steps=100&a=gd&a.lr=0.5&b=adam",
        "Each slope is a product with a weight, and every weight is 0: nothing moves, whatever the rule. The "
        "loss stays at 0.693, which is that of a coin. Let the weights begin another way.",
    ),
    Preset(
        "ones_stay_alike",
        FAMILY,
        "All weights at one",
        "surface=network&s.init=ones&steps=200&a=gd&a.lr=0.5",
        "It moves, but the units of a layer begin alike, feel the same slope and stay alike for ever: "
        "sixteen do the work of one, and the boundary stays straight. Chance is what parts them.",
    ),
    Preset(
        "stuck_on_xor",
        FAMILY,
        "Stuck, or not",
        "surface=network_xor&steps=300&a=adam",
        "Two hidden units are just enough, and from here they get stuck with a loss of 0.36. Set the seed "
        "to 2, and the same rule finds the way.",
    ),
    Preset(
        "too_deep",
        FAMILY,
        "Too deep to learn",
        "surface=network_deep&steps=300&a=gd&a.lr=0.1",
        "On its way back through twenty layers the slope shrinks to nearly nothing: after 300 steps the "
        "network still tosses a coin, at 0.693. Tick Shortcuts.",
    ),
    Preset(
        "shortcuts_learn",
        FAMILY,
        "As deep, with shortcuts",
        "surface=network_skip&steps=300&a=gd&a.lr=0.1",
        "Each layer adds to what it is given, so the slope comes through: the same rule that stood still "
        "without shortcuts parts the spirals.",
    ),
    Preset(
        "crumpled",
        FAMILY,
        "Crumpled without shortcuts",
        f"surface=network_deep&s.data=moons&{_TWENTY}",
        "Twenty layers, trained, and two random directions around where they ended: the loss bends downwards "
        "on about seven tenths of the plane. Tick Shortcuts and watch it smooth out.",
        "view=both&scale=log",
    ),
    Preset(
        "smooth",
        FAMILY,
        "Smooth with shortcuts",
        f"surface=network_skip&s.data=moons&{_TWENTY}",
        "The same data, seed and rule: with shortcuts the loss bends downwards on about a third of the "
        "plane, and a wide bowl lies around the end.",
        "view=both&scale=log",
    ),
)
