"""The pictures wear the page's colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.show.picture.palette import DARK, LIGHT, Palette, blend

THEME = (Path(__file__).parents[3] / "static/css/theme.css").read_text()
LIGHT_RULE, DARK_RULE = re.findall(r":root[^{]*\{(.*?)\n\}", THEME, re.DOTALL)


@pytest.mark.parametrize(("palette", "rule"), [(LIGHT, LIGHT_RULE), (DARK, DARK_RULE)], ids=["light", "dark"])
def test_every_colour_is_the_one_of_the_page(palette: Palette, rule: str) -> None:
    page = dict(re.findall(r"--([\w-]+): #(\w{6});", rule))
    names = {name: name for name in ("paper", "panel", "ink", "line", "accent")} | {"soft": "ink-soft"}
    assert {name: getattr(palette, name) for name in names} == {name: page[of] for name, of in names.items()}
    assert dict(palette.runs) == {id: page[f"run-{id}"] for id in "abcdefgh"}
    assert list(palette.heights) == [page[f"map-{k}"] for k in range(9)]


def test_heights_go_from_the_lowest_colour_to_the_highest() -> None:
    assert (LIGHT.height(0), LIGHT.height(1)) == (LIGHT.heights[0], LIGHT.heights[-1])
    assert LIGHT.height(0.5) == LIGHT.heights[4]
    assert blend("ff0000", "000000", 0.5) == "800000"
