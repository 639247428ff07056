"""Typing a formula or a rule: typeset as one types, marked where it can't be read, and where to look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.reading import problem_at, query_of, wait_for_query

if TYPE_CHECKING:
    from playwright.sync_api import Page

BOWL = "/?surface=formula&formula=x**2%2By**2&a=gd&a.lr=0.05&steps=60&step=60&view=contour"
ADAM = "/?surface=himmelblau&start=-1,2&a=adam&a.lr=0.1&a.lr@20=0.03&a.clip=9&steps=60&step=60&view=contour"
RULE = "[name='a.rule']"


def runs(page: Page) -> Any:
    """Every number of the runs that the page's address asks for."""
    told = {key: text for key, text in query_of(page).items() if key not in {"step", "view"}}
    run = page.request.get(f"/api/run.json?{urlencode(told)}").json()["runs"][0]
    return [run[name] for name in ("x", "y", "loss", "gx", "gy")]


def test_a_mistake_is_marked_at_its_character_and_what_was_good_stays_until_it_is_mended(
    open_page: OpenPage,
) -> None:
    page = open_page(BOWL)
    typeset = page.locator(".formula-editor .typeset")
    expect(typeset.locator("math")).to_have_count(6)
    page.fill("[name=formula]", "x**2 + 3*y**2 + @x")
    assert "not allowed" in problem_at(page, "formula")
    expect(page.locator(".field-place mark")).to_have_text("@")
    expect(typeset).to_have_class(re.compile("is-stale"))
    expect(typeset.locator("math")).to_have_count(6)
    wait_for_query(page, formula="x**2+y**2")
    page.fill("[name=formula]", "x**2 + 3*y**2 + x")
    wait_for_query(page, formula="x**2 + 3*y**2 + x")
    expect(page.locator(".field-problem")).to_have_count(0)
    expect(typeset).not_to_have_class(re.compile("is-stale"))
    expect(typeset.locator(".partial").nth(2)).to_contain_text("6")
    page.click("[data-action=undo]")
    wait_for_query(page, formula="x**2+y**2")


def test_the_suggested_window_is_taken_in_one_press_and_given_back_in_one(open_page: OpenPage) -> None:
    page = open_page(BOWL)
    suggestion = page.locator(".suggestion")
    expect(suggestion).to_contain_text("It is lowest at (0, 0).")
    expect(suggestion.locator("button")).to_be_hidden()
    page.fill("[name=formula]", "-exp(-(x - 30)**2 - y**2)")
    expect(suggestion).to_contain_text("It is lowest at (30, 0).")
    page.fill("[name=formula]", "-exp(-(x - 30)**2 - y**2")
    expect(suggestion.locator("button")).to_be_disabled()
    page.fill("[name=formula]", "-exp(-(x - 30)**2 - y**2)")
    suggestion.locator("button").click()
    page.wait_for_function("() => new URLSearchParams(location.search).has('window')")
    low, high, *_ = map(float, query_of(page)["window"].split(","))
    assert low < 30 < high
    start = float(query_of(page)["start"].split(",")[0])
    assert low < start < high
    expect(suggestion.locator("button")).to_be_hidden()
    page.click("[data-action=undo]")
    wait_for_query(page, window=None, start=None)
    expect(suggestion.locator("button")).to_be_visible()


def test_a_window_and_a_start_of_two_variables_go_with_the_second_one(open_page: OpenPage) -> None:
    page = open_page(f"{BOWL}&window=-3,3,-3,3&start=1,2&a.start=2,2")
    page.fill("[name=formula]", "x**4 - x**2")
    wait_for_query(page, formula="x**4 - x**2", window=None, start=None, a__start=None)
    expect(page.locator(".field-problem")).to_have_count(0)
    expect(page.locator(".formula-editor .partial")).to_have_count(2)


