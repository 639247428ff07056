"""What a picture is painted from: plain arrays and words, so that painting needs no mathematics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.network.slice import Slice
from app.core.rows import Floats
from app.experiment import Run, label, sentence
from app.experiment.resolve import relief_of, surface_name, window_of
from app.experiment.value import Window
from app.show.heights import grid, log_of
from app.show.journey import Journey
from app.show.nets import plane_titles
from app.show.picture.look import Look
from app.show.picture.scale import Scale
from app.show.tables import table


@dataclass(frozen=True, slots=True)
class Trace:
    """A run: where it went, shape (n, d), and its losses and slopes there. turns: steps from which something
    is otherwise; leaps: those at which it was moved by hand. diverged: it broke off, at step `ended`.
    """

    id: str
    label: str
    points: Floats
    loss: Floats
    turns: tuple[int, ...]
    leaps: tuple[int, ...]
    diverged: bool
    ended: int

    @property
    def last(self) -> int:
        """The step at which it ended."""
        return len(self.loss) - 1


@dataclass(frozen=True, slots=True)
class Scene:
    """axes: the grid's coordinates along each variable. z: the losses over them, z[j][i] at x[i], y[j].

    titles: what stands at the axes. minima: coordinates, then the loss. scale: of the heights. goes_below:
    a loss is negative somewhere. shift: what is added to a loss before its logarithm. step: the playhead,
    None at the end of all runs. loss: the loss chart's scale, empty where the surface decides. eye: where the
    3-D picture is looked at from.
    """

    name: str
    sentence: str
    titles: tuple[str, ...]
    window: Window
    axes: tuple[Floats, ...]
    z: Floats
    minima: tuple[tuple[float, ...], ...]
    scale: Scale
    goes_below: bool
    shift: float
    steps: int
    step: int | None
    loss: str
    eye: tuple[float, float, float]
    traces: tuple[Trace, ...]

    @property
    def dimension(self) -> int:
        """How many variables the loss has."""
        return len(self.axes)

    @property
    def length(self) -> int:
        """The last step that any run has."""
        return max([trace.last for trace in self.traces], default=0)


def scene(journey: Journey, look: Look) -> Scene:
    """The surface as it is looked at, and every run that is not hidden, to its end."""
    experiment = journey.experiment
    runs = table(journey)["runs"]
    land, window = relief_of(experiment), window_of(experiment)
    axes, z = grid(land, window, look.n)
    log = log_of(experiment, land, z)
    minima = tuple([(*point, loss) for point, loss in land.minima])
    kind = look.scale or ("log" if log["default"] else "linear")
    lowest = min([float(np.min(z, initial=0.0, where=np.isfinite(z))), *[loss for *_, loss in minima]])
    told = zip(experiment.runs, runs, strict=True)
    return Scene(
        name=surface_name(experiment),
        sentence=sentence(experiment),
        titles=plane_titles(land) if isinstance(land, Slice) else land.variables,
        window=window,
        axes=tuple(axes.values()),
        z=z,
        minima=minima,
        scale=Scale(kind == "log", log["shift"] if kind == "log" else 0.0),
        goes_below=lowest < 0,
        shift=log["shift"],
        steps=experiment.steps,
        step=look.step,
        loss=look.loss,
        eye=look.eye,
        traces=tuple([_trace(run, columns) for run, columns in told if run.id not in look.hidden]),
    )


def _trace(run: Run, columns: dict[str, object]) -> Trace:
    names = [name for name in ("x", "y") if name in columns]
    verdict = columns["verdict"]
    assert isinstance(verdict, dict)
    leaps = tuple([move.step for move in run.moves])
    points = np.array([columns[name] for name in names], dtype=float).T
    return Trace(
        id=run.id,
        label=label(run),
        points=points,
        loss=np.array(columns["loss"], dtype=float),
        turns=tuple(sorted([stage.since for stage in run.stages[1:]] + list(leaps))),
        leaps=leaps,
        diverged=verdict["kind"] == "diverged",
        ended=int(verdict["step"]),
    )
