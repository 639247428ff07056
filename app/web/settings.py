"""What whoever runs a server may set, each once with its help; passed in, never imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

PREFIX = "FALLLINE_"


def _setting(default: int, help: str) -> int:
    value: int = field(default=default, metadata={"help": help})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and habits of one server."""

    workers: int = _setting(4, "threads that compute at the same time")
    max_age: int = _setting(3600, "seconds for which a browser may keep an answer without asking again")
    grid: int = _setting(401, "the most points along each variable that a surface may be asked for")
    batch: int = _setting(2000, "the most steps sent in one event of a stream")
    data_bytes: int = _setting(1_000_000, "the most bytes that a table of your own may have")
    shutdown: int = _setting(2, "seconds that open streams get to finish when the server is told to stop")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Settings from variables such as FALLLINE_WORKERS; defaults for those not there."""
        names = {f"{PREFIX}{f.name.upper()}": f.name for f in fields(cls)}
        given = {key: name for key, name in names.items() if key in environment}
        return cls(**{name: _whole(key, environment[key]) for key, name in given.items()})


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"{key} must be a whole number above 0, not {text!r}.")
    return int(text)
