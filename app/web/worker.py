"""A process that paints, so that no picture holds up those who compute; and the handle on it."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from app.core.errors import BadInput
from app.show.picture.painting import paint
from app.show.picture.scene import Scene

_LOG = logging.getLogger(__name__)
# Those who compute go first.
_NICE = 10
# Seconds between two looks at whether anybody still waits.
_LOOK = 0.05
# Seconds within which it is to stop by itself. It listens between frames, not in the midst of a still.
_GRACE = 1.0
_CONTEXT = get_context("spawn")
_STOP, _END = "stop", None

Report = Callable[[int, int], None]


class Stopped(Exception):
    """Nobody waits for the picture any more."""


class Broken(Exception):
    """The process ended in the midst of a picture."""


class TooLong(Broken):
    """It was ended, because it took too long."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be painted: by whom, of what, on which paper. moving: the painter tells how far it is."""

    painter: str
    scene: Scene
    theme: str
    more: dict[str, Any] = field(default_factory=dict)
    moving: bool = False


class Worker:
    """One process, started at its first order."""

    def __init__(self) -> None:
        self.process: Any = None
        self.line: Connection | None = None

    def start(self) -> Connection:
        """The line to a living process."""
        if self.line is None or self.process is None or not self.process.is_alive():
            self.line, other = _CONTEXT.Pipe()
            self.process = _CONTEXT.Process(target=serve, args=(other,), daemon=True, name="fallline-painter")
            self.process.start()
            # Else its end would stay open here after the process is gone, and nobody would be told.
            other.close()
        return self.line

    def paint(self, order: Order, report: Report, left: Callable[[], bool], seconds: float) -> bytes:
        """The picture. Stopped where `left` says that nobody waits; TooLong after `seconds`; or Broken."""
        line = self.start()
        try:
            line.send(order)
            return self.answer(line, report, left, monotonic() + seconds)
        except (EOFError, OSError):
            self.end()
            raise Broken("the process that paints has died") from None

    def answer(self, line: Connection, report: Report, left: Callable[[], bool], until: float) -> bytes:
        """What comes back, in the end."""
        gone: float | None = None
        while True:
            # Looked at whether or not there is news: frames may come faster than one can look.
            if monotonic() > until:
                self.end()
                raise TooLong("it took too long")
            if gone and monotonic() > gone:
                self.end()
                raise Stopped
            if gone is None and left():
                line.send(_STOP)
                gone = monotonic() + _GRACE
            if not line.poll(_LOOK):
                continue
            kind, *what = line.recv()
            if kind == "made":
                return bytes(what[0])
            if kind == "progress":
                report(*what)
            elif kind == "stopped":
                raise Stopped
            else:
                raise what[0]

    def end(self) -> None:
        """End the process; another one is started when it is needed."""
        process, self.process, self.line = self.process, None, None
        if process is not None:
            process.kill()
            process.join()


def serve(line: Connection) -> None:
    """What the process does: paint one order after another, until the line ends."""
    os.nice(_NICE)
    # Ctrl-C in the terminal is for the server, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while (order := line.recv()) is not _END:
            if isinstance(order, Order):
                line.send(_painted(order, line))
    except (EOFError, OSError):
        return


def _painted(order: Order, line: Connection) -> tuple[str, object]:
    def report(done: int, of: int) -> None:
        line.send(("progress", done, of))
        while line.poll():
            if line.recv() == _STOP:
                raise Stopped

    try:
        more = {**order.more, "report": report} if order.moving else order.more
        return "made", paint(order.painter, order.scene, order.theme, **more)
    except Stopped:
        return "stopped", None
    except BadInput as refused:
        return "refused", BadInput(refused.field, refused.message)
    except Exception as error:
        _LOG.exception("a picture failed")
        return "failed", RuntimeError(f"{type(error).__name__}: {error}")
