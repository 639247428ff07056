"""A plane through the space of a network's weights, and the five ways to choose one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.network import Network

Floats = NDArray[np.float64]
Window = tuple[tuple[float, float], tuple[float, float]]

FIELD = "s.plane"

# Directions whose sine is below this are one direction; a share of variance below its square is rounding.
_PARALLEL = 1e-6


@dataclass(frozen=True, eq=False)
class Plane:
    """All vectors origin + a·first + b·second; each of the three has shape (size,).

    The directions need be neither of length 1 nor at right angles: pca_plane, ends_plane and weights_plane
    give such, random_plane gives two of the weights' own length that are nearly at right angles. shares:
    for pca_plane, how much of the path's variance lies along each. BadInput under s.plane where they span
    no plane, as where one is zero.
    """

    origin: Floats
    first: Floats
    second: Floats
    shares: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if not all(np.isfinite(part).all() for part in (self.origin, self.first, self.second)):
            raise BadInput(FIELD, "The weights that span the plane are not finite: the run diverged.")
        lengths = np.linalg.norm(self.basis, axis=0)
        if not lengths.all() or abs(self._triangle[1, 1]) <= _PARALLEL * lengths[1]:
            raise BadInput(
                FIELD, "The two directions lie on one line, or one of them is zero: choose another plane."
            )

    @property
    def basis(self) -> Floats:
        """The directions as columns, shape (size, 2)."""
        return np.column_stack([self.first, self.second])

    @cached_property
    def _orthonormal(self) -> tuple[NDArray[Any], NDArray[Any]]:
        found = np.linalg.qr(self.basis)
        return found.Q, found.R

    @property
    def _triangle(self) -> NDArray[Any]:
        return self._orthonormal[1]

    def at(self, a: float, b: float) -> Floats:
        """The vector at coordinates (a, b)."""
        return self.origin + a * self.first + b * self.second

    def project(self, points: Floats) -> tuple[Floats, Floats]:
        """Points of shape (n, size) -> coordinates (n, 2) of the nearest point on the plane, distances (n,).

        Exact least squares, whatever the angle between the directions.
        """
        away = np.atleast_2d(points) - self.origin
        basis, triangle = self._orthonormal
        inside = away @ basis
        left = away - inside @ basis.T
        return np.linalg.solve(triangle, inside.T).T, np.linalg.norm(left, axis=1)


def window(coordinates: Floats, margin: float = 0.2) -> Window:
    """What to draw so that coordinates of shape (n, 2) lie inside: (low, high) of each axis.

    margin: the room on each side, as a share of the span. An axis along which hardly anything happens still
    spans a fifth of the other, and 1 on either side where nothing happens at all.
    """
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    least = float((high - low).max()) / 5 or 2 / (1 + 2 * margin)
    spans = np.maximum(high - low, least)
    reach = spans * (0.5 + margin)
    middle = low / 2 + high / 2
    (a0, b0), (a1, b1) = (middle - reach).tolist(), (middle + reach).tolist()
    return (a0, a1), (b0, b1)


def weights_plane(vector: Floats, first: int, second: int) -> Plane:
    """The plane of two single weights, by their indices: the rest stay as they are in `vector`.

    Coordinates are how far each is from where it is in `vector`. BadInput under s.plane for the same twice.
    """
    for index in (first, second):
        if not 0 <= index < len(vector):
            raise BadInput(FIELD, f"The network has weights 0 to {len(vector) - 1}; there is none {index}.")
    if first == second:
        raise BadInput(FIELD, "A plane needs two different weights.")
    one, other = np.zeros((2, len(vector)))
    one[first] = other[second] = 1
    return Plane(vector, one, other)


def random_plane(network: Network, vector: Floats, generator: np.random.Generator) -> Plane:
    """The plane through `vector` along two filter-normalized Gaussian directions.

    Each unit's row of W is scaled to the length of that row in `vector`, so that networks that differ only
    in the scale of their weights look alike. Biases stay as they are: their directions are zero, as
    in the authors' code with --xignore biasbn. A unit whose weights are all zero does not move.

    Source: H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, Visualizing the Loss Landscape of Neural Nets,
    2018, section 4. BadInput under s.plane where all weights are zero.
    """
    first = _normalized(network, vector, generator)
    return Plane(vector, first, _normalized(network, vector, generator))


def _normalized(network: Network, vector: Floats, generator: np.random.Generator) -> Floats:
    direction = np.zeros(network.size)
    for layer in network.layout:
        filters = layer.matrix(vector)
        drawn = generator.standard_normal(filters.shape)
        lengths = np.linalg.norm(filters, axis=1) / np.linalg.norm(drawn, axis=1)
        layer.matrix(direction)[:] = drawn * lengths[:, None]
    return direction


def ends_plane(points: Sequence[Floats]) -> Plane:
    """The plane through two or three vectors: where runs ended, or their common start and two ends.

    The origin is the first; `first` is the unit vector towards the second, `second` the unit vector at right
    angles to it on the side of the third (Gram and Schmidt; T. Garipov et al., Loss Surfaces, Mode
    Connectivity, and Fast Ensembling of DNNs, 2018). With two vectors the second direction is free:
    see `beside`. BadInput under s.plane where they coincide, or three lie on one line.
    """
    if not 2 <= len(points) <= 3:
        raise BadInput(FIELD, f"A plane goes through two or three end points, not {len(points)}.")
    origin, *others = points
    towards = others[0] - origin
    length = np.linalg.norm(towards)
    if not length:
        raise BadInput(FIELD, "Two runs ended at the same weights, so no line goes through them.")
    first = towards / length
    second = beside(first) if len(others) == 1 else _across(first, others[1] - origin)
    return Plane(origin, first, second)


def beside(first: Floats) -> Floats:
    """A unit vector at right angles to a unit vector of shape (size,), always the same one.

    It is the axis of the weight that `first` moves least, freed of its part along `first`.
    """
    axis = np.zeros_like(first)
    axis[np.argmin(np.abs(first))] = 1
    return _across(first, axis)


def _across(first: Floats, vector: Floats) -> Floats:
    """The unit vector of the part of `vector` at right angles to `first`."""
    across = vector - (first @ vector) * first
    across -= (first @ across) * first
    length = np.linalg.norm(across)
    if length <= _PARALLEL * np.linalg.norm(vector):
        raise BadInput(FIELD, "The three end points lie on one line, which many planes hold: take two.")
    return across / length


def pca_plane(trajectory: Floats) -> Plane:
    """The plane through a path's last point along the two principal components of the way there.

    trajectory: shape (n, size), n at least 2. The components are those of the rows before the last minus
    the last, centred as principal component analysis does; `shares` are the parts of their variance.
    Each points to where its entry of largest size is positive. A path on a straight line has the second
    share 0 and the direction of `beside`. BadInput under s.plane where the path never moves.

    Source: H. Li et al., 2018, section 7.
    """
    way = trajectory[:-1] - trajectory[-1]
    if not np.isfinite(way).all():
        raise BadInput(FIELD, "The path is not finite: the run diverged.")
    if not way.any():
        raise BadInput(FIELD, "The path does not move, so it has no main directions: choose another plane.")
    shares, directions = _principal(_centred(way))
    first = _turned(directions[0])
    if len(shares) < 2 or shares[1] <= _PARALLEL**2:
        return Plane(trajectory[-1], first, beside(first), (1.0, 0.0))
    return Plane(trajectory[-1], first, _turned(_across(first, directions[1])), (shares[0], shares[1]))


def _centred(way: Floats) -> Floats:
    """The rows less their mean; as they are where that leaves nothing, for a path of a single move."""
    away = way - way.mean(axis=0)
    return away if np.abs(away).max() > _PARALLEL**2 * np.abs(way).max() else way


def _principal(rows: Floats) -> tuple[list[float], Floats]:
    """The shares of variance and unit directions of up to two principal components, the larger first.

    From the smaller of the two products of the rows with themselves: a path of thousands of steps
    through thousands of weights has no affordable singular value decomposition.
    """
    rows = rows / np.abs(rows).max()
    wide = rows.shape[1] > rows.shape[0]
    values, vectors = np.linalg.eigh(rows @ rows.T if wide else rows.T @ rows)
    leading = vectors[:, :-3:-1].T
    directions = leading @ rows if wide else leading
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    shares = (np.maximum(values[:-3:-1], 0) / values.sum()).tolist()
    return shares, np.divide(directions, lengths, out=np.zeros_like(directions), where=lengths > 0)


def _turned(direction: Floats) -> Floats:
    return -direction if direction[np.argmax(np.abs(direction))] < 0 else direction
