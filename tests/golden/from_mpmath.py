"""The normal distribution in forty digits, and the short series that app.core.network.normal has of it."""

from __future__ import annotations

from itertools import zip_longest

import mpmath as mp

mp.mp.dps = 60

TERMS, NODES, SHIFT = 24, 96, 3


def scaled(s: mp.mpf) -> mp.mpf:
    """(3 + u)·exp(u²)·erfc(u), where s = (3 − u)/(3 + u)."""
    u = SHIFT * (1 - s) / (1 + s)
    return (SHIFT + u) * mp.exp(u * u) * mp.erfc(u)


def series() -> list[float]:
    """Its Chebyshev series to 24 terms, from the values at 96 nodes, as powers of s."""
    angles = [mp.pi * (k + mp.mpf(1) / 2) / NODES for k in range(NODES)]
    values = [scaled(mp.cos(angle)) for angle in angles]
    powers = [mp.mpf(0)] * TERMS
    for degree in range(TERMS):
        terms = [value * mp.cos(degree * angle) for value, angle in zip(values, angles, strict=True)]
        weight = mp.fsum(terms) * (2 if degree else 1) / NODES
        for power, coefficient in enumerate(chebyshev(degree)):
            powers[power] += weight * coefficient
    return [float(power) for power in powers]


def chebyshev(degree: int) -> list[int]:
    """The coefficients of a Chebyshev polynomial, lowest power first: T_n+1 = 2 s T_n − T_n−1."""
    before, last = [1], [0, 1]
    for _ in range(degree):
        doubled = [0, *[2 * c for c in last]]
        before, last = last, [d - b for d, b in zip_longest(doubled, before, fillvalue=0)]
    return before


def distribution() -> dict[str, list[float]]:
    """Φ from -37 to 9: closely in the middle, where GELU bends, and far below, where it nearly vanishes."""
    z = [k / 16 for k in range(-144, 145)] + [-12.3, -20.1, -30.7, -37.0]
    return {"z": z, "distribution": [float(mp.erfc(-mp.mpf(v) / mp.sqrt(2)) / 2) for v in z]}
