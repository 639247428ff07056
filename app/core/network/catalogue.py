"""Networks ready made, from one that learns easily to one that is too deep. The variable's name is the id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FAMILY = "Neural networks"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A small network on a table.

    data: a table's id; x, y: columns, where they are not the table's own. layers: the units of each hidden
    layer. numbers: what of the table is not at its default.
    """

    name: str
    story: str
    source: str
    data: str = "moons"
    x: tuple[str, ...] = ()
    y: str = ""
    layers: tuple[int, ...] = (16, 16)
    activation: str = "tanh"
    skip: bool = False
    init: str = "xavier"
    numbers: Mapping[str, float] = field(default_factory=dict)


network = Ready(
    name="A small network",
    story=(
        "Hundreds of weights, seen on the plane along which the runs moved most. Two half moons are easy: "
        "nearly every start leads down."
    ),
    source="D. Rumelhart, G. Hinton, R. Williams, Learning representations by back-propagating errors, 1986",
)

network_xor = Ready(
    name="Exclusive or",
    data="xor",
    layers=(2,),
    story=(
        "Two hidden units are just enough for what a single neuron can't learn, and many starts get stuck: "
        "change the seed."
    ),
    source="M. Minsky, S. Papert, Perceptrons, 1969",
)

network_wave = Ready(
    name="A wave by regression",
    data="wave",
    story="A curve over one input, and no formula for it: it begins nearly straight and bends to the points.",
    source="K. Hornik et al., Multilayer feedforward networks are universal approximators, 1989",
)

network_iris = Ready(
    name="Three kinds of iris",
    data="iris",
    layers=(8,),
    story="Three outputs, one for each kind; the loss is how surprised the network is at what it sees.",
    source="R. Fisher, The Use of Multiple Measurements in Taxonomic Problems, 1936",
)

network_deep = Ready(
    name="Deep, without shortcuts",
    data="spirals",
    layers=(10,) * 20,
    init="uniform",
    story="Twenty layers, begun as PyTorch begins them: hardly any slope is left, and it stays put.",
    source="X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward networks, 2010",
)

network_skip = Ready(
    name="Deep, with shortcuts",
    data="spirals",
    layers=(10,) * 20,
    skip=True,
    init="uniform",
    story="The same twenty layers, each adding to what it is given, and the same rule finds its way down.",
    source="K. He et al., Deep Residual Learning for Image Recognition, 2016; H. Li et al., 2018",
)

NETWORKS: dict[str, Ready] = {id: value for id, value in vars().items() if isinstance(value, Ready)}
