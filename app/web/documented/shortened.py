"""A long answer as a page shows it: its shape and its first values, with an … for what is left out."""

from __future__ import annotations

import json
from typing import Any

import orjson

_WIDTH, _LINES, _TEXT = 84, 24, 64
_LEFT_OUT = "…"
# Lines of a text that is no JSON.
_PLAIN = 11
# From generous to sparing, until it fits: items of a list, keys of an object, and how deep.
_BUDGETS = (
    (4, 24, 6), (3, 16, 6), (2, 12, 6), (2, 9, 6), (1, 9, 6), (1, 7, 6), (1, 6, 5), (1, 6, 4), (1, 8, 3),
)  # fmt: skip


def shortened(answer: str, media_type: str, shows: tuple[str, ...] = ()) -> str:
    """The answer in about twenty lines; an image, which a page shows itself, is nothing.

    shows: of a JSON object, the keys that are kept; all where none is named.
    """
    if media_type.startswith("image/"):
        return ""
    if media_type.endswith("json"):
        return _json(_chosen(orjson.loads(answer), shows))
    if media_type == "text/event-stream":
        return _stream(answer)
    lines = [_cut(line, 100) for line in answer.splitlines()]
    return "\n".join(lines[:_PLAIN] + [_LEFT_OUT] * (len(lines) > _PLAIN))


def _chosen(value: Any, shows: tuple[str, ...]) -> Any:
    return {**{key: value[key] for key in shows}, _LEFT_OUT: None} if shows else value


def _json(value: Any) -> str:
    told = ""
    for items, keys, depth in _BUDGETS:
        told = _written(_pruned(value, items, keys, depth), "")
        if told.count("\n") < _LINES:
            break
    return told


def _pruned(value: Any, items: int, keys: int, depth: int) -> Any:
    """The value with less in it; what is left out is marked."""
    if isinstance(value, dict):
        if not depth:
            return {_LEFT_OUT: None} if value else value
        kept = {key: _pruned(value[key], items, keys, depth - 1) for key in list(value)[:keys]}
        return kept | ({_LEFT_OUT: None} if len(value) > keys else {})
    if isinstance(value, list):
        if not depth:
            return [_LEFT_OUT] if value else value
        return [_pruned(one, items, keys, depth - 1) for one in value[:items]] + [_LEFT_OUT] * (
            len(value) > items
        )
    if isinstance(value, float):
        # Machines differ in the last digits.
        return float(f"{value:.5g}")
    if isinstance(value, str):
        return "<math>…</math>" if value.startswith("<math") else _cut(value, _TEXT)
    return value


def _written(value: Any, indent: str) -> str:
    """On one line where it fits, else one line for each part."""
    line = _line(value)
    if len(indent) + len(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return line
    inner = f"{indent}  "
    if isinstance(value, list):
        parts = [_written(one, inner) for one in value]
        return "[\n" + ",\n".join([inner + part for part in parts]) + f"\n{indent}]"
    pairs = [
        key if key == _LEFT_OUT else f"{_line(key)}: {_written(one, inner)}" for key, one in value.items()
    ]
    return "{\n" + ",\n".join([inner + pair for pair in pairs]) + f"\n{indent}}}"


def _line(value: Any) -> str:
    if isinstance(value, dict):
        pairs = [key if key == _LEFT_OUT else f"{_line(key)}: {_line(one)}" for key, one in value.items()]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join([_line(one) for one in value]) + "]"
    return value if value == _LEFT_OUT else json.dumps(value, ensure_ascii=False)


def _stream(answer: str) -> str:
    """The first events and the last ones."""
    told = [_event(block) for block in answer.strip().split("\n\n")]
    return "\n\n".join(told if len(told) < 6 else [*told[:2], _LEFT_OUT, *told[-2:]])


def _event(block: str) -> str:
    return "\n".join([_data(line) if line.startswith("data: ") else line for line in block.splitlines()])


def _data(line: str) -> str:
    data = orjson.loads(line.removeprefix("data: "))
    return "data: " + _cut(_line(_pruned(data, 2, 8, 4)), 160)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length].rstrip() + _LEFT_OUT
