"""The runs compared in a table."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_query, wait_for_state

# Newton pays three evaluations a step, SAM two: both gradients and the Hessian's rows are counted.
ADDRESS = (
    "/?surface=booth&start=1,1&steps=40&a=gd&a.lr=0.05&b=newton&c=sam&c.lr=0.05&d=gd&d.lr=0.0001"
    "&view=contour&step=40"
)


def rows(page: Page) -> list[list[str]]:
    cells = page.locator("[data-mount=table] tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in cells]


def letters(page: Page) -> list[str]:
    return [row[0][0].lower() for row in rows(page)]


def test_runs_stand_side_by_side_at_equal_steps_and_at_equal_cost_and_any_column_sorts(
    open_page: OpenPage,
) -> None:
    page = open_page(ADDRESS)
    wait_for_state(page, "paused")
    near = page.locator("[data-mount=table] td:nth-child(5)")
    expect(near.nth(1)).to_have_text("step 1 (3)")
    expect(near.nth(3)).to_have_text("never")
    table = {row[0][0].lower(): row[1:5] for row in rows(page)}
    assert [table[letter][0] for letter in "abcd"] == ["40"] * 4
    # All have had 40 evaluations, which for SAM is step 20: its loss there is higher than at its end.
    assert table["a"][1] == table["a"][2]
    assert float(table["c"][2].split("×")[0]) != float(table["c"][1].split("×")[0])
    title = page.get_by_role("button", name="At equal cost").get_attribute("title") or ""
    assert title.startswith("The loss after 40 evaluations")
    assert letters(page) == list("abcd")
    page.get_by_role("button", name="Near the lowest").click()
    head = page.locator("[data-mount=table] th", has_text="Near the lowest")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert letters(page)[0] == "b"
    assert letters(page)[-1] == "d"
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert letters(page)[-1] == "d"


def test_how_the_table_is_sorted_is_in_the_link_and_the_usual_way_leaves_it(open_page: OpenPage) -> None:
    page = open_page(f"{ADDRESS}&sort=-loss")
    head = page.locator("[data-mount=table] th", has_text="Loss").first
    expect(head).to_have_attribute("aria-sort", "descending")
    assert letters(page)[0] == "d"
    head.get_by_role("button").click()
    wait_for_query(page, sort="loss")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Run", exact=True).click()
    wait_for_query(page, sort=None)
    assert letters(page) == list("abcd")


def test_the_columns_are_explained_and_a_run_that_is_near_says_so(open_page: OpenPage) -> None:
    page = open_page(ADDRESS.replace("step=40", "step=30"))
    note = page.locator(".view-table-note")
    expect(note).to_contain_text("At equal cost: each run's loss after the same number of looks")
    expect(note).to_contain_text("Near the lowest: the first step within 0.001 of 0")
    verdicts = page.locator("[data-mount=table] .view-verdict")
    expect(verdicts.nth(1)).to_have_text("first near the lowest at step 1")
    expect(verdicts.nth(3)).to_have_text("on its way")


def test_the_step_pointed_at_is_the_one_in_the_table(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    wait_for_state(page, "paused")
    box = page.locator(".view-loss .view-stage").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".view-table")).to_have_class("view view-table pointed")
    assert 5 < int(rows(page)[0][1]) < 35


def test_without_a_known_lowest_loss_the_column_says_so(open_page: OpenPage) -> None:
    page = open_page("/?surface=saddle&a=gd&steps=5&step=5&view=contour")
    near = page.get_by_role("button", name="Near the lowest")
    expect(near).to_have_attribute(
        "title", "No loss of this surface is proven to be the lowest, so none is told to be near it."
    )
