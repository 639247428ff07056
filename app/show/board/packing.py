"""A storyboard's file as part of a link: compressed, in characters that a URL leaves alone."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from app.core.errors import BadInput

FIELD = "board"
MAX_PACKED = 12_000
# In bytes. Words shrink to a third, links that are much alike to a tenth.
MAX_UNPACKED = 60_000

_LEVEL = 9
_SAFE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def pack(source: str) -> str:
    """The text as URL-safe characters; BadInput where a link can't hold it.

    Another zlib may pack the same text otherwise, so compare what is unpacked.
    """
    plain = source.encode()
    text = base64.urlsafe_b64encode(zlib.compress(plain, _LEVEL)).decode().rstrip("=")
    for size, limit, what in ((len(plain), MAX_UNPACKED, "bytes"), (len(text), MAX_PACKED, "characters")):
        if size > limit:
            raise BadInput(
                FIELD,
                f"This storyboard is too long for a link ({size:,} {what} where {limit:,} fit); "
                "shorten its words, or make two of it.",
            )
    return text


def unpack(text: str) -> str:
    """The text that `pack` packed, never more than a storyboard may have; BadInput otherwise."""
    if len(text) > MAX_PACKED:
        raise BadInput(FIELD, f"This is longer than the {MAX_PACKED:,} characters of a storyboard's link.")
    if not _SAFE.fullmatch(text):
        raise _broken()
    swell = zlib.decompressobj()
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        plain = swell.decompress(packed, MAX_UNPACKED + 1)
        if len(plain) > MAX_UNPACKED:
            raise BadInput(FIELD, "What is in this link unpacks to more than a storyboard may be.")
        if not swell.eof or swell.unused_data:
            raise _broken()
        return plain.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise _broken() from None


def _broken() -> BadInput:
    return BadInput(FIELD, "The storyboard in this link was cut or changed on its way; copy the whole link.")
