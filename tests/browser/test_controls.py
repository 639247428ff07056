"""The controls: each writes the address, streams anew, and says what is wrong beside itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import paths, problem_at, query_of, slide, table, wait_for_query, wait_for_table

FINISHED = "/?surface=booth&a=gd&steps=60&step=60&view=contour"


def fold_out(page: Page, letter: str) -> None:
    page.click(f"[data-fold='{letter}'] > summary")


def test_the_learning_rate_slider_changes_run_and_address(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    before = table(page)
    slide(page, "a.lr", 0.4)
    page.wait_for_function("() => new URLSearchParams(location.search).has('a.lr')")
    wait_for_query(page, a__lr=page.input_value("[name='a.lr']"))
    wait_for_table(page, f"lr {query_of(page)['a.lr']}")
    assert table(page) != before


def test_one_drag_is_one_step_back(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    before = page.input_value("[name='a.lr']")
    slide(page, "a.lr", 0.2)
    page.wait_for_function("() => new URLSearchParams(location.search).has('a.lr')")
    page.go_back()
    wait_for_query(page, a__lr=None)
    page.wait_for_function("(lr) => document.querySelector(\"[name='a.lr']\").value === lr", arg=before)


def test_a_drag_that_rests_midway_is_still_one_step_back_and_the_next_is_another(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    place = page.evaluate("history.state?.place ?? 0")
    for share in (0.2, 0.7):
        box = page.locator("[data-for='a.lr']").bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        page.mouse.move(box["x"] + box["width"] / 2, y)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * share, y, steps=3)
        page.wait_for_timeout(1400)
        page.mouse.move(box["x"] + box["width"] * (share + 0.1), y, steps=3)
        page.mouse.up()
        place += 1
        assert page.evaluate("history.state.place") == place


@pytest.mark.parametrize(("width", "height", "touch"), [(820, 1180, True), (1024, 768, False)])
def test_nothing_of_a_run_card_is_cut_off(open_page: OpenPage, width: int, height: int, touch: bool) -> None:
    query = "surface=rosenbrock&steps=60&step=60&view=contour&a=gd&a.lr=0.05&b=adam&b.schedule=cosine"
    page = open_page(f"/?{query}", viewport={"width": width, "height": height}, has_touch=touch)
    page.locator("[data-action=why]").first.wait_for()
    cut = page.evaluate("""() => {
      const panel = document.querySelector(".controls");
      const edge = panel.getBoundingClientRect().left + panel.clientWidth;
      const parts = [...document.querySelectorAll(".card button, .card input, .card select")];
      const isCut = (part) => {
        const [box, card] = [part, part.closest(".card")].map((node) => node.getBoundingClientRect());
        return box.right > Math.min(edge, card.right) + 0.5 || box.left < card.left;
      };
      return parts.filter((part) => part.getClientRects().length && isCut(part)).map((part) => part.name);
    }""")
    assert cut == []


def test_nonsense_is_answered_beside_its_field_and_the_picture_stays(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    before, drawn = table(page), paths(page)
    page.fill("[name='a.lr']", "quick")
    assert "quick" in problem_at(page, "a.lr")
    assert page.get_attribute("[name='a.lr']", "aria-invalid") == "true"
    assert table(page) == before
    assert paths(page) == drawn
    wait_for_query(page, a__lr=None)


def test_an_emptied_formula_asks_for_one(open_page: OpenPage) -> None:
    page = open_page("/?surface=formula&formula=x*y&a=gd&steps=5&view=contour")
    page.fill("[name=formula]", "x*y*w")
    assert "3 variables" in problem_at(page, "formula")
    page.fill("[name=formula]", "")
    expect(page.locator("[data-field=formula] .field-problem")).to_contain_text("is empty: type one")


def test_of_two_coordinates_only_the_wrong_one_is_marked(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='start:x']", "banana")
    assert "“banana” is not a number" in problem_at(page, "start")
    expect(page.locator("[name='start:x']")).to_have_attribute("aria-invalid", "true")
    assert page.get_attribute("[name='start:y']", "aria-invalid") is None


def test_a_rate_beyond_all_numbers_leaves_the_slider_at_its_right_end(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='a.lr']", "1e999")
    problem_at(page, "a.lr")
    assert page.input_value("[data-for='a.lr']") == "1000"
    page.fill("[name='a.lr']", "1e-9")
    expect(page.locator("[data-field='a.lr'] .field-problem")).to_contain_text("choose 1e-6 to 100")


def test_the_step_box_marks_what_is_no_step(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name=step]", "banana")
    expect(page.locator("[name=step]")).to_have_attribute("aria-invalid", "true")
    page.locator("[name=step]").blur()
    expect(page.locator("[name=step]")).to_have_attribute("aria-invalid", "false")


def test_a_window_is_written_without_spaces(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.click("[data-fold=experiment] > summary")
    page.fill("[name=window]", "-6,  6, -5, 5")
    wait_for_query(page, window="-6,6,-5,5")


def test_a_mended_field_loses_its_message(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='a.lr']", "1000")
    assert "100" in problem_at(page, "a.lr")
    page.fill("[name='a.lr']", "0.02")
    wait_for_table(page, "lr 0.02")
    assert page.locator(".field-problem").count() == 0
    page.fill("[name='a.lr']", "1000")
    problem_at(page, "a.lr")
    page.fill("[name='a.lr']", "0.02")
    page.wait_for_function("() => !document.querySelector('.field-problem')")


def test_an_emptied_field_goes_back_to_its_default(open_page: OpenPage) -> None:
    usual = open_page(FINISHED).input_value("[name='a.lr']")
    page = open_page(FINISHED + "&a.lr=0.05")
    page.fill("[name='a.lr']", "")
    page.keyboard.press("Tab")
    wait_for_query(page, a__lr=None)
    assert page.input_value("[name='a.lr']") == usual


def test_a_run_is_added_in_one_choice(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.select_option("[data-action=add-run]", "adam")
    wait_for_query(page, b="adam")
    wait_for_table(page, "Adam")
    assert len(table(page)) == 2


def test_a_run_is_duplicated_hidden_and_removed(open_page: OpenPage) -> None:
    page = open_page(FINISHED + "&a.lr=0.03")
    page.click("[data-action=duplicate]")
    wait_for_query(page, b="gd", b__lr="0.03")
    page.locator("[data-run=b] [data-action=hide]").click()
    wait_for_query(page, hide="b")
    page.locator("[data-run=b] [data-action=hide]").click()
    wait_for_query(page, hide=None)
    page.locator(".card[data-run=a] [data-action=remove]").click()
    wait_for_query(page, a=None, b="gd")
    page.wait_for_function("() => document.querySelectorAll('[data-mount=table] tbody tr').length === 1")


def test_no_ninth_run_is_offered(open_page: OpenPage) -> None:
    runs = "&".join(f"{letter}=gd" for letter in "abcdefgh")
    page = open_page(f"/?surface=booth&{runs}&view=contour")
    assert page.locator(".card").count() == 8
    assert page.locator("[data-action=add-run]").count() == 0
    assert page.locator("[data-action=duplicate]").first.is_disabled()


def test_another_optimizer_leaves_the_settings_of_the_old_one_behind(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=momentum&a.momentum=0.5&a.clip=2&step=0&view=contour")
    page.select_option("[name=a]", "adam")
    wait_for_query(page, a="adam", a__momentum=None, a__clip="2")
    wait_for_table(page, "Adam")
    assert page.locator(".field-problem").count() == 0


def test_what_is_folded_away_works_too(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    fold_out(page, "a")
    page.select_option("[name='a.schedule']", "exponential")
    wait_for_query(page, a__schedule="exponential")
    page.fill("[name='a.schedule.gamma']", "0.9")
    page.fill("[name='a.clip']", "3")
    page.select_option("[name='a.direction']", "up")
    wait_for_query(page, a__clip="3", a__direction="up")
    page.wait_for_function("() => new URLSearchParams(location.search).get('a.schedule.gamma') === '0.9'")
    page.fill("[name='a.start:x']", "2")
    y = page.input_value("[name='a.start:y']")
    wait_for_query(page, a__start=f"2,{y}")


def test_a_fold_with_something_wrong_inside_opens(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.click("[data-fold=experiment] > summary")
    page.fill("[name=noise]", "-1")
    page.click("[data-fold=experiment] > summary")
    assert "out of range" in problem_at(page, "noise")


def test_starts_by_numbers_and_by_words(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='start:x']", "3.5")
    page.wait_for_function("() => new URLSearchParams(location.search).get('start')?.startsWith('3.5,')")
    for word in ("zeros", "ones", "random"):
        page.click(f"fieldset[name=start] button[value={word}]")
        wait_for_query(page, start=word)
    page.click("fieldset[name=start] button[value=ones]")
    page.wait_for_function("() => document.querySelector(\"[name='start:y']\").value === '1'")
    page.fill("[name='start:x']", "here")
    assert "here" in problem_at(page, "start")


def test_the_parameter_of_a_surface_is_a_slider(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&a=gd&step=5&view=contour")
    slide(page, "s.b", 0.1)
    page.wait_for_function("() => Number(new URLSearchParams(location.search).get('s.b')) < 100")


def test_a_formula_is_typed_and_its_mistakes_are_said(open_page: OpenPage) -> None:
    page = open_page("/?surface=formula&formula=x**2%2By**2&a=gd&step=10&view=contour")
    page.fill("[name=formula]", "x**2 + sin(")
    assert problem_at(page, "formula")
    page.fill("[name=formula]", "x**4 + w**2")
    page.press("[name=formula]", "Enter")
    assert page.input_value("[name=formula]") == "x**4 + w**2"
    wait_for_query(page, formula="x**4 + w**2")
    page.locator("[name='start:w']").wait_for()
    assert page.locator(".field-problem").count() == 0


def test_a_rule_of_ones_own_is_typed_line_by_line(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour&step=3")
    page.select_option("[name=a]", "rule")
    page.locator("[name='a.rule']").wait_for()
    page.fill("[name='a.rule']", "v = 0.5*v + g\np = p - rate*v")
    assert "rate" in problem_at(page, "a.rate")
    page.fill("[name='a.rate']", "0.02")
    wait_for_query(page, a__rule="v = 0.5*v + g; p = p - rate*v", a__rate="0.02")
    wait_for_table(page, "Typed rule")
    page.wait_for_function("() => !document.querySelector('.field-problem')")
    page.fill("[name='a.rule']", "p = p - open(lr)")
    assert "open" in problem_at(page, "a.rule")
