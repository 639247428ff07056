"""A network's loss with JAX, the loss of its outputs by Optax."""

from __future__ import annotations

from app.core.network.lesson import Lesson
from app.core.network.network import Layer, Network
from app.experiment import Experiment
from app.show.export.losses import Told
from app.show.export.network import (
    blocks,
    carried,
    check_size,
    described,
    function,
    given,
    layers,
    parted,
    sums,
    unpacked,
)

_ACTIVATIONS = {
    "tanh": "jnp.tanh({})",
    "relu": "jax.nn.relu({})",
    "gelu": "jax.nn.gelu({}, approximate=False)",
    "sigmoid": "jax.nn.sigmoid({})",
}
_LOSSES = {
    "regression": "optax.squared_error(outputs[:, 0], y_data[rows])",
    "binary": "optax.sigmoid_binary_cross_entropy(outputs[:, 0], y_data[rows])",
    "classes": "optax.softmax_cross_entropy_with_integer_labels(outputs, y_data[rows])",
}


def network(experiment: Experiment, lesson: Lesson) -> Told:
    """The network's loss over one vector of all weights. BadInput where it is too large."""
    check_size(lesson, "jax.py")
    shape = lesson.network
    data = [*carried(experiment, lesson, "jnp"), f"EVERY = np.arange({len(lesson.data)})"]
    functions = blocks(parted(shape), _forward(shape), _loss(lesson))
    return Told(tuple(data), functions, shape.size, len(lesson.data), start="START")


def _forward(shape: Network) -> list[str]:
    def hidden(k: int, layer: Layer) -> list[str]:
        made = _ACTIVATIONS[shape.activation].format(sums(k))
        return [f"h{k} = {f'{given(k)} + {made}' if layer.shortcut else made}"]

    about = "The outputs for the rows x, a line for each."
    return function("forward(p, x)", about, [*unpacked(shape), *layers(shape, hidden), "return outputs"])


def _loss(lesson: Lesson) -> list[str]:
    of = _LOSSES[lesson.network.task]
    body = ["outputs = forward(p, inputs[rows])", f"return jnp.mean({of})"]
    return function("loss(p, rows=EVERY)", described(lesson), body)
