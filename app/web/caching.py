"""Answers that never change: tagged by what they are made from, so that they need not be made again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Request, Response

import app
from app.experiment import Experiment, canonical
from app.show.trained import training_of
from app.web.encoding import encoded
from app.web.pace import Pace, prepare

# The most steps of a training at a stretch.
_STRETCH = 2000

T = TypeVar("T")


def fingerprint() -> str:
    """The app's version, and twelve digits of what its code and its data say."""
    folder = Path(app.__file__).parent
    told = sorted([*folder.rglob("*.py"), *folder.rglob("*.json")])
    digest = sha256(b"".join(path.read_bytes() for path in told))
    return f"{app.__version__}-{digest.hexdigest()[:12]}"


class Answers:
    """Makes answers off the event loop, a few at a time, and only for those who don't have them yet."""

    def __init__(self, max_age: int, workers: int) -> None:
        self.version = fingerprint()
        self.headers = {"Cache-Control": f"public, max-age={max_age}"}
        self.limiter = CapacityLimiter(workers)

    async def give(
        self,
        request: Request,
        parts: tuple[object, ...],
        make: Callable[[], bytes | str],
        media_type: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The answer that `make` makes from `parts`, or 304 to those who hold it."""
        told = self.told(request, parts, headers)
        if holds(request, told["ETag"]):
            return Response(status_code=304, headers=told)
        return Response(await self.work(make), media_type=media_type, headers=told)

    def told(
        self, request: Request, parts: tuple[object, ...], headers: dict[str, str] | None = None
    ) -> dict[str, str]:
        """The headers of an answer that is made from `parts`."""
        return {**self.headers, "ETag": self.tag(request.url.path, *parts), **(headers or {})}

    async def about(
        self, request: Request, experiment: Experiment, parts: tuple[object, ...], make: Callable[[], Any]
    ) -> Response:
        """What `make` tells about an experiment, whose network is trained first if it has one.

        parts: what the answer is made from besides the experiment. Training stops where whoever asked leaves.
        """
        whole = (canonical(experiment), *parts)
        journey, pace = await self.work(partial(training_of, experiment)), Pace(_STRETCH)
        while journey and not journey.ready and not self.held(request, *whole):
            await self.work(partial(prepare, journey, pace))
            if await request.is_disconnected():
                return Response(status_code=503)
        return await self.give(request, whole, lambda: encoded(make()))

    def held(self, request: Request, *parts: object) -> bool:
        """Whether whoever asks holds the answer made from `parts` already."""
        return holds(request, self.tag(request.url.path, *parts))

    async def work(self, make: Callable[[], T]) -> T:
        """What `make` gives, computed on a thread."""
        return await to_thread.run_sync(make, limiter=self.limiter)

    def tag(self, *parts: object) -> str:
        """An entity tag; weak, because the same answer also travels compressed."""
        digest = sha256("\n".join([self.version, *map(str, parts)]).encode())
        return f'W/"{digest.hexdigest()[:32]}"'


def holds(request: Request, tag: str) -> bool:
    """Whether the request says that it has the answer of this tag already."""
    held = request.headers.get("if-none-match", "")
    names = [one.strip().removeprefix("W/") for one in held.split(",")]
    return "*" in names or tag.removeprefix("W/") in names
