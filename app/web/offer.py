"""The catalogue's answer, made once: typesetting all of it takes a moment."""

from __future__ import annotations

from threading import Lock

from app.show.catalogue import catalogue
from app.show.export.catalogue import offered
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
            more = {"data_bytes": self.data_bytes, "exports": offered()}
            self._encoded = self._encoded or encoded(catalogue(self.version) | more)
        return self._encoded
