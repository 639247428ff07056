"""One step worked out beside the pictures: the rule's own lines with the numbers that ran."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_query, wait_for_state

AT_A_STEP = "/?surface=booth&start=1,1&a=gd&a.lr=0.1&b=adam&step=1&view=contour&explain=step"
EXPLAINED = "[data-section=step]"


def opened(open_page: OpenPage, address: str = AT_A_STEP) -> Page:
    page = open_page(address)
    wait_for_state(page, "paused")
    return page


def lines(page: Page) -> list[str]:
    """What stands under each line of the rule, spaces taken out."""
    page.locator(f"{EXPLAINED} .step-line").first.wait_for()
    return [re.sub(r"\s", "", text) for text in page.locator(f"{EXPLAINED} .numbers").all_text_contents()]


def test_the_line_that_moves_the_point_shows_its_numbers_for_both_coordinates(open_page: OpenPage) -> None:
    # Booth is (x + 2y − 7)² + (2x + y − 5)²: at (1, 1) its gradient is (−16, −20) by hand.
    *_, last = lines(opened(open_page))
    assert "x′=x−lr⋅∂L∂x=1−0.1⋅(−16)=2.6" in last
    assert "y′=y−lr⋅∂L∂y=1−0.1⋅(−20)=3" in last


def test_the_step_under_the_playhead_is_the_one_worked_out_and_its_words_move_the_playhead(
    open_page: OpenPage,
) -> None:
    page = opened(open_page)
    panel = page.locator(EXPLAINED)
    expect(panel).to_contain_text("The first update, from the start to step 1.")
    panel.get_by_role("button", name="Next step").click()
    expect(panel).to_contain_text("From step 1 to step 2.")
    wait_for_query(page, step="2")


def test_the_run_in_focus_is_the_one_worked_out_and_lines_stay_closed(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator(".card[data-run=b] .card-letter").click()
    expect(page.locator(f"{EXPLAINED} h2")).to_contain_text("Adam")
    expect(page.locator(f"{EXPLAINED} .step-line")).to_have_count(6)
    page.locator(f"{EXPLAINED} .step-line summary").nth(1).click()
    page.click("[data-action=forward]")
    expect(page.locator(EXPLAINED)).to_contain_text("From step 1 to step 2.")
    assert page.locator(f"{EXPLAINED} .step-line").nth(1).get_attribute("open") is None


def test_idle_lines_are_closed_symbols_are_explained_and_a_move_by_hand_is_told(open_page: OpenPage) -> None:
    page = opened(open_page, AT_A_STEP.replace("&b=adam", "&a.start@1=4,4"))
    panel = page.locator(EXPLAINED)
    expect(panel.locator(".step-line.is-idle")).to_contain_text("changes nothing here")
    assert panel.locator(".step-line.is-idle").get_attribute("open") is None
    expect(panel).to_contain_text("The rule leads to x = 2.6, y = 3.")
    expect(panel).to_contain_text("Then it was moved by hand to x = 4, y = 4.")
    symbols = panel.locator(".symbols")
    expect(symbols).to_contain_text("the gradient at the point: ∂L/∂x and ∂L/∂y")
    expect(symbols).to_contain_text("(−16, −20)")


def test_the_explanations_open_and_close_and_the_link_tells_which(open_page: OpenPage) -> None:
    page = opened(open_page, AT_A_STEP.replace("&explain=step", ""))
    expect(page.locator("#about")).to_be_hidden()
    page.click("[data-action=explain]")
    expect(page.locator(EXPLAINED)).to_contain_text("Gradient descent")
    wait_for_query(page, explain="step")
    page.get_by_role("button", name="Surface and rules").click()
    expect(page.locator("[data-section=about]")).to_contain_text("Booth")
    wait_for_query(page, explain="about")
    page.click("[data-action=explain]")
    expect(page.locator("#about")).to_be_hidden()
    wait_for_query(page, explain=None)


def test_a_page_without_runs_says_what_to_do(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&view=contour&explain=step")
    expect(page.locator(".results")).to_contain_text("No runs yet. Add one to see it move.")
    expect(page.locator("[data-action=play]")).to_be_disabled()
    expect(page.locator(EXPLAINED)).to_contain_text("No run yet.")
