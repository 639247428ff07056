"""A storyboard arranged in a browser: steps added, ordered and written, kept in the address and in a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from app.show.board import pack, read_file, unpack
from app.show.board.draft import Draft
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, wait_until_drawn
from tests.browser.test_accessibility import found

STEPS = ("surface=booth&a=gd", "surface=bowl&a=adam", "surface=beale&a=momentum")
NAMES = ["Booth", "Bowl", "Beale"]
FILE = '+++\ntitle = "Mine"\n+++\n' + "".join(
    [f"\n# {name}\n\n```experiment\n{query}\n```\n" for name, query in zip(NAMES, STEPS, strict=True)]
)
ADDRESS = f"/board?board={pack(FILE)}"


def kept(page: Page) -> Draft:
    """What the address says."""
    return read_file(unpack(dict(parse_qsl(urlsplit(page.url).query))["board"]))


def titles(page: Page) -> list[str]:
    return page.locator(".card [name=title]").evaluate_all("(all) => all.map((one) => one.value)")


def wait_for_titles(page: Page, *wanted: str) -> None:
    """Until the cards are so, and the address too."""
    expect(page.locator(".card")).to_have_count(len(wanted))
    for at, title in enumerate(wanted):
        expect(card(page, at + 1).locator("[name=title]")).to_have_value(title)
    wait_for_steps(page, list(wanted))


def wait_for_steps(page: Page, wanted: list[str]) -> None:
    page.wait_for_url(lambda url: steps_of(url) == wanted)


def steps_of(url: str) -> list[str | None]:
    given = dict(parse_qsl(urlsplit(url).query))
    return [step.title for step in read_file(unpack(given["board"])).steps] if "board" in given else []


def card(page: Page, number: int) -> Locator:
    return page.locator(".card").nth(number - 1)


def add(page: Page, link: str) -> None:
    page.fill("[name=add]", link)
    page.click("[data-action=add]")


def test_steps_are_pasted_and_chosen_and_the_address_holds_them(open_page: OpenPage, server: str) -> None:
    page = open_page("/board", viewport=DESKTOP, locale="en-GB")
    expect(page.get_by_role("heading", name="A lecture of your own")).to_be_visible()
    add(page, f"{server}/?surface=booth&a=gd&step=9&title=Straight%20lines")
    wait_for_titles(page, "Straight lines")
    add(page, STEPS[1])
    wait_for_titles(page, "Straight lines", "Bowl")
    page.click("[data-action=choose]")
    page.click('.preset-item[data-text][data-title="Too small"]')
    expect(page.locator("dialog[open]")).to_have_count(0)
    wait_for_titles(page, "Straight lines", "Bowl", "Too small")
    assert kept(page).steps[0].link == "surface=booth&a=gd&step=9"
    assert kept(page).steps[2].text
    page.wait_for_function(
        "() => [...document.querySelectorAll('.card img')].filter((one) => one.naturalWidth).length === 3"
    )
    expect(page.locator(".board-empty")).to_be_hidden()
    for name, path in (("present", "/present/board"), ("read", "/board/read")):
        led = page.locator(f".board-bar [data-action={name}]").evaluate("(one) => one.href")
        assert (urlsplit(led).path, urlsplit(led).query) == (path, urlsplit(page.url).query)
    page.go_back()
    wait_for_titles(page, "Straight lines", "Bowl")
    page.reload()
    wait_for_titles(page, "Straight lines", "Bowl")


def test_steps_are_ordered_by_dragging_by_buttons_and_by_keys(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    first, last = card(page, 1).locator(".card-handle").bounding_box(), card(page, 3).bounding_box()
    assert first
    assert last
    page.mouse.move(first["x"] + 20, first["y"] + 30)
    page.mouse.down()
    page.mouse.move(first["x"] + 20, first["y"] + 120, steps=3)
    expect(page.locator(".card.is-dragged")).to_have_count(1)
    page.mouse.move(first["x"] + 20, last["y"] + 60, steps=6)
    page.mouse.up()
    wait_for_titles(page, "Bowl", "Beale", "Booth")
    expect(page.locator("[data-out=said]")).to_have_text("Step 1 is now step 3 of 3.")

    page.keyboard.press("Alt+ArrowUp")
    wait_for_titles(page, "Bowl", "Booth", "Beale")
    assert (
        page.evaluate("document.activeElement.closest('.card').querySelector('[name=title]').value")
        == "Booth"
    )
    card(page, 1).get_by_role("button", name="Later").click()
    wait_for_titles(page, "Booth", "Bowl", "Beale")
    expect(card(page, 1).get_by_role("button", name="Earlier")).to_be_disabled()
    page.click("[data-action=undo]")
    wait_for_titles(page, "Bowl", "Booth", "Beale")
    page.click("[data-action=redo]")
    wait_for_titles(page, "Booth", "Bowl", "Beale")


def test_escape_puts_a_dragged_card_back(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    before = page.url
    handle = card(page, 1).locator(".card-handle").bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 20, handle["y"] + 30)
    page.mouse.down()
    page.mouse.move(handle["x"] + 20, handle["y"] + 400, steps=5)
    assert titles(page) != NAMES
    page.keyboard.press("Escape")
    page.mouse.up()
    assert titles(page) == NAMES
    assert page.url == before


def test_a_step_is_doubled_and_deleted_and_brought_back(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    card(page, 2).get_by_role("button", name="Duplicate").click()
    wait_for_titles(page, "Booth", "Bowl", "Bowl", "Beale")
    expect(card(page, 3).locator("[name=title]")).to_be_focused()
    card(page, 1).get_by_role("button", name="Delete").click()
    wait_for_titles(page, "Bowl", "Bowl", "Beale")
    expect(card(page, 1).locator(".card-handle")).to_be_focused()
    page.get_by_role("button", name="Bring it back").click()
    wait_for_titles(page, "Booth", "Bowl", "Bowl", "Beale")
    page.go_back()
    wait_for_titles(page, "Bowl", "Bowl", "Beale")
    for _ in range(3):
        card(page, 1).get_by_role("button", name="Delete").click()
    page.wait_for_url("**/board")
    expect(page.locator(".board-empty")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Mine")


def test_what_is_wrong_is_said_at_its_card_and_nothing_typed_is_lost(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.fill(".board-title", "Ours")
    caption = card(page, 2).locator("[name=text]")
    caption.fill("So $lr*(g$ it is")
    expect(card(page, 2).locator("[data-problem=text]")).not_to_be_empty()
    expect(caption).to_have_attribute("aria-invalid", "true")
    add(page, "hello")
    expect(card(page, 4).locator("[data-problem=query]")).to_contain_text("no experiment in this link")
    with page.expect_response("**/api/board"):
        card(page, 3).get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".card")).to_have_count(4)
    page.click(".board-bar [data-action=copy]")
    expect(page.locator("[data-out=said]")).to_contain_text("First mend what is marked")
    expect(caption).to_be_focused()
    assert steps_of(page.url) == NAMES
    assert titles(page) == [*NAMES, ""]

    page.reload()
    expect(card(page, 2).locator("[data-problem=text]")).not_to_be_empty()
    expect(page.locator(".board-title")).to_have_value("Ours")
    expect(card(page, 4).locator("[name=query]")).to_have_value("hello")

    card(page, 4).locator("[name=query]").fill("surface=rastrigin&a=gd")
    card(page, 2).locator("[name=text]").fill("So $lr*g$ it is")
    wait_for_titles(page, *NAMES, "Rastrigin")
    assert (kept(page).title, kept(page).steps[1].text) == ("Ours", "So $lr*g$ it is")
    expect(page.locator(".field-problem:not(:empty)")).to_have_count(0)


def test_what_is_typed_in_one_go_is_one_step_back(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.locator(".board-title").press("End")
    page.locator(".board-title").press_sequentially(" and others", delay=20)
    page.wait_for_url(lambda url: read_file(unpack(url.partition("=")[2])).title == "Mine and others")
    page.go_back()
    expect(page.locator(".board-title")).to_have_value("Mine")
    assert page.url.endswith(ADDRESS)


def test_a_file_is_saved_and_opened_by_choosing_and_by_dropping(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(ADDRESS)
    card(page, 1).locator("[name=notes]").fill("Ask first.")
    with page.expect_download() as saved:
        page.click("[data-action=save]")
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "mine.md"
    assert file.read_text() == FILE.replace("a=gd\n```\n", "a=gd\n```\n\n## Notes\n\nAsk first.\n", 1)

    file.write_text(FILE.replace("Bowl", "Round").replace("Mine", "Changed"))
    page.set_input_files("[name=file]", file)
    wait_for_titles(page, "Booth", "Round", "Beale")
    expect(page.locator(".board-title")).to_have_value("Changed")
    before = page.url

    drop = """(text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], "broken.md"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }"""
    page.evaluate(drop, FILE.replace("a=adam", "a=adm"))
    expect(page.locator("[data-out=problems]")).to_contain_text("“broken.md” can’t be opened.")
    expect(page.locator("[data-out=problems]")).to_contain_text("In step 2: a: ")
    assert page.url == before
    page.evaluate(drop, FILE)
    wait_for_titles(page, *NAMES)
    expect(page.locator("[data-out=problems]")).to_be_hidden()


def test_a_link_is_added_to_the_storyboard_that_one_was_on_last(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, viewport=DESKTOP, locale="en-GB")
    wait_for_titles(page, *NAMES)
    page.goto("/?surface=rastrigin&a=gd&step=5&view=contour")
    wait_until_drawn(page)
    page.click("[data-action=share]")
    page.click("[data-action=to-board]")
    wait_for_titles(page, *NAMES, "Rastrigin")
    assert kept(page).steps[3].link == "surface=rastrigin&a=gd&step=5&view=contour"
    page.goto("/board")
    page.get_by_role("link", name="Mine").click()
    wait_for_titles(page, *NAMES, "Rastrigin")


@pytest.mark.parametrize(("shape", "theme"), [("desktop", "dark"), ("phone", "light")])
def test_the_page_breaks_no_rule(open_page: OpenPage, shape: str, theme: str) -> None:
    options = {"phone": PHONE, "desktop": {}}[shape]
    page = open_page("/board", color_scheme=theme, **options)
    assert found(page) == [], "empty"
    page.goto(ADDRESS)
    wait_for_titles(page, *NAMES)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    card(page, 2).locator("[name=text]").fill("$($")
    expect(card(page, 2).locator("[data-problem=text]")).not_to_be_empty()
    assert found(page) == [], "with a mistake"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("[data-action=choose]")
    assert found(page) == [], "choosing"
    page.goto(ADDRESS.replace("/board?", "/board/read?"))
    page.evaluate("document.querySelectorAll('iframe').forEach((one) => one.remove())")
    assert found(page) == [], "as an article"


def test_a_finger_moves_a_card(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, **PHONE)
    card(page, 1).get_by_role("button", name="Later").tap()
    wait_for_titles(page, "Bowl", "Booth", "Beale")
    card(page, 2).get_by_role("button", name="Delete").tap()
    wait_for_titles(page, "Bowl", "Beale")
    page.get_by_role("button", name="Bring it back").tap()
    wait_for_titles(page, "Bowl", "Booth", "Beale")
