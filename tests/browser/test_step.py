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
    return [
        re.sub(r"\s", "", text)
        for text in page.locator(f"{EXPLAINED} .step-line:not(.is-idle) .numbers").all_text_contents()
    ]


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
    lines = page.locator(f"{EXPLAINED} details.step-line:not(.is-idle)")
    expect(lines).to_have_count(5)
    lines.nth(1).locator("summary").click()
    page.click("[data-action=forward]")
    expect(page.locator(EXPLAINED)).to_contain_text("From step 1 to step 2.")
    assert lines.nth(1).get_attribute("open") is None
    assert lines.first.get_attribute("open") is not None


def test_idle_lines_are_behind_one_fold_symbols_are_explained_and_a_move_by_hand_is_told(
    open_page: OpenPage,
) -> None:
    page = opened(open_page, AT_A_STEP.replace("&b=adam", "&a.start@1=4,4"))
    panel = page.locator(EXPLAINED)
    expect(panel.locator(".step-line.is-idle")).to_be_hidden()
    panel.get_by_text("1 line that changes nothing here").click()
    expect(panel.locator(".step-line.is-idle")).to_be_visible()
    expect(panel).to_contain_text("The rule leads to x = 2.6, y = 3.")
    expect(panel).to_contain_text("Then it was moved by hand to x = 4, y = 4.")
    symbols = panel.locator(".symbols")
    expect(symbols).to_contain_text("the gradient at the point: ∂L/∂x and ∂L/∂y")
    expect(symbols).to_contain_text("(−16, −20)")
    expect(symbols).to_contain_text("becomes: what stands on the right is worked out")


def test_the_first_line_says_where_the_gradient_comes_from_and_leads_to_the_slope(
    open_page: OpenPage,
) -> None:
    page = opened(open_page, "/?surface=formula&formula=x*w&a=gd&start=2,3&step=1&view=contour&explain=step")
    first = page.locator(f"{EXPLAINED} .step-line").first
    first.wait_for()
    assert re.sub(r"\s", "", first.locator("math").text_content() or "") == "g=(∂L∂x,∂L∂w)=(w,x)=(3,2)"
    page.get_by_role("button", name="Where does g come from?").click()
    wait_for_query(page, explain="slope")
    expect(page.locator("[data-section=slope] h2")).to_be_visible()


def test_beyond_the_end_of_a_run_it_says_why_there_is_no_step(open_page: OpenPage) -> None:
    page = opened(
        open_page, "/?surface=rosenbrock&steps=300&a=gd&a.lr=0.01&step=200&view=contour&explain=step"
    )
    panel = page.locator(EXPLAINED)
    expect(panel).to_contain_text("This run ended at step 5")
    expect(panel).to_contain_text("Diverged: the loss rose")
    expect(panel.get_by_role("button", name="Next step")).to_have_count(0)
    panel.get_by_role("button", name="To its last step").click()
    expect(panel).to_contain_text("From step 4 to step 5.")
    expect(panel.get_by_role("button", name="Next step")).to_have_count(0)
    expect(panel.get_by_role("button", name="Step before")).to_have_count(1)


def test_a_run_that_could_not_begin_says_so_and_asks_for_no_step(open_page: OpenPage) -> None:
    page = open_page("about:blank", drawn=False)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/api/arithmetic" in request.url else None
    )
    page.goto("/?surface=formula&formula=log(x)%2By**2&start=-1,1&a=gd&view=contour&explain=step")
    expect(page.locator(EXPLAINED)).to_contain_text("Could not begin")
    wait_for_state(page, "ended")
    assert asked == []


def test_the_explanations_open_and_close_and_the_link_tells_which(open_page: OpenPage) -> None:
    page = opened(open_page, AT_A_STEP.replace("&explain=step", ""))
    expect(page.locator("#about")).to_be_hidden()
    page.click("[data-action=explain]")
    expect(page.locator("[data-section=slope] h2")).to_contain_text("The slope at")
    wait_for_query(page, explain="slope")
    page.click("#about [value=step]")
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
