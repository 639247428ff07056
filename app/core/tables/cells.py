"""Numbers as they stand in cells and in links: read strictly, written shortest."""

from __future__ import annotations

import re
from math import isfinite, nan

from app.core.errors import BadInput
from app.core.nearest import shown

# Words for a value that is not there, in a column of numbers.
MISSING = frozenset(["", "na", "n/a", "nan", "null", "inf", "infinity"])

# No run of digits can be split in two ways, so that a cell of a hundred thousand of them is refused at once.
_POINT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_DIGITS = re.compile(r"[+-]?\d[\d.,'’ \u00a0\u202f]*", re.ASCII)


def number(text: str, comma: bool = False) -> float | None:
    """The number that a cell holds; nan where it is missing or not finite; None where it is other text.

    With `comma` that is the decimal sign, and a point is none.

    >>> [number(text) for text in ("2", "-.5e3", "nan", "1,5", "1_000")]
    [2.0, -500.0, nan, None, None]
    """
    if (_COMMA if comma else _POINT).fullmatch(text):
        value = float(text.replace(",", ".")) + 0.0
        return value if isfinite(value) else nan
    return nan if missing(text) else None


def missing(text: str) -> bool:
    """Whether a cell of a column of numbers says that its value is not there."""
    return len(text) < 10 and text.lower().lstrip("+-") in MISSING


def maybe_thousands(text: str) -> bool:
    """Whether a comma may part thousands as well as decimals, as in 1,234."""
    return _THOUSANDS.fullmatch(text) is not None


def digits(text: str) -> bool:
    """Whether somebody may have meant a number: digits and what is put between them."""
    return _DIGITS.fullmatch(text) is not None


def strict_number(text: str, field: str) -> float:
    """The finite number that a part of a link writes; BadInput under `field` where there is none."""
    if not _POINT.fullmatch(text):
        raise BadInput(field, f"{shown(text)} is not a number; write one such as 0.1 or 1e-3.")
    value = float(text) + 0.0
    if not isfinite(value):
        raise BadInput(field, f"{shown(text)} is too large to compute with; give a smaller number.")
    return value


def written(value: float) -> str:
    """The shortest text that reads back as `value`; -0 is 0, and a missing one is empty.

    >>> [written(value) for value in (3.0, 0.1, 1e-05, 1e+22, -0.0, nan)]
    ['3', '0.1', '1e-5', '1e22', '0', '']
    """
    if not isfinite(value):
        return ""
    mantissa, _, exponent = repr(float(value) + 0.0).partition("e")
    mantissa = mantissa.removesuffix(".0")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa
