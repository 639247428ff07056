"""One room as it is held in memory: its state, its followers by mark, their answers, and its hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import orjson

from app.room.backend import Answer, Limits
from app.room.changes import Change
from app.room.event import Event, data_of, standing, written
from app.room.hall import Hall, Seat
from app.room.problems import Full, Locked
from app.room.room import Room
from app.room.seldom import Seldom
from app.room.written import bytes_of, room_of
from app.store.rooms import Batch, KeptAnswer

# How often followers are told how many they are, and how many have answered, at most; in seconds.
COUNTING, ANSWERING = 1.0, 0.5
# Seconds after which a room that nobody used may make way for another.
UNUSED = 600.0


class Held:
    """A room of this process. next_id: a new id for an event."""

    def __init__(
        self, room: Room, limits: Limits, now: Callable[[], float], next_id: Callable[[], str]
    ) -> None:
        self.room = room
        self.limits = limits
        self.now = now
        self.next_id = next_id
        self.hall = Hall(now, self.left)
        self.known: dict[str, int] = {}
        self.here: Counter[str] = Counter()
        self.answers: dict[str, dict[str, Answer]] = {}
        self.counting = Seldom(COUNTING, self.count)
        self.answering = Seldom(ANSWERING, self.progress)
        self.counted = 0

    @property
    def until(self) -> float:
        """When it may be forgotten: as long after it is over as it stays without its lecturer."""
        stay = self.limits.hours * 3600
        return self.room.over_at + stay if self.room.over else self.room.seen + 2 * stay

    @property
    def unused(self) -> bool:
        """Whether it was opened a while ago, and then nobody did anything with it."""
        idle = self.now() - self.room.opened > UNUSED
        return idle and self.room.stage is None and not self.room.asked and not self.known

    @property
    def given(self) -> int:
        """How many answers there are to what is shown."""
        return len(self.answers.get(self.room.current, ()))

    def take(self, change: Change) -> None:
        """Become what the change says, and tell it."""
        self.room = change.room
        for name in change.tells:
            self.room = replace(self.room, event=self.next_id())
            data = data_of(name, self.room, len(self.here), self.given)
            self.hall.tell(Event(self.room.event, name, data, self.now()))
        if self.room.over:
            self.counting.stop()
            self.answering.stop()
            self.hall.close()

    def number(self, mark: str) -> int:
        """A follower's number, as which they are known from now on; Locked or Full."""
        if mark not in self.known:
            if self.room.locked:
                raise Locked
            if len(self.known) >= self.limits.known:
                raise Full
            # Not how many there are: of those an earlier process knew, some may not have been kept.
            self.known[mark] = 1 + max(self.known.values(), default=0)
        return self.known[mark]

    def admitted(self, mark: str) -> int:
        """The number of a follower who is to hear what is told; Locked or Full."""
        if mark not in self.here and len(self.here) >= self.limits.followers:
            raise Full
        return self.number(mark)

    def seated(self, mark: str, after: str | None) -> Seat:
        """A seat; an empty mark is the lecturer's, who does not count."""
        if mark:
            self.here[mark] += 1
            self.counting.soon()
        place = self.hall.place(after) if after else None
        if place is None:
            first = standing(self.room, len(self.here), self.given, self.now())
        else:
            first = self.hall.missed(place) + written(self.event("count"), self.now())
        return self.hall.sit(mark, first)

    def left(self, seat: Seat) -> None:
        """A seat is free again."""
        if seat.mark:
            self.here[seat.mark] -= 1
            if not self.here[seat.mark]:
                del self.here[seat.mark]
            if not self.room.over:
                self.counting.soon()

    def count(self) -> None:
        """Tell how many there are, if that has changed."""
        if len(self.here) != self.counted:
            self.counted = len(self.here)
            self.mention("count")

    def progress(self) -> None:
        """Tell how many have answered."""
        if self.room.shown is not None:
            self.mention("activity")

    def mention(self, name: str) -> None:
        """Tell whoever is there how this is now."""
        self.hall.mention(self.event(name))

    def event(self, name: str) -> Event:
        """What an event of this name says now, under the id of the last that was told."""
        data = data_of(name, self.room, len(self.here), self.given)
        return Event(self.room.event, name, data, self.now())

    @property
    def state(self) -> tuple[bytes, float]:
        """How it is kept, and until when."""
        return bytes_of(self.room), self.until

    def write(self, batch: Batch) -> None:
        """Put everything about it into a batch."""
        code = self.room.code
        batch.rooms[code] = self.state
        batch.followers |= {(code, mark): number for mark, number in self.known.items()}
        for activity, given in self.answers.items():
            batch.answers |= {(code, activity, mark): kept(answer) for mark, answer in given.items()}

    def read(self, batch: Batch) -> None:
        """Take followers and answers from what was kept."""
        self.known = {mark: number for (_, mark), number in batch.followers.items()}
        for (_, activity, mark), one in batch.answers.items():
            # Its follower may have been written down in the next batch, which never came.
            self.known[mark] = one.number
            answer = Answer(one.number, one.nickname, orjson.loads(one.told), one.seconds)
            self.answers.setdefault(activity, {})[mark] = answer


def kept(answer: Answer) -> KeptAnswer:
    """An answer as the store keeps it."""
    return KeptAnswer(answer.number, answer.nickname, orjson.dumps(answer.told), answer.seconds)


def state_in(batch: Batch, code: str) -> Room:
    """The room that a batch has kept."""
    return room_of(batch.rooms[code][0])
