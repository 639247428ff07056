"""Pictures for print: of their size, with the paths where the runs went, and shapes alone in an SVG."""

from __future__ import annotations

import io
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from app.show.picture import contour, plate
from app.show.picture.contour import contour_png, contour_svg
from app.show.picture.ground import ground
from app.show.picture.loss_chart import loss_svg, spanned
from app.show.picture.palette import DARK, LIGHT
from app.show.picture.scale import Scale
from app.show.picture.sight import Sight
from app.show.picture.surface import surface_png
from tests.show.picture.drawn import near, pixels, seen
from tests.show.picture.test_card import QUERIES

_WIDE = 1890
_ABOUT = {"metadata", "RDF", "Work", "type", "creator", "Agent", "title"}
_SHAPES = {"svg", "defs", "style", "g", "path", "use", "clipPath", "rect"}
_NAMESPACES = (b"http://www.w3.org", b"http://purl.org", b"http://creativecommons.org")
FIT = "surface=tips_line&steps=60&a=adam"


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_kind_of_experiment_has_its_pictures(query: str) -> None:
    scene = seen(query)
    assert pixels(contour_png(scene, "light")).shape[1] == _WIDE
    if scene.dimension == 2:
        assert pixels(surface_png(scene, "dark")).shape[1] == _WIDE
    for file in (contour_svg(scene, "dark"), loss_svg(scene, "light")):
        root = ElementTree.fromstring(file)
        assert root.attrib["width"] == "453.543307pt"
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= _SHAPES | _ABOUT
        assert file.count(b"http") == sum([file.count(namespace) for namespace in _NAMESPACES])
        names = [name for element in root.iter() for name in element.attrib]
        assert not [name for name in names if name.lower().startswith("on")]


def test_a_hostile_table_gets_no_word_of_its_own_into_an_svg() -> None:
    query = "surface=fit&s.data=points&s.points=0,0;1,1&s.model=w*x%2Bb&a=gd&a.lr=0.1&steps=20"
    assert b"<text" not in contour_svg(seen(query), "light")
    assert b"script" not in contour_svg(seen(query), "light")


def test_a_print_says_how_large_it_is() -> None:
    dots = Image.open(io.BytesIO(contour_png(seen("surface=booth&a=gd"), "light"))).info["dpi"]
    assert round(dots[0]) == 300


def test_the_path_on_the_map_is_where_the_run_went_and_ends_at_the_step() -> None:
    query = "surface=himmelblau&start=-1,-1&steps=120&a=adam&a.lr=0.02"
    scale = _WIDE / plate.WIDTH
    for step in (40, 120):
        scene = seen(f"{query}&step={step}")
        picture = pixels(contour_png(scene, "light"))
        room = (16 + contour.LEFT, 16.0, plate.WIDTH - 32 - contour.LEFT, contour._map_height(scene))
        found = contour.framed(scene, room)
        places = found.place(scene.traces[0]) * scale
        shown = [near(picture, (at[0], at[1]), LIGHT.runs["a"], 3) for at in places[10:]]
        assert all(shown[: step - 10])
        # A ball stands at the end, and its radius is 6 units.
        assert not any(shown[step - 10 + 20 :])


def test_dark_paper_is_dark() -> None:
    scene = seen(FIT)
    for theme, palette in (("light", LIGHT), ("dark", DARK)):
        corner = pixels(contour_png(scene, theme))[3, 3]
        assert "".join([f"{channel:02x}" for channel in corner]) == palette.paper


def test_a_wall_stands_before_what_is_behind_it_and_not_before_what_is_in_front() -> None:
    ridge = seen("surface=formula&formula=4*exp(-4*x**2)%2B0*y&window=-3,3,-3,3", 101)
    sight = Sight(ground(ridge, (0, 0, 100, 100)), np.array((-2.0, 0.0, 0.3)))
    behind, before, crest = sight.open(np.array([(1.0, 0.0, 0.05), (-1.5, 0.0, 0.05), (0.0, 0.0, 4.05)]))
    assert (behind, before, crest) == (0, 1, 1)


def test_the_eye_sees_near_things_larger_and_high_things_higher() -> None:
    scene = seen("surface=bowl")
    sight = Sight(ground(scene, (0, 0, 100, 100)), np.array((0.0, -2.0, 0.8)))
    (x0, x1), (y0, y1) = scene.window
    low, high = sight.ground.low, sight.ground.high
    front, _ = sight.seen(np.array([(x0, y0, low), (x1, y0, low)]))
    back, _ = sight.seen(np.array([(x0, y1, low), (x1, y1, low)]))
    assert np.ptp(front[:, 0]) > np.ptp(back[:, 0]) > 0
    foot, top = sight.seen(np.array([(x0, y0, low), (x0, y0, high)]))[0]
    assert top[1] < foot[1]


def test_the_loss_chart_spans_the_losses_on_the_scale_that_is_wanted() -> None:
    scale, (low, high) = spanned(seen("surface=bowl&a=gd&a.lr=0.1&steps=50"))
    losses = seen("surface=bowl&a=gd&a.lr=0.1&steps=50").traces[0].loss
    assert scale == Scale(True, 0.0)
    assert low < np.log10(losses.min()) < np.log10(losses.max()) < high
    linear, ends = spanned(seen("surface=bowl&a=gd&a.lr=0.1&steps=50&loss=linear"))
    assert not linear.log
    assert ends[0] < losses.min() < losses.max() < ends[1]
    below, _ = spanned(seen("surface=double_well&start=-1.5&a=gd&a.lr=0.01"))
    assert not below.log
    ticks = [at for at, _ in scale.ticks(low, high, 5)]
    assert all(b > a for a, b in pairwise(ticks))
