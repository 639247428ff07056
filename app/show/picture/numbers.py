"""How numbers are written in pictures, as on the page (`static/js/plot/numbers.js`)."""

from __future__ import annotations

import math

_LARGE = 1e6
_SMALL = 1e-4
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    """“10⁻⁵” for -5."""
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def number(value: float | None, figures: int = 4) -> str:
    """A number for reading, such as “−0.47”, “12.35” or “1.2×10⁻⁵”; “–” where there is none."""
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    size = abs(value)
    if size != 0 and (size >= _LARGE or size < _SMALL):
        return _scientific(value, figures)
    rounded = f"{value:.0f}" if size >= 10**figures else f"{float(f'{value:.{figures}g}'):.12f}"
    shown = rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
    return _minus("0" if shown == "-0" else shown)


def _scientific(value: float, figures: int) -> str:
    digits, _, exponent = f"{value:.{figures - 1}e}".partition("e")
    mantissa, power = f"{float(digits):g}", power_of_ten(int(exponent))
    return power if mantissa == "1" else f"{_minus(mantissa)}×{power}"


def _minus(text: str) -> str:
    return text.replace("-", "−")
