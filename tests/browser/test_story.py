"""A stranger's first minute, start to end."""

from __future__ import annotations

from tests.browser.conftest import OpenPage
from tests.browser.reading import (
    copied_link,
    drag,
    query_of,
    slide,
    step,
    table,
    wait_for_query,
    wait_for_state,
    wait_for_table,
)


def test_a_stranger_makes_a_run_diverge_sees_why_adds_adam_and_sends_the_link(open_page: OpenPage) -> None:
    page = open_page("/?view=contour")  # software rendering makes the 3-D view slow, not wrong
    page.click("[data-open=picker]")
    page.fill(".picker input[type=search]", "rosenbrock")
    page.keyboard.press("Enter")
    wait_for_query(page, surface="rosenbrock")
    page.locator(".card[data-run=c] [data-action=remove]").click()
    page.locator(".card[data-run=b] [data-action=remove]").click()
    wait_for_query(page, b=None, c=None)

    drag(page, ".view-contour .view-start", 30, 40)
    page.wait_for_function("() => new URLSearchParams(location.search).has('start')")

    slide(page, "a.lr", 0.75)
    wait_for_table(page, "Diverged")

    page.select_option("[data-action=add-run]", "adam")
    wait_for_table(page, "Adam")
    page.locator("[name=speed]").fill("900")
    wait_for_state(page, "ended")
    gradient_descent, adam = table(page)
    assert "Diverged" in gradient_descent
    assert "Diverged" not in adam

    link = copied_link(page)
    page.keyboard.press("Escape")
    elsewhere = open_page(link)
    wait_for_state(elsewhere, "ended")
    assert table(elsewhere) == table(page)
    assert step(elsewhere) == step(page)
    assert query_of(elsewhere)["start"] == query_of(page)["start"]
