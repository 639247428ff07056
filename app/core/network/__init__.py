"""Small neural networks: their loss and its derivatives in all weights at once, and planes to look at it on.

network.py       the shape, and where each weight lies in one vector
normal.py, activations.py, tasks.py   the functions that it is made of
data.py          the rows that it learns from
initial.py       where the weights begin
objective.py     loss and gradient by backpropagation
curvature.py     exact Hessian-vector products; extreme eigenvalues
plane.py         planes through the weights: random, of a path, of its ends, of two weights
sweep.py         the losses on a plane, all at once or from coarse to fine
convexity.py     how much of a plane bends downwards
lesson.py        columns of a table in, another one out: the network for them, and its rows
training.py      a rule on its way through the weights; limits.py says how much work that may be
choosing.py      which plane shows where the runs went; slice.py is the loss on it
picture.py       what a network makes of its rows
verdict.py       why a training ended where it did
catalogue.py     networks ready made
"""

from app.core.network.activations import ACTIVATIONS
from app.core.network.convexity import bent_share, plane_eigenvalues
from app.core.network.curvature import Curvature, extreme_eigenvalues, plane_hessian
from app.core.network.data import Data, data
from app.core.network.initial import INITIALIZATIONS, initial
from app.core.network.network import (
    MAX_INPUTS,
    MAX_LAYERS,
    MAX_OUTPUTS,
    MAX_UNITS,
    Layer,
    Network,
)
from app.core.network.objective import Objective
from app.core.network.plane import (
    Plane,
    ends_plane,
    pca_plane,
    random_plane,
    weights_plane,
    window,
)
from app.core.network.sweep import Tile, plane_losses, tiles
from app.core.network.tasks import TASKS

__all__ = [
    "ACTIVATIONS", "INITIALIZATIONS", "MAX_INPUTS", "MAX_LAYERS", "MAX_OUTPUTS", "MAX_UNITS", "TASKS",
    "Curvature", "Data", "Layer", "Network", "Objective", "Plane", "Tile",
    "bent_share", "data", "ends_plane", "extreme_eigenvalues", "initial", "pca_plane", "plane_eigenvalues",
    "plane_hessian", "plane_losses", "random_plane", "tiles", "weights_plane", "window",
]  # fmt: skip
