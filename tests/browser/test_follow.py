"""The audience's page in the hand: it follows the stage, lets go of it, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.lecturing import QUERY, Lecturer
from tests.browser.reading import step, wait_for_state
from tests.browser.test_accessibility import found

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL: dict[str, Any] = {**PHONE, "viewport": {"width": 360, "height": 640}}
LANDSCAPE: dict[str, Any] = {**PHONE, "viewport": {"width": 844, "height": 390}}
EYE = """() => {
  const {x, y, z} = document.querySelector(".view-surface .view-figure").layout.scene.camera.eye;
  return [x, y, z].map((one) => Number(one.toFixed(2))).join(",");
}"""


def entered(open_page: OpenPage, lecturer: Lecturer, **options: Any) -> Page:
    """A follower's page that hears the stage."""
    page = open_page(lecturer.path, **(options or PHONE))
    wait_until_live(page)
    return page


def wait_until_live(page: Page) -> None:
    page.locator("[data-out=line][data-state=live]").wait_for()


def wait_for_step(page: Page, at: int) -> None:
    page.wait_for_function("(at) => document.querySelector('[name=step]').value === at", arg=str(at))


def wait_for_runs(page: Page, *labels: str) -> None:
    """Until these are the runs on the picture, in this order."""
    expect(page.locator(".names li")).to_have_text(list(labels))


def tap_map(page: Page, across: float, up: float) -> None:
    box = page.locator(".picture-flat .view-stage").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * across, box["y"] + box["height"] * (1 - up))


def test_a_code_is_taken_however_it_is_typed_and_refused_beside_the_field(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = open_page("/room", drawn=False, refusals=(422, 404), **PHONE)
    assert found(page) == []
    for typed, said in (
        ("", "7 letters and digits"),
        ("<b>", "7 letters and digits"),
        ("BBBBBBB", "No room"),
    ):
        page.fill("[name=code]", typed)
        page.tap("[type=submit]")
        expect(page.locator(".field-problem")).to_contain_text(said)
        assert page.input_value("[name=code]") == typed
    assert found(page) == []
    page.fill("[name=code]", f" {lecturer.code[:3].lower()}-{lecturer.code[3:]} ")
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"**{lecturer.path}")
    wait_until_live(page)


