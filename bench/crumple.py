"""How crumpled the loss of a deep network is without skip connections, and with them.

After H. Li et al., Visualizing the Loss Landscape of Neural Nets, 2018: the same seed, data, training and
plane for both; filter-normalized random directions from -1 to 1. The table's shares are of the plane's
points:

differences   a negative eigenvalue of the plane's 2x2 Hessian, by central differences of the losses drawn
stronger      of these, points that bend down more than up
exact         a negative eigenvalue of the exact 2x2 Hessian, from Hessian-vector products
whole         the whole Hessian's lowest eigenvalue is more than a tenth of its highest, in size

What to see: without skips the plane bends down about twice as often. For gelu, which is smooth, differences
and the exact Hessian say so alike. relu is straight but for its kinks: the differences see these and say so
too, the exact Hessian has none of them and does not. In the whole Hessian hardly any point of either is
convex: it is the plane that tells them apart.

Run as `python -m bench.crumple`; the same numbers each time, in a minute or two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.network import (
    Curvature,
    Data,
    Network,
    Objective,
    Plane,
    bent_share,
    data,
    extreme_eigenvalues,
    initial,
    plane_eigenvalues,
    plane_hessian,
    plane_losses,
    random_plane,
)
from tests.golden.networks import moons

Floats = NDArray[np.float64]

DEPTH, WIDTH, ROWS = 20, 16, 200
STEPS, LR = 1000, 0.001
SEEDS = (0, 1, 2)
# Each with an initialization from which 20 layers learn without skips too.
KINDS = {"gelu": "xavier", "relu": "uniform"}
FINE, COARSE, COARSEST = 41, 11, 5


@dataclass(frozen=True)
class Shares:
    """What became of one network, and the shares of its plane."""

    loss: float
    differences: float
    stronger: float
    exact: float
    whole: float


def shares(activation: str, seed: int, skip: bool) -> Shares:
    """Train one network and look at the plane around where it ended."""
    network = Network(2, (WIDTH,) * DEPTH, 1, activation, skip, "binary")
    rows = data(network, *moons(ROWS))
    generator = np.random.default_rng(seed)
    objective = Objective(network, rows)
    end = trained(objective, initial(network, KINDS[activation], generator))
    plane = random_plane(network, end, generator)
    axis, step = np.linspace(-1, 1, FINE, retstep=True)
    drawn = plane_eigenvalues(plane_losses(network, rows, plane, axis, axis), float(step), float(step))
    return Shares(
        objective.loss(end),
        bent_share(drawn),
        bent_share(drawn, 1),
        bent_share(on_plane(network, rows, plane)),
        bent_share(in_all_directions(network, rows, plane), 0.1),
    )


def trained(objective: Objective, vector: Floats) -> Floats:
    """Where full-batch Adam leads."""
    m = v = np.zeros_like(vector)
    for t in range(1, STEPS + 1):
        _, g = objective.loss_and_gradient(vector)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        vector = vector - LR * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return vector


def on_plane(network: Network, rows: Data, plane: Plane) -> Floats:
    """The eigenvalues of the plane's exact Hessian on a coarser grid."""
    found = [
        np.linalg.eigvalsh(plane_hessian(network, rows, at, plane.first, plane.second))
        for at in points(plane, COARSE)
    ]
    return np.array(found)


def in_all_directions(network: Network, rows: Data, plane: Plane) -> Floats:
    """The whole Hessian's extreme eigenvalues on a still coarser one."""
    found = [
        extreme_eigenvalues(
            Curvature(network, rows, at).product, network.size, np.random.default_rng(0), tolerance=0.01
        )
        for at in points(plane, COARSEST)
    ]
    return np.array(found)


def points(plane: Plane, n: int) -> list[Floats]:
    axis = np.linspace(-1, 1, n).tolist()
    return [plane.at(a, b) for b in axis for a in axis]


def main() -> None:
    for activation, init in KINDS.items():
        print(f"2-({WIDTH} x {DEPTH})-1 {activation}, {init}, {ROWS} moons, Adam lr {LR}, {STEPS} steps")
        print("seed  skips  loss     differences  stronger  exact  whole")
        means = {skip: mean_of(activation, skip) for skip in (False, True)}
        print(f"mean: {means[False]:.0%} bends down without skips, {means[True]:.0%} with\n")


def mean_of(activation: str, skip: bool) -> float:
    """Print a line for each seed; the mean share by differences."""
    found = []
    for seed in SEEDS:
        told = shares(activation, seed, skip)
        found.append(told.differences)
        print(
            f"{seed:4}  {'with' if skip else 'none':5}  {told.loss:.1e}  {told.differences:11.0%}  "
            f"{told.stronger:8.0%}  {told.exact:5.0%}  {told.whole:5.0%}",
            flush=True,
        )
    return float(np.mean(found))


if __name__ == "__main__":
    main()
