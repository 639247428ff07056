"""The catalogue's answer, made once: typesetting all of it takes a moment."""

from __future__ import annotations

from threading import Lock

from app.show.catalogue import catalogue
from app.web.encoding import encoded


class Offer:
    """Encodes the catalogue on first use and keeps it."""

    def __init__(self, version: str, data_bytes: int) -> None:
        self.version = version
        self.data_bytes = data_bytes
        self._lock = Lock()
        self._encoded = b""

    def catalogue(self) -> bytes:
        """What `/api/catalog` answers."""
        with self._lock:
            limits = {"data_bytes": self.data_bytes}
            self._encoded = self._encoded or encoded(catalogue(self.version) | limits)
        return self._encoded
