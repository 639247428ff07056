"""What is drawn beside the paths, and pointing at a step in one picture."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import paths, query_of, wait_for_query, wait_for_state

ADDRESS = (
    "/?surface=himmelblau&start=-0.2,0.7&a=momentum&a.lr=0.005&b=adam&c=gd&c.lr=0.01&step=14&view=contour"
)


def test_each_arrow_is_switched_on_by_itself_and_the_link_remembers(open_page: OpenPage) -> None:
    page = open_page(ADDRESS)
    wait_for_state(page, "paused")
    page.get_by_text("Arrows", exact=True).click()
    names = page.eval_on_selector_all(
        ".menu-item input", "boxes => boxes.filter((box) => box.offsetParent).map((box) => box.name.slice(6))"
    )
    assert names == ["gradient", "momentum", "step", "next", "scale", "bend", "field"]
    before = paths(page)
    for name in names:
        page.check(f"[name=arrow-{name}]")
        wait_for_query(page, arrows=name)
        page.wait_for_function(
            """(before) => {
              const canvas = document.querySelector(".view-contour .view-layer");
              const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
              let painted = 0;
              for (let k = 3; k < data.length; k += 4) painted += data[k] > 0;
              return painted > before + 20;
            }""",
            arg=before,
        )
        page.uncheck(f"[name=arrow-{name}]")
        wait_for_query(page, arrows=None)
    page.check("[name=arrow-scale]")
    expect(page.locator(".menu-note", has_text="None now for Momentum")).to_be_visible()
    page.locator(".card[data-run=b] .card-letter").click()
    expect(page.locator(".menu-panel")).to_be_hidden()
    page.get_by_text("Arrows", exact=False).first.click()
    expect(page.locator(".menu-note math")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-panel")).to_be_hidden()


def test_a_step_pointed_at_on_the_loss_chart_is_marked_everywhere(open_page: OpenPage) -> None:
    page = open_page(ADDRESS.replace("step=14", "step=60") + "&explain=step")
    wait_for_state(page, "paused")
    before = paths(page)
    box = page.locator(".view-loss .view-stage").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
    expect(page.locator(".view-table")).to_have_class("view view-table pointed")
    pointed = page.locator("[data-mount=table] tbody td").first.inner_text()
    assert 0 < int(pointed) < 60
    expect(page.locator("[data-section=step]")).to_contain_text(f"to step {pointed}.")
    assert paths(page) != before
    page.mouse.move(5, 5)
    expect(page.locator("[data-section=step]")).to_contain_text("to step 60.")
    assert "arrows" not in query_of(page)


def test_the_field_is_drawn_over_one_variable_too(open_page: OpenPage) -> None:
    page = open_page("/?surface=double_well&a=gd&step=0")
    before = paths(page)
    page.get_by_text("Arrows", exact=True).click()
    with page.expect_response("**/api/field?**"):
        page.check("[name=arrow-field]")
    page.wait_for_timeout(100)
    assert paths(page) > before + 100
