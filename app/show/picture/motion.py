"""How a moving picture moves: so many frames, so long, so wide."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import BadInput

# A moment to look at the end before it begins anew.
PAUSE = 1.6
# Frames in a second; browsers show a GIF slowly that would have more than that.
_FASTEST = 50


@dataclass(frozen=True, slots=True)
class Motion:
    """frames: how many. seconds: how long they take, without the pause at the end. width: in pixels.

    BadInput where that is faster than 50 frames in a second.
    """

    frames: int = 60
    seconds: float = 4.0
    width: int = 640

    def __post_init__(self) -> None:
        most = int(self.seconds * _FASTEST)
        if self.frames > most:
            why = f"{self.frames} frames in {self.seconds:g} seconds are too many to be seen"
            longer = f"give them {self.frames / _FASTEST:g} seconds"
            raise BadInput("frames", f"{why}: take {most} at most, or {longer}.")

    def steps(self, last: int) -> list[int]:
        """The step at each frame, from the start to the last one; no more frames than there are steps."""
        count = min(self.frames, last + 1)
        return [round(k * last / max(1, count - 1)) for k in range(count)]

    def durations(self, count: int, ticks: int) -> list[int]:
        """How long each of `count` frames is shown, the last one longer; ticks: how many a second has.

        Whole ticks, chosen so that every frame begins at the tick next to its time and no error adds up.
        """
        begins = [round(ticks * self.seconds * k / count) for k in range(count)]
        ends = [*begins[1:], round(ticks * (self.seconds + PAUSE))]
        return [end - begin for begin, end in zip(begins, ends, strict=True)]
