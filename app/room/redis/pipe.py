"""Many who ask Redis at once, over one connection: what is asked while it answers goes together, next."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redis.asyncio import Redis

# As many go together: a hall that comes back at once should not keep others waiting for all of it.
_TOGETHER = 200


class Pipe:
    """Commands in the order in which they are asked, each answered to whoever asked it.

    One connection for each costs ten times as much where hundreds ask.
    """

    def __init__(self, client: Redis) -> None:
        self.client = client
        self._asked: list[tuple[tuple[Any, ...], asyncio.Future[Any]]] = []
        self._sending: asyncio.Task[None] | None = None

    async def ask(self, *command: Any) -> Any:
        """What Redis answers; RedisError or OSError where it does not, or what else went wrong."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._asked.append((command, answer))
        if self._sending is None:
            self._sending = asyncio.create_task(self._send())
        return await answer

    async def close(self) -> None:
        """Let go of the connection, once what was asked is answered."""
        if self._sending is not None:
            await self._sending
        await self.client.aclose()

    async def _send(self) -> None:
        try:
            while self._asked:
                now, self._asked = self._asked[:_TOGETHER], self._asked[_TOGETHER:]
                answers = await self._answered([command for command, _ in now])
                for (_, waiting), answer in zip(now, answers, strict=True):
                    _settle(waiting, answer)
        finally:
            self._sending = None

    async def _answered(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        # Whatever goes wrong, nobody waits for ever.
        try:
            return await self._answers(commands)
        except Exception as error:
            return [error] * len(commands)

    async def _answers(self, commands: list[tuple[Any, ...]]) -> list[Any]:
        pipeline = self.client.pipeline(transaction=False)
        for command in commands:
            pipeline.execute_command(*command)
        answers: list[Any] = await pipeline.execute(raise_on_error=False)
        return answers


def _settle(waiting: asyncio.Future[Any], answer: Any) -> None:
    # Whoever asked may be gone.
    if waiting.done():
        return
    if isinstance(answer, Exception):
        waiting.set_exception(answer)
    else:
        waiting.set_result(answer)
