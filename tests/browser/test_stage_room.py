"""The lecturer's side of a room, on the stage: opened, told what is shown, handed over, ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
from playwright.sync_api import expect

from tests.browser.audience import Audience
from tests.browser.conftest import OpenPage, wait_until_drawn
from tests.browser.roomstage import LESSON, asking, badge, opened, stage
from tests.browser.test_accessibility import found

if TYPE_CHECKING:
    from playwright.sync_api import Page


# A room that is handed over, but can't be looked at in this moment.
UNSEEN = """const { fetch } = window;
window.fetch = (address, how) => {
  if (!sessionStorage.seen && /api.rooms.\\w+$/.test(address)) return Promise.reject(new TypeError("no"));
  return fetch(address, how);
};"""


def key_of(page: Page) -> str:
    """The room's key, as this browser keeps it."""
    kept = "JSON.parse(localStorage[Object.keys(localStorage).find((name) => name.startsWith('rooms led'))])"
    return str(page.evaluate(f"{kept}[0].key"))


def test_a_key_opens_a_room_and_shows_how_to_join(open_page: OpenPage, server: str) -> None:
    page = stage(open_page)
    page.keyboard.press("o")
    card = page.locator(".join-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text(f"{server.removeprefix('http://')}/room")
    expect(card).to_contain_text("this very machine")
    page.wait_for_function("() => document.querySelector('.join-qr').naturalWidth > 0")
    assert found(page) == []
    audience = Audience(server, page)
    with audience.followed(3):
        expect(card).to_contain_text("3 here")
        page.keyboard.press("PageDown")
        expect(card).to_be_hidden()
        assert page.locator(".lecture").get_attribute("data-part") == "ask", "the key was the card's"
        expect(badge(page)).to_contain_text("3 here")
    key = key_of(page)
    assert key not in page.content()
    assert key not in page.url
    assert key not in httpx.get(f"{server}/api/rooms/{audience.code}").text


def test_the_room_hears_of_everything_on_the_stage(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server)
    first = audience.room()["stage"]
    assert first["lecture"] == {"lesson": "learning-rate", "step": 1, "part": "ask"}
    assert first["query"].startswith("surface=parabola&steps=30&a=gd")
    page.keyboard.press("PageDown")
    audience.until(lambda room: room["stage"]["lecture"]["part"] == "text")
    page.keyboard.press("PageDown")
    audience.until(lambda room: room["stage"]["playing"])
    page.keyboard.press(" ")
    rest = audience.until(lambda room: not room["stage"]["playing"])
    assert rest["stage"]["step"] == int(page.locator("[name=step]").input_value())
    page.keyboard.press("Shift+ArrowLeft")
    audience.until(lambda room: room["stage"]["step"] == rest["stage"]["step"] - 1)
    page.keyboard.press("b")
    audience.until(lambda room: room["stage"]["blank"])
    page.keyboard.press("b")
    page.keyboard.press("End")
    last = audience.until(lambda room: room["stage"]["query"] != first["query"] and not room["stage"]["step"])
    assert last["stage"]["lecture"]["step"] == 4
    assert not last["stage"]["blank"]


def test_a_room_goes_on_after_a_reload_and_moves_to_another_tab_only_when_asked(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server)
    page.reload()
    expect(badge(page)).to_contain_text("0 here")
    other = page.context.new_page()
    other.goto(f"{LESSON}#2")
    wait_until_drawn(other)
    expect(badge(other)).to_contain_text("is still open. Press O to go on with it.")
    assert audience.room()["stage"]["lecture"]["step"] == 1
    other.keyboard.press("o")
    audience.until(lambda room: room["stage"]["lecture"]["step"] == 2)
    expect(badge(page)).to_contain_text("The stage is on another device now.")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take it back").click()
    audience.until(lambda room: room["stage"]["lecture"]["step"] == 3)
    expect(badge(other)).to_contain_text("The stage is on another device now.")
    other.close()


def test_the_lecture_goes_on_without_the_server_which_hears_the_last_of_it(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server, refusals=(422, 503))
    page.route("**/api/rooms/**", lambda route: route.fulfill(status=503, json={"detail": "Out of order."}))
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(badge(page)).to_contain_text("Out of reach, trying again. The lecture goes on.")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(page.locator("[data-out=title]")).to_have_text("Too large")
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_have_text("Out of order.")
    assert audience.room()["stage"]["lecture"]["step"] == 1
    page.unroute("**/api/rooms/**")
    audience.until(lambda room: room["stage"]["lecture"]["step"] == 3)
    expect(badge(page)).not_to_contain_text("Out of reach")


def test_the_door_the_table_and_the_end_are_on_the_lecturers_sheet(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server)
    page.keyboard.press("a")
    asking(page, "open")
    audience.answer([[1]])
    page.keyboard.press("m")
    sheet = page.locator(".desk-sheet")
    sheet.get_by_text("Lock the door").click()
    audience.until(lambda room: room["locked"])
    sheet.get_by_text("Eyes front").click()
    audience.until(lambda room: room["held"])
    assert found(page) == []
    with page.expect_download() as download:
        sheet.get_by_role("button", name="Save the answers").click()
    assert "Ada,[1.0]," in download.value.path().read_text()
    sheet.get_by_role("button", name="End the room").click()
    assert audience.room()["code"] == audience.code, "one press ends nothing"
    sheet.get_by_role("button", name="Press again").click()
    expect(badge(page)).to_be_hidden()
    assert httpx.get(audience.address).status_code == 410
    asking(page, "")


def test_a_room_is_reopened_from_the_shelf_and_handed_over_by_a_link_once(
    open_page: OpenPage, server: str
) -> None:
    page, _ = opened(open_page, server, f"{LESSON}#2", refusals=(403, 422))
    page.goto("/present")
    line = page.locator(".own-rooms li")
    expect(line).to_contain_text("The learning rate 0 here", timeout=20_000)
    assert found(page) == []
    line.get_by_role("button", name="Reopen").click()
    page.wait_for_url("**/present/learning-rate#2")
    expect(badge(page)).to_contain_text("0 here")

    page.keyboard.press("m")
    page.get_by_role("button", name="Copy a link for another device").click()
    expect(page.locator(".desk-status")).to_contain_text("Copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.split(".")[-1] not in page.content()
    other = open_page(
        link.removeprefix(server), drawn=False, init=UNSEEN, refusals=(403, 422), locale="en-GB"
    )
    expect(other.locator(".own-rooms [role=alert]")).to_contain_text("cannot be reached")
    other.evaluate("sessionStorage.seen = 'yes'")
    other.get_by_role("button", name="Reopen").click()
    other.wait_for_url("**/present/learning-rate#2")
    expect(badge(other)).to_contain_text("0 here")
    expect(badge(page)).to_contain_text("The stage is on another device now.")
    assert key_of(other) != key_of(page)
    other.goto(link.removeprefix(server))
    expect(other.locator(".own-rooms [role=alert]")).to_contain_text("This token was used")
    assert "#" not in other.url


def test_the_window_of_notes_has_the_room_and_the_link_for_another_device(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server)
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    notes = popup.value
    room = notes.locator(".prompter-room")
    expect(room).to_contain_text("0 here")
    expect(room).to_contain_text("Where will the ball be after 30 steps?")
    room.get_by_role("button", name="Eyes front").click()
    audience.until(lambda told: told["held"])
    room.get_by_role("button", name="Ask the room").click()
    asking(page, "open")
    room.get_by_role("button", name="Close the answers").click()
    asking(page, "closed")
    room.get_by_role("button", name="Hand over to another device").click()
    link = notes.get_by_label("Link for another device")
    expect(link).to_have_value(re.compile(rf"/present#take={audience.code}\.[\w-]{{43}}$"))
    notes.wait_for_function("() => document.querySelector('.prompter-qr').naturalWidth > 0")
    assert found(notes) == []
    assert link.input_value().split(".")[-1] not in page.content()
    notes.close()


CAST = """async () => {
  const main = document.querySelector("script[src$='/main.js']").src;
  const { createCast } = await import(new URL("stage/room/cast.js", main));
  const timers = new Map();
  const sent = [];
  let [time, count, fails] = [0, 0, 0];
  const stage = { query: "a", step: 0, playing: false, lecture: null, blank: false };
  const cast = createCast({
    read: () => ({ ...stage }), hear: () => {}, now: () => time,
    send: async (told) => { if (fails-- > 0) throw { status: 0 }; sent.push([time, told]); },
    later: (act, ms) => (timers.set((count += 1), [time + ms, act]), count), drop: (id) => timers.delete(id),
  });
  const settle = async () => { for (let k = 0; k < 10; k++) await null; };
  const pass = async (ms, each = () => {}) => {
    for (const end = time + ms; time < end; time += 5) {
      each();
      for (const [id, [at, act]] of [...timers]) if (at <= time) { timers.delete(id); act(); await settle(); }
    }
  };
  const taken = () => sent.splice(0).map(([at, { query, step, playing }]) => [at, query, step, playing]);
  const told = {};
  cast.begin();
  await pass(20); told.begin = taken();
  await pass(1000, () => { stage.query += "b"; cast.plan(); });
  await pass(300); told.dragged = taken(); told.last = stage.query;
  stage.playing = true; cast.plan(); await pass(10); told.played = taken();
  await pass(8500, () => { stage.step += 1; cast.plan(); }); told.going = taken();
  stage.playing = false; cast.plan(); await pass(10); told.paused = taken();
  await pass(20000); told.idle = taken();
  fails = 3; stage.step = 7; cast.plan(); await pass(100);
  stage.step = 9; cast.plan(); await pass(9000); told.lost = taken();
  cast.stop(); stage.step = 11; cast.plan(); await pass(5000); told.stopped = taken();
  return told;
}"""


def test_the_room_is_told_the_last_state_always_and_little_in_between(open_page: OpenPage) -> None:
    told = stage(open_page).evaluate(CAST)
    assert len(told["begin"]) == 1
    assert 4 <= len(told["dragged"]) <= 10, "about eight a second"
    assert told["dragged"][-1][1] == told["last"]
    assert [one[3] for one in told["played"]] == [True]
    assert len(told["going"]) == 2, "every few seconds, so that whoever follows stays right"
    assert [one[3] for one in told["paused"]] == [False]
    assert told["idle"] == []
    assert [one[2] for one in told["lost"]] == [9], "what got lost is sent as it is by then"
    assert told["stopped"] == []
