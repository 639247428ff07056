"""Moving pictures: as many frames as were asked for, the path growing from each to the next."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from app.core.errors import BadInput
from app.show.picture.motion import PAUSE, Motion
from app.show.picture.moving import Film, gif, mp4, webp
from app.show.picture.palette import LIGHT
from app.show.picture.scene import Scene
from tests.show.picture.drawn import seen

QUERY = "surface=himmelblau&start=-1,-1&steps=60&a=adam&a.lr=0.05"
MOTION = Motion(frames=8, seconds=2, width=320)

Make = Callable[[Scene, str, Motion], bytes]


@pytest.fixture(scope="module")
def scene() -> Scene:
    return seen(QUERY)


@pytest.mark.parametrize(("make", "kind"), [(gif, "GIF"), (webp, "WEBP")])
def test_a_moving_picture_has_its_frames_and_its_size_and_goes_on_for_ever(
    scene: Scene, make: Make, kind: str
) -> None:
    picture = Image.open(io.BytesIO(make(scene, "light", MOTION)))
    assert (picture.format, picture.n_frames, picture.width) == (kind, 8, 320)  # type: ignore[attr-defined]
    assert picture.info["loop"] == 0


@pytest.mark.parametrize(
    ("motion", "frames"),
    [
        (Motion(8, 2.0, 240), 8),
        (Motion(3, 60.0, 240), 3),
        (Motion(60, 4.0, 240), 60),
        (Motion(25, 0.5, 240), 25),
        # Only 61 frames for 60 steps; the time is the one asked for all the same.
        (Motion(100, 7.0, 240), 61),
    ],
)
@pytest.mark.parametrize(("make", "tick"), [(gif, 0.01), (webp, 0.001), (mp4, 1e-5)])
def test_it_takes_as_long_as_was_asked_for_and_then_its_pause(
    scene: Scene, make: Make, tick: float, motion: Motion, frames: int
) -> None:
    shown = durations(make(scene, "light", motion))
    assert len(shown) == frames
    assert sum(shown) == pytest.approx(motion.seconds + PAUSE, abs=1e-5)
    each = motion.seconds / frames
    assert shown[:-1] == pytest.approx([each] * (frames - 1), abs=tick)
    assert shown[-1] == pytest.approx(each + PAUSE, abs=tick)


def durations(file: bytes) -> list[float]:
    """The seconds that each frame is shown, as a player reads them."""
    if file[4:8] == b"ftyp":
        with av.open(io.BytesIO(file)) as film:
            return [float(frame.duration * frame.time_base) for frame in film.decode(video=0)]
    found = []
    for frame in ImageSequence.Iterator(Image.open(io.BytesIO(file))):
        frame.load()
        found.append(frame.info["duration"] / 1000)
    return found


def test_frames_that_nobody_could_see_are_refused_with_how_many_fit() -> None:
    with pytest.raises(BadInput, match=r"take 25 at most, or give them 1\.2 seconds") as refused:
        Motion(60, 0.5)
    assert refused.value.field == "frames"


def test_a_longer_film_takes_no_more_memory() -> None:
    done = subprocess.run([sys.executable, "-c", PEAKS], check=True, capture_output=True, text=True)
    more = [int(line) for line in done.stdout.split()]
    # Each of the 40 frames more that the longer ones have would be two million bytes.
    assert len(more) == 3
    assert max(more) < 30_000_000


PEAKS = f"""
from resource import RUSAGE_SELF, getrusage
from app.core.errors import BadInput
from app.show.picture.motion import Motion
from app.show.picture.moving import gif, mp4, webp
from tests.show.picture.drawn import seen

scene = seen("{QUERY}")
for make in (gif, webp, mp4):
    peaks = []
    for frames in (12, 52):
        make(scene, "light", Motion(frames, 8.0, 960))
        peaks.append(getrusage(RUSAGE_SELF).ru_maxrss * 1024)
    print(peaks[1] - peaks[0])
"""


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


def test_a_film_has_its_frames_in_the_colours_of_its_theme(scene: Scene) -> None:
    with av.open(io.BytesIO(mp4(scene, "dark", MOTION))) as film:
        frames = [frame.to_ndarray(format="rgb24").astype(int) for frame in film.decode(video=0)]
    assert len(frames) == 8
    assert frames[0].shape[1] == 320
    for shown, painted in zip(frames, Film(scene, "dark", MOTION).frames(lambda done, of: None), strict=True):
        # Colours have half the pixels.
        assert np.abs(shown - np.asarray(painted).astype(int)).mean() < 4


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
