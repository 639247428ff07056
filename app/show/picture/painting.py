"""Painters by name, found when they are first needed: what they stand on takes a second to be there."""

from __future__ import annotations

from importlib import import_module

from app.show.picture.scene import Scene


def paint(painter: str, scene: Scene, theme: str, **more: object) -> bytes:
    """What a painter, such as `card:card`, a function `card` in the module `card`, makes of a scene."""
    module, _, function = painter.partition(":")
    made: bytes = getattr(import_module(f"app.show.picture.{module}"), function)(scene, theme, **more)
    return made
