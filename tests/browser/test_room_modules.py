"""The modules of a room that need no page: where a follower stands, the stream, answers on their way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

IMPORT = """const base = document.querySelector("link[rel=stylesheet]").href;
  const module = (name) => import(new URL(`../js/room/${name}.js`, base).href);"""


def run(page: Page, script: str, *more: Any) -> Any:
    """What a script gives that may import `module(name)` of the room's."""
    return page.evaluate(f"async (more) => {{ {IMPORT} {script} }}", list(more))


@pytest.mark.parametrize(
    ("stage", "passed", "at"),
    [
        ({"step": 40, "playing": False, "rate": 30, "age": 9000}, 5000, 40),
        ({"step": 40, "playing": True, "rate": 30, "age": 0}, 0, 40),
        ({"step": 40, "playing": True, "rate": 30, "age": 1000}, 500, 85),
        ({"step": 0.5, "playing": True, "rate": 2, "age": 250}, 250, 1.5),
    ],
)
def test_a_follower_stands_where_the_stage_was_and_on_by_the_time_since(
    page: Page, stage: dict[str, Any], passed: float, at: float
) -> None:
    script = "return (await module('place')).placeOf(more[0], 7000, 7000 + more[1])"
    assert run(page, script, stage, passed) == at


@pytest.mark.parametrize(
    ("wanted", "position", "rate", "off"),
    [
        (10, 10.9, 1, False),
        (10, 12, 1, True),
        (100, 106, 30, False),
        (100, 107, 30, True),
        (100, 93, 30, True),
    ],
)
def test_a_playhead_that_is_hardly_off_glides_on(
    page: Page, wanted: float, position: float, rate: float, off: bool
) -> None:
    script = "return (await module('place')).isOff(...more)"
    assert run(page, script, wanted, position, rate) is off


def test_events_are_read_however_the_network_cuts_them_and_comments_are_a_sign_of_life(page: Page) -> None:
    stage = 'event: stage\nid: 7-1\ndata: {"query":"a: bé"}\n\n'
    count = 'event: count\nid: 7-1\ndata: {"followers":2}\n\n'
    wire = f"retry: 1000\n\n{stage}: still here\n\n{count}"
    script = """
      const { readEvents } = await module("eventstream");
      const bytes = new TextEncoder().encode(more[0]);
      const body = new ReadableStream({ start(control) {
        for (let at = 0; at < bytes.length; at += more[1]) control.enqueue(bytes.slice(at, at + more[1]));
        control.close();
      } });
      const told = [];
      let signs = 0;
      await readEvents(body, { hear: (...event) => told.push(event), alive: () => (signs += 1) });
      return [told, signs];"""
    events = [["stage", {"query": "a: bé"}, "7-1"], ["count", {"followers": 2}, "7-1"]]
    for cut in (1, 5, 1000):
        told, signs = run(page, script, wire, cut)
        assert told == events
        assert signs >= 1


def test_pauses_grow_to_an_end_and_begin_anew(page: Page) -> None:
    script = """
      const pauses = (await module("pauses")).createPauses({ chance: () => 1 });
      const grown = Array.from({ length: 12 }, () => pauses.next());
      pauses.again();
      return [grown, pauses.next()];"""
    grown, anew = run(page, script)
    assert grown == sorted(grown)
    assert grown[0] == anew
    assert grown[-1] == grown[-2] <= 10_000


# Each try answers with the next of `more[0]`: a status to be refused with, or "ok", or "unkept".
ANSWERS = """
  const { createAnswers } = await module("asking");
  const told = [];
  const sent = [];
  const fates = [...more[0]];
  const send = async (code, mine) => {
    sent.push([mine.who, mine.answer]);
    const fate = fates.shift();
    if (typeof fate === "number") throw Object.assign(new Error("no"), { status: fate });
    return { kept: fate === "ok" };
  };
  let over;
  const end = new Promise((done) => (over = done));
  const hear = (id, state) => (told.push(state), fates.length || setTimeout(over, 50));
  const answers = createAnswers({ code: "C", who: "me", hear, send });
"""


def test_an_answer_is_sent_until_it_is_counted_always_as_the_same_person(page: Page) -> None:
    script = ANSWERS + "answers.answer('1', 5); await end; return [told, sent];"
    told, sent = run(page, script, [0, 503, 429, "ok"])
    assert told == ["sending", "trying", "trying", "trying", "counted"]
    assert sent == [["me", 5]] * 4


def test_an_answer_that_is_refused_in_words_is_not_sent_again(page: Page) -> None:
    script = ANSWERS + "answers.answer('1', 5); await end; return [told, sent];"
    for status in (404, 409, 422, 423):
        told, sent = run(page, script, [status])
        assert told == ["sending", "refused"]
        assert len(sent) == 1


def test_a_newer_answer_takes_the_place_of_one_on_its_way(page: Page) -> None:
    script = ANSWERS + "answers.answer('1', 5); answers.answer('1', 6); await end; return [told, sent];"
    told, sent = run(page, script, [0, "ok"])
    assert sent == [["me", 5], ["me", 6]]
    assert told[-1] == "counted"
    assert "refused" not in told


def test_who_somebody_is_in_a_room_is_remembered_and_is_another_in_the_next(page: Page) -> None:
    script = "const { whoIn } = await module('memory'); return more.map(whoIn)"
    first, again, other = run(page, script, "B2CD3F4", "B2CD3F4", "C2CD3F4")
    assert first == again != other
    assert 16 <= len(first) <= 64
