"""What happens on a run's way: a setting changed during play, a fork, a nudge, and each taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import drag, query_of, slide, step, wait_for_query, wait_for_state, wait_for_table

PLAYING = "/?surface=himmelblau&start=-0.2,0.7&steps=2000&speed=20&a=gd&a.lr=0.01&view=contour"
AT_REST = "/?surface=himmelblau&start=-0.2,0.7&a=gd&a.lr=0.01&step=40&view=contour"
WATCH_THE_PLAYHEAD = """() => {
  window.seen = [];
  const shown = document.querySelector("[name=step]");
  const look = () => { seen.push(Number(shown.value)); requestAnimationFrame(look); };
  look();
}"""


def changed_at(page: Page) -> str:
    """The key under which the address says that the learning rate changed on the way."""
    page.wait_for_function("() => location.search.includes('a.lr@')")
    (key,) = [key for key in query_of(page) if re.fullmatch(r"a\.lr@\d+", key)]
    return key


def stands_at(head: Locator) -> list[float]:
    """Where the handle of a run says that the run stands."""
    label = (head.get_attribute("aria-label") or "").replace("−", "-")
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", label)]


def wait_past(page: Page, least: int) -> None:
    page.wait_for_function(
        "(least) => Number(document.querySelector('[name=step]').value) > least", arg=least
    )


def test_a_slider_moved_during_play_holds_from_that_step_on(open_page: OpenPage) -> None:
    page = open_page(PLAYING)
    card = page.locator(".card[data-run=a]")
    wait_past(page, 5)
    page.evaluate(WATCH_THE_PLAYHEAD)
    slide(page, "a.lr", 0.3)
    key = changed_at(page)
    expect(card).to_contain_text(re.compile(rf"From step {key[5:]} on: lr \S+, before that 0.01\."))
    wait_past(page, int(key[5:]) + 10)
    seen = page.evaluate("seen")
    assert seen == sorted(seen)
    assert query_of(page)["a.lr"] == "0.01"

    page.keyboard.press("Escape")
    page.click("[data-action=play]")
    wait_for_state(page, "paused")
    shown = page.input_value("[name='a.lr']")
    assert shown == query_of(page)[key] != "0.01"
    page.fill("[name='a.lr']", "0.004")
    wait_for_query(page, **{key: "0.004", "a.lr": "0.01"})
    page.locator("h1 button").focus()
    page.keyboard.press("Home")
    expect(page.locator("[name='a.lr']")).to_have_value("0.01")
    page.keyboard.press("End")
    expect(page.locator("[name='a.lr']")).to_have_value("0.004")

    card.get_by_role("button", name="From the start").click()
    wait_for_query(page, **{key: None, "a.lr": "0.004"})
    wait_for_table(page, "lr 0.004")
    expect(card.locator(".changes")).to_have_count(0)


def test_a_run_forks_and_is_moved_by_hand(open_page: OpenPage) -> None:
    page = open_page(AT_REST)
    wait_for_state(page, "paused")
    page.locator(".card[data-run=a] [data-action=fork]").click()
    wait_for_query(page, b="gd", **{"b.lr": "0.01", "b.lr@40": "0.01"})
    expect(page.locator("[data-for='b.lr']")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("ArrowRight")
    forked = page.locator(".card[data-run=b]")
    expect(forked).to_contain_text("Shares its way with run A up to step 40.")
    assert float(query_of(page)["b.lr@40"]) > 0.01
    forked.locator("[data-action=remove]").click()
    wait_for_query(page, b=None)

    head = page.locator(".view-head[data-run=a]")
    x, y = stands_at(head)
    drag(page, ".view-head[data-run=a]", 30, 120)
    nudged = stands_at(head)
    assert nudged[0] > x
    assert nudged[1] < y
    wait_for_query(page, **{"a.start@40": "{:g},{:g}".format(*nudged)})
    card = page.locator(".card[data-run=a]")
    expect(card).to_contain_text("at step 40.")
    assert step(page) == 40
    head.focus()
    page.keyboard.press("ArrowRight")
    beside = stands_at(head)
    assert (beside[0] > nudged[0], beside[1]) == (True, nudged[1])
    wait_for_query(page, **{"a.start@40": "{:g},{:g}".format(*beside)})
    card.get_by_role("button", name="Take back").click()
    wait_for_query(page, **{"a.start@40": None})
    expect(card.locator(".changes")).to_have_count(0)


def test_a_change_that_is_refused_during_play_is_mended_where_it_stands(open_page: OpenPage) -> None:
    page = open_page(PLAYING)
    wait_past(page, 5)
    page.fill("[name='a.lr']", "1000")
    expect(page.locator(".field-problem")).to_contain_text("1000 is out of range")
    refused = step(page)
    wait_past(page, refused + 30)
    page.fill("[name='a.lr']", "0.02")
    assert int(changed_at(page)[5:]) <= refused
    expect(page.locator(".field-problem")).to_have_count(0)


def test_undo_takes_a_change_back_and_the_playhead_goes_on(open_page: OpenPage) -> None:
    page = open_page(PLAYING)
    wait_past(page, 5)
    slide(page, "a.lr", 0.3)
    key = changed_at(page)
    wait_past(page, int(key[5:]) + 5)
    page.evaluate(WATCH_THE_PLAYHEAD)
    page.click("[data-action=undo]")
    wait_for_query(page, **{key: None, "a.lr": "0.01"})
    wait_past(page, int(key[5:]) + 15)
    seen = page.evaluate("seen")
    assert seen == sorted(seen)
    expect(page.locator(".changes")).to_have_count(0)
