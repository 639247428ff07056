"""What a lesson says, in the hand of whoever follows it: as far as the stage has come."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.lecturing import Lecturer
from tests.browser.test_follow import entered


def test_the_words_of_the_lesson_are_read_below_the_map(open_page: OpenPage, lecturer: Lecturer) -> None:
    lesson = {"lesson": "learning-rate"}
    lecturer.show("surface=parabola&steps=30&a=gd&a.lr=0.01", lecture={**lesson, "step": 1})
    page = entered(open_page, lecturer)
    words = page.locator(".room-lecture")
    expect(words.locator("h2")).to_have_text("Too small")
    expect(words.locator("math").first).to_be_visible()
    expect(words.locator(".room-question")).to_contain_text("Can a learning rate be so small")
    lecturer.show("surface=parabola&steps=12&a=gd&a.lr=0.3&b=gd&b.lr=0.5", lecture={**lesson, "step": 2})
    expect(words.locator("h2")).to_have_text("Just right")
    lecturer.show()
    expect(page.locator(".tabs [value=lecture]")).to_be_hidden()
    expect(page.locator(".view-table")).to_be_visible()


def test_words_that_the_stage_has_not_come_to_yet_tell_nothing_away(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    query, lesson = "surface=parabola&steps=30&a=gd&a.lr=0.01", {"lesson": "learning-rate", "step": 1}
    lecturer.show(query, lecture={**lesson, "part": "ask"})
    page = entered(open_page, lecturer)
    words = page.locator(".room-lecture")
    asked, answer = "Can a learning rate be so small", "Small is safe, but slow"
    expect(words).to_contain_text("Where will the ball be after 30 steps?")
    for part, seen, unseen in (
        ("ask", [], ["1.31", asked, answer]),
        ("text", ["1.31"], [asked, answer]),
        ("question", ["1.31", asked], [answer]),
        ("answer", ["1.31", asked, answer], []),
    ):
        lecturer.show(query, lecture={**lesson, "part": part})
        for text in seen:
            expect(words).to_contain_text(text)
        for text in unseen:
            expect(words).not_to_contain_text(text)
