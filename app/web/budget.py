"""How often something may be done: so many times at once, and then so many a second."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from ipaddress import ip_address
from time import monotonic

from fastapi import Request

# As many of those who did something last are remembered; whoever did nothing for long needs no memory.
_MOST = 50_000


class Budget:
    """What is left of `burst`, which fills up again by `rate` a second."""

    __slots__ = ("at", "burst", "left", "lock", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = self.left = burst
        self.at = monotonic()
        self.lock: asyncio.Lock | None = None

    @property
    def any(self) -> bool:
        """Whether there is one to be spent."""
        now = monotonic()
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        return self.left >= 1

    def spend(self) -> bool:
        """Spend one; False, and nothing is spent, where there is none."""
        if not self.any:
            return False
        self.left -= 1
        return True

    @property
    def wait(self) -> int:
        """Seconds until there is one to be spent, rounded up."""
        seconds = (1 - self.left) / self.rate
        return max(1, int(seconds) + (seconds % 1 > 0))


class Budgets:
    """A budget for each of many, by name."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._of: OrderedDict[str, Budget] = OrderedDict()

    def of(self, name: str) -> Budget:
        """The budget of this name."""
        found = self._of.get(name)
        if found is None:
            found = self._of[name] = Budget(self.rate, self.burst)
            if len(self._of) > _MOST:
                self._of.popitem(last=False)
        self._of.move_to_end(name)
        return found


def address_of(request: Request) -> str:
    """Whom a request comes from: an address, or the network of 64 bits that one household has to itself."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    # A socket for both kinds writes 192.0.2.1 as ::ffff:192.0.2.1, whose first 64 bits are everybody's.
    return str(address.ipv4_mapped) if address.ipv4_mapped else address.exploded[:19]
