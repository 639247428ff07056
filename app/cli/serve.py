"""`fallline serve`: one process that serves the page."""

from __future__ import annotations

import os

import uvicorn

from app.main import create_app
from app.web.settings import Settings


def serve(host: str, port: int) -> None:
    """Serve until told to stop; streams that are open then get a moment to finish."""
    settings = Settings.from_environment(os.environ)
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        timeout_graceful_shutdown=settings.shutdown,
        access_log=False,
    )
