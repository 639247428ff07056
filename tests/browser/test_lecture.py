"""A lecture as a whole: a stage, three phones, one of which drops out, and 200 followers by script."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.audience import Audience
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.crowd import Crowd
from tests.browser.roomstage import ask, asking, badge, opened
from tests.browser.test_follow import tap_map, wait_until_live

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONES, CROWD = 3, 200
ALL = PHONES + CROWD
LOST = ("ERR_INTERNET_DISCONNECTED",)


class Lecture:
    """Everyone who is there."""

    def __init__(self, stage: Page, audience: Audience, phones: list[Page], crowd: Crowd) -> None:
        self.stage = stage
        self.audience = audience
        self.phones = phones
        self.crowd = crowd

    def press(self, *keys: str) -> None:
        for key in keys:
            self.stage.keyboard.press(key)

    def ask(self, kind: str = "") -> None:
        """What the step has ready, or a kind of one's own."""
        if kind:
            ask(self.stage, kind)
        else:
            self.press("a")
        self.heard("open")

    def heard(self, state: str) -> None:
        """Until everybody has been told that what is asked has come to this."""
        told = self.audience.until(lambda room: room["activity"]["state"] == state)["activity"]["id"]
        self.until(lambda: self.crowd.states() == {(told, state)})

    def until(self, true: Any) -> None:
        self.audience.until(lambda room: true())


@pytest.fixture
def lecture(open_page: OpenPage, server: str) -> Iterator[Lecture]:
    stage, audience = opened(open_page, server)
    # Phones that share nothing, not even what a browser remembers.
    phones = [
        open_page(f"/room/{audience.code}", refusals=LOST, **PHONE, locale="en-GB") for _ in range(PHONES)
    ]
    for phone in phones:
        wait_until_live(phone)
    with Crowd(server, audience.code, CROWD) as crowd:
        yield Lecture(stage, audience, phones, crowd)


def sent(phone: Page) -> None:
    """The answer that is chosen on a phone is sent, and counted."""
    phone.get_by_role("button", name="Send").tap()
    expect(phone.locator("body")).to_contain_text("Counted")


def reveal(lecture: Lecture) -> None:
    """The next key tells what came out, and everybody hears it."""
    lecture.press("Enter")
    asking(lecture.stage, "told")
    lecture.heard("revealed")


def test_a_class_of_two_hundred_goes_through_a_lesson(lecture: Lecture) -> None:
    expect(badge(lecture.stage)).to_contain_text(f"{ALL} here")
    predicted(lecture)
    followed(lecture)
    swarmed(lecture)
    polled(lecture)


def predicted(lecture: Lecture) -> None:
    """Where the ball will end. One phone is gone while that is asked, and comes back to it."""
    phones = lecture.phones
    phones[2].context.set_offline(True)
    lecture.ask()
    phones[2].context.set_offline(False)
    tap_map(phones[0], 0.7, 0.3)
    sent(phones[0])
    answers = [[2.4 - k / 100] for k in range(CROWD)]
    assert lecture.crowd.answer(answers) == {201}
    assert lecture.crowd.answer(answers) == {200}, "sent twice and counted once"
    tap_map(phones[2], 0.6, 0.5)
    sent(phones[2])
    expect(lecture.stage.locator(".question-count")).to_contain_text(f"{CROWD + 2} of {ALL} answered")
    lecture.press("Enter")
    asking(lecture.stage, "closed")
    lecture.heard("closed")
    reveal(lecture)
    expect(lecture.stage.locator(".question")).to_contain_text("It ended at x = 1.31.")
    for phone in phones:
        expect(phone.locator("body")).to_contain_text("1.31")
    lecture.press("x")


def followed(lecture: Lecture) -> None:
    """The lesson goes on, step by step; everybody sees each."""
    for step in (2, 3, 4):
        lecture.press(str(step), "Enter")
        lecture.until(lambda step=step: lecture.crowd.steps() == {step})
    for phone in lecture.phones:
        expect(phone.locator("body")).to_contain_text("Two directions, one rate")


def swarmed(lecture: Lecture) -> None:
    """All descend together, each from a start of their own."""
    lecture.ask("swarm")
    turns = [2 * math.pi * k / CROWD for k in range(CROWD)]
    starts = [{"start": [3.5 * math.cos(turn), 3.5 * math.sin(turn)]} for turn in turns]
    assert lecture.crowd.answer(starts) == {201}
    tap_map(lecture.phones[1], 0.3, 0.6)
    sent(lecture.phones[1])
    reveal(lecture)
    expect(lecture.stage.locator(".question")).to_contain_text(f"Of {CROWD + 1} runs,")
    lecture.press("x")


def polled(lecture: Lecture) -> None:
    """A question with two choices."""
    lecture.press("A")
    sheet = lecture.stage.locator(".ask-sheet")
    sheet.locator(".segments [value=poll]").click()
    for choice, words in enumerate(("The steep one breaks", "It would be slower"), 1):
        sheet.locator(f"[name=choice-{choice}]").fill(words)
    sheet.locator("[type=submit]").click()
    lecture.heard("open")
    assert lecture.crowd.answer([k % 2 for k in range(CROWD)]) == {201}
    for phone in lecture.phones:
        phone.get_by_role("button", name="It would be slower").tap()
        expect(phone.locator("body")).to_contain_text("Counted")
    reveal(lecture)
    counts = lecture.audience.room()["activity"]["results"]["counts"]
    assert [one["answers"] for one in counts] == [CROWD // 2, CROWD // 2 + PHONES]
