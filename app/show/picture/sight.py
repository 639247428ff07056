"""The 3-D picture's eye: where a point of the box is seen, and what stands in front of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.rows import Floats
from app.show.picture.ground import Ground

# The box's sides and what is looked at, as on the page (`static/js/views/surface.js`).
_WIDE, _TALL = 1.2, 0.76
_LONGEST = 1.6
_CENTER = np.array((0.0, 0.0, -0.12))
_NEAREST = 0.05
_SAMPLES = 120
# How far a point may lie below the drawn surface and still count as on it, as a share of all heights.
_SKIN = 0.012


@dataclass(frozen=True, slots=True)
class Sight:
    """eye: in the units of plotly's camera. ground: the heights."""

    ground: Ground
    eye: Floats

    @property
    def sides(self) -> Floats:
        """How long the box is along x, y and the heights."""
        (x0, x1), (y0, y1) = self.ground.scene.window
        root = float(np.sqrt(np.clip((y1 - y0) / (x1 - x0), 1 / _LONGEST, _LONGEST)))
        return np.array((_WIDE / root, _WIDE * root, _TALL))

    def boxed(self, points: Floats) -> Floats:
        """Points of x, y and height, shape (n, 3), in the box round 0."""
        (x0, x1), (y0, y1) = self.ground.scene.window
        low = np.array((x0, y0, self.ground.low))
        span = np.array((x1, y1, self.ground.high)) - low
        return np.asarray(((points - low) / span - 0.5) * self.sides)

    def seen(self, points: Floats) -> tuple[Floats, Floats]:
        """Where points are seen, shape (n, 2), y downwards; and how far from the eye they are, shape (n,)."""
        forward = (_CENTER - self.eye) / np.linalg.norm(_CENTER - self.eye)
        up = np.array((0.0, 1.0, 0.0)) if np.hypot(*forward[:2]) < 1e-6 else np.array((0.0, 0.0, 1.0))
        right = np.cross(forward, up)
        right /= np.linalg.norm(right)
        way = self.boxed(points) - self.eye
        depth = np.maximum(way @ forward, _NEAREST)
        flat = np.stack([way @ right, -(way @ np.cross(right, forward))], axis=-1)
        return flat / depth[:, None], depth

    def open(self, points: Floats) -> Floats:
        """Whether nothing of the surface stands between the eye and points, shape (n,): truth as 0 or 1."""
        box, sides = self.boxed(points), self.sides
        shares = np.linspace(0.004, 1.0, _SAMPLES)[None, :, None] ** 1.5
        way = (box[:, None] + (self.eye - box[:, None]) * shares) / sides + 0.5
        under = _between(self.ground.heights, way[..., 0], way[..., 1])
        span = self.ground.high - self.ground.low
        hidden = (under - self.ground.low) / span > way[..., 2] + _SKIN
        free: Floats = (~hidden.any(axis=1)).astype(float)
        return free


def _between(heights: Floats, x: Floats, y: Floats) -> Floats:
    """The height at shares of the window, each from 0 to 1, between four neighbours; nan outside."""
    rows, columns = heights.shape
    across, up = x * (columns - 1), y * (rows - 1)
    inside = (across >= 0) & (across <= columns - 1) & (up >= 0) & (up <= rows - 1)
    i = np.clip(np.nan_to_num(across), 0, columns - 2).astype(int)
    j = np.clip(np.nan_to_num(up), 0, rows - 2).astype(int)
    u, v = across - i, up - j
    low = heights[j, i] * (1 - u) + heights[j, i + 1] * u
    high = heights[j + 1, i] * (1 - u) + heights[j + 1, i + 1] * u
    return np.where(inside, low * (1 - v) + high * v, np.nan)


def height_at(ground: Ground, x: Floats, y: Floats) -> Floats:
    """The drawn height at points; nan outside the window and beside holes."""
    (x0, x1), (y0, y1) = ground.scene.window
    return _between(ground.heights, (x - x0) / (x1 - x0), (y - y0) / (y1 - y0))
