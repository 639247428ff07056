"""Experiments worth seeing, each an ordinary link with one sentence on what to notice."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Any

from app.experiment import Experiment, canonical, parse
from app.show.preset import Preset
from app.show.presets_on_data import ON_DATA
from app.show.presets_on_networks import ON_NETWORKS

_FIRST, _RATE, _MINIMA = "First steps", "The learning rate", "Local and global minima"
_RAVINES, _SADDLES, _FLAT = "Ravines", "Saddles", "Plateaus"
_STARTS, _CHANCE, _MIDWAY = "Where it starts", "Chance and schedules", "Changed on the way"
_FOUR_STARTS = "&".join(
    [
        f"{id}=gd&{id}.lr=0.01&{id}.start={x},{y}"
        for id, x, y in zip("abcd", (1, -1, -1, 1), (1, 1, -1.5, -1.5), strict=True)
    ]
)

PRESETS = (
    Preset(
        "weight_times_input",
        _FIRST,
        "A weight times an input",
        "surface=product&start=2,1&steps=20&a=gd&a.lr=0.1",
        "For L(x, w) = x·w the slope along w is x itself, here 2: so the first step takes w from 1 to 1 − "
        "0.1·2 = 0.8.",
        "explain=slope&step=0",
    ),
    Preset(
        "downhill",
        _FIRST,
        "Against the slope",
        "surface=slope&steps=30&a=gd&a.lr=0.5",
        "At w = 1 the slope is −0.47. It points up towards the left, so the first step goes right, by "
        "0.5·0.47 = 0.235; each later one is shorter, since the slope fades on its own.",
        "explain=step&step=1",
    ),
    Preset(
        "too_small",
        _RATE,
        "Too small",
        "surface=bowl&steps=100&a=gd&a.lr=0.005",
        "Every step goes down, and yet a hundred of them do not get to the bottom: the learning rate is so "
        "small that the run crawls.",
    ),
    Preset(
        "just_right",
        _RATE,
        "Just right",
        "surface=bowl&steps=100&a=gd&a.lr=0.18",
        "Close to the best rate, 2 divided by the sum of the two curvatures: within 0.001 of the bottom "
        "after 24 steps.",
    ),
    Preset(
        "too_large",
        _RATE,
        "Too large",
        "surface=bowl&steps=100&a=gd&a.lr=0.195",
        "Each step leaps to the other side of the valley and loses only a twentieth of the way across: it "
        "zigzags, and a hundred steps are not enough.",
    ),
    Preset(
        "diverging",
        _RATE,
        "Diverging",
        "surface=bowl&steps=100&a=gd&a.lr=0.205",
        "Just beyond 2 divided by the steepest curvature, here 0.2: each leap lands a little higher than "
        "the last, and the loss grows without end.",
    ),
    Preset(
        "four_valleys",
        _MINIMA,
        "Four starts, four valleys",
        f"surface=himmelblau&steps=100&{_FOUR_STARTS}",
        "The same rule with the same learning rate ends in four different valleys: where it starts decides "
        "where it ends.",
    ),
    Preset(
        "trapped",
        _MINIMA,
        "Trapped in a local minimum",
        "surface=double_well&steps=150&a=gd&a.lr=0.02",
        "The run stops where the slope is 0, and cannot know that the valley on the left is 0.6 deeper.",
    ),
    Preset(
        "over_the_hump",
        _MINIMA,
        "Momentum carries over the hump",
        "surface=double_well&steps=150&a=gd&a.lr=0.02&b=momentum&b.lr=0.02",
        "The same start and learning rate: plain descent stops in the first valley, momentum has gathered "
        "enough speed to roll over the hump into the deeper one.",
    ),
    Preset(
        "zigzag",
        _RAVINES,
        "Zigzag in a ravine",
        "surface=bowl&s.condition=100&steps=200&a=gd&a.lr=0.0195",
        "The slope points across the ravine, hardly along it: every step leaps from wall to wall, and it "
        "takes 190 of them to come within 0.001 of the lowest loss.",
        "step=40",
    ),
    Preset(
        "zigzag_cured",
        _RAVINES,
        "And its cure",
        "surface=bowl&s.condition=100&steps=200&a=gd&a.lr=0.0195&b=momentum&b.lr=0.0195&b.momentum=0.7"
        "&c=newton",
        "Momentum lets the leaps cancel and the small pushes along the floor add up: 48 steps instead of "
        "190. Newton's method divides by the curvature and needs a single one.",
    ),
    Preset(
        "beale",
        _RAVINES,
        "Adam against plain descent on Beale",
        "surface=beale&steps=300&a=gd&a.lr=0.02&b=adam&b.lr=0.2",
        "The valley floor is almost flat. Adam divides by how small the slope has become and comes within "
        "0.001 of the lowest loss after 147 steps, plain descent after 282.",
    ),
    Preset(
        "leaving_a_saddle",
        _SADDLES,
        "How each method leaves a saddle",
        "surface=saddle&start=1.5,1e-6&steps=150&a=gd&a.lr=0.05&b=momentum&b.lr=0.05&c=adam&d=newton",
        "All but a hair beside the ridge. Adam, which scales each coordinate by its own slopes, leaves "
        "first, then momentum, then plain descent; Newton's method is drawn to the saddle and stays.",
    ),
    Preset(
        "plateau",
        _FLAT,
        "Out on the plain",
        "surface=plateau&start=-5.5,3&steps=300&a=gd&a.lr=0.5&b=momentum&b.lr=0.5&c=adam&c.lr=0.1",
        "Next to no slope, so plain descent hardly moves in 300 steps; Adam's steps do not depend on how "
        "steep it is, and it is there long before momentum.",
    ),
    Preset(
        "sure_and_wrong",
        _FLAT,
        "Sure of the wrong answer",
        "surface=sigmoid_plateau&steps=300&a=gd&a.lr=0.5&b=adam&b.lr=0.1",
        "A neuron far out on its sigmoid: the slope has all but vanished, and plain descent with it. Adam "
        "walks at its own pace and is down after 59 steps.",
    ),
    Preset(
        "zeros_ones_random",
        _STARTS,
        "Zeros, ones or random",
        "surface=product&steps=60&seed=2&a=gd&a.lr=0.05&a.start=zeros&b=gd&b.lr=0.05&b.start=ones"
        "&c=gd&c.lr=0.05&c.start=random",
        "Started at zeros, x·w has no slope at all and never moves. Started at ones, both stay alike for "
        "ever and creep to the saddle. Only the random start breaks the tie and gets away.",
    ),
    Preset(
        "lucky_start",
        _STARTS,
        "A lucky start",
        "surface=styblinski_tang&steps=60&a=gd&a.lr=0.01&a.start=zeros&b=gd&b.lr=0.01&b.start=ones",
        "From (0, 0) plain descent finds the lowest of four valleys, from (1, 1) one that is 28.3 higher. "
        "It had no way to tell.",
    ),
    Preset(
        "noise_helps",
        _CHANCE,
        "Noise shakes it loose",
        "surface=saddle&start=1.5,0&steps=120&noise=0.1&a=gd&a.lr=0.05",
        "Exactly on the ridge the slope across is 0, and without noise the run would end on the saddle. A "
        "little noise in the gradient is enough to fall off it.",
    ),
    Preset(
        "noise_escapes",
        _CHANCE,
        "Out of the traps by chance",
        "surface=wavy&seed=3&steps=400&noise=8&a=gd&a.lr=0.05",
        "Without noise this run stops in the second dip from the middle. Strong noise throws it from dip to"
        " dip, down to the lowest, where it goes on trembling.",
    ),
    Preset(
        "schedule_settles",
        _CHANCE,
        "A schedule settles it",
        "surface=kink&steps=200&a=gd&a.lr=0.5&b=gd&b.lr=0.5&b.schedule=cosine",
        "At a kink the slope never fades, so a fixed rate hops over the bottom for ever. The same rate, let"
        " down along a cosine, settles.",
    ),
    Preset(
        "schedule_and_noise",
        _CHANCE,
        "A schedule calms the noise",
        "surface=bowl&noise=3&steps=300&a=gd&a.lr=0.1&b=gd&b.lr=0.1&b.schedule=cosine",
        "Both runs are shown the same noise. With a fixed rate it never comes to rest; with a falling one "
        "the trembling fades.",
    ),
    Preset(
        "rate_changed_midway",
        _MIDWAY,
        "Saved midway",
        "surface=bowl&steps=60&a=gd&a.lr=0.22&b=gd&b.lr=0.22&b.lr@12=0.15",
        "Both runs begin to diverge. At step 12 the second gets a learning rate below the edge of 0.2, and "
        "comes back.",
    ),
    Preset(
        "nudged",
        _MIDWAY,
        "A nudge out of the trap",
        "surface=double_well&steps=150&a=gd&a.lr=0.02&b=gd&b.lr=0.02&b.start@60=-0.2",
        "Both stop in the lesser valley. At step 60 the second is put down just beyond the hump, and finds "
        "the lowest point by itself.",
    ),
    *ON_DATA,
    *ON_NETWORKS,
)


def presets() -> list[dict[str, Any]]:
    """The presets by group, as the page offers them."""
    return [
        {"group": group, "presets": [_offered(preset) for preset in members]}
        for group, members in groupby(PRESETS, lambda preset: preset.group)
    ]


def _offered(preset: Preset) -> dict[str, Any]:
    return {
        "id": preset.id,
        "title": preset.title,
        "query": _canonical(preset),
        "look": preset.look,
        "notice": preset.notice,
    }


@cache
def _canonical(preset: Preset) -> str:
    return canonical(parse(preset.query))


def preset_of(experiment: Experiment) -> dict[str, str] | None:
    """The preset that an experiment is, by the very same canonical query."""
    query = canonical(experiment)
    found = [preset for preset in PRESETS if _canonical(preset) == query]
    return {"id": found[0].id, "title": found[0].title, "notice": found[0].notice} if found else None
