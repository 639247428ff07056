"""What a program says that it may: `Authorization: Bearer ...`."""

from __future__ import annotations

from fastapi import Request

from app.web.problems import Refused


def bearer(request: Request) -> str:
    """The secret of the header; empty where there is none."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def needed(request: Request, field: str, said: str) -> str:
    """The secret of the header; Refused with 401 where there is none, with what to say instead."""
    secret = bearer(request)
    if not secret:
        raise Refused(401, field, said, headers={"WWW-Authenticate": "Bearer"})
    return secret
