"""A small fully connected network: its shape, and where each of its weights lies in one long vector."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.activations import ACTIVATIONS, Activation
from app.core.network.tasks import TASKS, Task

Array = NDArray[Any]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

MAX_INPUTS = 16
MAX_LAYERS = 32
MAX_UNITS = 64
MAX_OUTPUTS = 16


@dataclass(frozen=True)
class Layer:
    """One linear map W h + b: `units` rows, `inputs` columns; its weights begin at `start` of the vector.

    W comes first, row by row, then b. `shortcut` adds what the layer was given to what it makes.
    """

    units: int
    inputs: int
    start: int
    shortcut: bool = False

    @property
    def stop(self) -> int:
        """Where the next layer's weights begin."""
        return self.start + self.units * (self.inputs + 1)

    @property
    def weight(self) -> slice:
        """Where W lies."""
        return slice(self.start, self.start + self.units * self.inputs)

    @property
    def bias(self) -> slice:
        """Where b lies."""
        return slice(self.weight.stop, self.stop)

    def matrix(self, vector: Array) -> Array:
        """W as a view, shape (.., units, inputs), of vectors of shape (.., size)."""
        return vector[..., self.weight].reshape(*vector.shape[:-1], self.units, self.inputs)

    def offset(self, vector: Array) -> Array:
        """b as a view, shape (.., units)."""
        return vector[..., self.bias]

    def joined(self, vector: Array) -> Array:
        """[W | b] as a view of vectors in joined order, shape (.., units, inputs + 1)."""
        shape = (*vector.shape[:-1], self.units, self.inputs + 1)
        return vector[..., self.start : self.stop].reshape(shape)


@dataclass(frozen=True)
class Network:
    """A network of 1 to 32 hidden layers of 1 to 64 units each, and a linear output layer.

    inputs: columns of the data, 1 to 16. layers: units of each hidden layer. outputs: 1 to 16; 1 where
    the task is binary, at least 2 where it is classes. activation: tanh, relu, gelu (exact) or sigmoid.
    skip: each hidden layer that is as wide as what it is given makes h + act(W h + b), not act(W h + b);
    one of another width has no shortcut, and neither has the output layer. task: regression (mean squared
    error, over rows and outputs), binary (cross-entropy of one logit) or classes (of softmax over logits).

    The weights are one float64 vector: W then b of each layer, from the first to the output, W row by row
    with shape (units, inputs). That is the order of torch's parameters_to_vector over torch.nn.Linear.

    BadInput under s.inputs, s.layers, s.outputs, s.activation or s.task where there is no such network.
    """

    inputs: int
    layers: tuple[int, ...]
    outputs: int = 1
    activation: str = "tanh"
    skip: bool = False
    task: str = "regression"

    def __post_init__(self) -> None:
        _check_one_of("s.activation", "activation", self.activation, ACTIVATIONS)
        _check_one_of("s.task", "task", self.task, TASKS)
        _check_count("s.inputs", "A network has", "inputs", self.inputs, MAX_INPUTS)
        _check_layers(self.layers)
        _check_outputs(self.outputs, self.task)

    @property
    def act(self) -> Activation:
        """The activation's functions."""
        return ACTIVATIONS[self.activation]

    @property
    def aim(self) -> Task:
        """The task's functions."""
        return TASKS[self.task]

    @cached_property
    def layout(self) -> tuple[Layer, ...]:
        """Every layer, the output layer last."""
        return tuple(self._laid_out())

    def _laid_out(self) -> Iterator[Layer]:
        start, given = 0, self.inputs
        for units in self.layers:
            layer = Layer(units, given, start, self.skip and units == given)
            yield layer
            start, given = layer.stop, units
        yield Layer(self.outputs, given, start)

    @property
    def size(self) -> int:
        """How many weights there are."""
        return self.layout[-1].stop

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each weight's name: W1[3,2] goes from input 2 to unit 3 of layer 1, b1[3] is that unit's bias."""
        return tuple([name for k, layer in enumerate(self.layout, 1) for name in _names(layer, k)])

    @cached_property
    def joined(self) -> Indices:
        """Joined order: where each number of [W | b], layer by layer and row by row, lies in the vector."""
        places = np.arange(self.size)
        parts = [np.column_stack([layer.matrix(places), layer.offset(places)]) for layer in self.layout]
        return np.concatenate([part.ravel() for part in parts])

    @cached_property
    def parted(self) -> Indices:
        """The way back: where each number of the vector lies in joined order."""
        return np.argsort(self.joined)

    def place(self, name: str) -> int:
        """The index of a weight by its name. BadInput under s.plane where none is called so."""
        if name not in self.names:
            raise BadInput(
                "s.plane",
                f"No weight is called {name}: write W1[3,2] for the weight to unit 3 of layer 1 from its "
                "input 2, b1[3] for that unit's bias.",
            )
        return self.names.index(name)

    def outputs_at(self, vector: Array, inputs: Array) -> Floats:
        """The outputs for rows of inputs, shape (n, inputs) -> (n, outputs); logits where there are such."""
        return np.ascontiguousarray(self._raw(vector, inputs).T)

    def predictions(self, vector: Array, inputs: Array) -> Floats:
        """What the network says for rows of inputs, shape (n, inputs) -> (n, outputs).

        The value itself for regression, the chance of a one for binary, of each class for classes.
        """
        with np.errstate(all="ignore"):
            return np.ascontiguousarray(self.aim.predictions(self._raw(vector, inputs)).T)

    def _raw(self, vector: Array, inputs: Array) -> Floats:
        h = np.asarray(inputs, dtype=np.float64).reshape(-1, self.inputs).T
        with np.errstate(all="ignore"):
            for layer in self.layout[:-1]:
                z = layer.matrix(vector) @ h + layer.offset(vector)[:, None]
                a = self.act.value(z, z)
                h = a + h if layer.shortcut else a
            last = self.layout[-1]
            return np.asarray(last.matrix(vector) @ h + last.offset(vector)[:, None])


def _names(layer: Layer, k: int) -> Iterator[str]:
    units = range(1, layer.units + 1)
    yield from (f"W{k}[{i},{j}]" for i in units for j in range(1, layer.inputs + 1))
    yield from (f"b{k}[{i}]" for i in units)


def _check_one_of(field: str, what: str, given: str, known: dict[str, Any]) -> None:
    if given not in known:
        raise BadInput(field, f"There is no {what} {given!r}: choose one of {', '.join(known)}.")


def _check_count(field: str, whose: str, what: str, given: object, most: int) -> None:
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= most:
        raise BadInput(field, f"{whose} 1 to {most} {what}, not {given!r}.")


def _check_layers(layers: Sequence[int]) -> None:
    if not isinstance(layers, tuple):
        raise BadInput("s.layers", f"The layers are a tuple of whole numbers, not {layers!r}.")
    if not 1 <= len(layers) <= MAX_LAYERS:
        raise BadInput("s.layers", f"A network has 1 to {MAX_LAYERS} hidden layers, not {len(layers)}.")
    for units in layers:
        _check_count("s.layers", "A hidden layer has", "units", units, MAX_UNITS)


def _check_outputs(outputs: int, task: str) -> None:
    _check_count("s.outputs", "A network has", "outputs", outputs, MAX_OUTPUTS)
    if task == "binary" and outputs != 1:
        raise BadInput("s.outputs", f"A binary task has one output, the logit, not {outputs}.")
    if task == "classes" and outputs < 2:
        raise BadInput("s.outputs", "With classes there are at least two outputs, one for each class.")
