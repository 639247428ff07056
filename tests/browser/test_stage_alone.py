"""The stage with a second window of notes, and without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from app.show.lessons import Lesson, lesson
from tests.browser.conftest import NO_WORKER, OpenPage
from tests.browser.test_accessibility import found
from tests.browser.test_stage import LESSON, part, stage

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAYED = "() => Number(document.querySelector('[name=step]').value) > 0"
# The page as another edition of the app brought it, until it is loaded again.
BEFORE = """document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive" || sessionStorage.later) return;
  document.body.dataset.edition = "before";
});"""


def lesson_of(id: str) -> Lesson:
    found_ = lesson(id)
    assert found_
    return found_


def kept(page: Page, words: str) -> None:
    """Wait until the lecture is kept, as the sheet of keys says."""
    expect(page.locator("[data-out=kept]")).to_have_text(words, timeout=60_000)


def shows(page: Page, title: str) -> None:
    expect(page.locator("[data-out=title]")).to_have_text(title)


def test_a_window_of_notes_goes_with_the_stage(open_page: OpenPage) -> None:
    page = stage(open_page, f"{LESSON}#2")
    with page.context.expect_page() as opened:
        page.keyboard.press("s")
    notes = opened.value
    shows(notes, "Just right")
    expect(notes.locator("[data-out=notes]")).to_contain_text("Bending is the second derivative")
    expect(notes.locator("[data-out=next-title]")).to_have_text("Too large")
    expect(notes.locator("[data-next='2']")).to_be_visible()
    expect(notes.locator("[data-out=planned]")).to_have_text("of 7 minutes")
    expect(notes.locator("[data-out=gone]")).to_be_hidden()
    assert notes.locator("[data-out=elapsed]").inner_text() == "0:00"
    assert found(notes) == []

    next_ = notes.get_by_role("button", name="Next")
    next_.click()
    expect(page.locator(".lecture")).to_have_attribute("data-part", "run")
    page.keyboard.press("PageDown")
    expect(notes.locator("body")).to_have_attribute("data-part", "question")
    for blank in (notes.get_by_role("button", name="Blank").click, lambda: page.keyboard.press("w")):
        blank()
        expect(page.locator(".stage-blank")).to_be_visible()
        notes.get_by_role("button", name="Show").click()
        expect(page.locator(".stage-blank")).to_be_hidden()
    next_.click()
    next_.click()
    shows(page, "Too large")
    shows(notes, "Too large")
    expect(notes.get_by_role("button", name="Pause")).to_be_visible()

    notes.reload()
    shows(notes, "Too large")
    page.reload()
    expect(notes.locator("[data-out=gone]")).to_be_hidden()
    page.locator(".lecture[data-part]").wait_for()
    page.keyboard.press("Home")
    shows(notes, "Too small")
    page.close(run_before_unload=True)
    expect(notes.locator("[data-out=gone]")).to_be_visible(timeout=15_000)
    expect(notes.get_by_role("button", name="Next")).to_be_disabled()
    notes.close()


def test_a_lecture_goes_on_without_any_network_even_when_loaded_again(open_page: OpenPage) -> None:
    # What is asked of a step that a run was left at midway is not kept; nothing that is shown waits for it.
    page = stage(open_page, "/present/line", locale="en-GB", refusals=(422, "ERR_FAILED"))
    kept(page, "Ready without a network.")
    page.context.set_offline(True)
    page.reload()
    page.locator(".lecture[data-part]").wait_for()
    steps = lesson_of("line").steps
    for step in steps:
        shows(page, step.title)
        for _ in range(2 if step.ask else 1):
            page.keyboard.press("PageDown")
        page.wait_for_function(PLAYED)
        for _ in range(3):
            page.keyboard.press("PageDown")
    expect(page.locator("[data-out=notice]")).to_be_hidden()
    notes = page.context.new_page()
    notes.goto("/present/line/notes")
    shows(notes, steps[-1].title)


def test_without_a_worker_it_goes_on_until_it_is_loaded_again(open_page: OpenPage) -> None:
    page = stage(open_page, init=NO_WORKER, locale="en-GB")
    kept(
        page,
        "Ready without a network until this page is loaded again; only over https can it be kept for longer.",
    )
    page.context.set_offline(True)
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    shows(page, "Too large")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.wait_for_function(PLAYED)
    assert part(page) == "run"
    expect(page.locator("[data-out=notice]")).to_be_hidden()


def test_what_an_edition_before_has_kept_makes_nothing_ready(open_page: OpenPage) -> None:
    page = stage(open_page, "/present/experiment?surface=bowl&a=gd", init=BEFORE, locale="en-GB")
    kept(page, "Ready without a network.")
    page.evaluate("sessionStorage.later = 'yes'")
    page.reload()
    kept(page, "Ready without a network.")
    edition = page.locator("body").get_attribute("data-edition")
    assert page.evaluate("caches.keys()") == [f"fall-line-stage {edition}"]
    leads = page.evaluate("navigator.serviceWorker.controller.scriptURL")
    assert leads.endswith(f"?edition={edition}")
    assert page.evaluate("caches.match(location.href).then(Boolean)")


def test_the_page_itself_knows_no_worker(open_page: OpenPage) -> None:
    page = stage(open_page, locale="en-GB")
    kept(page, "Ready without a network.")
    page.context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})  # as Shift+Reload does
    page.locator("[data-out=kept]").get_by_text("Ready").wait_for(state="detached")
    kept(page, "Ready without a network.")
    page.goto("/?surface=bowl&a=gd&view=contour")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.evaluate("navigator.serviceWorker.getRegistration('/')") is None
