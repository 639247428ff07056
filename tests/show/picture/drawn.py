"""Pictures of queries as arrays of pixels, for tests that look at them."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.experiment import parse
from app.show.picture.look import look_of
from app.show.picture.scene import Scene, scene
from app.show.trained import journey_of

Pixels = NDArray[np.int16]


def seen(query: str, n: int = 41) -> Scene:
    """What a picture of the query is painted from."""
    return scene(journey_of(parse(query)), look_of(query, n))


def pixels(file: bytes) -> Pixels:
    """The colours of a picture, shape (height, width, 3)."""
    return np.asarray(Image.open(io.BytesIO(file)).convert("RGB")).astype(np.int16)


def near(picture: Pixels, at: tuple[float, float], hexadecimal: str, reach: int = 2, off: int = 40) -> bool:
    """Whether a colour is found within `reach` pixels of a place."""
    x, y = round(at[0]), round(at[1])
    patch = picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
    wanted = np.array([int(hexadecimal[k : k + 2], 16) for k in (0, 2, 4)])
    return bool((np.abs(patch - wanted).max(axis=-1) <= off).any())
