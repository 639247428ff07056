"""Secrets: the lecturer's keys, tokens to hand over, what followers are known by. Only digests are kept."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe


def new_key() -> str:
    """32 random bytes, to stand in a header or in an address."""
    return token_urlsafe(32)


def new_who() -> str:
    """What a follower is known by who brought nothing."""
    return token_urlsafe(18)


def digest(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()


def mark(code: str, who: str) -> str:
    """What is kept of a follower's own id: it tells them apart in this room, and says nothing elsewhere."""
    return sha256(f"{code}\0{who}".encode()).hexdigest()[:32]


def fits(key: str, digests: tuple[str, ...]) -> bool:
    """Whether one of the digests is the key's; all are looked at, whichever it is."""
    own = digest(key)
    return sum([compare_digest(own, one) for one in digests]) > 0
