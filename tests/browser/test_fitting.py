"""What a fitted surface is made of, set on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.reading import options, paths, problem_at, table, wait_for_query

if TYPE_CHECKING:
    from playwright.sync_api import Page

FINISHED = "/?surface=fit&a=gd&a.lr=0.1&steps=40&step=40&view=contour"


def unfold(page: Page, fold: str) -> None:
    page.evaluate(f"document.querySelector('[data-fold={fold}]').open = true")


def wait_until_drawn_anew(page: Page, before: Any) -> None:
    """Until the map shows other paths than before, complete."""
    page.wait_for_function("() => document.querySelector('.view-table[data-compared=true]')")
    for _ in range(100):
        if paths(page) != before:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the picture is the same as before")


CHOICES: dict[str, tuple[str, str]] = {
    "s.data": ("s.data", "wave"),
    "s.y": ("s.y", "x"),
    "s.loss": ("s.loss", "absolute"),
}


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_changes_the_address_and_the_picture(open_page: OpenPage, name: str) -> None:
    page = open_page(FINISHED)
    before = paths(page)
    key, value = CHOICES[name]
    page.select_option(f"[name='{name}']", value)
    wait_for_query(page, **{key.replace(".", "__"): value})
    wait_until_drawn_anew(page, before)
    assert page.locator(".field-problem").count() == 0


NUMBERS = {"s.l1": ("penalties", "0.5"), "s.l2": ("penalties", "0.5"), "s.noise": ("data", "2")}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_folded_number_changes_the_address_and_the_picture(open_page: OpenPage, name: str) -> None:
    page = open_page(FINISHED)
    before = paths(page)
    fold, text = NUMBERS[name]
    unfold(page, fold)
    page.fill(f"input[type=text][name='{name}']", text)
    wait_for_query(page, **{name.replace(".", "__"): text})
    wait_until_drawn_anew(page, before)
    page.fill(f"input[type=text][name='{name}']", "")
    page.keyboard.press("Tab")
    wait_for_query(page, **{name.replace(".", "__"): None})


def test_standardizing_is_a_box_to_tick_and_leaves_places_among_other_weights_behind(
    open_page: OpenPage,
) -> None:
    page = open_page("/?surface=tips_line&start=0.1,1&a=gd&a.lr=0.1&steps=40&step=40&view=contour")
    unfold(page, "penalties")
    page.check("[name='s.standardize']")
    wait_for_query(page, s__standardize="1", start=None)
    page.uncheck("[name='s.standardize']")
    wait_for_query(page, s__standardize=None)
    page.goto("/?surface=logistic_neuron&a=gd&view=contour")
    unfold(page, "penalties")
    assert page.is_checked("[name='s.standardize']")
    page.uncheck("[name='s.standardize']")
    wait_for_query(page, s__standardize="0")


def test_a_model_is_typed_or_begun_from_an_example(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='s.model']", "w*x**2 + b")
    wait_for_query(page, s__model="w*x**2 + b")
    page.wait_for_function(
        "() => document.querySelector('[data-out=surface-name]').textContent.includes('x**2')"
    )
    page.select_option("[data-action=models]", "w1*w2*x")
    wait_for_query(page, s__model="w1*w2*x")
    page.locator("[name='start:w1']").wait_for()
    page.select_option("[data-action=models]", "w*x + b")
    wait_for_query(page, s__model=None)


def test_whoever_types_a_model_is_not_disturbed_by_the_answers(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.fill("[name='s.model']", "")
    page.locator("[name='s.model']").press_sequentially("w*x + b + ", delay=120)
    assert problem_at(page, "s.model")
    page.locator("[name='s.model']").press_sequentially("b*x", delay=120)
    wait_for_query(page, s__model="w*x + b + b*x")
    assert page.evaluate("document.activeElement.name") == "s.model"
    page.wait_for_function("() => !document.querySelector('.field-problem')")


def test_another_table_leaves_columns_and_parameters_of_the_old_one_behind(open_page: OpenPage) -> None:
    page = open_page(f"{FINISHED}&s.slope=1&s.rows=30&s.x=y&s.y=x&window=-3,3,-3,3&start=1,1&s.l2=0.1")
    page.select_option("[name='s.data']", "tips")
    gone = {f"s__{name}": None for name in ("slope", "rows", "x", "y")}
    wait_for_query(page, s__data="tips", s__l2="0.1", window=None, start=None, **gone)
    page.wait_for_function(
        "() => document.querySelector('[data-out=surface-name]').textContent.includes('Tips')"
    )
    assert options(page, "s.y") == ["total_bill", "tip", "size", "sex", "smoker", "day", "time"]
    assert (page.input_value("[name='s.x']"), page.input_value("[name='s.y']")) == ("total_bill", "tip")
    assert page.evaluate("document.activeElement.name") != "s.slope"
    unfold(page, "data")
    assert "244 rows" in page.inner_text("[data-fold=data]")
    page.select_option("[name='s.data']", "line")
    wait_for_query(page, s__data=None)


def test_the_choice_of_a_table_keeps_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(FINISHED)
    page.focus("[name='s.data']")
    page.select_option("[name='s.data']", "wave")
    page.wait_for_function(
        "() => document.querySelector('[data-out=surface-name]').textContent.includes('wave')"
    )
    assert page.evaluate("document.activeElement.name") == "s.data"


def test_another_loss_leaves_the_old_ones_number_behind(open_page: OpenPage) -> None:
    page = open_page(f"{FINISHED}&s.loss=huber&s.delta=2")
    assert page.input_value("input[type=text][name='s.delta']") == "2"
    page.select_option("[name='s.loss']", "squared")
    wait_for_query(page, s__loss=None, s__delta=None)
    assert page.locator("[name='s.delta']").count() == 0
    assert "error times itself" in page.inner_text("[data-slot=surface]")


def test_a_second_column_that_the_model_does_not_read_is_said_at_the_model(open_page: OpenPage) -> None:
    page = open_page("/?surface=tips_line&a=gd&a.lr=0.001&steps=40&step=40&view=contour")
    before = table(page)
    page.select_option("[name='s.x:2']", "size")
    assert "x1 and x2" in problem_at(page, "s.model")
    assert page.input_value("[name='s.x:2']") == "size"
    assert table(page) == before
    assert "w1*x1 + w2*x2" in options_of_models(page)
    page.select_option("[data-action=models]", "w1*x1 + w2*x2")
    wait_for_query(page, s__x="total_bill,size", s__model="w1*x1 + w2*x2")
    page.wait_for_function("() => !document.querySelector('.field-problem')")
    page.select_option("[name='s.x:2']", "")
    assert "what goes in is x" in problem_at(page, "s.model")


def options_of_models(page: Page) -> list[str]:
    return page.locator("[data-action=models] option").evaluate_all("(all) => all.map((one) => one.value)")


def test_a_column_that_cannot_be_chosen_is_refused_at_its_place(open_page: OpenPage) -> None:
    page = open_page("/?surface=tips_line&a=gd&a.lr=0.001&steps=40&step=40&view=contour")
    page.select_option("[name='s.x']", "day")
    assert "kinds without an order" in problem_at(page, "s.x")
    page.select_option("[name='s.loss']", "logistic")
    assert "0 and 1" in problem_at(page, "s.y")
    page.select_option("[name='s.x']", "total_bill")
    page.locator("[data-field='s.x'] .field-problem").wait_for(state="hidden")
    page.select_option("[name='s.y']", "smoker")
    wait_for_query(page, s__y="smoker", s__loss="logistic")


def test_batches_are_offered_on_fitted_surfaces_alone_and_an_epoch_is_told(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour")
    unfold(page, "experiment")
    assert page.locator("[name=batch]").count() == 0
    page = open_page(FINISHED)
    unfold(page, "experiment")
    assert page.get_attribute("[name=batch]", "placeholder") == "all rows"
    assert not page.is_visible("[name=replace]")
    before = paths(page)
    page.fill("[name=batch]", "8")
    wait_for_query(page, batch="8")
    page.get_by_text("An epoch is 8 batches.").wait_for()
    wait_until_drawn_anew(page, before)
    page.check("[name=replace]")
    wait_for_query(page, replace="1")
    page.fill("[name=batch]", "99")
    assert "60 rows" in problem_at(page, "batch")
    page.fill("[name=batch]", "")
    page.keyboard.press("Tab")
    wait_for_query(page, batch=None, replace=None)


def test_whose_the_rows_are_is_said_in_the_controls_and_beside_the_formulas(open_page: OpenPage) -> None:
    page = open_page("/?surface=tips_line&a=gd&view=contour&explain=about")
    unfold(page, "data")
    about = page.inner_text("[data-slot=about]")
    for told in (page.inner_text("[data-fold=data]"), about):
        assert "One waiter in the United States" in told
        assert "Licence: not stated" in told
    assert "Tips in a restaurant" in about
    assert "[object" not in about
