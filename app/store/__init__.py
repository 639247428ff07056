"""What must outlive a request: tables too large for a link, and short links. SQLite, or PostgreSQL.

An experiment never comes here by itself: whoever reads a query fetches the table that it names first.
"""

from app.store.problem import StoreProblem
from app.store.store import Store

__all__ = ["Store", "StoreProblem"]
