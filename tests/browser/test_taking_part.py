"""What a class is asked, answered in the hand: each answer counts once, and what came out is told."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.lecturing import QUERY, Lecturer
from tests.browser.reading import step, wait_for_state
from tests.browser.test_accessibility import found
from tests.browser.test_follow import SMALL, tap_map, wait_for_runs, wait_for_step, wait_until_live

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

COUNTED = "Counted. You may still change it."
WHERE = {"kind": "prediction", "ask": "where", "query": QUERY, "run": "a"}
WHICH = {"kind": "prediction", "ask": "which", "query": QUERY}
RATE = {"kind": "prediction", "ask": "rate", "query": QUERY, "run": "a"}
SWARM = {"kind": "swarm", "query": QUERY, "run": "b", "rate": True}
POLL = {"kind": "poll", "question": "What is 2 + 2?", "choices": ["3", "4", "5"], "right": 1}


@pytest.fixture
def lecturer(server: str) -> Iterator[Lecturer]:
    lecturer = Lecturer(server)
    lecturer.show(step=30)
    yield lecturer
    lecturer.http.close()


def entered(open_page: OpenPage, lecturer: Lecturer, **options: Any) -> Page:
    page = open_page(lecturer.path, **(PHONE | options))
    wait_until_live(page)
    wait_for_step(page, 30)
    return page


def asked(page: Page, lecturer: Lecturer, question: dict[str, Any]) -> str:
    """Ask, and wait until it has come up; the activity's id."""
    told = lecturer.call("POST", "/activities", **question)
    expect(page.locator("#room-question")).to_have_text(told["question"])
    page.wait_for_timeout(100)
    return str(told["id"])


def wait_until_counted(page: Page) -> None:
    expect(page.locator(".room-status")).to_have_text(COUNTED)


def answers(lecturer: Lecturer) -> list[list[str]]:
    """Every answer: the activity, the follower's number, the nickname and what was answered."""
    rows = csv.DictReader(lecturer.http.get(f"/rooms/{lecturer.code}/answers.csv").text.splitlines())
    return [[row["activity"], row["follower"], row["nickname"], row["answer"]] for row in rows]


def test_a_tap_says_where_it_ends_another_moves_it_and_it_counts_once(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer)
    id = asked(page, lecturer, WHERE)
    wait_for_step(page, 0)
    expect(page.locator("[data-action=try]")).to_be_disabled()
    expect(page.locator(".room-send")).to_be_disabled()
    tap_map(page, 0.4, 0.4)
    tap_map(page, 0.7, 0.7)
    at = [float(page.input_value(f"[name=at-{name}]")) for name in "xy"]
    page.tap(".room-send")
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", str(at)]]
    page.fill("[name=at-x]", "")
    expect(page.locator(".room-place + .field-problem")).to_have_text("Give a number for x.")
    expect(page.locator(".room-send")).to_be_disabled()
    assert page.get_attribute("[name=at-x]", "inputmode") == "text", "there is a minus on it"
    page.tap(".room-out")
    expect(page.locator(".room-place + .field-problem")).to_be_empty()
    page.tap(".room-send")
    expect(page.locator(".room-send")).to_have_text("Sent")
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", "leaves the picture"]]
    page.fill("[name=at-x]", "3,0")
    page.fill("[name=at-y]", "2")
    page.tap(".room-send")
    wait_until_counted(page)
    assert found(page) == []
    lecturer.call("PATCH", f"/activities/{id}", state="closed")
    expect(page.locator(".room-status")).to_have_text("Closed. Look to the front.")
    wait_for_step(page, 30)
    lecturer.call("PATCH", f"/activities/{id}", state="revealed")
    expect(page.locator(".room-score")).to_have_text("100 of 100 points. The mean is 100.")
    expect(page.locator(".room-sheet")).to_contain_text("It ended at (3, 2).")
    expect(page.locator(".room-sheet")).to_contain_text("You said: x 3, y 2.")
    assert found(page) == []


def test_which_run_wins_is_one_press(open_page: OpenPage, lecturer: Lecturer) -> None:
    page = entered(open_page, lecturer)
    id = asked(page, lecturer, WHICH)
    page.get_by_role("button", name="B Adam, lr 0.2").tap()
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", "b"]]
    lecturer.call("PATCH", f"/activities/{id}", state="revealed")
    expect(page.locator(".room-bars li").nth(0)).to_have_text("Gradient descent, lr 0.01 right0")
    expect(page.locator(".room-bars li").nth(1)).to_have_text("Adam, lr 0.2 yours1")


def test_the_largest_rate_that_holds_is_slid_or_typed(open_page: OpenPage, lecturer: Lecturer) -> None:
    page = entered(open_page, lecturer)
    asked(page, lecturer, RATE)
    page.fill("[name=rate]", "0.02")
    page.press("[name=rate]", "Enter")
    page.tap(".room-send")
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", "0.02"]]
    page.fill("[name=rate]", "1e9")
    page.press("[name=rate]", "Enter")
    page.tap(".room-send")
    expect(page.locator(".room-status[data-state=refused]")).not_to_be_empty()
    assert answers(lecturer) == [["1", "1", "", "0.02"]]


