"""Fall Line in each of its four ways: here and on a server, in turn and meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.client import FallLine


@pytest.fixture(scope="session")
def here() -> FallLine:
    """In this process."""
    return FallLine()


@pytest.fixture
def there(server: str) -> Iterator[FallLine]:
    """On a real server."""
    with FallLine(server) as asked:
        yield asked
