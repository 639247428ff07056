"""What the API tells, as NumPy arrays: a run's points, a surface, one point of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a run ended where it did.

    kind: `minimum`, `saddle`, `maximum`, `plateau`, `moving`, `oscillating` or `diverged`. step: its last
    one. text: the same in a sentence. evidence: what it rests on, such as eigenvalues, as the API tells it.
    """

    kind: str
    step: int
    text: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """One run, point by point; all arrays have shape (points,) and a number that is not finite is nan.

    letter, optimizer: as in the query. label: the run in a few words, with its learning rate. legend: the
    label with every other number that the query sets. hyperparameters: all numbers that the optimizer
    begins with. step: whole numbers, from 0 at the start. x, y: where it is, y None on a surface of one
    variable. loss, gx, gy: the exact loss and gradient there, whatever the run was shown. grad_norm: the
    gradient's length. batch_loss: with mini-batches, the loss on the batch that the update leaving the point
    is shown. off_plane: of a network, how far off the plane of the picture the weights are.
    """

    letter: str
    optimizer: str
    label: str
    legend: str
    hyperparameters: Mapping[str, float]
    verdict: Verdict
    step: NDArray[np.int64]
    x: Floats
    y: Floats | None
    loss: Floats
    gx: Floats
    gy: Floats | None
    grad_norm: Floats
    batch_loss: Floats | None = None
    off_plane: Floats | None = None

    def __len__(self) -> int:
        return len(self.step)

    @property
    def points(self) -> Floats:
        """Shape (points, variables): where the run is at each step."""
        return np.stack([self.x] if self.y is None else [self.x, self.y], axis=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is new of every run in one event of a stream.

    step: the last step told so far, of `steps`. runs: by letter, an array of shape (new points,) for each
    column: `step`, `x`, `y`, `loss`, `gx`, `gy`, `grad_norm` and, where there are any, `batch_loss` and
    `off_plane`; no `y` and `gy` in one variable.
    """

    step: int
    steps: int
    runs: Mapping[str, Mapping[str, NDArray[Any]]]


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """A surface on a grid.

    x, y: shape (n,), y None in one variable. z: shape (n, n), the loss `z[j, i]` at `x[i], y[j]`, or (n,);
    nan where it is not finite. minima, local_minima: shape (known ones, variables + 1), coordinates and
    loss. formula: as text. log: whether the page draws heights logarithmically, as log10(loss + shift).
    """

    name: str
    variables: tuple[str, ...]
    formula: str | None
    x: Floats
    y: Floats | None
    z: Floats
    minima: Floats
    local_minima: Floats
    log: bool
    shift: float


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A surface at one point, of d variables.

    at, gradient: shape (d,). hessian: (d, d). eigenvalues: (d,), lowest first, `eigenvectors[i]` belonging to
    each; both None where the Hessian is not finite, and `note` says why.
    """

    at: Floats
    loss: float
    gradient: Floats
    hessian: Floats
    eigenvalues: Floats | None
    eigenvectors: Floats | None
    note: str | None = field(default=None)


def trajectory(told: Mapping[str, Any], about: Mapping[str, Any], query: str) -> Trajectory:
    """A run of `/api/run.json`, with what `/api/experiment` says about it, as `query` writes it."""
    verdict = dict(told["verdict"])
    why = Verdict(verdict.pop("kind"), verdict.pop("step"), verdict.pop("text"), verdict)
    columns = {name: values for name, values in told.items() if isinstance(values, list)}
    found: dict[str, Any] = {"y": None, "gy": None, **arrays(columns)}
    return Trajectory(
        letter=told["id"],
        optimizer=told["optimizer"],
        label=about["label"],
        legend=", ".join([about["label"], *_set(query, told["id"], about["values"])]),
        hyperparameters=about["values"],
        verdict=why,
        **found,
    )


def _set(query: str, letter: str, values: Mapping[str, float]) -> Iterator[str]:
    """The numbers that a query sets, but for the learning rate, which every label has."""
    for part in query.split("&"):
        key, _, value = part.partition("=")
        run, _, name = key.partition(".")
        if run == letter and name in values and name != "lr":
            yield f"{name} {value}"


def arrays(columns: Mapping[str, Sequence[Any]]) -> dict[str, NDArray[Any]]:
    """A run's columns: whole numbers for `step`, floats for all others."""
    return {
        name: np.array(values, dtype=np.int64) if name == "step" else floats(values)
        for name, values in columns.items()
    }


def surface(told: Mapping[str, Any]) -> Surface:
    """What `/api/surface` tells."""
    width = len(told["variables"]) + 1
    return Surface(
        name=told["name"],
        variables=tuple(told["variables"]),
        formula=told["formula_text"],
        x=floats(told["x"]),
        y=floats(told["y"]) if "y" in told else None,
        z=floats(told["z"]),
        minima=floats(told["minima"]).reshape(-1, width),
        local_minima=floats(told["local_minima"]).reshape(-1, width),
        log=told["log"]["default"],
        shift=told["log"]["shift"],
    )


def point(told: Mapping[str, Any]) -> Point:
    """What `/api/point` tells."""
    known = {name: told[name] for name in ("at", "gradient", "hessian", "eigenvalues", "eigenvectors")}
    found: dict[str, Any] = {n: None if v is None else floats(v) for n, v in known.items()}
    loss = told["loss"]
    return Point(loss=float("nan") if loss is None else loss, note=told["note"], **found)


def floats(values: Any) -> Floats:
    """Numbers as an array; null as nan."""
    return np.array(values, dtype=np.float64)
