"""Files in the share sheet: each is made when it is asked for, can be stopped, and says why it cannot be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def files(open_page: OpenPage, query: str) -> Page:
    page = open_page(f"/?{query}&step=2")
    page.click("[data-action=share]")
    page.click("[data-fold=files] summary")
    return page


def row(page: Page, name: str):
    return page.locator("li", has=page.locator(f"[data-export='{name}']"))


def test_a_script_and_a_moving_picture_are_saved_under_names_of_their_own(open_page: OpenPage) -> None:
    page = files(open_page, "surface=booth&steps=20&a=gd&a.lr=0.05")
    for name, saved, begins in (
        ("torch.py", "booth_with_torch.py", b"# Gradient descent"),
        ("run.gif", "booth_run.gif", b"GIF89a"),
    ):
        with page.expect_download() as download:
            page.click(f"[data-export='{name}']")
        assert download.value.suggested_filename == saved
        assert download.value.path().read_bytes().startswith(begins)
        expect(row(page, name)).to_contain_text("Saved.")


def test_what_can_not_be_made_says_so_in_its_place_and_what_is_stopped_is_not_saved(
    open_page: OpenPage,
) -> None:
    page = files(open_page, "surface=parabola&steps=2000&a=gd&a.lr=0.05")
    page.click("[data-export='surface.png']")
    expect(row(page, "surface.png")).to_contain_text("take contour.png")
    page.route("**/api/export/run.webp?*", lambda route: None)
    page.click("[data-export='run.webp']")
    expect(page.locator("[data-export='run.webp']")).to_have_text("Stop run.webp")
    page.click("[data-export='run.webp']")
    expect(row(page, "run.webp")).to_contain_text("Stopped.")
    expect(page.locator("[data-export='run.webp']")).to_have_text("run.webp")
