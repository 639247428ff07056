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


# A server whose answers to the stream are `more[0]`, one after the other: a status that refuses, or what it
# streams; a stream that ends with "..." is never closed. `asked` has the ids that were heard last.
STREAMS = """
  const { listenToRoom } = await module("events");
  const [asked, said, fates, { fetch }] = [[], [], [...more[0]], window];
  const headers = { "content-type": "application/problem+json" };
  const words = (status) => (status === 204 ? null : JSON.stringify({ status, detail: `no: ${status}` }));
  const refused = (status) => new Response(words(status), { status, headers });
  const streamed = (text, signal) => new Response(new ReadableStream({ start(control) {
    control.enqueue(new TextEncoder().encode(text.replace("...", "")));
    signal.addEventListener("abort", () => control.error(new DOMException("", "AbortError")));
    if (!text.endsWith("...")) control.close();
  } }));
  window.fetch = async (address, { headers: said, signal }) => {
    asked.push(said["Last-Event-ID"] ?? null);
    const fate = fates.shift() ?? "...";
    return typeof fate === "number" ? refused(fate) : streamed(fate, signal);
  };
  const until = async (met) => { while (!met()) await new Promise((done) => setTimeout(done, 20)); };
  const isOver = () => said.some(([, state]) => state === "over");
  const line = (state, problem) =>
    said.at(-1)?.[1] !== state && said.push(["line", state, problem?.message ?? null]);
  const stage = ({ n }) => said.push(["stage", n]);
  const stop = listenToRoom({ code: "B2CD3F4", who: "w".repeat(20), hear: { line, stage } });
  try { SCRIPT } finally { stop(); window.fetch = fetch; }
"""
STAGE = 'event: stage\nid: %s\ndata: {"n": %s}\n\n'
END = 'event: end\nid: 9\ndata: {"reason": "ended"}\n\n'


def listened(page: Page, script: str, *fates: int | str) -> Any:
    """What a script gives about a listener whose server does this."""
    return run(page, STREAMS.replace("SCRIPT", script), list(fates))


def test_a_stream_that_breaks_off_is_taken_up_behind_the_last_event(page: Page) -> None:
    script = "await until(() => said.some(([, n]) => n === 2)); return [asked, said];"
    asked, said = listened(page, script, STAGE % ("7", 1), STAGE % ("8", 2) + "...")
    assert asked == [None, "7"]
    assert [one[:2] for one in said] == [
        ["line", "live"],
        ["stage", 1],
        ["line", "lost"],
        ["line", "live"],
        ["stage", 2],
    ]


def test_a_refusal_that_passes_is_tried_again_and_one_that_does_not_is_the_end(page: Page) -> None:
    asked, said = listened(page, "await until(isOver); return [asked, said];", 423, 503, 410)
    assert len(asked) == 3
    assert said[0] == ["line", "waiting", "no: 423"]
    assert said[-1] == ["line", "over", "no: 410"]


@pytest.mark.parametrize("last", [END + "...", 204])
def test_nothing_is_asked_once_nothing_more_is_to_be_heard(page: Page, last: int | str) -> None:
    script = """
      await until(isOver);
      window.dispatchEvent(new Event("online"));
      await new Promise((done) => setTimeout(done, 100));
      return asked;"""
    assert listened(page, script, last) == [None]


def test_a_page_that_wakes_after_a_long_sleep_asks_at_once_and_after_a_short_one_not(page: Page) -> None:
    script = """
      await until(() => said.length >= 2);
      const wake = () => document.dispatchEvent(new Event("visibilitychange"));
      wake();
      const early = asked.length;
      const { now } = Date;
      Date.now = () => now.call(Date) + 600_000;
      wake();
      Date.now = now;
      const late = asked.length;
      await until(() => said.some(([, n]) => n === 2));
      return [early, late, asked];"""
    early, late, asked = listened(page, script, STAGE % ("7", 1) + "...", STAGE % ("8", 2) + "...")
    assert (early, late) == (1, 2)
    assert asked == [None, "7"]
