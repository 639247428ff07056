"""What whoever runs a server may set, each once with its help; passed in, never imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

PREFIX = "FALLLINE_"

T = TypeVar("T", int, str)


def _setting(default: T, help: str, shown: str = "") -> T:
    """A setting with its help; shown: what stands for a default that hangs on the machine."""
    value: T = field(default=default, metadata={"help": help, "shown": shown})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and habits of one server."""

    workers: int = _setting(4, "threads that compute at the same time")
    max_age: int = _setting(3600, "seconds for which a browser may keep an answer without asking again")
    grid: int = _setting(401, "the most points along each variable that a surface may be asked for")
    batch: int = _setting(2000, "the most steps sent in one event of a stream")
    work: int = _setting(
        2000,
        "the most work for one request: millions of rows, times steps and runs, or times points of a surface",
    )
    data_bytes: int = _setting(10_000_000, "the most bytes that a table of your own may have")
    data_rows: int = _setting(100_000, "the most rows that it may have")
    data_columns: int = _setting(50, "the most columns that it may have")
    data: str = _setting(
        "",
        "the folder in which tables are kept that are too large for a link",
        "`~/.local/share/fallline` or its like",
    )
    database_url: str = _setting("", "a PostgreSQL database to keep them in instead", "none")
    store_bytes: int = _setting(
        1_000_000_000, "the most bytes that all short links and tables kept, these compressed, may have"
    )
    redis_url: str = _setting("", "a Redis to keep rooms in, so that several workers serve them", "none")
    rooms: int = _setting(500, "the most rooms at a time")
    followers: int = _setting(1000, "the most followers of one room")
    room_hours: int = _setting(12, "hours for which a room stays without its lecturer")
    activities: int = _setting(200, "the most activities of one room")
    room_openings: int = _setting(60, "rooms that one address may open at once; then one a second")
    room_tries: int = _setting(
        20, "wrong room codes let through in a second, of all addresses; of each at most one"
    )
    frame_ancestors: str = _setting(
        # By itself, * does not mean slides that are opened from a disk.
        "* file:",
        "the sites whose pages may hold `/embed` in a frame besides its own, as `frame-ancestors` names them",
    )
    painters: int = _setting(
        2, "processes that paint pictures, at low priority; of several, one is kept for stills"
    )
    waiting: int = _setting(
        16, "the most moving pictures that are being made or wait to be; of stills ten times as many"
    )
    painting: int = _setting(60, "the most seconds that one may take to be painted")
    frames: int = _setting(240, "the most frames of a moving picture")
    width: int = _setting(1280, "the most pixels that it may be wide")
    shutdown: int = _setting(2, "seconds that open streams get to finish when the server is told to stop")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from variables such as FALLLINE_WORKERS; defaults for those not there."""
        known = {f"{PREFIX}{f.name.upper()}": f for f in fields(cls)}
        given = {key: f for key, f in known.items() if key in environment}
        return cls(**{f.name: _read(key, environment[key], f.default) for key, f in given.items()})


def _read(key: str, text: str, default: Any) -> Any:
    return _whole(key, text) if isinstance(default, int) else text


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"{key} must be a whole number above 0, not {text!r}.")
    return int(text)
