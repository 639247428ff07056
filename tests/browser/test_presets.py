"""Examples worth seeing, chosen from a dialog or come by as links."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import query_of, wait_for_query, wait_for_state

NOTICE = "[data-slot=preset]"


def test_an_example_is_chosen_plays_and_says_what_to_notice_until_something_is_changed(
    open_page: OpenPage,
) -> None:
    page = open_page("/?surface=booth&a=gd&theme=dark&view=contour")
    expect(page.locator(NOTICE)).to_be_empty()
    page.get_by_role("button", name="Examples").first.click()
    dialog = page.get_by_role("dialog", name="Examples worth seeing")
    assert dialog.locator(".preset-item").count() >= 16
    dialog.get_by_role("button", name="Trapped in a local minimum").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(NOTICE)).to_contain_text("cannot know that the valley on the left is 0.6 deeper")
    wait_for_query(page, surface="double_well", theme="dark")
    wait_for_state(page, "ended")
    expect(page.locator(".card-verdict")).to_contain_text("Caught in a local minimum")
    page.fill("[name='a.lr']", "0.03")
    page.keyboard.press("Tab")
    expect(page.locator(NOTICE)).to_be_empty()
    page.click("[data-action=undo]")
    expect(page.locator(NOTICE)).to_contain_text("Trapped in a local minimum")
    page.locator(NOTICE).get_by_role("button", name="Hide this").click()
    expect(page.locator(NOTICE)).to_be_empty()


def test_an_example_with_a_place_to_look_at_opens_there(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour")
    page.click(".bar [data-action=examples]")
    page.click(".preset-item[value=downhill]")
    wait_for_query(page, explain="step", step="1")
    wait_for_state(page, "paused")
    assert query_of(page)["view"] == "contour"
    expect(page.locator("[data-section=step]")).to_contain_text("w′=w−lr⋅dLdw=1−0.5⋅(−0.47)=1.235")


def test_a_link_written_otherwise_is_known_for_the_example_that_it_is(open_page: OpenPage) -> None:
    page = open_page("/?a.lr=0.020&a=gd&steps=150&surface=double_well&view=contour")
    expect(page.locator(NOTICE)).to_contain_text("Trapped in a local minimum")


def test_another_surface_is_shown_in_its_own_window(open_page: OpenPage) -> None:
    page = open_page("/?surface=himmelblau&a=gd&view=contour")
    page.click(".bar [data-action=examples]")
    page.click(".preset-item[value=too_small]")
    wait_for_query(page, surface="bowl")
    expect(page.locator(NOTICE)).to_contain_text("Too small")
    ticks = page.locator(".view-contour .xaxislayer-above .xtick text")
    expect(ticks.first).to_have_text("−4")
    expect(ticks.last).to_have_text("4")
    expect(page.locator(".view-home")).to_be_hidden()


def test_who_types_a_formula_is_shown_to_what_a_derivative_is(open_page: OpenPage) -> None:
    page = open_page("/?surface=formula&formula=x*w&a=gd&step=0&view=contour&explain=about")
    about = page.locator("[data-section=about]")
    expect(about.locator(".partial math").first).to_contain_text("=")
    expect(about.locator(".source").first).to_have_text(
        "A formula of your own; its derivatives are found by sympy."
    )
    page.locator(".story").get_by_role("link", name="See a weight times an input").click()
    wait_for_query(page, surface="product", explain="slope", step="0")
    expect(page.locator("[data-section=slope] h2")).to_have_text("The slope at x = 2, w = 1")
    expect(page.locator(NOTICE)).to_contain_text("A weight times an input")


def test_an_example_begins_at_the_top_of_the_controls_and_its_own_view_wins(open_page: OpenPage) -> None:
    page = open_page("/?surface=tips_line&a=gd&b=adam&c=momentum&view=contour")
    controls = page.locator(".controls")
    controls.evaluate("(it) => it.scrollTo(0, it.scrollHeight)")
    assert controls.evaluate("(it) => it.scrollTop") > 0
    page.click(".bar [data-action=examples]")
    page.click(".preset-item[value=smooth]")
    wait_for_query(page, surface="network_skip", view="both", scale="log")
    expect(page.locator(NOTICE)).to_be_in_viewport()
    expect(page.locator(".controls .notice")).to_be_hidden()
