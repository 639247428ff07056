"""The store as the web uses it: which one the settings name; the table that a query names, fetched first."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from fastapi import Request

from app.core.errors import BadInput
from app.core.tables.packing import LINK_FIELD
from app.experiment import Experiment, parse
from app.experiment.own import stored_in
from app.room import Limits, Rooms
from app.room.memory import InProcess
from app.room.redis import InRedis
from app.store import Store, StoreProblem
from app.store.place import usual_folder
from app.web.caching import Answers
from app.web.problems import Refused
from app.web.settings import PREFIX, Settings

Read = Callable[[str], Experiment]


def store_of(settings: Settings) -> Store:
    """The store that the settings name; ValueError where there can't be such a one. Nothing is opened yet."""
    if not settings.database_url:
        folder = Path(settings.data) if settings.data else usual_folder(os.environ)
        return Store.in_folder(folder, settings.store_bytes)
    try:
        return Store.in_database(settings.database_url, settings.store_bytes)
    except ValueError as wrong:
        raise ValueError(f"{PREFIX}DATABASE_URL: {wrong}") from None


def rooms_of(settings: Settings, store: Store) -> Rooms:
    """The rooms that the settings name; ValueError where there can't be such. Nothing is opened yet."""
    limits = Limits(
        rooms=settings.rooms,
        followers=settings.followers,
        hours=settings.room_hours,
        activities=settings.activities,
    )
    if not settings.redis_url:
        return InProcess(limits, store.rooms)
    try:
        return InRedis(settings.redis_url, limits)
    except ValueError as wrong:
        raise ValueError(f"{PREFIX}REDIS_URL: {wrong}") from None


class Fetching:
    """Runs before every answer that reads an experiment."""

    def __init__(self, store: Store, answers: Answers, work: int) -> None:
        self.store = store
        self.answers = answers
        self.work = work * 1e6

    async def fetch(self, request: Request) -> None:
        """Have at hand what the query names, so that nothing has to be waited for when it is read."""
        request.state.read = await self.reader(request.url.query)

    async def reader(self, query: str) -> Read:
        """How to read a query, with the stored table that it names at hand."""
        if stored_in(query):
            return await self.answers.work(partial(self.fetched, query))
        return self.at_once(query)

    def at_once(self, query: str) -> Read:
        """The same for a thread that may wait for the store."""
        return self.fetched(query) if stored_in(query) else partial(parse, work=self.work)

    def fetched(self, query: str) -> Read:
        """How to read a query that names a stored table; Refused with 503 where the store can't tell."""
        try:
            read = partial(parse, tables=self.store.named_in(query), work=self.work)
        except StoreProblem as problem:
            raise Refused(503, LINK_FIELD, f"This table can't be read now: {problem}.") from None
        # What takes long of many rows is remembered, and this is no thread that others wait for.
        with suppress(BadInput):
            read(query)
        return read
