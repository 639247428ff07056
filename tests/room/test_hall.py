"""The seats of a room at one process, and what it keeps for those who come back."""

from __future__ import annotations

from app.room.event import Event
from app.room.hall import LOG, LOG_BYTES, Hall


def told(count: int, size: int) -> Hall:
    """A hall that was told so many events of that many bytes at least."""
    hall = Hall(lambda: 0.0, lambda seat: None)
    for number in range(count):
        hall.tell(Event(f"{number}", "room", {"title": "x" * size}))
    return hall


def kept(hall: Hall, count: int) -> int:
    return sum([hall.place(f"{number}") is not None for number in range(count)])


def test_so_many_events_are_kept_and_so_many_bytes_of_them() -> None:
    assert kept(told(LOG + 9, 10), LOG + 9) == LOG
    few = kept(told(100, LOG_BYTES // 10), 100)
    assert few == 9
    assert kept(told(3, 2 * LOG_BYTES), 3) == 1, "the last is always there"


def test_a_seat_that_is_behind_what_is_kept_is_left() -> None:
    hall = Hall(lambda: 0.0, lambda seat: None)
    slow, quick = hall.sit("slow", b""), hall.sit("quick", b"")
    for number in range(30):
        hall.tell(Event(f"{number}", "room", {"title": "x" * (LOG_BYTES // 10)}))
        assert hall.since(quick)
    assert hall.since(slow) == b""
    assert (slow.left, quick.left) == (True, False)
