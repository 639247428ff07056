"""A table of one's own that is too large for a link: kept on the server, and the page says so."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.place import usual_folder
from tests.browser.conftest import OpenPage
from tests.browser.reading import problem_at, query_of, wait_for_query, wait_for_state
from tests.browser.test_own_data import FINISHED, drop

ROWS = 10_000


def large(rows: int = ROWS, name: str = "hours") -> str:
    lines = [f"{k * 0.37 % 11:.3f},{k * 0.74 % 22 + k * k % 7919 / 2000:.3f}\n" for k in range(rows)]
    return f"{name},mark\n" + "".join(lines)


@contextmanager
def locked() -> Iterator[None]:
    """Another program writes into the store of the tests' server, and does not end."""
    folder: Path = usual_folder(os.environ)
    other = sqlite3.connect(folder / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_ten_thousand_rows_are_dropped_used_and_opened_by_somebody_else(open_page: OpenPage) -> None:
    page = open_page("/?surface=himmelblau&a=gd&a.lr=0.1&steps=60&start=1,1&view=contour")
    drop(page, large(), "marks.csv")
    page.get_by_text("marks.csv: 10,000 rows, 2 columns.").wait_for()
    assert "kept on this server" in page.inner_text("dialog.own [data-out=where]")
    assert "The first 5 of 10,000 rows" in page.inner_text(".own-rows caption")
    page.click("[data-action=use]")
    wait_for_query(page, surface="fit", s__x="hours", s__y="mark", a="gd")
    assert query_of(page)["s.data"].startswith("t-")
    assert len(page.url) < 300
    wait_for_state(page, "playing")
    assert page.inner_text("[data-out=surface-name]") == "w*x + b on Your data"
    other = open_page(page.url, locale="de-DE")
    assert other.inner_text("[data-out=surface-name]") == "w*x + b on Your data"
    assert query_of(other) == query_of(page)


def test_a_store_that_cannot_be_written_says_so_in_the_dialog_and_nothing_typed_is_lost(
    open_page: OpenPage,
) -> None:
    page = open_page(FINISHED, refusals=(422, 503))
    address = query_of(page)
    drop(page, large(1500), "first.csv")
    page.get_by_text("first.csv: 1,500 rows").wait_for()
    typed = large(1600, "typed")
    with locked():
        page.fill("#own-rows", typed)
        message = problem_at(page, "data")
    assert "can't be kept on this server: the store is locked by another program" in message
    assert page.input_value("#own-rows") == typed
    assert query_of(page) == address
    page.locator("#own-rows").press("End")
    page.locator("#own-rows").press("Enter")
    page.get_by_text("Pasted: 1,600 rows").wait_for()
    assert page.locator("dialog .field-problem").count() == 0
