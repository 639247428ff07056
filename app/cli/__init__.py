"""The `fallline` command: serve the page, or run an experiment from a terminal."""

from app.cli.command import main

__all__ = ["main"]
