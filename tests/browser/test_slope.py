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
    assert page.locator(f"{PANEL} .slope-chart .secant").count() == 1
    before = paths(page)
    slide(page, "secant", 0.0)
    wait_for_query(page, secant="0")
    expect(page.locator(PANEL)).to_contain_text("At h = 0 there is nothing to divide by")
    expect(page.locator(f"{PANEL} .slope-chart .secant")).to_have_count(0)
    expect(page.locator(f"{PANEL} .slope-chart .tangent")).to_have_count(1)
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
    lines = section.locator(".slope-limit li")
    expect(lines.first).to_contain_text("The definition: how much the loss rises when w grows by h")
    expect(lines.nth(1)).to_be_hidden()
    section.get_by_role("button", name="Next line").click()
    expect(lines.nth(1)).to_contain_text("Put the loss in")
    expect(lines.nth(2)).to_be_hidden()
    section.get_by_role("button", name="All lines").click()
    expect(lines.last).to_contain_text("Nothing is left that depends on h, so this is the limit.")
    section.get_by_text("Ever smaller h").click()
    rows = section.locator(".slope-table tbody tr")
    expect(rows).to_have_count(14)
    expect(section.locator(".slope-table tr[aria-current=true] td").first).to_have_text("0.5")
    assert section.locator(".slope-table th").all_inner_texts() == ["h", "rise ÷ h", "exact slope", "off by"]
    expect(rows.last.locator("sup").first).to_have_text("−12")
    expect(section).to_contain_text("the computer's rounding takes over")


def test_lines_and_signs_are_named_and_a_straight_slice_says_so(open_page: OpenPage) -> None:
    page = opened(open_page)
    along = page.locator(f"{PANEL} [aria-label='Along x']")
    expect(along).to_contain_text("through both points: the secant")
    expect(along).to_contain_text("touching: the tangent")
    expect(along).to_contain_text("Along x this surface is itself a straight line")
    expect(page.locator(PANEL)).to_contain_text("L is the loss: how high the surface is at a point.")
    expect(page.locator(f"{PANEL} [aria-label='On the pictures']")).to_contain_text("steepest ascent")
    signs = page.locator(f"{PANEL} [aria-label='What the symbols are']")
    expect(signs).to_contain_text("the slope along x, while w is held still; ∂ is a rounded d")
    expect(signs).to_contain_text("the slopes along all variables together")


def test_a_step_names_the_slope_that_it_goes_against(open_page: OpenPage) -> None:
    page = opened(
        open_page, "/?surface=double_well&start=-1.5&a=gd&a.lr=0.01&explain=slope&step=0&secant=0.05"
    )
    step = page.locator(f"{PANEL} [aria-label='One step']")
    expect(step).to_contain_text("against the rise divided by h")
    assert "x−lr⋅ΔLh=−1.5−0.01⋅(−6.63988)" in "".join((step.text_content() or "").split())
    slide(page, "secant", 0.0)
    expect(step).to_contain_text("against the slope itself")
    assert "x−lr⋅dLdx=−1.5−0.01⋅(−7.2)" in "".join((step.text_content() or "").split())


def test_a_step_says_where_it_led_and_undo_takes_it_back_and_makes_it_again(open_page: OpenPage) -> None:
    page = opened(
        open_page, "/?surface=formula&formula=x*w&a=gd&start=2,3&a.lr=0.1&step=0&explain=slope&view=contour"
    )
    before = paths(page)
    page.click("[data-action=take-step]")
    made = "You went from (2, 3) to (1.7, 2.8); the loss fell from 6 to 4.76."
    expect(page.locator(f"{PANEL} .slope-made")).to_have_text(made)
    expect(page.locator(f"{PANEL} [role=status]")).to_have_text(made)
    assert paths(page) > before
    page.click("[data-action=take-step]")
    expect(page.locator(f"{PANEL} .slope-made")).to_contain_text("You went from (1.7, 2.8) to (1.42, 2.63)")
    page.keyboard.press("Control+z")
    expect(page.locator(f"{PANEL} .slope-made")).to_have_text(made)
    page.keyboard.press("Control+z")
    wait_for_query(page, point=None)
    expect(page.locator(f"{PANEL} .slope-made")).to_have_count(0)
    wait_for_state(page, "paused")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(f"{PANEL} .slope-made")).to_have_text(made)
    page.get_by_role("button", name="Step back").click()
    wait_for_query(page, point=None)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (820, 1180), (390, 844)])
def test_no_formula_is_cut_off_or_too_small(open_page: OpenPage, width: int, height: int) -> None:
    address = "/?surface=himmelblau&start=1.23456,-2.34567&a=gd&step=7&view=contour&explain=slope"
    page = open_page(address, viewport={"width": width, "height": height})
    page.locator(f"{PANEL} .slope-variable").first.wait_for()
    while page.get_by_role("button", name="All lines").count():
        page.get_by_role("button", name="All lines").first.click()
    for fold in page.get_by_text("Ever smaller h").all():
        fold.click()
    cut = """() => [...document.querySelectorAll(".formula, .slope-table")]
      .filter((one) => one.closest("[data-section=slope]") && one.clientWidth)
      .filter((one) => one.scrollWidth > one.clientWidth + 1
        || parseFloat(getComputedStyle(one).fontSize) < 11
        || one.getBoundingClientRect().right > document.querySelector("#about").getBoundingClientRect().right)
      .map((one) => one.textContent)"""
    assert page.evaluate(cut) == []


def test_a_step_is_taken_against_the_slope_and_back(open_page: OpenPage) -> None:
    page = opened(open_page)
    # At (2, 1) the slopes are 1 and 2, so with lr 0.1 the step leads to (1.9, 0.8).
    page.click("[data-action=take-step]")
    wait_for_query(page, point="1.9,0.8")
    expect(page.locator(f"{PANEL} h2")).to_have_text("The slope at x = 1.9, w = 0.8")
    # The next step is known once the slope at the new point is.
    expect(page.locator(PANEL)).to_contain_text("The loss goes from 1.52 to")
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


def test_once_the_explanations_are_closed_a_click_moves_the_start_again(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.click("[data-action=explain]")
    wait_for_query(page, explain=None)
    box = page.locator(".view-contour .nsewdrag").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.25)
    page.wait_for_function("() => new URLSearchParams(location.search).get('start') !== '2,1'")
    assert "point" not in query_of(page)


def test_a_point_outside_the_domain_is_told_in_words(open_page: OpenPage) -> None:
    address = "/?surface=formula&formula=log(x)%2By**2&start=1,1&a=gd&step=0&view=contour&explain=slope"
    page = open_page(f"{address}&point=-1,1")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("The loss is not a finite number at this point, so it has no slope here.")
    assert "NaN" not in panel.inner_text()
    assert panel.locator("[data-action=take-step]").count() == 0
    assert panel.locator("details").count() == 0


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
