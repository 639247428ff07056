"""Data of one's own, from a file dropped on the page to the picture; and points put down by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.reading import options, paths, problem_at, query_of, table, wait_for_query, wait_for_state
from tests.browser.test_accessibility import found

if TYPE_CHECKING:
    from playwright.sync_api import Page

FINISHED = "/?surface=fit&a=gd&a.lr=0.1&steps=40&step=40&view=contour"
EXAM = "hours,passed,age,town\n" + "".join(
    f"{k},{'yes' if k > 7 else 'no'},{20 + k * k % 9},{'abc'[k % 3]}\n" for k in range(1, 15)
)

DROP = """([name, text, more, times = 1]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text.repeat(times)], name, {type: "text/csv"}));
  const event = (kind) => new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true});
  document.body.dispatchEvent(event("dragover"));
  const hinted = document.querySelector(".drop-hint").checkVisibility();
  if (more !== "hold") document.body.dispatchEvent(event("drop"));
  return hinted;
}"""


def drop(page: Page, text: str, name: str = "exam.csv", times: int = 1) -> bool:
    """Drop a file on the page, of so many times the text; whether the page said that it may be."""
    hinted: bool = page.evaluate(DROP, [name, text, "", times])
    return hinted


def test_a_newcomer_drops_a_file_and_its_columns_are_offered(open_page: OpenPage) -> None:
    page = open_page("/?surface=himmelblau&a=gd&a.lr=0.01&b=adam&steps=60&start=1,1&view=contour")
    assert drop(page, EXAM)
    page.locator("dialog.own[open]").wait_for()
    page.get_by_text("exam.csv: 14 rows, 4 columns.").wait_for()
    assert not page.is_visible(".drop-hint")
    assert page.locator(".own-rows tbody tr").count() == 5
    assert options(page, "own:y") == ["hours", "passed", "age", "town"]
    assert page.is_checked("[name='own:standardize']")
    assert "The rows are in the link, and nowhere else." in page.inner_text("dialog.own")
    page.select_option("[name='own:x']", "hours")
    page.select_option("[name='own:y']", "passed")
    page.click("[data-action=use]")
    wait_for_query(page, surface="fit", s__x="hours", s__y="passed", s__standardize="1", start=None)
    wait_for_query(page, a="gd", a__lr="0.01", b="adam")
    assert query_of(page)["s.data"].startswith("z-")
    wait_for_state(page, "playing")
    assert page.input_value("[name='s.y']") == "passed"
    assert options(page, "s.x") == ["hours", "passed", "age", "town"]
    page.reload()
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    assert page.inner_text("[data-out=surface-name]") == "w*x + b on Your data"


def test_while_a_file_is_held_over_the_page_it_says_so_and_stops_when_it_is_gone(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.click("[data-action=help]")
    assert page.evaluate(DROP, ["exam.csv", EXAM, "hold"])
    page.wait_for_function("() => document.querySelector('.drop-hint').hidden")


def test_a_bad_file_is_said_in_words_and_nothing_is_lost(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    before, drawn, address = table(page), paths(page), query_of(page)
    drop(page, "just,one\n1,2\n", "broken.csv")
    message = problem_at(page, "data")
    assert message.startswith("broken.csv:")
    assert "only one row" in message
    assert page.is_disabled("[data-action=use]")
    drop(page, EXAM)
    page.get_by_text("14 rows, 4 columns").wait_for()
    assert page.locator("dialog .field-problem").count() == 0
    drop(page, "\0\0", "bytes.bin")
    assert "no CSV text" in problem_at(page, "data")
    assert page.locator(".own-rows tbody tr").count() == 5
    page.keyboard.press("Escape")
    assert (table(page), paths(page), query_of(page)) == (before, drawn, address)


def test_a_file_that_is_too_large_is_not_sent_at_all(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    drop(page, "12,34\n", "huge.csv", times=8_000_000)
    assert "huge.csv: These are 48 MB where 10 MB fit" in problem_at(page, "data")
    assert sent == []


def test_what_is_wrong_with_the_choice_is_said_in_the_dialog_before_anything_changes(
    open_page: OpenPage,
) -> None:
    page = open_page(FINISHED)
    address = query_of(page)
    page.click("[data-action=own-data]")
    page.fill("#own-rows", "x,y,same\n1,2,5\n2,3,5\n3,5,5\n")
    page.get_by_text("3 rows, 3 columns").wait_for()
    page.select_option("[name='own:x']", "same")
    page.click("[data-action=use]")
    line = page.locator("dialog [data-field='s.x'] .field-problem")
    line.wait_for()
    assert "the same in every row" in line.inner_text()
    assert query_of(page) == address
    page.select_option("[name='own:x']", "x")
    page.click("[data-action=use]")
    wait_for_query(page, surface="fit", s__y="y")


def test_two_columns_go_in_with_a_model_that_reads_two(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.click("[data-action=own-data]")
    page.fill("#own-rows", EXAM)
    page.get_by_text("14 rows, 4 columns").wait_for()
    page.select_option("[name='own:x2']", "age")
    assert page.input_value("[name='own:model']") == "w1*x1 + w2*x2"
    page.select_option("[name='own:y']", "passed")
    page.click("[data-action=use]")
    wait_for_query(page, s__x="hours,age", s__model="w1*x1 + w2*x2")
    page.wait_for_function(
        "() => document.querySelector('[data-out=surface-name]').textContent.includes('Your data')"
    )


def test_own_data_are_used_by_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.focus("[data-action=own-data]")
    page.keyboard.press("Enter")
    page.locator("dialog.own[open]").wait_for()
    page.focus("#own-rows")
    page.keyboard.insert_text("x;y\n1,5;2\n2,5;3\n4;1\n")
    page.get_by_text("3 rows, 2 columns").wait_for()
    page.focus("[data-action=use]")
    page.keyboard.press("Enter")
    wait_for_query(page, surface="fit", s__x="x", s__y="y")
    assert page.locator("dialog[open]").count() == 0


def test_points_by_hand_begin_from_the_rows_on_the_picture(open_page: OpenPage) -> None:
    page = open_page(f"{FINISHED}&s.rows=10")
    page.click("[data-action=own-points]")
    wait_for_query(page, s__data="points", s__rows=None)
    points = query_of(page)["s.points"].split(";")
    assert len(points) == 10
    page.locator("[name='s.points']").wait_for()
    assert page.input_value("[name='s.points']").split("\n") == points
    page.fill("[name='s.points']", "0,0\n1, 2\n\n2,3\n")
    wait_for_query(page, s__points="0,0;1, 2;2,3")
    page.fill("[name='s.points']", "0,0\nhere")
    assert "“here”" in problem_at(page, "s.points")


@pytest.mark.parametrize(
    "path", ["/?surface=tips_line&a=gd&view=contour", "/?surface=booth&a=gd&view=contour"]
)
def test_points_by_hand_begin_from_an_example_where_rows_are_many_or_none(
    open_page: OpenPage, path: str
) -> None:
    page = open_page(path)
    page.click("[data-open=picker]")
    page.click(".picker-own")
    page.locator("dialog.own[open]").wait_for()
    page.click("dialog.own [data-action=points]")
    wait_for_query(page, s__data="points", a="gd")
    assert 2 < len(query_of(page)["s.points"].split(";")) < 20
    page.locator("[name='s.points']").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("shape", ["desktop", "phone"])
def test_the_controls_and_the_dialog_break_no_rule(open_page: OpenPage, shape: str, theme: str) -> None:
    more = PHONE if shape == "phone" else {}
    page = open_page(f"{FINISHED}&s.loss=huber&batch=8", color_scheme=theme, **more)
    page.evaluate("document.querySelectorAll('.controls details').forEach((fold) => (fold.open = true))")
    assert found(page) == []
    page.evaluate("document.querySelector('[data-action=own-data]').click()")
    assert found(page) == []
    page.fill("#own-rows", EXAM)
    page.get_by_text("14 rows, 4 columns").wait_for()
    assert found(page) == []
    drop(page, "x\n", "bad.csv")
    problem_at(page, "data")
    assert found(page) == []


def test_a_phone_chooses_data_and_uses_its_own(open_page: OpenPage) -> None:
    page = open_page(FINISHED, **PHONE)
    page.locator("[name='s.data']").scroll_into_view_if_needed()
    page.select_option("[name='s.data']", "wave")
    wait_for_query(page, s__data="wave")
    page.locator("[data-action=own-data]").tap()
    page.fill("#own-rows", EXAM)
    page.get_by_text("14 rows, 4 columns").wait_for()
    page.locator("[data-action=use]").tap()
    wait_for_query(page, surface="fit", s__standardize="1")
    wide = page.evaluate("[document.querySelector('.bench').offsetWidth, innerWidth]")
    assert wide[0] == wide[1]