def test_an_example_brings_its_window_and_says_what_to_notice(open_page: OpenPage) -> None:
    page = open_page(BOWL)
    page.select_option("[data-action=formulas]", label="A ring")
    wait_for_query(page, formula="(x**2 + y**2 - 4)**2/8", window="-3,3,-3,3", start="0.4,0.3", a="gd")
    expect(page.locator(".formula-editor .story")).to_contain_text("All points of a circle are equally low")
    expect(page.locator(".suggestion")).to_contain_text("It is lowest all along a valley")
    expect(page.locator("[data-action=take-window]")).to_be_hidden()
    page.click("[data-fold=formula-words] > summary")
    expect(page.locator(".words:visible")).to_contain_text("natural logarithm")


def test_any_surface_becomes_a_text_with_its_numbers_put_in_and_looks_as_before(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&s.b=50&a=gd&a.lr=0.001&steps=60&step=60&view=contour")
    page.click("[data-action=edit-formula]")
    wait_for_query(page, surface="formula", formula="(1 - x)**2 + 50*(y - x**2)**2", s__b=None)
    wait_for_query(page, window="-2,2,-1,3", start="-1.2,1", scale="log", a="gd", step="60")
    expect(page.locator("[name=formula]")).to_be_focused()
    page.click("[data-action=undo]")
    wait_for_query(page, surface="rosenbrock", s__b="50")


def test_adams_own_text_makes_adams_own_path_and_may_be_changed(open_page: OpenPage) -> None:
    page = open_page(ADAM)
    before = runs(page)
    page.click("[data-fold=a] > summary")
    page.click("[data-action=edit-rule]")
    wait_for_query(page, a="rule", a__lr="0.1", a__beta1="0.9", a__eps="1e-8", a__clip="9")
    expect(page.locator(RULE)).to_be_focused()
    assert page.input_value(RULE).splitlines()[1] == "m = beta1*m + (1 - beta1)*g"
    expect(page.locator(".rule-editor .typeset math")).to_have_count(6)
    page.wait_for_function("() => !document.querySelector('.field-problem')")
    assert runs(page) == before
    page.fill(RULE, page.input_value(RULE).replace("(1 - beta1)*g", "(1 - beta1)*sign(g)"))
    page.wait_for_function("() => new URLSearchParams(location.search).get('a.rule').includes('sign(g)')")
    assert runs(page) != before
    page.click("[data-action=undo]")
    page.click("[data-action=undo]")
    wait_for_query(page, a="adam", a__rule=None, a__beta1=None, a__lr="0.1")
    assert runs(page) == before


def test_a_rule_of_a_stage_midway_is_edited_for_that_stage_alone(open_page: OpenPage) -> None:
    page = open_page("/?surface=bowl&a=gd&a.lr=0.1&a@30=momentum&a.lr@30=0.02&steps=60&step=45&view=contour")
    before = runs(page)
    page.click("[data-fold=a] > summary")
    page.click("[data-action=edit-rule]")
    page.wait_for_function("() => new URLSearchParams(location.search).get('a@30') === 'rule'")
    found = query_of(page)
    assert found["a"] == "gd"
    assert found["a.momentum@30"] == "0.9"
    assert runs(page) == before


def test_a_mistake_in_a_rule_is_marked_in_its_line_and_typing_goes_on_where_the_caret_was(
    open_page: OpenPage,
) -> None:
    page = open_page(
        "/?surface=bowl&a=rule&a.rule=m%3Dmu*m%2Bg;p%3Dp-lr*m&a.mu=0.5&a.lr=0.02&view=contour&steps=20"
    )
    page.fill(RULE, "m = mu*m + g\np = p - lr*nrm(m)*m")
    assert "did you mean norm?" in problem_at(page, "a.rule")
    expect(page.locator(".field-place")).to_have_text("p = p - lr*nrm(m)*m")
    expect(page.locator(".field-place mark")).to_have_text("n")
    page.fill(RULE, "m = g\np = p - lr*m")
    wait_for_query(page, a__mu=None)
    page.locator(RULE).evaluate("(field) => field.setSelectionRange(5, 5)")
    page.keyboard.type(" + mu*m")
    wait_for_query(page, a__mu="0.5", a__rule="m = g + mu*m; p = p - lr*m")
    page.keyboard.type("*nu")
    expect(page.locator("[data-field='a.nu'] .field-problem")).to_contain_text("give it a number")
    assert page.input_value(RULE) == "m = g + mu*m*nu\np = p - lr*m"
    assert page.locator(RULE).evaluate("(field) => field.selectionStart") == len("m = g + mu*m*nu")
    page.fill("[name='a.nu']", "0.5")
    wait_for_query(page, a__nu="0.5", a__rule="m = g + mu*m*nu; p = p - lr*m")


def test_a_rule_worth_trying_brings_its_numbers_and_what_is_no_text_says_why(open_page: OpenPage) -> None:
    page = open_page("/?surface=bowl&a=newton&steps=20&step=20&view=contour")
    page.click("[data-fold=a] > summary")
    expect(page.locator(".card .help", has_text="can't be edited")).to_be_visible()
    expect(page.locator("[data-action=edit-rule]")).to_have_count(0)
    page.select_option("[name=a]", "rule")
    page.select_option("[data-action=rules]", label="A learning rate that falls")
    wait_for_query(page, a="rule", a__decay="0.02", a__rule="a = lr/(1 + decay*t); p = p - a*g")
    expect(page.locator(".rule-editor .help")).to_contain_text("ever shorter steps")
    expect(page.locator("[name='a.decay']")).to_be_visible()


@pytest.mark.parametrize("shape", [{}, PHONE], ids=["desktop", "phone"])
def test_the_badge_tells_how_far_the_gradient_was_off_and_unfolds_what_was_compared(
    open_page: OpenPage, shape: dict[str, Any]
) -> None:
    page = open_page("/?surface=himmelblau&a=gd&a.lr=0.01&steps=20&view=contour&explain=about", **shape)
    page.locator(".about .trust").evaluate("(line) => line.scrollIntoView()")
    badge = page.locator(".about .trust summary")
    expect(badge).to_have_text(
        re.compile(r"^Gradient checked: worst disagreement \d×10⁻\S+ at 64 points, \d×10⁻\S+ from a 50-digit")
    )
    badge.click()
    expect(page.locator(".about .trust-words")).to_contain_text("mpmath")
    expect(page.locator(".about .trust-words")).to_contain_text("divided by how far apart they are")


def test_a_formula_of_ones_own_has_the_badge_under_it_and_a_network_has_none(open_page: OpenPage) -> None:
    page = open_page(BOWL)
    expect(page.locator(".formula-editor .trust summary")).to_contain_text("at 64 points")
    page.goto("/?surface=network&a=adam&steps=20&explain=about")
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    expect(page.locator(".about h3").first).to_be_visible()
    expect(page.locator(".about .trust summary")).to_be_hidden()


def test_nothing_of_the_editors_is_cut_off_on_a_phone(open_page: OpenPage) -> None:
    rule = "m%3Dmu*m%2B(1-mu)*g*where(norm(g)>1,1/norm(g),1);p%3Dp-lr*m/(1-mu**t)"
    formula = "(x**2%2By-11)**2%2B(x%2By**2-7)**2%2B10*exp(-(x-1)**2-(y-2)**2)*sin(3*x*y)"
    page = open_page(f"/?surface=formula&formula={formula}&a=rule&a.rule={rule}&a.mu=0.9&steps=20", **PHONE)
    expect(page.locator(".rule-editor .typeset math")).to_have_count(2)
    expect(page.locator(".suggestion")).to_be_visible()
    wide = page.evaluate("""() => [...document.querySelectorAll(".formula-editor *, .rule-editor *")]
        .filter((part) => part.getClientRects().length && !part.closest(".formula, option"))
        .filter((part) => part.getBoundingClientRect().right > 390)
        .map((part) => part.outerHTML.slice(0, 80))""")
    assert wide == []
