"""The address is the state: read, written, gone back to, shared."""

from __future__ import annotations

import json
from pathlib import Path

from tests.browser.conftest import OpenPage, wait_until_drawn
from tests.browser.reading import (
    copied_link,
    query_of,
    step,
    table,
    wait_for_query,
    wait_for_state,
    wait_for_table,
)

LINKS = json.loads((Path(__file__).parent.parent / "links.json").read_text())

THERE_AND_BACK = """async (links) => {
  const script = document.querySelector("script[type=module]").src;
  const {read, write} = await import(new URL("experiment.js", script).href);
  const canonical = async (query) => {
    const answer = await fetch(`/api/experiment?${query}`);
    return answer.ok ? (await answer.json()).query : `${answer.status}`;
  };
  return Promise.all(links.map(async (link) => canonical(write(read(link)))));
}"""


def test_javascript_writes_what_reads_back_to_the_same_experiment(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour")
    assert len(LINKS) > 20
    links = [entry["link"].partition("?")[2] or entry["link"] for entry in LINKS]
    through_javascript = dict(zip(links, page.evaluate(THERE_AND_BACK, links), strict=True))
    assert through_javascript == {link: entry["query"] for link, entry in zip(links, LINKS, strict=True)}


def test_a_link_opens_the_same_elsewhere(open_page: OpenPage) -> None:
    looked_at = "step=40&scale=linear&theme=dark&hide=b"
    link = f"/?surface=himmelblau&start=-3,4&steps=80&a=adam&a.lr=0.3&b=momentum&{looked_at}"
    here, elsewhere = open_page(link), open_page(link)
    for page in (here, elsewhere):
        wait_for_state(page, "paused")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert table(here) == table(elsewhere)
    assert step(elsewhere) == 40


def test_reloading_changes_nothing(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=12&view=contour")
    page.fill("[name='a.lr']", "0.02")
    wait_for_query(page, a__lr="0.02")
    wait_for_table(page, "lr 0.02")
    before, query = table(page), query_of(page)
    page.reload()
    wait_until_drawn(page)
    assert (table(page), query_of(page)) == (before, query)


def test_back_and_forward_walk_through_what_was_done(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=0&view=contour")
    page.select_option("[name=a]", "adam")
    wait_for_table(page, "Adam")
    page.select_option("[data-action=add-run]", "newton")
    wait_for_table(page, "Newton")
    page.go_back()
    wait_for_query(page, b=None)
    page.wait_for_function("() => document.querySelectorAll('[data-mount=table] tbody tr').length === 1")
    page.go_back()
    wait_for_table(page, "Gradient descent")
    assert page.input_value("[name=a]") == "gd"
    page.go_forward()
    wait_for_table(page, "Adam")
    assert page.input_value("[name=a]") == "adam"


def test_the_view_is_in_the_address_and_no_place_to_go_back_to(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour")
    length = page.evaluate("history.length")
    page.click("[data-choice=scale] [value=linear]")
    page.click("[data-choice=loss] [value=linear]")
    page.click("[data-action=theme]")
    wait_for_query(page, scale="linear", loss="linear", theme="dark")
    assert page.evaluate("history.length") == length


def test_copy_link_gives_the_servers_own_words(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=1.50,2.0&steps=300&a=gd&step=9&view=contour")
    link = copied_link(page)
    assert link.endswith("/?surface=booth&start=1.5,2&a=gd&step=9&view=contour")


def test_a_bad_link_gets_a_page_with_the_reason_and_a_way_on(open_page: OpenPage) -> None:
    page = open_page("/?surface=atlantis&a=gd", drawn=False)
    assert "atlantis" in page.inner_text("main")
    page.click("text=Start afresh")
    wait_until_drawn(page)
    assert "surface" in query_of(page)
