"""Painters by name, found when they are first needed: what they stand on takes a second to be there."""

from __future__ import annotations

from importlib import import_module

from app.show.picture.scene import Scene


def paint(painter: str, scene: Scene, *told: object, **more: object) -> bytes:
    """What the painter of that name, a function in a module called so, makes of a scene."""
    made: bytes = getattr(import_module(f"app.show.picture.{painter}"), painter)(scene, *told, **more)
    return made
