"""The `fallline` command: serve the page, or run an experiment without one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; its exit code."""
    chosen = _parser().parse_args(arguments)
    code: int = chosen.act(chosen)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fallline", description="Optimizers on loss landscapes.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve the page and its API")
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    serve.add_argument("--host", default=host, help="the address to listen on")
    serve.add_argument("--port", type=int, default=port, help="the port to listen on")
    serve.set_defaults(act=_serve)
    return parser


def _serve(chosen: argparse.Namespace) -> int:
    import uvicorn

    from app.main import create_app
    from app.web.settings import Settings

    settings = Settings.from_environment(os.environ)
    uvicorn.run(
        create_app(settings), host=chosen.host, port=chosen.port, timeout_graceful_shutdown=settings.shutdown
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
