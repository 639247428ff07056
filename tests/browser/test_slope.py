"""The slope at a point, from its definition."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import paths, query_of, slide, wait_for_query, wait_for_state

PANEL = "[data-section=slope]"
PRODUCT = "/?surface=product&start=2,1&steps=20&a=gd&a.lr=0.1&step=0&view=contour&explain=slope"


def opened(open_page: OpenPage, address: str = PRODUCT) -> Page:
    page = open_page(address)
    wait_for_state(page, "paused")
    page.locator(f"{PANEL} .slope-variable").first.wait_for()
    return page


def along(page: Page, variable: str) -> str:
    """What stands in a variable's section, spaces taken out."""
    text = page.locator(f"{PANEL} [aria-label='Along {variable}']").text_content() or ""
    return "".join(text.split()).replace("\u2062", "")


def test_drawing_h_to_0_turns_the_quotient_into_the_slope(open_page: OpenPage) -> None:
    page = opened(open_page, "/?surface=parabola&start=1&a=gd&step=0&explain=slope")
    # ((1 + h)² − 1)/h = 2 + h
    assert "=2.5" in along(page, "x")
    assert "dLdx=2⋅1=2" in along(page, "x")
    assert page.locator(f"{PANEL} .secant").count() == 1
    before = paths(page)
    slide(page, "secant", 0.0)
    wait_for_query(page, secant="0")
    expect(page.locator(PANEL)).to_contain_text("At h = 0 there is nothing to divide by")
    expect(page.locator(f"{PANEL} .secant")).to_have_count(0)
    expect(page.locator(f"{PANEL} .tangent")).to_have_count(1)
    assert paths(page) < before
    page.fill("[name=secant]", "-0.25")
    page.keyboard.press("Enter")
    wait_for_query(page, secant="-0.25")
    page.locator(PANEL).get_by_text("=1.75").or_(
        page.locator(f"{PANEL} mtr", has_text="1.75")
    ).first.wait_for()


def test_the_limit_of_a_weight_times_an_input_is_read_line_by_line(open_page: OpenPage) -> None:
    page = opened(open_page)
    section = page.locator(f"{PANEL} [aria-label='Along w']")
    section.get_by_text("The limit, line by line").click()
    lines = section.locator(".slope-limit li")
    expect(lines.first).to_contain_text("The definition: how much the loss rises when w grows by h")
    expect(lines.nth(1)).to_be_hidden()
    section.get_by_role("button", name="Next line").click()
    expect(lines.nth(1)).to_contain_text("Put the loss in")
    expect(lines.nth(2)).to_be_hidden()
    section.get_by_role("button", name="All lines").click()
    expect(lines.last).to_contain_text("Nothing is left that depends on h, so this is the limit.")
    section.get_by_text("Ever smaller h").click()
    expect(section.locator(".slope-table tbody tr")).to_have_count(13)


def test_a_step_is_taken_against_the_slope_and_back(open_page: OpenPage) -> None:
    page = opened(open_page)
    # At (2, 1) the slopes are 1 and 2, so with lr 0.1 the step leads to (1.9, 0.8).
    page.click("[data-action=take-step]")
    wait_for_query(page, point="1.9,0.8")
    expect(page.locator(f"{PANEL} h2")).to_have_text("The slope at x = 1.9, w = 0.8")
    page.click("[data-action=take-step]")
    expect(page.locator(f"{PANEL} h2")).to_have_text("The slope at x = 1.82, w = 0.61")
    page.get_by_role("button", name="Step back").click()
    wait_for_query(page, point="1.9,0.8")
    page.get_by_role("button", name="Back to the playhead").click()
    expect(page.locator(f"{PANEL} h2")).to_have_text("The slope at x = 2, w = 1")
    assert query_of(page)["start"] == "2,1"


def test_a_click_on_the_map_looks_at_another_point_and_leaves_the_start(open_page: OpenPage) -> None:
    page = opened(open_page)
    box = page.locator(".view-contour .nsewdrag").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    page.wait_for_function("() => new URLSearchParams(location.search).has('point')")
    x, w = map(float, query_of(page)["point"].split(","))
    assert (x, w) == pytest.approx((-2.5, 2.5), abs=0.1)
    assert query_of(page)["start"] == "2,1"
    expect(page.locator(PANEL)).to_contain_text("A point that you picked.")


def test_a_point_outside_the_domain_is_told_in_words(open_page: OpenPage) -> None:
    address = "/?surface=formula&formula=log(x)%2By**2&start=1,1&a=gd&step=0&view=contour&explain=slope"
    page = open_page(f"{address}&point=-1,1")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("The loss is not a finite number at this point, so it has no slope here.")
    assert "NaN" not in panel.inner_text()
    assert panel.locator("[data-action=take-step]").count() == 0


def test_while_the_runs_play_the_slope_waits(open_page: OpenPage) -> None:
    page = opened(open_page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/derivative" in request.url else None)
    page.click("[data-action=play]")
    wait_for_state(page, "ended")
    page.wait_for_function(
        "() => !document.querySelector('[data-section=slope] h2').textContent.includes('x = 2,')"
    )
    assert len(asked) <= 2
