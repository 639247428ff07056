"""A small network on the page: its plane and its data, its training on the way, and what may be set of it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import paths, query_of, wait_for_query, wait_for_state
from tests.browser.test_fit import drawn, place_of, wait_for_another

MOONS = "/?surface=network&seed=4&steps=120&a=adam&b=gd&b.lr=0.1&step=60"
LONG = "/?surface=network_deep&s.rows=2000&steps=700&seed=9&a=sam&b=adam"
DEEP = "/?surface=network_deep&steps=40&seed=2&a=adam&a.lr=0.01&step=40&view=contour"


def axis_titles(page: Page) -> str:
    return " ".join(page.locator("[data-mount=flat] .infolayer text").all_text_contents())


def wait_for_words(page: Page, mount: str, words: str) -> None:
    script = "([mount, words]) => document.querySelector(`[data-mount=${mount}]`).innerText.includes(words)"
    page.wait_for_function(script, arg=[mount, words])


def test_a_network_is_chosen_in_the_picker_and_seen_on_its_plane_with_its_data_beside_it(
    open_page: OpenPage,
) -> None:
    page = open_page("/?surface=himmelblau&start=1,1&a=adam&b=newton&steps=80")
    page.click("[data-open=picker]")
    page.get_by_placeholder("Search names").fill("hundreds of weights")
    page.keyboard.press("Enter")
    # Newton's method can't train it: said at its card, and the old picture stays.
    expect(page.locator("[data-field=b] .field-problem")).to_contain_text("can't train a network")
    page.locator("[data-run=b] [data-action=remove]").click()
    page.wait_for_function("() => document.body.dataset.network === 'yes'")
    wait_for_query(page, surface="network", start=None)
    expect(page.locator(".view-fit")).to_be_visible()
    expect(page.locator("[name=a] option[value=newton]")).to_be_disabled()
    expect(page.locator(".view-start")).to_have_count(0)
    wait_for_words(page, "flat", "of the variance")
    assert re.search(r"main direction 1 \(\d+\.\d% of the variance\)", axis_titles(page))


def test_the_boundary_follows_the_playhead_and_a_point_of_the_map_has_a_network_of_its_own(
    open_page: OpenPage,
) -> None:
    page = open_page(MOONS)
    wait_for_state(page, "paused")
    before = drawn(page)
    page.keyboard.press("ArrowRight")
    wait_for_another(page, before)
    page.mouse.click(*place_of(page, (0.3, 0.3), "flat"))
    page.wait_for_function("() => new URLSearchParams(location.search).has('point')")
    expect(page.locator(".view-fit .view-note")).to_contain_text("Dashed")
    page.mouse.move(*place_of(page, (0.5, 0.5)))
    for share in [(0.05 + 0.05 * k, 0.2) for k in range(19)]:
        page.mouse.move(*place_of(page, share))
        if "pulls all weights by" in page.locator(".view-fit .view-reading").inner_text():
            break
    expect(page.locator(".view-fit .view-reading")).to_contain_text("pulls all weights by")
    # What the plane leaves out is told in numbers.
    expect(page.locator(".view-table thead")).to_contain_text("Off the plane")
    page.get_by_role("button", name="Explain").click()
    expect(page.locator("[data-slot=about]")).to_contain_text("Its losses are the true ones")
    expect(page.locator("[data-choice=explain]")).to_be_hidden()


def test_a_training_shows_how_far_it_is_and_stops_where_the_reader_has_had_enough(
    open_page: OpenPage,
) -> None:
    page = open_page(LONG, drawn=False)
    card = page.locator(".training-card")
    expect(card).to_be_visible()
    expect(card.locator("progress")).to_have_attribute("max", "1400")
    expect(card).to_contain_text("loss 0.")
    expect(page.locator("body")).to_have_attribute("data-view", "fit")
    page.wait_for_function("() => document.querySelectorAll('.training polyline').length === 2")
    page.click("[data-action=stop-training]")
    expect(card).to_contain_text("Stopped at step")
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    expect(card).to_be_hidden()
    stopped = int(query_of(page)["steps"])
    assert 0 < stopped < 700
    expect(page.locator(".playhead")).to_contain_text(f"of {stopped}")


def test_shortcuts_layers_the_plane_and_the_seed_are_set_on_the_page_and_stay_in_the_link(
    open_page: OpenPage,
) -> None:
    page = open_page(DEEP)
    wait_for_state(page, "paused")
    before = paths(page)
    page.get_by_role("checkbox", name="Shortcuts").check()
    wait_for_query(page, s__skip="1")
    expect(page.locator(".bar-title")).to_contain_text("with shortcuts")
    page.fill("[name='s.layers']", "6,6")
    page.keyboard.press("Enter")
    wait_for_query(page, s__layers="6,6")
    expect(page.locator(".net-fields")).to_contain_text("67 weights in all")
    page.select_option("[name='s.plane']", "weights")
    expect(page.locator("[name='s.weights:first']")).to_have_value("W1[1,1]")
    page.fill("[name='s.weights:second']", "b3[1]")
    page.keyboard.press("Enter")
    wait_for_query(page, s__weights="W1[1,1],b3[1]")
    wait_for_words(page, "flat", "b3[1]")
    page.fill("[name='s.weights:second']", "b9[1]")
    page.keyboard.press("Enter")
    problem = page.locator("[data-field='s.weights'] .field-problem")
    expect(problem).to_contain_text("No weight is called b9[1]")
    page.fill("[name='s.weights:second']", "b2[1]")
    page.keyboard.press("Enter")
    page.fill("[name=seed]", "5")
    page.keyboard.press("Enter")
    wait_for_query(page, seed="5")
    assert paths(page) != before


def test_kinds_have_regions_and_many_inputs_are_drawn_row_by_row(open_page: OpenPage) -> None:
    page = open_page("/?surface=network_iris&steps=30&a=adam&step=30")
    wait_for_state(page, "paused")
    regions = drawn(page)
    expect(page.locator(".view-fit .view-note")).to_have_text("● setosa   ■ versicolor   ▲ virginica")
    page.locator("summary", has_text="Inputs and answer").click()
    page.get_by_label("sepal length, cm").check()
    wait_for_query(page, s__x="sepal_length,petal_length,petal_width")
    wait_for_another(page, regions)
    wait_for_words(page, "fit", "as the network has it")


def test_a_network_on_a_phone_has_its_data_and_its_settings_in_panels(open_page: OpenPage) -> None:
    page = open_page(
        MOONS, viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True, is_mobile=True
    )
    page.locator(".tabs [value=fit]").click()
    expect(page.locator(".view-fit")).to_be_visible()
    page.locator(".tabs [value=about]").click()
    expect(page.locator("[data-slot=about]")).to_contain_text("337 weights")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
