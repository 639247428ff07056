"""How a moving picture moves: so many frames, so long, so wide."""

from __future__ import annotations

from dataclasses import dataclass

# A moment to look at the end before it begins anew.
PAUSE = 1.6


@dataclass(frozen=True, slots=True)
class Motion:
    """frames: how many. seconds: how long they take, without the pause at the end. width: in pixels."""

    frames: int = 60
    seconds: float = 4.0
    width: int = 640

    @property
    def each(self) -> float:
        """Seconds that a frame is shown."""
        return self.seconds / self.frames

    def steps(self, last: int) -> list[int]:
        """The step at each frame, from the start to the last one; no more frames than there are steps."""
        count = min(self.frames, last + 1)
        return [round(k * last / max(1, count - 1)) for k in range(count)]