def test_of_a_swarm_everybody_may_watch_their_own(open_page: OpenPage, lecturer: Lecturer) -> None:
    page = entered(open_page, lecturer)
    id = asked(page, lecturer, SWARM)
    page.fill("[name=at-x]", "-2")
    page.fill("[name=at-y]", "-0.5")
    page.fill("[name=rate]", "0.1")
    page.press("[name=rate]", "Enter")
    page.tap(".room-send")
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", "[-2.0, -0.5] lr 0.1"]]
    lecturer.call("PATCH", f"/activities/{id}", state="revealed")
    expect(page.locator(".room-outcome")).to_contain_text("Yours: Reached the global minimum")
    watch = page.get_by_role("button", name="Watch yours")
    lecturer.call("PATCH", held=True)
    expect(watch).to_be_disabled()
    lecturer.call("PATCH", held=False)
    watch.tap()
    wait_for_state(page, "ended")
    wait_for_runs(page, "Adam, lr 0.1")
    expect(page.locator("[data-action=back-to-stage]")).to_be_visible()


def test_a_poll_is_one_press_that_may_be_changed_until_it_closes(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer)
    id = asked(page, lecturer, POLL)
    for choice in ("3", "4"):
        page.locator(".room-choice").get_by_text(choice, exact=True).tap()
        wait_until_counted(page)
        page.wait_for_timeout(50)
    page.reload()
    wait_until_counted(page)
    expect(page.locator(".room-choice[aria-pressed=true]")).to_have_text("4")
    assert answers(lecturer) == [["1", "1", "", "4"]]
    lecturer.call("DELETE", f"/activities/{id}/answers")
    expect(page.locator(".room-choice[aria-pressed=true]")).to_have_count(0)
    assert answers(lecturer) == []


def test_a_question_is_put_aside_and_taken_up(open_page: OpenPage, lecturer: Lecturer) -> None:
    page = entered(open_page, lecturer)
    asked(page, lecturer, WHICH)
    wait_for_step(page, 0)
    page.get_by_role("button", name="Later").tap()
    wait_for_step(page, 30)
    expect(page.locator(".view-table")).to_be_visible()
    page.tap("[data-action=take-up]")
    wait_for_step(page, 0)
    expect(page.locator(".room-choice").first).to_be_visible()


def test_whoever_is_away_hears_of_a_question_and_finds_it_when_back(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer)
    page.tap("[data-action=try]")
    lecturer.call("POST", "/activities", **WHICH)
    expect(page.locator("[data-out=way]")).to_have_text("There is a question from the stage.")
    assert step(page) == 30
    page.tap("[data-action=back-to-stage]")
    page.locator(".room-choice").first.tap()
    wait_until_counted(page)


def test_a_nickname_is_refused_beside_its_field_and_sent_once_it_is_one(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer, **SMALL)
    asked(page, lecturer, POLL)
    page.locator(".room-nickname summary").tap()
    page.fill("[name=nickname]", "<script>alert(1)</script>")
    page.locator(".room-choice").first.tap()
    expect(page.locator(".room-nickname .field-problem")).to_contain_text("A nickname has")
    expect(page.locator(".room-nickname .field-problem")).to_be_in_viewport(ratio=1)
    expect(page.locator(".room-status")).to_have_text("Not counted yet: mend the nickname.")
    assert found(page) == []
    assert answers(lecturer) == []
    page.fill("[name=nickname]", "Ada")
    page.press("[name=nickname]", "Enter")
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "Ada", "3"]]
    page.evaluate("localStorage.clear()")


def test_an_answer_outlasts_a_hole_in_the_connection(open_page: OpenPage, lecturer: Lecturer) -> None:
    page = entered(open_page, lecturer, refusals=("ERR_INTERNET_DISCONNECTED",))
    asked(page, lecturer, POLL)
    page.context.set_offline(True)
    try:
        page.locator(".room-choice").nth(2).tap()
        expect(page.locator(".room-status")).to_contain_text("Not counted yet")
        assert answers(lecturer) == []
    finally:
        page.context.set_offline(False)
    wait_until_counted(page)
    assert answers(lecturer) == [["1", "1", "", "5"]]


def test_an_answer_that_was_counted_before_the_end_is_not_called_lost(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer)
    id = asked(page, lecturer, POLL)
    sent: list[Route] = []
    page.route("**/answers", lambda route: sent.append(route))
    page.locator(".room-choice").nth(1).tap()
    page.wait_for_timeout(200)
    counted = sent[0].fetch()
    lecturer.call("PATCH", f"/activities/{id}", state="closed")
    expect(page.locator(".room-outcome")).to_contain_text("did not get through in time")
    sent[0].fulfill(response=counted)
    expect(page.locator(".room-outcome")).to_have_text("You said: “4”.")


def test_a_place_is_tapped_on_a_small_phone_without_scrolling(
    open_page: OpenPage, lecturer: Lecturer
) -> None:
    page = entered(open_page, lecturer, **SMALL)
    asked(page, lecturer, WHERE)
    boxes = [page.locator(one).bounding_box() for one in (".picture-flat .view-stage", ".room-send")]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["height"] >= 200
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] <= 640 - boxes[1]["height"]
