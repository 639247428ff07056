"""A network's loss and gradient with NumPy alone: the way forward and the way back, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    listed,
    parted,
    sums,
    unpacked,
)


@dataclass(frozen=True)
class _Activation:
    """value: what a unit makes of its sum, to be formatted with it. slope: the derivative as a factor, of the
    value, or of the sum where `by_sum` is true. used: what has to be defined for it.
    """

    value: str
    slope: str
    used: tuple[str, ...] = ()
    by_sum: bool = False


_ACTIVATIONS = {
    "tanh": _Activation("np.tanh({0})", "(1 - {0}*{0})"),
    "relu": _Activation("np.maximum({0}, 0)", "({0} > 0)"),
    "gelu": _Activation("gelu({0})", "gelu_slope({0})", ("math", "gelu"), by_sum=True),
    "sigmoid": _Activation("sigmoid({0})", "{0}*(1 - {0})", ("sigmoid",)),
}


@dataclass(frozen=True)
class _Task:
    """loss: the statements from the outputs to the loss. pull: those to its derivative by them, into d{k}.
    used: what has to be defined for it.
    """

    loss: tuple[str, ...]
    pull: tuple[str, ...]
    used: tuple[str, ...] = ()


_ONE = "o = forward(p, inputs[rows])[-1][:, 0]"
_TASKS = {
    "regression": _Task(
        (_ONE, "return float(np.mean((o - y)**2))"),
        ("d{k} = 2*(outputs - y[:, np.newaxis])/len(y)",),
    ),
    "binary": _Task(
        (_ONE, "return float(np.mean(softplus(o) - y*o))  # the chance of a 1 is sigmoid(o)"),
        ("d{k} = (sigmoid(outputs) - y[:, np.newaxis])/len(y)",),
        ("sigmoid", "softplus"),
    ),
    "classes": _Task(
        (
            "o = forward(p, inputs[rows])[-1]  # a logit for each kind",
            "o = o - o.max(axis=1, keepdims=True)  # the same chances, and exp can't overflow",
            "return float(np.mean(np.log(np.exp(o).sum(axis=1)) - o[np.arange(len(y)), y]))",
        ),
        ("d{k} = softmax(outputs)", "d{k}[np.arange(len(y)), y] -= 1", "d{k} = d{k}/len(y)"),
        ("softmax",),
    ),
}  # fmt: skip


def network(experiment: Experiment, lesson: Lesson) -> Told:
    """The network's loss and gradient over one vector of all weights. BadInput where it is too large."""
    check_size(lesson, "numpy.py")
    shape = lesson.network
    act, task = _ACTIVATIONS[shape.activation], _TASKS[shape.task]
    functions = blocks(
        parted(shape), _forward(shape), _loss(lesson), _gradient(shape), used=(*act.used, *task.used)
    )
    return Told(
        tuple(carried(experiment, lesson, "np")), functions, shape.size, len(lesson.data), start="START"
    )


def _forward(shape: Network) -> list[str]:
    made = [name for k, layer in enumerate(shape.layout[:-1], 1) for name in _kept(shape, k, layer)]
    return function(
        "forward(p, x)",
        "What each layer makes of the rows x, the outputs last: an array with a line for each row.",
        [
            *unpacked(shape),
            *layers(shape, lambda k, layer: [*_hidden(shape, k, layer)]),
            *listed("return ", [*made, "outputs"], ""),
        ],
    )


def _kept(shape: Network, k: int, layer: Layer) -> list[str]:
    """What the way back needs of a hidden layer: its sums z or activations a, and last what it makes, h."""
    if _ACTIVATIONS[shape.activation].by_sum:
        return [f"z{k}", f"h{k}"]
    return [f"a{k}", f"h{k}"] if layer.shortcut else [f"h{k}"]


def _hidden(shape: Network, k: int, layer: Layer) -> Iterator[str]:
    act, (*before, _) = _ACTIVATIONS[shape.activation], _kept(shape, k, layer)
    if act.by_sum:
        yield f"z{k} = {sums(k)}"
    made = act.value.format(f"z{k}" if act.by_sum else sums(k))
    if before == [f"a{k}"]:
        yield f"a{k} = {made}"
        made = f"a{k}"
    yield f"h{k} = {f'{given(k)} + {made}' if layer.shortcut else made}"


def _loss(lesson: Lesson) -> list[str]:
    body = ["y = y_data[rows]", *_TASKS[lesson.network.task].loss]
    return function("loss(p, rows=slice(None))", described(lesson), body)


def _gradient(shape: Network) -> list[str]:
    last = len(shape.layout)
    made = [name for k, layer in enumerate(shape.layout[:-1], 1) for name in _kept(shape, k, layer)]
    slopes = [f"    (d{k}.T @ {given(k)}).ravel(), d{k}.sum(axis=0)," for k in range(1, last + 1)]
    passed = any(layer.shortcut for layer in shape.layout[1:])
    return function(
        "gradient(p, rows=slice(None))",
        "The derivative of the loss by each weight, by backpropagation: from the last layer to the first.",
        [
            "x, y = inputs[rows], y_data[rows]",
            *unpacked(shape),
            *listed("", [*made, "outputs"], " = forward(p, x)"),
            "# dk: how the loss changes with the sums of layer k, W h + b.",
            *(
                ["# ek: how it changes with what layer k makes, which its shortcut passes on."]
                if passed
                else []
            ),
            *[line.format(k=last) for line in _TASKS[shape.task].pull],
            *[line for k in range(last - 1, 0, -1) for line in _back(shape, k)],
            "return np.concatenate([",
            *slopes,
            "])",
        ],
    )


def _back(shape: Network, k: int) -> Iterator[str]:
    """From layer k + 1 to layer k."""
    act, after = _ACTIVATIONS[shape.activation], shape.layout[k]
    pull = f"d{k + 1} @ W{k + 1}" + (f" + e{k + 1}" if after.shortcut else "")
    if shape.layout[k - 1].shortcut and k > 1:
        yield f"e{k} = {pull}"
        pull = f"e{k}"
    else:
        pull = f"({pull})"
    yield f"d{k} = {pull}*{act.slope.format(_kept(shape, k, shape.layout[k - 1])[0])}"
