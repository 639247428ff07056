"""`fallline serve`: one process that serves the page."""

from __future__ import annotations

import os
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn

from app.main import create_app
from app.web.settings import Settings


class _Server(uvicorn.Server):
    """Lets open streams know at once that the server is going; else it would wait for them."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app: Any = self.config.app
        app.state.closing.set()
        super().handle_exit(sig, frame)


def serve(host: str, port: int) -> None:
    """Serve until told to stop; RuntimeError where serving can't begin."""
    try:
        settings = Settings.from_environment(os.environ)
        app = create_app(settings)
    except ValueError as wrong:
        raise RuntimeError(str(wrong)) from None
    server = _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            timeout_graceful_shutdown=settings.shutdown,
            access_log=False,
        )
    )
    with suppress(KeyboardInterrupt, SystemExit):
        server.run()
    if not server.started:
        raise RuntimeError(f"could not serve at {host}, port {port}")
