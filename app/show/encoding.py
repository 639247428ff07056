"""Values as JSON, the same way everywhere: arrays as lists, what is not finite as null."""

from __future__ import annotations

from typing import Any

import orjson


def encoded(value: Any) -> bytes:
    """JSON of a value that may hold NumPy arrays."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)
