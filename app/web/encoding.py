"""Values into JSON, as everything here is told."""

from app.show.encoding import encoded

__all__ = ["encoded"]
