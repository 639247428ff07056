"""The stage in a browser: a clicker's keys, sizes for the last row, a blank screen, a dot to point with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import found

if TYPE_CHECKING:
    from playwright.sync_api import Page

LESSON = "/present/learning-rate"
PROJECTORS = [(1440, 900), (1920, 1080), (1024, 768)]
# Of the screen's height: what is read from the last row of a hall, eight screen heights away.
SMALLEST = 0.0215
CONTRAST = 7
SAID = (".lecture h1", ".said p", ".run-name", ".lecture-place")
READ = (*SAID, ".names li", ".playhead", ".xtick text", ".xtitle")

SIZES = """() => {
    const whole = { visibilityProperty: true, opacityProperty: true };
    const seen = (one) => one.checkVisibility(whole) && one.getClientRects().length;
    const shown = (one) => seen(one) && !one.closest("script, math, .visually-hidden");
    const times = (one) => new DOMMatrix(getComputedStyle(one.closest(".view") ?? one).transform).a;
    const size = (one) => (parseFloat(getComputedStyle(one).fontSize) * times(one)) / innerHeight;
    const says = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const all = [...document.querySelectorAll(".lecture *, .pictures *, .transport *, .loss *")];
    return all.filter((one) => says(one) && shown(one)).map((one) => [one.textContent.trim(), size(one)]);
}"""


def stage(open_page: OpenPage, path: str = LESSON, width: int = 1440, height: int = 900, **more: Any) -> Page:
    page = open_page(path, viewport={"width": width, "height": height}, **more)
    page.locator(".lecture[data-part]").wait_for()
    return page


def part(page: Page) -> str:
    return str(page.evaluate("document.querySelector('.lecture').dataset.part"))


def step(page: Page) -> int:
    return int(page.locator("[name=step]").input_value())


def test_a_clicker_goes_through_a_step_and_back(open_page: OpenPage) -> None:
    page = stage(open_page)
    title, said = page.locator("[data-out=title]"), page.locator("[data-out=said]")
    expect(title).to_have_text("Too small")
    assert (part(page), page.evaluate("document.body.dataset.state"), step(page)) == ("ask", "paused", 0)
    expect(said).to_contain_text("Where will the ball be after 30 steps?")
    expect(said).not_to_contain_text("1.31")

    page.keyboard.press("PageDown")
    expect(said).to_contain_text("after 30 steps we have come to 1.31")
    page.keyboard.press("PageUp")
    assert part(page) == "ask"
    assert said.evaluate("(one) => getComputedStyle(one).touchAction") == "pan-y", "across, it is swiped"
    page.keyboard.press("PageDown")
    said.locator(".term").first.click()
    page.keyboard.press("Enter")
    assert part(page) == "run", "a word that was pressed by hand does not keep the keyboard"
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 0")
    page.keyboard.press("PageUp")
    assert (part(page), step(page)) == ("text", 0)
    page.keyboard.press("PageUp")
    assert part(page) == "ask"
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 0")
    page.keyboard.press("PageDown")
    expect(said).to_contain_text("Can a learning rate be so small")
    expect(page.locator(".answer")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator(".answer")).to_contain_text("Small is safe, but slow")
    page.keyboard.press("n")
    expect(title).to_have_text("Just right")
    assert page.url.endswith(f"{LESSON}#2")
    page.wait_for_function("() => document.body.dataset.state === 'paused'")
    assert (part(page), step(page)) == ("text", 0), "nothing is asked at this step"

    page.keyboard.press("PageUp")
    expect(title).to_have_text("Too small")
    page.keyboard.press("End")
    expect(title).to_have_text("Two directions, one rate")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(title).to_have_text("Just right")
    page.reload()
    expect(title).to_have_text("Just right")


def test_the_runs_play_stop_and_go_step_by_step(open_page: OpenPage) -> None:
    page = stage(open_page, f"{LESSON}#3")
    page.keyboard.press(" ")
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 1")
    page.keyboard.press(" ")
    rested = step(page)
    page.keyboard.press("Shift+ArrowRight")
    assert step(page) == rested + 1
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    assert step(page) == rested - 1
    page.keyboard.press("PageDown")
    assert part(page) == "text"
    page.keyboard.press("PageDown")
    assert part(page) == "question", "runs that have been seen are not played once more"
    page.keyboard.press("PageUp")
    assert part(page) == "run"
    page.keyboard.press("PageUp")
    page.wait_for_function("() => document.querySelector('[name=step]').value === '0'")
    expect(page.locator("[data-out=title]")).to_have_text("Too large")


def test_the_screen_goes_blank_and_a_dot_points(open_page: OpenPage) -> None:
    page = stage(open_page)
    blank = page.locator(".stage-blank")
    for key, colour in (("b", "rgb(0, 0, 0)"), (".", "rgb(0, 0, 0)"), ("w", "rgb(255, 255, 255)")):
        page.keyboard.press(key)
        expect(blank).to_be_visible()
        expect(blank).to_have_css("background-color", colour)
        page.keyboard.press(key)
        expect(blank).to_be_hidden()
    for other in ("Escape", "b"):
        page.keyboard.press("w")
        page.keyboard.press(other)
        expect(blank).to_be_hidden()

    page.keyboard.press("l")
    page.mouse.move(720, 450)
    dot = page.locator(".stage-pointer")
    box = dot.bounding_box()
    assert box
    assert abs(box["x"] + box["width"] / 2 - 720) < 2
    assert abs(box["y"] + box["height"] / 2 - 450) < 2
    page.keyboard.press("l")
    expect(dot).to_be_hidden()


def test_a_learning_rate_is_changed_while_all_are_watching(open_page: OpenPage) -> None:
    page = stage(open_page)
    rate = page.locator('[name="a.lr"]').first
    expect(rate).to_be_hidden()
    page.keyboard.press("c")
    expect(rate).to_be_visible()
    rate.fill("0.3")
    rate.press("Enter")
    expect(page.locator(".names")).to_contain_text("lr 0.3")
    page.locator(".pictures").click(position={"x": 30, "y": 5})
    page.keyboard.press("c")
    expect(rate).to_be_hidden()
    page.locator(".pictures-bar").click()
    page.keyboard.press("Home")
    expect(page.locator(".names")).to_contain_text("lr 0.01")


def test_everything_is_large_enough_for_the_last_row(open_page: OpenPage) -> None:
    page = stage(open_page)
    for width, height in PROJECTORS:
        page.set_viewport_size({"width": width, "height": height})
        page.keyboard.press("Home")
        for _ in range(5):
            page.wait_for_timeout(100)
            sizes = page.evaluate(SIZES)
            small = [(text, round(share, 4)) for text, share in sizes if share < SMALLEST]
            assert len(sizes) > 10
            assert small == []
            said = page.locator("[data-out=said]")
            assert said.evaluate("(one) => one.scrollHeight <= one.clientHeight"), "it needs no scrolling"
            page.keyboard.press("PageDown")


def luminance(colour: str) -> float:
    """Of an sRGB colour, as WCAG 2 defines it."""
    shares = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_said_stands_out_from_its_ground(open_page: OpenPage, theme: str) -> None:
    page = stage(open_page, f"{LESSON}#3", color_scheme=theme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(page.locator(".asked")).to_contain_text("the largest learning rate")
    assert found(page) == []
    for chosen in (".asked", ".said-hint", *READ):
        if chosen == READ[0]:
            page.keyboard.press("PageDown")
        one = page.locator(chosen).first
        colour = one.evaluate("(it) => getComputedStyle(it)[it.ownerSVGElement ? 'fill' : 'color']")
        assert contrast(colour, ground) >= CONTRAST, (chosen, colour)
    assert found(page) == []
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert found(page) == []


def test_paths_and_pointers_are_where_they_are_drawn_on_a_magnified_picture(open_page: OpenPage) -> None:
    page = stage(open_page, "/present/experiment?surface=bowl&a=gd&a.lr=0.1&view=contour&start=-2,2")
    start = page.locator(".view-start")
    box = start.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 100, box["y"] + box["height"] / 2 + 60, steps=4)
    page.mouse.up()
    after = start.bounding_box()
    assert after
    assert abs(after["x"] - box["x"] - 100) < 2
    assert abs(after["y"] - box["y"] - 60) < 2
