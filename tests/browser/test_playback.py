"""The clock: play, pause, step, scrub, speed, and the same from the keyboard."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.reading import query_of, step, wait_for_query, wait_for_state

PAUSED = "/?surface=booth&a=gd&b=momentum&step=20&view=contour"


def opened(open_page: OpenPage) -> Page:
    page = open_page(PAUSED)
    wait_for_state(page, "paused")
    return page


def test_buttons_step_on_and_back(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.click("[data-action=forward]")
    assert step(page) == 21
    page.click("[data-action=back]")
    page.click("[data-action=back]")
    assert step(page) == 19


def test_space_plays_and_pauses(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.keyboard.press("Space")
    wait_for_state(page, "playing")
    page.keyboard.press("Space")
    wait_for_state(page, "paused")
    assert step(page) >= 20


def test_arrows_home_and_end_move_the_playhead(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.keyboard.press("ArrowRight")
    assert step(page) == 21
    page.keyboard.press("Shift+ArrowLeft")
    assert step(page) == 11
    page.keyboard.press("Home")
    assert step(page) == 0
    page.keyboard.press("End")
    assert step(page) == 300


def test_keys_typed_into_a_field_are_not_the_clocks(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator("[name='a.lr']").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    assert step(page) == 20


def test_scrubbing_moves_the_playhead_and_the_link_tells_where(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator("[data-action=scrub]").fill("150")
    assert step(page) == 150
    wait_for_query(page, step="150")


def test_typing_a_step_goes_there(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.fill("[name=step]", "77")
    page.keyboard.press("Enter")
    wait_for_query(page, step="77")


def test_a_click_on_the_loss_chart_jumps_there(open_page: OpenPage) -> None:
    page = opened(open_page)
    box = page.locator("[data-mount=loss] .view-stage").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4)
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 120")
    assert step(page) < 240


def test_playing_takes_the_step_out_of_the_link(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.click("[data-action=play]")
    wait_for_state(page, "playing")
    wait_for_query(page, step=None)


def test_a_higher_speed_arrives_sooner(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.locator("[name=speed]").fill("1000")
    page.click("[data-action=play]")
    wait_for_state(page, "ended")
    assert step(page) == 300
    assert float(query_of(page)["speed"]) > 1000


def test_replay_starts_from_the_beginning(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.keyboard.press("End")
    wait_for_state(page, "ended")
    page.click("[data-action=play]")
    wait_for_state(page, "playing")
    assert step(page) < 150


def test_the_clock_stops_where_all_runs_have_ended(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&start=-1.5,2&a=gd&a.lr=0.05&view=contour&speed=30")
    wait_for_state(page, "ended")
    assert step(page) < 30
