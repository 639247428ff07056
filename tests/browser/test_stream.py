"""What the page does when the stream breaks off, and when nothing answers."""

from __future__ import annotations

from playwright.sync_api import Page, Route

from tests.browser.conftest import OpenPage, wait_until_drawn
from tests.browser.reading import table, wait_for_state

QUERY = "/?surface=booth&a=gd&b=adam&steps=400&speed=2000&view=contour"


WITHOUT_NETWORK = (
    "() => { window.really = fetch; window.fetch = async () => { throw new TypeError('gone'); }; }"
)
LISTEN_IN = """
window.batches = [];
const Plain = window.EventSource;
window.EventSource = class extends Plain {
  constructor(...more) {
    super(...more);
    this.addEventListener("steps", (event) => window.batches.push(JSON.parse(event.data).a.step));
  }
};
"""


def cut_once(page: Page) -> list[str]:
    """Cut the first stream in the middle; the addresses that were asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            return route.continue_()
        whole = route.fetch().text()
        half = whole[: whole.rindex("\n\n", 0, len(whole) // 2) + 2]
        return route.fulfill(body=half, content_type="text/event-stream")

    page.route("**/api/run?*", answer)
    return asked


def test_a_stream_that_is_cut_goes_on_where_it_was(open_page: OpenPage) -> None:
    whole = open_page(QUERY)
    wait_for_state(whole, "ended")
    page = open_page("/api/docs", drawn=False, init=LISTEN_IN)
    asked = cut_once(page)
    page.goto(QUERY)
    wait_until_drawn(page)
    wait_for_state(page, "ended")
    assert len(asked) == 2
    assert [step for batch in page.evaluate("batches") for step in batch] == list(range(401))
    assert table(page) == table(whole)


def test_a_server_that_is_gone_is_said_in_words_and_asked_again(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=5&view=contour")
    before = table(page)
    page.evaluate(WITHOUT_NETWORK)
    page.fill("[name='a.lr']", "0.02")
    page.get_by_text("Check the connection").wait_for()
    assert table(page) == before
    page.evaluate("() => { window.fetch = really; }")
    page.fill("[name='a.lr']", "0.03")
    page.locator("[data-mount=table]").get_by_text("lr 0.03").wait_for()
    assert not page.get_by_text("Check the connection").is_visible()
