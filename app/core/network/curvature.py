"""The curvature of a network's loss: exact Hessian-vector products, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network.data import Data
from app.core.network.network import Network
from app.core.network.objective import Trace

Array = NDArray[Any]
Floats = NDArray[np.float64]


class Curvature:
    """The loss's Hessian at one weight vector, as a linear map: nothing of shape (size, size) is built.

    What all products share is computed once: the forward pass, the gradient's way back, each unit's slope.
    A product costs about as much as two gradients and agrees with the symmetric matrix to rounding.
    relu's bend is 0 everywhere, as in torch.

    Source: B. Pearlmutter, Fast exact multiplication by the Hessian, 1994.
    """

    def __init__(self, network: Network, data: Data, vector: Floats) -> None:
        self.network = network
        self.targets = data.targets
        self._trace = Trace(network, len(data))
        self._joined = [layer.joined(vector[network.joined]) for layer in network.layout]
        with np.errstate(all="ignore"):
            self._outputs = self._trace.forward(network, self._joined, data.columns)
            self._inner: list[Array] = []
            self._slope: list[Array] = []
            self._bent: list[Array] = []
            self._way_back(network.aim.pull(self._outputs, data.targets))

    def _way_back(self, pull: Array) -> None:
        """Each layer's derivative by its z; each hidden layer's slopes, and its pull times its bend."""
        act, trace = self.network.act, self._trace
        self._inner.append(pull)
        pull = self._joined[-1][:, :-1].T @ pull
        for k in range(len(self.network.layers) - 1, -1, -1):
            z, a = trace.z[k], trace.a[k]
            self._slope.insert(0, act.slope(z, a))
            self._bent.insert(0, act.bend(z, a) * pull)
            inner = self._slope[0] * pull
            self._inner.insert(0, inner)
            straight = pull if self.network.layout[k].shortcut else 0
            pull = self._joined[k][:, :-1].T @ inner + straight

    def product(self, direction: Floats) -> Floats:
        """The Hessian times a direction of shape (size,): how the gradient changes along it."""
        network = self.network
        turned = [layer.joined(direction[network.joined]) for layer in network.layout]
        found = np.empty(network.size)
        with np.errstate(all="ignore"):
            dz, dh = self._moved(turned)
            self._moved_back(turned, dz, dh, [layer.joined(found) for layer in network.layout])
        return found[network.parted]

    def _moved(self, turned: list[Array]) -> tuple[list[Array], list[Array | None]]:
        """How each layer's z, and what each layer is given, change along the direction."""
        given = self._trace.given
        dz: list[Array] = []
        dh: list[Array | None] = [None]
        for k, layer in enumerate(self.network.layout):
            change, before = turned[k] @ given[k], dh[k]
            if before is not None:
                change += self._joined[k][:, :-1] @ before
            dz.append(change)
            if k < len(self.network.layers):
                after = self._slope[k] * change
                if layer.shortcut and before is not None:
                    after += before
                dh.append(after)
        return dz, dh

    def _moved_back(
        self, turned: list[Array], dz: list[Array], dh: list[Array | None], found: list[Array]
    ) -> None:
        """How the derivative by each layer's weights changes along the direction, written to `found`."""
        layout, given = self.network.layout, self._trace.given
        turn = self.network.aim.turn(self._outputs, self.targets, dz[-1])
        pull: Array = np.empty(0)
        for k in range(len(layout) - 1, -1, -1):
            if k < len(layout) - 1:
                turn = self._slope[k] * pull + self._bent[k] * dz[k]
            np.matmul(turn, given[k].T, out=found[k])
            before = dh[k]
            if before is None:
                return
            found[k][:, :-1] += self._inner[k] @ before.T
            straight = pull if layout[k].shortcut else 0
            pull = turned[k][:, :-1].T @ self._inner[k] + self._joined[k][:, :-1].T @ turn + straight


def plane_hessian(network: Network, data: Data, vector: Floats, first: Floats, second: Floats) -> Floats:
    """The 2x2 Hessian of the loss in the coordinates of a plane, at `vector`: d1·H·d1, d1·H·d2, d2·H·d2."""
    curvature = Curvature(network, data, vector)
    along_first, along_second = curvature.product(first), curvature.product(second)
    mixed = first @ along_second
    return np.array([[first @ along_first, mixed], [mixed, second @ along_second]])


def extreme_eigenvalues(
    product: Callable[[Floats], Floats],
    size: int,
    generator: np.random.Generator,
    steps: int = 60,
    tolerance: float = 1e-4,
) -> tuple[float, float]:
    """The lowest and the highest eigenvalue of a symmetric map of `size` numbers, by the Lanczos method.

    Ends when both are known to `tolerance` of the larger of the two in size, after `size` steps, where they
    are exact, or after `steps`: then the true ones lie further out, if anything. nan where a product is not
    finite. Every new vector is made orthogonal to all before it, twice, so that none comes back as a ghost.

    Source: C. Lanczos, 1950; B. Parlett, The Symmetric Eigenvalue Problem, 1980, chapter 13.
    """
    count = min(steps, size)
    basis = np.zeros((count, size))
    diagonal, beside = np.zeros(count), np.zeros(count)
    vector = generator.standard_normal(size)
    vector /= np.linalg.norm(vector)
    values = np.full(1, np.nan)
    for k in range(count):
        basis[k] = vector
        image = product(vector)
        if not np.isfinite(image).all():
            return np.nan, np.nan
        diagonal[k] = vector @ image
        for _ in range(2):
            image -= basis[: k + 1].T @ (basis[: k + 1] @ image)
        beside[k] = np.linalg.norm(image)
        values, vectors = _tridiagonal(diagonal[: k + 1], beside[:k])
        unknown = beside[k] * np.abs(vectors[-1, [0, -1]]).max()
        if unknown <= tolerance * np.abs(values).max():
            break
        vector = image / beside[k]
    return float(values[0]), float(values[-1])


def _tridiagonal(diagonal: Floats, beside: Floats) -> tuple[Floats, Floats]:
    matrix = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    values, vectors = np.linalg.eigh(matrix)
    return values, vectors
