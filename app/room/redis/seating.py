"""How a follower comes to a seat at this worker: let in at Redis, then told what they have missed."""

from __future__ import annotations

from app.room.backend import Limits
from app.room.event import Event, data_of, standing, written
from app.room.hall import Hall, Seat
from app.room.problems import Full, Over
from app.room.redis import scripts
from app.room.redis.place import GONE, Place
from app.room.redis.places import Places
from app.room.redis.states import States
from app.room.room import Room


class Seating:
    """Finds seats in the rooms of a worker."""

    def __init__(self, states: States, places: Places, limits: Limits) -> None:
        self.states = states
        self.places = places
        self.limits = limits

    async def follower(self, code: str, mark: str, after: str | None) -> Seat | None:
        """A seat for a follower, who counts from now on."""
        room = await self.states.room(code)
        if room.over:
            return self.last(room, after)
        place = self.places.at(code)
        place.coming += 1
        try:
            return await self.let_in_to(room, place, mark, after)
        except Over:
            # It came to its end just now.
            return self.last(await self.states.room(code), after)
        finally:
            place.coming -= 1
            # Where it failed on the way, Redis may have let in somebody who is not here.
            self.places.soon(code)

    async def let_in_to(self, room: Room, place: Place, mark: str, after: str | None) -> Seat:
        """A seat for a follower, once Redis has let them in."""
        await self.let_in(room.code, mark)
        place.came(mark)
        try:
            return await self.seated(room, place, mark, after)
        except BaseException:
            place.went(mark)
            raise

    async def lecturer(self, code: str, after: str | None) -> Seat | None:
        """A seat for whoever leads the room, who does not count."""
        room = await self.states.room(code)
        if room.over:
            return self.last(room, after)
        return await self.seated(room, self.places.at(code), "", after)

    async def let_in(self, code: str, mark: str) -> None:
        """Have a follower count from now on; Over, Locked or Full."""
        words = (mark, self.limits.known, self.limits.followers, self.places.worker, GONE)
        try:
            await self.states.let_in(scripts.ENTER, code, *words)
        except Full:
            # Somebody may have left of whom Redis does not know yet.
            if not await self.places.settle(code):
                raise
            await self.states.let_in(scripts.ENTER, code, *words)

    async def seated(self, room: Room, place: Place, mark: str, after: str | None) -> Seat:
        """A seat, with what was missed or how things stand."""
        await self.places.open(place, room)
        # What is told while Redis is asked is told again behind what it says.
        hall, cursor = place.hall, place.hall.serial
        followers, answers = await self.states.look(room.code)
        room, now = await self.states.room(room.code), hall.now()
        known = hall.place(after) if after else None
        if known is None:
            return hall.sit(mark, standing(room, followers, answers, now), cursor)
        count = Event(room.event, "count", data_of("count", room, followers), now)
        return hall.sit(mark, hall.missed(known) + written(count, now))

    def last(self, room: Room, after: str | None) -> Seat | None:
        """A seat in a room that is over, to hear that; None for whoever has."""
        if after == room.event:
            return None
        hall = Hall(self.states.line.clock.now, lambda seat: None)
        hall.close()
        event = Event(room.event, "end", data_of("end", room), room.over_at)
        return hall.sit("", written(event, hall.now()))
