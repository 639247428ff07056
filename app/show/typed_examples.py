"""Formulas and rules worth typing, each with a line on what to notice, from simple to complex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.experiment.numbers import write_number


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A loss, where to look at it and where to start, as they stand in a link."""

    name: str
    text: str
    window: str
    start: str
    notice: str


@dataclass(frozen=True, kw_only=True)
class TypedRule:
    """A rule's lines, parted as in a link, and a number for each name that they read."""

    name: str
    text: str
    notice: str
    values: Mapping[str, float] = field(default_factory=dict)


FORMULAS = (
    Formula(
        name="Two valleys",
        text="x**4 - 3*x**2 + x + y**2",
        window="-2.2,2.2,-2,2",
        start="1.9,1.2",
        notice="Two valleys, one deeper: from the right, plain descent ends in the shallow one.",
    ),
    Formula(
        name="Dips on the way down",
        text="x**2/4 + sin(3*x)",
        window="-7,7",
        start="5",
        notice="Plain descent stays in the first dip that it meets; momentum rolls through to the lowest.",
    ),
    Formula(
        name="A long ravine",
        text="x**2/2 + 25*y**2",
        window="-5,5,-2,2",
        start="-4,1",
        notice="Across it is 50 times as steep as along it: above a learning rate of 0.04 descent leaps out.",
    ),
    Formula(
        name="A corner",
        text="abs(x) + abs(y)",
        window="-3,3,-3,3",
        start="2.5,1.7",
        notice="The slope is as steep beside the corner as far off, so descent hops about and never rests.",
    ),
    Formula(
        name="On a ridge",
        text="x**2 - y**2 + y**4/4",
        window="-2.5,2.5,-2.5,2.5",
        start="2,0",
        notice="Exactly on the ridge nothing pulls to the side: descent stops at the saddle. Add some noise.",
    ),
    Formula(
        name="The edge of a logarithm",
        text="x - log(x)",
        window="-0.5,6",
        start="4",
        notice="Left of 0 there is no loss: a learning rate of 6 leaps over that edge, and the run ends.",
    ),
    Formula(
        name="A hole in a plain",
        text="1 - exp(-(x**2 + y**2)/2)",
        window="-5,5,-5,5",
        start="3.5,2.5",
        notice="Far out the slope is next to nothing: plain descent hardly moves, Adam walks in.",
    ),
    Formula(
        name="A ring",
        text="(x**2 + y**2 - 4)**2/8",
        window="-3,3,-3,3",
        start="0.4,0.3",
        notice="All points of a circle are equally low: where descent ends is where it was heading.",
    ),
    Formula(
        name="Two weights in a row",
        text="(w*b - 1)**2",
        window="-3,3,-3,3",
        start="0.2,2.5",
        notice="As in two layers of a network: right wherever the product is 1, and flat where both are 0.",
    ),
)

RULES = (
    TypedRule(
        name="Only the signs",
        text="p = p - lr*sign(g)",
        values={"lr": 0.05},
        notice="Every coordinate moves by lr at every step, however steep it is.",
    ),
    TypedRule(
        name="A learning rate that falls",
        text="a = lr/(1 + decay*t); p = p - a*g",
        values={"lr": 0.02, "decay": 0.02},
        notice="The same descent with ever shorter steps.",
    ),
    TypedRule(
        name="A heavy ball by hand",
        text="v = mu*v - lr*g; p = p + v",
        values={"lr": 0.002, "mu": 0.9},
        notice="v is read before it is set, so it is remembered: the last step, part of which carries on.",
    ),
    TypedRule(
        name="Shaken",
        text="p = p - lr*g + shake*normal",
        values={"lr": 0.01, "shake": 0.1},
        notice="A fresh random push at every step; the seed decides which.",
    ),
    TypedRule(
        name="No step too long",
        text="p = p - lr*g/max(1, norm(g))",
        values={"lr": 0.05},
        notice="A gradient longer than 1 is shortened to 1, so that no step is longer than lr.",
    ),
    TypedRule(
        name="Looking ahead",
        text="q = p - ahead*g; p = p - lr*grad(q)",
        values={"lr": 0.01, "ahead": 0.01},
        notice="It asks for the slope a little farther down and follows that one; two gradients a step.",
    ),
    TypedRule(
        name="A memory that begins at 1",
        text="memory n = 1; n = n + dot(g, g); p = p - lr*g/sqrt(n)",
        values={"lr": 1.0},
        notice="n adds up squared gradients, from 1 on: steps shrink with all the slope that it has seen.",
    ),
)


def formulas() -> list[dict[str, Any]]:
    """The formulas as the catalogue tells them."""
    return [
        {"name": one.name, "text": one.text, "window": one.window, "start": one.start, "notice": one.notice}
        for one in FORMULAS
    ]


def rules() -> list[dict[str, Any]]:
    """The rules as the catalogue tells them, their numbers as they stand in a link."""
    return [
        {
            "name": one.name,
            "text": one.text,
            "values": {name: write_number(value) for name, value in one.values.items()},
            "notice": one.notice,
        }
        for one in RULES
    ]
