"""Where a network's weights begin."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.network import Layer, Network

Floats = NDArray[np.float64]
Fill = Callable[[Layer, Floats, Floats, np.random.Generator], None]


def initial(network: Network, name: str, generator: np.random.Generator) -> Floats:
    """A weight vector to start from, shape (size,); `name` is one of INITIALIZATIONS.

    zeros, ones: every weight and bias. uniform: W and b of each layer from U(−1/√inputs, 1/√inputs), which
    is what torch.nn.Linear does (kaiming_uniform_ with a = √5). xavier: W from U(−c, c) with
    c = √(6/(inputs + units)), b = 0 (X. Glorot, Y. Bengio, 2010). he: W normal with variance 2/inputs,
    b = 0 (K. He et al., 2015). Layers are drawn in order, W before b, so that a seed tells the vector.

    BadInput under s.init where there is no such name.
    """
    if name not in INITIALIZATIONS:
        raise BadInput("s.init", f"No weights start as {name!r}: choose one of {', '.join(INITIALIZATIONS)}.")
    vector = np.zeros(network.size)
    for layer in network.layout:
        INITIALIZATIONS[name](layer, layer.matrix(vector), layer.offset(vector), generator)
    return vector


def _ones(_: Layer, weight: Floats, bias: Floats, __: np.random.Generator) -> None:
    weight[:], bias[:] = 1, 1


def _uniform(layer: Layer, weight: Floats, bias: Floats, generator: np.random.Generator) -> None:
    bound = 1 / math.sqrt(layer.inputs)
    weight[:] = generator.uniform(-bound, bound, weight.shape)
    bias[:] = generator.uniform(-bound, bound, bias.shape)


def _xavier(layer: Layer, weight: Floats, _: Floats, generator: np.random.Generator) -> None:
    bound = math.sqrt(6 / (layer.inputs + layer.units))
    weight[:] = generator.uniform(-bound, bound, weight.shape)


def _he(layer: Layer, weight: Floats, _: Floats, generator: np.random.Generator) -> None:
    weight[:] = generator.normal(0, math.sqrt(2 / layer.inputs), weight.shape)


INITIALIZATIONS: dict[str, Fill] = {
    "zeros": lambda *_: None,
    "ones": _ones,
    "uniform": _uniform,
    "xavier": _xavier,
    "he": _he,
}
