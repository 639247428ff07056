"""Undo, redo and the sheet of keys."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_query

ADDRESS = "/?surface=booth&a=gd&a.lr=0.01&step=5&view=contour"


def test_a_change_is_taken_back_and_made_again_by_button_and_by_key(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    undo, redo = page.locator("[data-action=undo]"), page.locator("[data-action=redo]")
    expect(undo).to_be_disabled()
    page.fill("[name='a.lr']", "0.05")
    page.keyboard.press("Tab")
    wait_for_query(page, a__lr="0.05")
    undo.click()
    wait_for_query(page, a__lr="0.01")
    expect(page.locator("[name='a.lr']")).to_have_value("0.01")
    expect(undo).to_be_disabled()
    page.locator("h1 button").focus()
    page.keyboard.press("Control+Shift+Z")
    wait_for_query(page, a__lr="0.05")
    expect(redo).to_be_disabled()
    page.keyboard.press("Control+z")
    wait_for_query(page, a__lr="0.01")


def test_a_question_mark_opens_the_sheet_of_keys_and_escape_closes_it(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys and gestures")
    expect(sheet).to_contain_text("play or pause")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.click("[data-action=help]")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
