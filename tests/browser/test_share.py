"""The share sheet: links long and short, as a code, and what whoever opens them meets."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from app.experiment.view import CONTROLS
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.reading import (
    copied_link,
    open_sheet,
    paths,
    query_of,
    step,
    table,
    wait_for_query,
    wait_for_state,
)
from tests.browser.test_stored_data import locked

ADDRESS = "/?surface=booth&start=1.5,2&steps=80&a=gd&a.lr=0.05&b=adam&step=9&view=contour"
LOADED = "performance.getEntriesByType('resource').map((one) => one.name).join()"
TITLE = 'Down <b>a "bowl"</b> & up'
FRAME = """(html) => {
  const { attributes } = new DOMParser().parseFromString(html, "text/html").querySelector("iframe");
  return Object.fromEntries([...attributes].map(({ name, value }) => [name, value]));
}"""
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined});"


def short_link(page: Page) -> str:
    page.click("[data-action=make-short]")
    page.locator("[data-action=copy-short]").wait_for()
    return page.input_value("[name=short]")


def keys(link: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link).query))


def test_a_short_link_is_made_opens_the_same_picture_elsewhere_and_is_deleted(open_page: OpenPage) -> None:
    page = open_page(ADDRESS + "&theme=dark", refusals=(404, 422))
    assert "sharesheet" not in page.evaluate(LOADED)
    assert "share.css" not in page.evaluate(LOADED)
    open_sheet(page)
    assert "sharesheet" in page.evaluate(LOADED)
    link = short_link(page)
    assert urlsplit(link).path.startswith("/s/")
    assert f"short={link.rpartition('/')[2]}" in (page.get_attribute("[data-out=qr]", "src") or "")
    page.wait_for_function("() => document.querySelector('[data-out=qr]').naturalWidth > 0")
    page.click("[data-action=copy-short]")
    page.get_by_text("Short link copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link

    other = open_page(link, refusals=(404, 422), locale="de-DE")
    assert query_of(other) == query_of(page) == keys(ADDRESS) | {"theme": "dark"}
    wait_for_state(other, "paused")
    assert step(other) == 9
    assert table(other) == table(page)
    assert paths(other) == paths(page)
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")
    open_sheet(other)
    assert short_link(other) == link
    expect(other.locator("[data-action=delete-short]")).to_be_hidden()

    page.click("[data-action=delete-short]")
    page.get_by_text("The short link is deleted").wait_for()
    expect(page.locator("[data-action=make-short]")).to_be_focused()
    other.goto(link)
    assert "was deleted by whoever made it" in other.inner_text("main")
    other.get_by_role("link", name="Start afresh").click()
    other.wait_for_function("() => document.body.dataset.ready === 'true'")


def test_what_the_receiver_meets_is_chosen_and_the_link_says_so(open_page: OpenPage) -> None:
    page = open_page(ADDRESS + "&hide=b")
    open_sheet(page)
    for name in ("controls", "transport", "loss", "table"):
        page.uncheck(f"[name=sees][value={name}]")
    page.check("[name=opens][value=start]")
    link = page.input_value("[name=link]")
    assert keys(link)["hide"] == "b,controls,transport,loss,table"
    assert "step" not in keys(link)
    # What is shared is not done to the page itself.
    assert query_of(page)["hide"] == "b"
    other = open_page(link)
    for panel in (".controls", ".transport", ".loss", ".results"):
        expect(other.locator(panel)).to_be_hidden()
    wait_for_state(other, "ended")
    open_sheet(other)
    assert other.locator("[name=sees]:checked").count() == 0
    other.check("[name=sees][value=table]")
    assert keys(other.input_value("[name=link]"))["hide"] == "b,controls,transport,loss"


def test_what_the_receiver_may_change_is_chosen_too_and_nothing_else_can_be(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    open_sheet(page)
    page.click("[data-fold=touches] > summary")
    names = page.locator("[name=touches]").evaluate_all("(all) => all.map((one) => one.value)")
    assert set(names) == set(CONTROLS)
    for name in names:
        page.uncheck(f"[name=touches][value={name}]")
    link = page.input_value("[name=link]")
    assert keys(link)["hide"] == ",".join(names)
    other = open_page(link)
    expect(other.locator(".bar-title button")).to_be_disabled()
    expect(other.locator("[name=a]")).to_be_disabled()
    for gone in (
        "[data-slot=surface]", "[data-slot=start]", "[data-slot=experiment]", ".add-run", "[data-for='a.lr']",
        ".card-foot summary", ".card [data-action=duplicate]", ".card [data-action=fork]", ".speed",
        "[data-choice=scale]", "[data-action=follow]", "[data-action=explain]", "[data-action=examples]",
    ):  # fmt: skip
        expect(other.locator(gone).first).to_be_hidden()
    assert other.locator(".view-start, .view-head").count() == 0
    other.click(".picture-flat", position={"x": 300, "y": 120})
    other.click("[data-action=forward]")
    wait_for_query(other, step="10", start="1.5,2")
    # What is left works as ever.
    expect(other.locator(".card [data-action=hide]").first).to_be_visible()
    other.click("[data-action=play]")
    wait_for_state(other, "ended")


def test_what_a_link_says_of_itself_is_in_it_and_on_its_page_and_in_the_code_for_another_page(
    open_page: OpenPage,
) -> None:
    page = open_page(ADDRESS)
    open_sheet(page)
    page.click("[data-fold=words] > summary")
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.keyboard.press("Escape")
    page.click("[data-action=share]")
    expect(page.locator("[name=share-title]")).to_have_value(TITLE)
    page.fill("[name=share-description]", "One goes\nstraight.")
    link = page.input_value("[name=link]")
    assert (keys(link)["title"], keys(link)["description"]) == (TITLE, "One goes straight.")
    page.click("[data-fold=embed] > summary")
    long = page.input_value("[name=embed-frame]")
    page.check("[name=embed-free]")
    page.select_option("[name=embed-size]", "medium")
    id = short_link(page).rpartition("/")[2]
    frame = page.input_value("[name=embed-frame]")
    told = page.evaluate(FRAME, frame)
    assert urlsplit(told["src"]).path == f"/s/{id}/embed"
    assert (told["title"], told["width"], told["height"]) == (TITLE, "640", "400")
    assert page.evaluate(FRAME, long)["src"].endswith(link.partition("?")[2])
    assert page.input_value("[name=embed-tag]").startswith(
        f'<fall-line link="{id}" width="640" height="400" free></fall-line>'
    )
    page.click("[data-action=copy-frame]")
    page.get_by_text("Code copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == frame

    other = open_page(link)
    assert other.title() == f"{TITLE} · Fall Line"
    expect(other.get_by_role("heading", name=TITLE)).to_be_visible()
    open_sheet(other)
    assert other.input_value("[name=share-title]") == TITLE
    other.keyboard.press("Escape")
    # On another surface it would not be true any more.
    other.click("[data-open=picker]")
    other.click(".picker-item[value=beale]")
    wait_for_query(other, surface="beale", title=None, description=None)
    expect(other.get_by_role("heading", name=TITLE)).to_be_hidden()


def test_another_choice_is_another_short_link_and_the_first_stays(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    open_sheet(page)
    first = short_link(page)
    page.uncheck("[name=sees][value=loss]")
    expect(page.locator("[data-action=copy-short]")).to_be_hidden()
    assert short_link(page) != first
    page.check("[name=sees][value=loss]")
    assert page.input_value("[name=short]") == first


def test_without_a_clipboard_the_browser_is_asked_to_copy_what_is_selected(open_page: OpenPage) -> None:
    page = open_page(ADDRESS, init=NO_CLIPBOARD)
    open_sheet(page)
    page.click("[data-action=copy-link]")
    page.get_by_text("Link copied.").wait_for()
    assert page.evaluate("document.activeElement.name") == "link"
    assert page.evaluate("String(getSelection())") == page.input_value("[name=link]")
    refusing = open_page(ADDRESS, init=NO_CLIPBOARD + "document.execCommand = () => false;")
    open_sheet(refusing)
    refusing.click("[data-action=copy-link]")
    refusing.get_by_text("The link is selected: copy it from there.").wait_for()


def test_a_store_that_cannot_be_written_says_so_in_its_place_and_the_long_link_stays(
    open_page: OpenPage,
) -> None:
    page = open_page(ADDRESS.replace("0.05", "0.051"), refusals=(503,))
    open_sheet(page)
    short_link(page)
    page.uncheck("[name=sees][value=table]")
    with locked():
        page.click("[data-action=make-short]")
        words = page.locator("[data-out=short-problem]")
        # The server waits three seconds for the other program before it says so.
        expect(words).to_contain_text("locked by another program; try again in a moment", timeout=20_000)
    assert keys(page.input_value("[name=link]"))["a.lr"] == "0.051"
    assert short_link(page)
    expect(words).to_be_hidden()


def test_a_link_too_long_for_a_code_says_so_and_a_short_one_has_its_code(open_page: OpenPage) -> None:
    points = ";".join([f"{k},{k % 7}" for k in range(99)] + [f"{k}.5,{k % 5}" for k in range(90)])
    page = open_page(f"/?surface=fit&s.data=points&s.points={points[:1100].rpartition(';')[0]}&a=gd&step=0")
    open_sheet(page)
    page.get_by_text("too many for a code that a phone can read").wait_for()
    expect(page.locator("[data-out=qr]")).to_be_hidden()
    short_link(page)
    page.wait_for_function("() => document.querySelector('[data-out=qr]').naturalWidth > 0")
    expect(page.locator("[data-out=qr]")).to_be_visible()


def test_the_sheet_is_opened_used_and_left_by_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.locator("[data-action=share]").press("Enter")
    expect(page.get_by_role("dialog", name="Share this picture")).to_be_visible()
    expect(page.locator("[data-action=copy-link]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-action=copy-short]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.share")).to_be_hidden()
    expect(page.locator("[data-action=share]")).to_be_focused()
    assert copied_link(page).endswith(ADDRESS)


def test_on_a_phone_the_sheet_rises_from_below_and_a_hidden_panel_has_no_tab(open_page: OpenPage) -> None:
    page = open_page(ADDRESS + "&hide=controls,table", **PHONE)
    for tab, shown in (("runs", False), ("table", False), ("loss", True)):
        expect(page.locator(f".tabs [value={tab}]")).to_be_visible(visible=shown)
    expect(page.locator(".loss")).to_be_visible()
    expect(page.locator(".controls")).to_be_hidden()
    page.tap("[data-action=more]")
    page.tap("[data-action=share]")
    page.locator("dialog.share[open]").wait_for()
    box = page.locator("dialog.share").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] + box["height"] == 844
    short_link(page)
    for name in ("copy-link", "copy-short"):
        button = page.locator(f"[data-action={name}]").bounding_box()
        assert button
        assert button["height"] >= 40
