"""Below which path the app is served, as whoever serves it says."""

from __future__ import annotations

from starlette.types import Scope


def root_of(scope: Scope) -> str:
    """What stands before every path of the app, such as `/fallline`; empty where it has a host to itself."""
    return str(scope.get("root_path", "")).rstrip("/")
