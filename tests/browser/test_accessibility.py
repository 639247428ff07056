"""axe-core, the field's own checker, finds nothing to complain of on any page, in any dress."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE, OpenPage, wait_until_drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
SHAPES: dict[str, dict[str, Any]] = {"desktop": {"viewport": DESKTOP}, "phone": PHONE}
EXPERIMENT = "/?surface=himmelblau&a=gd&a.lr=0.01&b=adam&a.lr@6=0.02&step=12"


TYPED = "/?surface=formula&formula=x**4-x**2%2By**2&a=rule&a.rule=m%3Dmu*m%2Bg;p%3Dp-lr*m&a.mu=0.9&a.lr=0.01"


def found(page: Page) -> list[str]:
    """What axe finds: the rule, and the elements that break it."""
    page.evaluate(AXE)
    violations = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then((it) => it.violations)")
    return [f"{one['id']}: {node['html'][:160]}" for one in violations for node in one["nodes"]]


def opens(action: str) -> Callable[[Page], None]:
    return lambda page: page.evaluate(f"document.querySelector('{action}').click()")


def explains(section: str) -> Callable[[Page], None]:
    def open_section(page: Page) -> None:
        page.evaluate("document.querySelector('.tabs [value=about]').click()")
        page.evaluate(f"document.querySelector('[data-choice=explain] [value={section}]').click()")
        page.wait_for_timeout(400)

    return open_section


def shares(page: Page) -> None:
    page.evaluate("document.querySelector('[data-action=share]').click()")
    page.locator("dialog.share[open]").wait_for()
    page.evaluate("document.querySelectorAll('.share details').forEach((fold) => (fold.open = true))")


STATES: dict[str, Callable[[Page], None]] = {
    "at rest": lambda page: None,
    "a step": explains("step"),
    "a slope": explains("slope"),
    "the surface and the rules": explains("about"),
    "arrows": opens(".menu summary"),
    "the picker": opens("[data-open=picker]"),
    "examples": opens(".bar [data-action=examples]"),
    "the keys": opens("[data-action=help]"),
    "the share sheet": shares,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_and_all_that_opens_on_it_break_no_rule(open_page: OpenPage, shape: str, theme: str) -> None:
    page = open_page(f"{EXPERIMENT}&view=contour", color_scheme=theme, **SHAPES[shape])
    for state, enter in STATES.items():
        enter(page)
        assert found(page) == [], state
        page.evaluate("document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close())")


# Colours hang on the theme alone and what is in sight on the shape, so two of the four dresses hold both.
DRESSES = pytest.mark.parametrize(("shape", "theme"), [("desktop", "dark"), ("phone", "light")])

ON_DATA = (
    "/?surface=tips_line&s.standardize=1&batch=8&a=gd&b=adam&steps=60&step=6",
    "/?surface=fit&s.data=points&s.points=0,0;1,1.2;2,1.8&a=gd&a.lr=0.1&step=6",
    "/?surface=network&s.plane=weights&a=adam&b=gd&steps=60&step=20&explain=about",
    "/?surface=network_iris&batch=10&a=adam&steps=60&step=20",
)


@DRESSES
def test_data_and_networks_break_no_rule(open_page: OpenPage, shape: str, theme: str) -> None:
    page = open_page(ON_DATA[0], color_scheme=theme, **SHAPES[shape])
    for path in ON_DATA:
        if path != ON_DATA[0]:
            page.goto(path)
            wait_until_drawn(page)
        page.evaluate("document.querySelectorAll('.controls details').forEach((fold) => (fold.open = true))")
        if shape == "phone":
            page.locator(".tabs [value=fit]").click()
        assert found(page) == [], path


@pytest.mark.deep
@DRESSES
def test_the_pages_to_be_read_break_no_rule(open_page: OpenPage, shape: str, theme: str) -> None:
    page = open_page(f"{EXPERIMENT}&view=both", color_scheme=theme, **SHAPES[shape])
    assert found(page) == [], "with the 3-D view"
    for path in ("/docs", "/?surface=nowhere"):
        page.goto(path)
        assert found(page) == [], path


@DRESSES
def test_embeds_break_no_rule_before_and_after_they_are_pressed(
    open_page: OpenPage, shape: str, theme: str
) -> None:
    query = EXPERIMENT.partition("?")[2]
    page = open_page(f"/embed?{query}&view=contour", color_scheme=theme, drawn=False, **SHAPES[shape])
    assert found(page) == []
    page.get_by_role("button", name="Play: Himmelblau").click()
    page.wait_for_url("**/embedded?*")
    wait_until_drawn(page)
    assert found(page) == [], "pressed"
    page.goto(f"/embedded?{query}&view=contour&embed=free")
    wait_until_drawn(page)
    assert found(page) == [], "free"


@DRESSES
def test_the_editors_break_no_rule_not_even_with_a_mistake_in_them(
    open_page: OpenPage, shape: str, theme: str
) -> None:
    page = open_page(f"{TYPED}&view=contour", color_scheme=theme, **SHAPES[shape])
    page.locator(".formula-editor .typeset math").first.wait_for()
    page.locator(".rule-editor .typeset math").first.wait_for()
    page.evaluate("document.querySelectorAll('.words, .trust details').forEach((fold) => (fold.open = true))")
    assert found(page) == []
    page.fill("[name=formula]", "x**2 + (y")
    page.locator("[data-field=formula] .field-problem").wait_for()
    assert found(page) == [], "with a mistake"
