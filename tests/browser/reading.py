"""What tests read off the page, and the gestures that they make on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page


def query_of(page: Page) -> dict[str, str]:
    """The page's address as keys and values."""
    return dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))


def wait_for_query(page: Page, **expected: str | None) -> None:
    """Until the address has these keys (`__` stands for the dot), None for a key that is gone."""
    for name, value in expected.items():
        script = "([key, value]) => new URLSearchParams(location.search).get(key) === value"
        page.wait_for_function(script, arg=[name.replace("__", "."), value])


def wait_for_state(page: Page, state: str) -> None:
    """Until the clock is "playing", "paused" or "ended"."""
    page.wait_for_function("(state) => document.body.dataset.state === state", arg=state)


def step(page: Page) -> int:
    """The step under the playhead."""
    return int(page.input_value("[name=step]"))


def table(page: Page) -> list[str]:
    """The table of the runs, a text for each row, once the runs are compared in it."""
    page.locator(".view-table[data-compared=true]").wait_for()
    return page.locator("[data-mount=table] tbody tr").all_inner_texts()


def wait_for_table(page: Page, text: str) -> None:
    """Until the table says so somewhere."""
    page.locator("[data-mount=table]").get_by_text(text).first.wait_for()


def slide(page: Page, name: str, share: float) -> None:
    """Drag the slider of a field to a share of its length."""
    box = page.locator(f"[data-for='{name}']").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share, y, steps=6)
    page.mouse.up()


def drag(page: Page, selector: str, dx: float, dy: float) -> None:
    """Drag an element by so many pixels, as a hand would."""
    box = page.locator(selector).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=8)
    page.mouse.up()


def open_sheet(page: Page) -> None:
    """Open the share sheet, which is loaded first."""
    page.click("[data-action=share]")
    page.locator("dialog.share[open]").wait_for()


def copied_link(page: Page) -> str:
    """The long link as the share sheet copies it."""
    open_sheet(page)
    page.click("[data-action=copy-link]")
    page.get_by_text("Link copied.").wait_for()
    return str(page.evaluate("navigator.clipboard.readText()"))


def options(page: Page, name: str) -> list[str]:
    """What may be chosen in the list of this name."""
    found = page.locator(f"[name='{name}'] option").evaluate_all("(all) => all.map((one) => one.value)")
    return [str(value) for value in found]


def problem_at(page: Page, field: str) -> str:
    """What stands beside the control of a field once the server has refused it."""
    line = page.locator(f"[data-field='{field}'] .field-problem")
    line.wait_for()
    return line.inner_text()


def paths(page: Page) -> Any:
    """A fingerprint of what the contour's layer shows: how many of its pixels are painted."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector(".view-contour .view-layer, .view-curve .view-layer");
          const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let painted = 0;
          for (let k = 3; k < data.length; k += 4) painted += data[k] > 0;
          return painted;
        }"""
    )