@pytest.mark.deep
def test_the_page_follows_the_experiment_the_playhead_and_the_camera(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    lecturer.show(step=40)
    page = entered(open_page, lecturer)
    wait_for_step(page, 40)
    lecturer.show(step=12)
    wait_for_step(page, 12)
    lecturer.show("surface=booth&a=momentum&steps=50", step=7)
    wait_for_runs(page, "Momentum, lr 0.001")
    wait_for_step(page, 7)
    wait_for_state(page, "paused")
    page.tap(".tabs [value=surface]")
    page.wait_for_function("() => document.querySelector('.view-surface .view-figure')?.layout")
    lecturer.show("surface=booth&a=momentum&steps=50&camera=1.5,-1.25,0.5", step=7)
    page.wait_for_function(f"() => ({EYE})() === '1.5,-1.25,0.5'")


@pytest.mark.deep
def test_whoever_comes_late_stands_where_the_stage_stands_and_goes_at_its_speed(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    lecturer.show(f"{QUERY.replace('200', '5000')}&speed=12", step=100, playing=True)
    page = entered(open_page, lecturer)
    wait_for_state(page, "playing")
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) >= 100")
    for _ in range(3):
        page.wait_for_timeout(300)
        before, shown, after = lecturer.place(), step(page), lecturer.place()
        assert before - 5 <= shown <= after + 5
    lecturer.show(f"{QUERY.replace('200', '5000')}&speed=12", step=130)
    wait_for_step(page, 130)
    wait_for_state(page, "paused")


def test_what_the_stage_has_played_to_its_end_has_ended_here(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show(step=190, playing=True)
    page = entered(open_page, lecturer)
    wait_for_state(page, "ended")
    wait_for_step(page, 200)
    lecturer.show(step=3)
    wait_for_step(page, 3)
    wait_for_state(page, "paused")


def test_with_the_stage_nothing_can_be_changed_by_hand(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show(step=20)
    page = entered(open_page, lecturer)
    wait_for_step(page, 20)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    tap_map(page, 0.7, 0.6)
    for key in ("Space", "ArrowRight", "Home", "Control+z"):
        page.keyboard.press(key)
    page.tap(".tabs [value=loss]")
    page.locator(".view-loss").tap()
    page.tap(".tabs [value=table]")
    page.wait_for_timeout(300)
    assert not [url for url in asked if "/api/run?" in url]
    assert step(page) == 20
    for hidden in (".controls", ".transport", ".bar", ".view-start", ".full-screen"):
        assert page.locator(hidden).filter(visible=True).count() == 0


def test_a_panel_that_the_next_experiment_has_none_of_gives_way(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    lecturer.show("surface=tips_line&s.standardize=1&a=gd&steps=20", step=5)
    page = entered(open_page, lecturer)
    page.tap(".tabs [value=fit]")
    page.locator(".view-fit").wait_for()
    lecturer.show("surface=parabola&a=gd&a.lr=0.1&steps=20", step=5)
    expect(page.locator(".view-table")).to_be_visible()


def test_one_tap_leads_away_to_try_things_and_one_back(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show()
    page = entered(open_page, lecturer)
    page.tap("[data-action=try]")
    page.fill("[name='a.lr']", "0.02")
    wait_for_runs(page, "Gradient descent, lr 0.02", "Adam, lr 0.2")
    tap_map(page, 0.7, 0.6)
    page.wait_for_function("() => document.querySelector('.coordinates input').value !== '0'")
    expect(page.locator("[data-out=way]")).to_have_text("You are on your own now.")
    lecturer.show("surface=booth&a=gd", step=5)
    expect(page.locator("[data-out=way]")).to_have_text("The stage has moved on.")
    wait_for_runs(page, "Gradient descent, lr 0.02", "Adam, lr 0.2")
    page.tap("[data-action=back-to-stage]")
    wait_for_runs(page, "Gradient descent, lr 0.001")
    wait_for_step(page, 5)
    assert page.locator(".controls").is_hidden()


def test_the_lecturer_calls_everybody_back_and_lets_them_go(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show()
    page = entered(open_page, lecturer)
    page.tap("[data-action=try]")
    page.select_option("[name=a]", "momentum")
    wait_for_runs(page, "Momentum, lr 0.001", "Adam, lr 0.2")
    lecturer.call("PATCH", held=True)
    wait_for_runs(page, "Gradient descent, lr 0.01", "Adam, lr 0.2")
    expect(page.locator("[data-action=try]")).to_be_disabled()
    expect(page.locator("[data-out=way]")).to_have_text("Everybody stays with the stage for now.")
    lecturer.call("PATCH", held=False)
    expect(page.locator("[data-action=try]")).to_be_enabled()


def test_a_dark_stage_sends_all_eyes_to_the_front(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show(blank=True)
    page = entered(open_page, lecturer)
    expect(page.get_by_role("heading", name="Look to the front")).to_be_visible()
    assert found(page) == []
    lecturer.show()
    expect(page.locator("[data-out=front]")).to_be_hidden()


def test_a_locked_room_waits_for_its_lecturer_and_keeps_those_who_are_in(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    lecturer.show(step=9)
    inside = entered(open_page, lecturer)
    lecturer.call("PATCH", locked=True)
    outside = open_page(lecturer.path, refusals=(423,))
    expect(outside.locator("[data-out=front]")).to_contain_text("This room is locked")
    inside.reload()
    wait_until_live(inside)
    lecturer.call("PATCH", locked=False)
    wait_until_live(outside)
    wait_for_step(outside, 9)


def test_a_room_that_ends_says_so_and_leaves_what_was_shown(open_page: OpenPage, lecturer: Lecturer) -> None:
    lecturer.show()
    page = open_page(lecturer.path, refusals=(410,), **PHONE)
    wait_until_live(page)
    lecturer.call("DELETE")
    expect(page.get_by_role("heading", name="The room has closed")).to_be_visible()
    assert "surface=himmelblau" in str(page.locator(".room-onward .primary").get_attribute("href"))
    page.reload()
    expect(page.locator(".field-problem")).to_have_text("This room has ended.")


def test_a_lost_connection_is_said_and_what_was_missed_is_there_when_it_is_back(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    lecturer.show(step=20)
    page = open_page(lecturer.path, refusals=("ERR_INTERNET_DISCONNECTED",), **PHONE)
    wait_until_live(page)
    page.context.set_offline(True)
    try:
        expect(page.locator("[data-out=line]")).to_have_text("Connection lost, trying again")
        for at in range(5):
            lecturer.show("surface=booth&a=gd", step=at)
        page.wait_for_timeout(3000)
    finally:
        page.context.set_offline(False)
    wait_until_live(page)
    wait_for_runs(page, "Gradient descent, lr 0.001")
    wait_for_step(page, 4)
    page.wait_for_function("() => document.querySelector('[data-out=here]').textContent === '1 here'")
    assert lecturer.followers() == 1


@pytest.mark.parametrize("shape", [PHONE, SMALL, LANDSCAPE], ids=["phone", "small", "landscape"])
def test_everything_is_in_reach_on_any_phone(
    open_page: OpenPage, lecturer: Lecturer, shape: dict[str, Any]
) -> None:
    lesson = {"lesson": "learning-rate", "step": 1}
    lecturer.show("surface=parabola&steps=30&a=gd&a.lr=0.01", lecture=lesson)
    page = entered(open_page, lecturer, **shape, color_scheme="dark")
    expect(page.locator(".room-lecture h2")).to_be_visible()
    for action in ("try", "back-to-stage"):
        box = page.locator(f"[data-action={action}]").bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= shape["viewport"]["height"]
        assert page.evaluate("document.documentElement.scrollWidth") <= shape["viewport"]["width"]
        assert found(page) == [], action
        play = page.locator("[data-action=play]")
        assert play.is_hidden() if action == "try" else play.is_visible()
        page.tap(f"[data-action={action}]")
