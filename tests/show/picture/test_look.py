"""How a picture is looked at where the link says nothing of it, and where it does."""

from __future__ import annotations

import re
from pathlib import Path

from app.show.picture.look import EYE, look_of

CAMERA = (Path(__file__).parents[3] / "static/js/plot/camera.js").read_text()


def test_the_3d_picture_is_seen_from_where_the_page_sees_it() -> None:
    found = re.search(r"CAMERA = \{ x: (.+), y: (.+), z: (.+) \}", CAMERA)
    assert found
    assert tuple(map(float, found.groups())) == EYE == look_of("a=gd").eye


def test_a_link_decides_where_it_says_something() -> None:
    look = look_of("a=gd&camera=1,-2,0.5&theme=dark&hide=a,table&step=7&loss=linear")
    assert (look.eye, look.theme, look.hidden, look.step, look.loss) == (
        (1, -2, 0.5),
        "dark",
        ("a",),
        7,
        "linear",
    )
