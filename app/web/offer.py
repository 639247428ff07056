"""The catalogue's answer, made once: typesetting all of it takes a moment."""

from __future__ import annotations

from threading import Lock

from app.show.catalogue import catalogue
from app.web.encoding import encoded


class Offer:
    """Encodes the catalogue on first use and keeps it."""

    def __init__(self, version: str) -> None:
        self.version = version
        self._lock = Lock()
        self._encoded = b""

    def catalogue(self) -> bytes:
        """What `/api/catalog` answers."""
        with self._lock:
            self._encoded = self._encoded or encoded(catalogue(self.version))
        return self._encoded
