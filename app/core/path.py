"""What a run leaves behind: every point with the exact loss and gradient there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Path:
    """What was recorded: a list for each coordinate of the points, the loss, and the gradient.

    Entry k is point k; loss and gradient are the exact full ones there, whatever the run was shown.
    """

    points: tuple[list[float], ...]
    loss: list[float] = field(default_factory=list)
    gradient: tuple[list[float], ...] = ()

    @classmethod
    def empty(cls, dimension: int) -> Path:
        """A path with no points yet."""
        return cls(tuple([[] for _ in range(dimension)]), [], tuple([[] for _ in range(dimension)]))

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def last(self) -> int:
        """The last step recorded."""
        return len(self.loss) - 1

    @property
    def columns(self) -> tuple[list[float], ...]:
        """Coordinates, loss and gradient components, in this order."""
        return (*self.points, self.loss, *self.gradient)

    def put(self, point: Sequence[float], loss: float, gradient: Sequence[float]) -> None:
        """Record one more point."""
        for column, value in zip(self.columns, (*point, loss, *gradient), strict=True):
            column.append(value)

    def take_back(self) -> tuple[float, ...]:
        """Forget the last point, and tell where it was."""
        point = self.point(self.last)
        for column in self.columns:
            column.pop()
        return point

    def point(self, step: int) -> tuple[float, ...]:
        """Where the run was at a step."""
        return tuple([column[step] for column in self.points])

    def gradient_at(self, step: int) -> tuple[float, ...]:
        """The exact gradient at a step."""
        return tuple([column[step] for column in self.gradient])
