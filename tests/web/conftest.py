"""A client that speaks to the app in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from app.web.settings import Settings


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """One app for all tests: it holds no state that they could leave behind."""
    return create_app(Settings())


@pytest.fixture
async def client(anyio_backend: str, app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Requests go straight into the app; no port, no lifespan."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(scope="session")
def http(server: str) -> Iterator[httpx.Client]:
    """Requests to the real server; a stream in which nothing but the beat is heard fails."""
    with httpx.Client(base_url=server, timeout=12) as client:
        yield client
