"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

from io import BytesIO

import segno

from app.core.errors import BadInput

# A code of more has squares too fine for a phone to tell apart on a screen.
LONGEST = 1000


def code(address: str, field: str) -> bytes:
    """The code, dark on light with its quiet zone, as large as its place; BadInput where it is too long."""
    if len(address) > LONGEST:
        raise BadInput(
            field,
            f"This link has {len(address):,} characters, too many for a code that a phone can read: "
            f"at most {LONGEST:,}. Make a short link of it.",
        )
    drawn = BytesIO()
    # M: a seventh of it may be covered or blurred (ISO/IEC 18004).
    segno.make_qr(address, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        dark="#1d2125",
        light="#ffffff",
        title="QR code",
        nl=False,
    )
    return drawn.getvalue()
