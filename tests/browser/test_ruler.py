"""The stability ruler under the learning rate, and the evidence under a verdict."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_query, wait_for_state

# (x + 2y − 7)² + (2x + y − 5)² has the eigenvalues 2 and 18 everywhere: edge 2/18 = 0.11, best 2/20 = 0.1.
BOWL = "/?surface=booth&start=1,1&steps=100&a=gd&a.lr=0.05&b=adam&step=1&view=contour"


def across(page: Page, mark: Locator, name: str) -> float:
    """How far along a slider's way of the thumb a mark stands, from 0 to 1."""
    box, track = mark.bounding_box(), page.locator(f"[data-for='{name}']").bounding_box()
    assert box
    assert track
    thumb = 15
    return (box["x"] + box["width"] / 2 - track["x"] - thumb / 2) / (track["width"] - thumb)


def touch(page: Page, letter: str) -> Locator:
    """The run's card, once touched."""
    card = page.locator(f".card[data-run={letter}]")
    card.locator(".card-letter").click()
    return card


def test_the_ruler_marks_what_the_curvature_allows_and_says_where_theory_is_silent(
    open_page: OpenPage,
) -> None:
    page = open_page(BOWL)
    wait_for_state(page, "paused")
    slider = page.locator("[data-for='a.lr']")
    expect(slider).to_have_attribute(
        "title", "how long a step to take against the slope: crawl 0.005 · best 0.1 · edge 0.11 at this point"
    )
    assert (
        slider.evaluate("(slider) => slider.ariaDescription")
        == "crawl 0.005 · best 0.1 · edge 0.11 at this point"
    )
    # The slider runs over eight decades from 1e-6 on: 0.1 stands at 5/8 of it.
    assert abs(across(page, page.locator(".card[data-run=a] .ruler-tick.is-best"), "a.lr") - 5 / 8) < 0.01
    assert page.locator(".ruler-words:visible").count() == 0

    card = touch(page, "a")
    expect(card.locator(".ruler-words")).to_have_text("crawl 0.005 · best 0.1 · edge 0.11")
    page.fill("[name='a.lr']", "0.2")
    expect(card.locator(".ruler-words")).to_contain_text("beyond the edge each step overshoots farther")
    other = touch(page, "b")
    expect(other.locator(".ruler-words")).to_contain_text("the curvature alone sets no limit")
    expect(other.locator(".ruler-tick:visible")).to_have_count(0)
    expect(card.locator(".ruler-words")).to_be_hidden()


def test_why_unfolds_the_evidence_and_the_rate_that_would_have_held_is_one_press_away(
    open_page: OpenPage,
) -> None:
    page = open_page(BOWL.replace("a.lr=0.05", "a.lr=0.3").replace("step=1&", "step=100&"))
    diverged, adam = page.locator(".card[data-run=a]"), page.locator(".card[data-run=b]")
    expect(page.locator(".why:visible")).to_have_count(0)
    diverged.get_by_role("button", name="Why").click()
    expect(diverged.locator(".why")).to_contain_text("curvature at step 018")
    # A step multiplies the errors by 1 − 0.3·18 and 1 − 0.3·2; of the first loss, 20, they make up 18 and 2.
    growth = ((1 - 0.3 * 18) ** 2 * 18 + (1 - 0.3 * 2) ** 2 * 2) / 20
    expect(diverged.locator(".why")).to_contain_text(f"step 0 → 1: × {growth:.3g}")
    expect(diverged.locator(".why")).to_contain_text("up to 0.111")
    adam.get_by_role("button", name="Why").press("Enter")
    expect(adam.locator(".why")).to_contain_text("2 and 18")
    expect(adam.locator(".why")).to_contain_text("nearest known minimum(1, 3)")

    remedy = diverged.locator("[data-action=use-rate]")
    rate = remedy.inner_text().removeprefix("Use lr ")
    assert 0.05 < float(rate) <= 2 / 18
    remedy.click()
    wait_for_query(page, **{"a.lr": rate})
    page.locator("h1 button").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-mount=table]")).not_to_contain_text("iverg")


def test_the_ruler_of_a_diverged_run_stands_where_it_broke_out(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&steps=300&step=300&a=gd&a.lr=0.01&view=contour")
    expect(page.locator("[data-for='a.lr']")).to_have_attribute(
        "title", re.compile("edge 0.0013 at step 0, where it broke out$")
    )
