"""The preview shows the runs where they went, in their colours, and nobody's words can break it."""

from __future__ import annotations

from itertools import cycle
from urllib.parse import quote

import numpy as np
import pytest

from app.show.picture.card import SIZE, card, ending
from app.show.picture.card import _room as room_of
from app.show.picture.ground import ground
from app.show.picture.palette import DARK, LIGHT
from app.show.picture.poster import BYTES, poster
from tests.show.picture.drawn import near, pixels, seen

QUERIES = {
    "two variables": "surface=himmelblau&start=-3,4&steps=60&a=adam&b=gd&b.lr=1",
    "one variable": "surface=double_well&start=-1.5&steps=80&a=momentum&a.lr=0.01&a.start@60=0.5",
    "a fit": "surface=tips_line&a=gd&a.lr=0.1&b=adam&steps=80",
    "a network": "surface=network&steps=10&a=adam",
    "an undefined loss": "surface=formula&formula=sqrt(-1-x**2)&a=gd",
    "a hole": "surface=formula&formula=sqrt(x**2%2By**2-4)&start=4,0&a=gd&steps=30",
    "flat ground": "surface=formula&formula=0*x%2B0*y&a=gd",
    "huge losses": "surface=formula&formula=exp(x**4)&a=gd",
    "a rugged surface": "surface=schaffer4&a=adam&steps=20",
    "no run": "surface=booth",
    "eight runs": "surface=rosenbrock&window=-2000,2000,-3,3" + "".join([f"&{id}=adam" for id in "abcdefgh"]),
    "a long formula": "surface=formula&a=gd&a.lr=0.001&formula=" + quote("+".join(["sin(x)*y**2"] * 25)),
}


@pytest.mark.parametrize(
    ("query", "theme"), list(zip(QUERIES.values(), cycle(["light", "dark"]), strict=False)), ids=QUERIES
)
def test_every_kind_of_experiment_is_a_card_of_its_size_on_its_paper(query: str, theme: str) -> None:
    picture = pixels(card(seen(query), theme))
    paper = (LIGHT if theme == "light" else DARK).paper
    assert picture.shape == (SIZE[1], SIZE[0], 3)
    # Nothing runs over the margin on any side.
    wanted = np.array([int(paper[k : k + 2], 16) for k in (0, 2, 4)])
    for edge in (picture[:20], picture[-20:], picture[:, :20], picture[:, -20:]):
        assert (edge == wanted).all()


def test_the_paths_are_found_where_the_runs_went() -> None:
    scene = seen("surface=himmelblau&start=-1,-1&steps=200&a=adam&a.lr=0.02&c=adam&c.start=0,5")
    picture, found = pixels(card(scene, "light")), ground(scene, room_of(scene))
    for trace, other in (scene.traces, scene.traces[::-1]):
        places = found.place(trace)
        # Signs stand at both ends of a path, and another path may lie over it.
        others = np.concatenate([found.place(other), places[[0, -1]]])
        apart = [at for at in places if np.hypot(*(others - at).T).min() > 14]
        assert len(apart) > 10
        assert all(near(picture, (at[0], at[1]), LIGHT.runs[trace.id]) for at in apart)


def test_a_hidden_run_is_not_drawn() -> None:
    shown = seen("surface=booth&a=gd&b=adam&hide=b")
    assert [trace.id for trace in shown.traces] == ["a"]


def test_a_run_that_left_the_window_points_to_where_it_went_and_the_legend_says_so() -> None:
    scene = seen("surface=himmelblau&start=0,0&window=-1,1,-1,1&steps=40&a=adam")
    found = ground(scene, room_of(scene))
    (trace,) = scene.traces
    assert ending(trace, found).endswith(", outside")
    at, _ = found.frame.edge(found.place(trace)[-1], 14.0)
    assert near(pixels(card(scene, "light")), at, LIGHT.runs["a"], reach=8)
    (diverged,) = seen("surface=himmelblau&a=gd&a.lr=1&steps=50").traces
    assert ending(diverged, found) == f"diverged, step {diverged.ended}"


def test_the_heights_are_drawn_on_the_scale_that_suits_the_surface_or_is_asked_for() -> None:
    assert seen("surface=rosenbrock").scale.log
    assert not seen("surface=rosenbrock&scale=linear").scale.log
    assert not seen("surface=saddle").scale.log


@pytest.mark.parametrize(("width", "height"), [(160, 120), (1600, 1200)])
@pytest.mark.parametrize("query", ["surface=rastrigin&a=adam", QUERIES["one variable"], QUERIES["a hole"]])
def test_a_poster_has_the_size_that_is_asked_for_and_stays_small(query: str, width: int, height: int) -> None:
    file = poster(seen(query, 101), "dark", width, height)
    assert len(file) <= BYTES
    assert pixels(file).shape == (height, width, 3)
    assert pixels(file).mean() < 128
