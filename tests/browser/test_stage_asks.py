"""What a lecturer asks from the stage: prepared or written down, closed, shown, told, put away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.roomstage import ask, asking, badge, opened
from tests.browser.test_accessibility import found

TWO = "/present/experiment?surface=booth&steps=40&start=-2,4&a=gd&a.lr=0.01&b=momentum&b.lr=0.01&view=contour"
# How far the map that is drawn is from the place that it has.
DRAWN = (
    "document.querySelector('.view-contour .view-figure').layout.height"
    " - document.querySelector('.view-contour .view-stage').clientHeight"
)
COUNT_REDRAWN = """() => {
  const { relayout } = Plotly;
  window.redrawn = 0;
  Plotly.relayout = (figure, ...change) => {
    if (figure.closest("[data-mount=flat]")) window.redrawn += 1;
    return relayout(figure, ...change);
  };
}"""
FOUR = "/present/experiment?surface=himmelblau&steps=60&a=gd&a.lr=0.01&view=contour"


def test_a_step_asks_what_it_has_ready_and_the_truth_comes_after_the_answers(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server)
    question = page.locator(".question")
    with audience.followed(4):
        page.keyboard.press("a")
        asking(page, "open")
        expect(question).to_contain_text("Where will the ball be after 30 steps?")
        expect(question).to_contain_text(f"/room   {audience.code[:3]} {audience.code[3:]}")
        page.keyboard.press(" ")
        expect(page.locator(".toast")).to_contain_text("give the answer away")
        audience.answer([[1.3], [0.1], "out"])
        expect(question).to_contain_text("3 of 4 answered")
    assert found(page) == []
    page.keyboard.press("Enter")
    asking(page, "closed")
    expect(question).to_contain_text("1 of 3 say that it leaves the picture.")
    assert page.locator("[name=step]").input_value() == "0"
    expect(question).not_to_contain_text("It ended")
    assert audience.room()["activity"]["state"] == "closed"
    page.keyboard.press("Enter")
    asking(page, "showing")
    asking(page, "told")
    expect(question).to_contain_text("It ended at x = 1.31. 1 of 3 were within a tenth of the picture")
    assert audience.room()["activity"]["results"]["near"] == 1
    page.keyboard.press("Enter")
    expect(question.locator(".outcome-best li").first).to_contain_text(re.compile("Ada(9[5-9]|100)"))
    page.keyboard.press("Enter")
    asking(page, "")
    audience.until(lambda room: room["activity"]["state"] == "away")
    expect(page.locator(".lecture h1")).to_be_visible()
    assert page.locator("[name=step]").input_value() == "30"
    page.keyboard.press("Enter")
    assert page.locator(".lecture").get_attribute("data-part") == "question", (
        "what was played is not played again"
    )


def test_a_clicker_alone_asks_what_a_step_begins_with_and_its_words_come_after(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server)
    with audience.followed(2):
        expect(badge(page)).to_contain_text("2 here")
        page.keyboard.press("PageDown")
        asking(page, "open")
        audience.answer([[1.3], [0.1]])
        assert audience.room()["stage"]["lecture"]["part"] == "ask"
        for phase in ("closed", "told"):
            page.keyboard.press("PageDown")
            asking(page, phase)
        for _ in ("the scores", "the lecture"):
            page.keyboard.press("PageDown")
        asking(page, "")
        expect(page.locator("[data-out=said]")).to_contain_text("after 30 steps we have come to 1.31")
        assert audience.room()["stage"]["lecture"]["part"] == "text"
        page.keyboard.press("End")
        page.keyboard.press("PageDown")
        asking(page, "open")
        page.keyboard.press("x")
        asking(page, "")
        page.reload()
        expect(badge(page)).to_contain_text("2 here")
        page.keyboard.press("Home")
        page.keyboard.press("End")
        page.keyboard.press("PageDown")
        assert page.locator(".lecture").get_attribute("data-part") == "text", "put away is not asked again"


def test_a_question_outlives_a_reload_and_is_asked_anew(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server)
    page.keyboard.press("a")
    asking(page, "open")
    audience.answer([[1], [2]])
    page.reload()
    asking(page, "open")
    expect(page.locator(".question-count")).to_contain_text("2")
    page.keyboard.press("Enter")
    asking(page, "closed")
    page.keyboard.press("PageUp")
    asking(page, "open")
    page.mouse.move(300, 300)
    page.get_by_role("button", name="Clear and ask again").click()
    expect(page.locator(".question-count")).to_contain_text("0")
    again = audience.until(lambda room: room["activity"]["round"] == 2)["activity"]
    assert (again["state"], again["answers"]) == ("open", 0)
    page.keyboard.press("x")
    asking(page, "")
    audience.until(lambda room: room["activity"]["state"] == "away")


def test_a_poll_is_written_down_and_told_what_is_wrong_with_it(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server)
    page.keyboard.press("A")
    sheet = page.locator(".ask-sheet")
    sheet.locator("[value=poll]").first.click()
    expect(sheet.locator("[name=question]")).to_have_value(re.compile("Can a learning rate be so small"))
    sheet.locator("[value=which]").click()
    expect(sheet.locator("[name=question]")).to_have_value("")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("[data-out=title]")).to_have_text("Just right")
    page.keyboard.press("A")
    sheet.locator("[value=poll]").first.click()
    expect(sheet.locator("[name=question]")).to_have_value(re.compile(r"The curve L ?= ?4.?x\^2 bends by 8"))
    sheet.locator("[name=choice-1]").fill("Yes")
    sheet.locator("[type=submit]").click()
    expect(sheet.locator("[data-field=choices]")).to_contain_text("Give 2 to 6 choices.")
    assert found(page) == []
    sheet.locator("[name=choice-3]").fill("No")
    sheet.locator("[name=right][value='2']").check()
    sheet.locator("[type=submit]").click()
    asking(page, "open")
    assert audience.room()["activity"]["choices"] == ["Yes", "No"]
    audience.answer([1, 1, 0])
    page.keyboard.press("Enter")
    asking(page, "closed")
    bars = page.locator(".question .outcome-bar")
    expect(bars).to_have_text([re.compile("Yes.*1 "), re.compile("No.*2 ")])
    expect(page.locator(".question")).not_to_contain_text("right")
    page.keyboard.press("Enter")
    asking(page, "told")
    expect(page.locator(".question")).to_contain_text("“No” is right. 2 of 3 said so.")


def test_which_run_wins_is_seen_before_it_is_told(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server, TWO)
    ask(page, "which")
    asking(page, "open")
    expect(page.locator(".question-choices li")).to_have_count(2)
    audience.answer(["a", "b", "b"])
    page.keyboard.press("Enter")
    asking(page, "closed")
    page.keyboard.press("Enter")
    asking(page, "showing")
    audience.until(lambda room: room["stage"]["playing"])
    assert audience.room()["activity"]["state"] == "closed", (
        "phones do not tell before the stage has shown it"
    )
    page.keyboard.press("Enter")
    asking(page, "told")
    expect(page.locator(".question")).to_contain_text("2 of 3 said so.")
    assert page.locator("[name=step]").input_value() == "40"


def test_the_edge_of_the_learning_rates_is_seen_from_both_sides(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server, TWO)
    ask(page, "rate")
    asking(page, "open")
    audience.answer([0.02, 0.3])
    page.keyboard.press("Enter")
    asking(page, "closed")
    page.keyboard.press("Enter")
    asking(page, "told")
    rates = [float(text) for text in re.findall(r"lr ([\d.]+)", page.locator(".names").inner_text())]
    # The larger eigenvalue of Booth's Hessian is 18, so gradient descent holds up to 2/18; just above, it
    # takes more than 40 steps to get out of bounds.
    assert rates == sorted(rates)
    assert rates == pytest.approx([2 / 18, 2 / 18], rel=0.05)
    page.keyboard.press("x")
    asking(page, "")
    expect(page.locator(".names")).to_contain_text("Momentum")


def test_everyones_runs_descend_together(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server, FOUR)
    ask(page, "swarm")
    asking(page, "open")
    page.wait_for_function(f"() => Math.abs({DRAWN}) < 1")
    page.evaluate(COUNT_REDRAWN)
    audience.answer([{"start": [x, y]} for x in (-4, -1, 2, 4) for y in (-4, -1, 2, 4)])
    page.keyboard.press("Enter")
    asking(page, "showing")
    expect(page.locator(".view-swarm")).to_contain_text("at (3, 2)")
    assert page.evaluate("window.redrawn") == 0, "the map stays as it is under the swarm"
    asking(page, "told")
    expect(page.locator(".question")).to_contain_text("Of 16 runs,")
    assert sum(group["count"] for group in audience.room()["activity"]["results"]["groups"]) == 16
    page.keyboard.press("x")
    asking(page, "")
    expect(page.locator(".view-swarm")).to_be_hidden()
