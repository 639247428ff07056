"""Numbers as they stand in a link: read strictly, written shortest."""

from __future__ import annotations

import re
from math import isfinite

from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter
from app.core.nearest import shown

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_SPLIT_EXPONENT = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)[eE] \d+", re.ASCII)


def read_number(text: str, field: str) -> float:
    """The finite number that `text` writes; BadInput under `field` where there is none."""
    text = text.strip()
    if _SPLIT_EXPONENT.fullmatch(text):
        raise BadInput(field, "A + in a link must be written %2B, or left out: 1e5 says the same as 1e+5.")
    if not _NUMBER.fullmatch(text):
        raise BadInput(field, _not_a_number(text))
    value = float(text)
    if not isfinite(value):
        raise BadInput(field, f"{shown(text)} is too large to compute with; give a smaller number.")
    return value + 0.0


def _not_a_number(text: str) -> str:
    if not text:
        return "Nothing is given here; write a number, such as 0.1, or leave the key out."
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity"}:
        return f"{shown(text)} is not a finite number; write one such as 0.1."
    return f"{shown(text)} is not a number; write one such as 0.1 or 1e-3."


def read_within(text: str, limits: Hyperparameter, field: str) -> float:
    """A number that `limits` allow; BadInput under `field` otherwise."""
    return limits.check(read_number(text, field), field)


def read_whole(text: str, limits: Hyperparameter, field: str) -> int:
    """A whole number that `limits` allow; BadInput under `field` otherwise."""
    return int(read_within(text, limits, field))


def read_numbers(text: str, field: str) -> tuple[float, ...]:
    """Numbers parted by commas."""
    return tuple([read_number(part, field) for part in text.split(",")])


def write_number(value: float) -> str:
    """The shortest text that reads back as `value`; -0 is 0.

    >>> [write_number(v) for v in (3.0, 0.1, 1e-05, 1e+22, -0.0)]
    ['3', '0.1', '1e-5', '1e22', '0']
    """
    mantissa, _, exponent = repr(float(value) + 0.0).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def write_numbers(values: tuple[float, ...]) -> str:
    """Numbers parted by commas."""
    return ",".join(write_number(value) for value in values)
