"""The followers of a room at this process: what they are told, encoded once for all, and how far each is."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from app.room.event import Event, written

# As many events of a room are kept for those who come back.
LOG = 256
# And no more than so many bytes of them: some tell a whole storyboard.
LOG_BYTES = 2_000_000
# As many streams one follower may have; of more, the one they opened first ends.
STREAMS = 8


class Seat:
    """One follower's place: what they have been told, and what they have not yet. Holds no thread."""

    __slots__ = ("cursor", "first", "hall", "left", "mark", "waiting")

    def __init__(self, hall: Hall, mark: str, first: bytes, cursor: int) -> None:
        self.hall = hall
        self.mark = mark
        self.first = first
        self.cursor = cursor
        self.waiting: asyncio.Future[None] | None = None
        self.left = False

    async def more(self, seconds: float) -> bytes | None:
        """What is new, waited for so long; empty where nothing is, None where nothing more will come."""
        if not self.first and self.cursor == self.hall.serial and not self.done:
            await self._wait(seconds)
        said = self.first + (b"" if self.left else self.hall.since(self))
        self.first = b""
        return None if not said and self.done else said

    @property
    def done(self) -> bool:
        """Whether nobody sits here any more, or nothing more is said."""
        return self.left or self.hall.closed

    def wake(self) -> None:
        """Go on, if it waits."""
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(None)

    def leave(self) -> None:
        """Leave the room; whoever waits goes on. May be said twice."""
        if not self.left:
            self.left = True
            self.wake()
            self.hall.leave(self)

    async def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self.waiting = loop.create_future()
        timer = loop.call_later(seconds, self.wake)
        try:
            await self.waiting
        finally:
            timer.cancel()
            self.waiting = None


class Hall:
    """All seats of a room at this process. gone: told of each seat that is left.

    now: the clock of the rooms. An event of the log is kept for those who come back; one that is merely
    mentioned is told to whoever is there, the last of its name.
    """

    def __init__(self, now: Callable[[], float], gone: Callable[[Seat], None]) -> None:
        self.now = now
        self.gone = gone
        self.seats: dict[Seat, None] = {}
        self.serial = 0
        self.closed = False
        self._log: deque[tuple[int, Event, bytes]] = deque()
        self._bytes = 0
        self._mentioned: dict[str, tuple[int, bytes]] = {}
        # The serial behind the last event that was let go of.
        self._from = 0

    def sit(self, mark: str, first: bytes, cursor: int | None = None) -> Seat:
        """Take a seat: `first` is heard at once, then what was told behind `cursor`; from now where None."""
        seat = Seat(self, mark, first, self.serial if cursor is None else cursor)
        own = [other for other in self.seats if mark and other.mark == mark]
        for other in own[: max(0, len(own) + 1 - STREAMS)]:
            other.leave()
        self.seats[seat] = None
        return seat

    def leave(self, seat: Seat) -> None:
        """The seat is free again."""
        self.seats.pop(seat, None)
        self.gone(seat)

    def tell(self, event: Event) -> None:
        """Tell everybody, and keep it for those who come back."""
        self.serial += 1
        # What was mentioned of the same name is older than this.
        self._mentioned.pop(event.name, None)
        said = written(event, self.now())
        self._log.append((self.serial, event, said))
        self._bytes += len(said)
        self._forget()
        self.wake()

    def _forget(self) -> None:
        """Let go of the oldest events, never of the last."""
        while len(self._log) > LOG or (self._bytes > LOG_BYTES and len(self._log) > 1):
            self._from, _, said = self._log.popleft()
            self._bytes -= len(said)

    def mention(self, event: Event) -> None:
        """Tell whoever is there."""
        self.serial += 1
        self._mentioned[event.name] = (self.serial, written(event, self.now()))
        self.wake()

    def close(self) -> None:
        """Nothing more is told: each hears what there is to hear, and goes."""
        self.closed = True
        self.wake()

    def wake(self) -> None:
        """Let all who wait go on."""
        for seat in self.seats:
            seat.wake()

    def since(self, seat: Seat) -> bytes:
        """What the seat has not been told; nothing, and the seat is left, where some of that is gone."""
        behind, seat.cursor = seat.cursor, self.serial
        if behind < self._from:
            # Too slow for the log. Whoever comes back is told how things stand.
            seat.leave()
            return b""
        return b"".join([told for _, told in sorted(self._newer(behind))])

    def place(self, id: str) -> int | None:
        """The serial of the event of this id; None where the log no longer, or never, had it."""
        return next((serial for serial, event, _ in reversed(self._log) if event.id == id), None)

    def missed(self, place: int) -> bytes:
        """What was told behind a place, as it is to be told now."""
        now = self.now()
        return b"".join([written(event, now) for serial, event, _ in self._log if serial > place])

    def _newer(self, behind: int) -> list[tuple[int, bytes]]:
        found = [told for told in self._mentioned.values() if told[0] > behind]
        for serial, _, said in reversed(self._log):
            if serial <= behind:
                break
            found.append((serial, said))
        return found
