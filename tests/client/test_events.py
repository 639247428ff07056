"""Server-sent events out of bytes, however these arrive."""

from __future__ import annotations

from app.client.events import Event, events

WIRE = b'event: begin\ndata: {"a":1}\n\nevent: steps\ndata: {}\nid: 19\n\nevent: end\ndata: {"step":19}\n\n'
WHOLE = [Event("begin", '{"a":1}', ""), Event("steps", "{}", "19"), Event("end", '{"step":19}', "")]


def test_bytes_that_arrive_at_once_or_one_by_one_make_the_same_events() -> None:
    assert list(events([WIRE])) == WHOLE
    assert list(events(WIRE[i : i + 1] for i in range(len(WIRE)))) == WHOLE


def test_an_event_that_is_cut_short_at_any_byte_is_no_event() -> None:
    for cut in range(len(WIRE)):
        found = list(events([WIRE[:cut]]))
        assert found == WHOLE[: WIRE[:cut].count(b"\n\n")]
