"""Moving pictures: as many frames as were asked for, the path growing from each to the next."""

from __future__ import annotations

import io
from itertools import pairwise

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from app.show.picture.motion import PAUSE, Motion
from app.show.picture.moving import Film, gif, mp4, webp
from app.show.picture.palette import LIGHT
from app.show.picture.scene import Scene
from tests.show.picture.drawn import seen

QUERY = "surface=himmelblau&start=-1,-1&steps=60&a=adam&a.lr=0.05"
MOTION = Motion(frames=8, seconds=2, width=320)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return seen(QUERY)


@pytest.mark.parametrize(("make", "kind"), [(gif, "GIF"), (webp, "WEBP")])
def test_a_moving_picture_has_its_frames_its_size_and_its_pause_and_goes_on_for_ever(
    scene: Scene, make: object, kind: str
) -> None:
    picture = Image.open(io.BytesIO(make(scene, "light", MOTION)))  # type: ignore[operator]
    assert (picture.format, picture.n_frames, picture.width) == (kind, 8, 320)  # type: ignore[attr-defined]
    assert picture.info["loop"] == 0
    durations = []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        durations.append(frame.info["duration"])
    assert durations == [250] * 7 + [250 + 1000 * PAUSE]


def test_the_path_grows_from_frame_to_frame_in_the_colour_of_its_run(scene: Scene) -> None:
    picture = Image.open(io.BytesIO(gif(scene, "light", MOTION)))
    wanted = np.array([int(LIGHT.runs["a"][k : k + 2], 16) for k in (0, 2, 4)])
    film = Film(scene, "light", MOTION)
    left, top, wide, high = [round(film.scale * side) for side in film.ground.frame.box]
    counts = []
    frames = film.frames(lambda done, of: None)
    for frame, painted in zip(ImageSequence.Iterator(picture), frames, strict=True):
        pixels = np.asarray(frame.convert("RGB")).astype(int)
        # 255 colours for all frames: none is far from what was painted.
        assert np.abs(pixels - np.asarray(painted).astype(int)).mean() < 3
        on_map = pixels[top : top + high, left : left + wide]
        counts.append(int((np.abs(on_map - wanted).max(axis=-1) < 12).sum()))
    assert all(b > a for a, b in pairwise(counts[:5]))
    assert counts[-1] == max(counts)


def test_a_film_has_its_frames_and_stands_still_at_its_end(scene: Scene) -> None:
    with av.open(io.BytesIO(mp4(scene, "dark", MOTION))) as film:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in film.decode(video=0)]
    assert len(frames) == 8 + round(PAUSE * 4)
    assert frames[0].shape[1] == 320
    assert frames[0].mean() < 90
    assert np.abs(frames[-1] - frames[8]).mean() < 2


def test_the_playhead_goes_from_the_start_to_the_last_step_with_no_more_frames_than_steps() -> None:
    assert Motion(frames=5).steps(100) == [0, 25, 50, 75, 100]
    assert Motion(frames=60).steps(3) == [0, 1, 2, 3]
    assert Motion(frames=60).steps(0) == [0]


@pytest.mark.parametrize(
    "query",
    [
        "surface=double_well&start=-1.5&steps=20&a=momentum&a.lr=0.01&b=gd",
        "surface=himmelblau&a=gd&a.lr=1",
        "surface=formula&formula=sqrt(-1-x**2)&a=gd",
        "surface=booth",
    ],
)
def test_whatever_becomes_of_the_runs_there_is_a_picture(query: str) -> None:
    heard = []
    file = gif(seen(query), "dark", Motion(frames=3, width=240), lambda done, of: heard.append((done, of)))
    assert file.startswith(b"GIF89a")
    assert heard[-1][0] == heard[-1][1]
