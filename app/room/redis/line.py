"""The connections to Redis: what is asked there and heard from there, and what is said while it is away."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha1
from importlib.util import find_spec
from time import monotonic
from typing import TYPE_CHECKING, Any

from app.room.problems import Away
from app.room.redis.clock import Clock
from app.room.redis.pipe import Pipe

if TYPE_CHECKING:
    from redis.asyncio import Redis

# Seconds to wait for an answer; for news, which may be long in coming, and then for the connection itself.
PATIENCE, NEWS = 3.0, 5.0
# Who had to wait so long for nothing lets others go without waiting, for a while.
_LONG, _REST = 0.5, 1.0
# Seconds between two questions after how Redis is set.
_RARELY = 60.0
_LOG = logging.getLogger("fallline")

# An entry of a stream: its id and its fields.
Entry = tuple[str, dict[bytes, bytes]]


class Line:
    """A way to one Redis. Where it can't be asked, everything raises Away; it is tried again each time."""

    def __init__(self, url: str) -> None:
        if find_spec("redis") is None:
            raise ValueError("Redis needs its client: install fallline[redis]")
        if not url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("only Redis goes there: redis://HOST:6379/0, rediss:// with TLS, or unix://PATH")
        self.clock = Clock()
        self._pipe = Pipe(_client(url, PATIENCE))
        # Who waits for news keeps nobody from asking.
        self._hearing = _client(url, NEWS + PATIENCE)
        self._away = False
        self._resting = 0.0
        self._keeps = True
        self._asked_at: float | None = None

    async def run(self, script: str, keys: Sequence[str], *words: Any) -> list[Any]:
        """What a script of `scripts` came to: a word, and what goes with it."""
        asked = self.clock.pace()
        with self._asking():
            said = await self._evaluated(script, keys, words)
        self.clock.heard(float(said[0]) + float(said[1]) / 1e6, asked)
        return [said[2].decode(), *said[3:]]

    async def do(self, *command: Any) -> Any:
        """What a command of Redis' own answers."""
        with self._asking():
            return await self._pipe.ask(*command)

    async def log(self, stream: str) -> list[Entry]:
        """All that stands in a stream."""
        with self._asking():
            return _entries(await self._pipe.ask("XRANGE", stream, "-", "+"))

    async def news(self, since: Mapping[str, str]) -> dict[str, list[Entry]]:
        """What has come to these streams behind these ids, waited for; nothing where nothing comes."""
        with self._explaining():
            streams: dict[Any, Any] = {**since}
            said: Any = await self._hearing.xread(streams, block=int(NEWS * 1000))
        return {key.decode(): _entries(found) for key, found in said}

    async def keeps(self) -> bool:
        """Whether what it is told is on its disk before it answers; asked anew now and then."""
        if self._asked_at is None or monotonic() - self._asked_at > _RARELY:
            before, self._keeps = self._keeps, await self._writes_at_once()
            self._asked_at = monotonic()
            if before and not self._keeps:
                _LOG.warning(
                    "rooms: Redis may lose answers when it ends: set appendonly yes and appendfsync always"
                )
        return self._keeps

    async def _writes_at_once(self) -> bool:
        from redis.exceptions import ResponseError

        if not (await self.do("INFO", "persistence")).get("aof_enabled"):
            return False
        with self._asking():
            try:
                said = await self._pipe.ask("CONFIG", "GET", "appendfsync")
            except ResponseError:
                # Not everybody may ask that; what can't be known is not promised.
                return False
        return "always" in _words(said)

    async def close(self) -> None:
        """Let go of it."""
        await self._pipe.close()
        await self._hearing.aclose()

    async def _evaluated(self, script: str, keys: Sequence[str], words: Sequence[Any]) -> Any:
        from redis.exceptions import NoScriptError

        rest = (len(keys), *keys, *words)
        try:
            return await self._pipe.ask("EVALSHA", _name(script), *rest)
        except NoScriptError:
            # One that was started anew knows none.
            return await self._pipe.ask("EVAL", script, *rest)

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Around what others wait for: where Redis was long silent, it is not waited for again at once."""
        begun = monotonic()
        if begun < self._resting:
            raise Away("Redis is silent")
        try:
            with self._explaining():
                yield
        except Away:
            if monotonic() - begun > _LONG:
                self._resting = monotonic() + _REST
            raise

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        from redis.exceptions import RedisError

        try:
            yield
        except (RedisError, OSError) as error:
            if not self._away:
                _LOG.warning("rooms: Redis does not do what it is asked: %s", error)
            self._away = True
            raise Away(str(error)) from None
        self._resting = 0.0
        if self._away:
            _LOG.warning("rooms: Redis is there again")
        self._away = False


def _entries(found: Any) -> list[Entry]:
    return [(id.decode(), fields) for id, fields in found]


def _words(said: Any) -> list[str]:
    """Names and values as Redis lists them, whatever its client makes of that."""
    listed = [word for pair in said.items() for word in pair] if isinstance(said, dict) else said
    return [word.decode() if isinstance(word, bytes) else str(word) for word in listed]


def _name(script: str) -> str:
    return sha1(script.encode(), usedforsecurity=False).hexdigest()


def _client(url: str, seconds: float) -> Redis:
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff
    from redis.exceptions import ConnectionError

    return Redis.from_url(
        url,
        socket_timeout=seconds,
        socket_connect_timeout=PATIENCE,
        protocol=2,
        # A connection that Redis has closed since, as when it was started anew, fails nobody.
        retry=Retry(NoBackoff(), 1, (ConnectionError,)),
    )
