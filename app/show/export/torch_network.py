"""A network as a module of PyTorch, and its loss by PyTorch's own function."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.core.network.lesson import Lesson
from app.core.network.network import Layer
from app.experiment import Experiment
from app.experiment.networks import shape_told
from app.show.export.losses import Told, indented
from app.show.export.network import blocks, carried, check_size, counted, described, function

_ACTIVATIONS = {
    "tanh": "torch.tanh({})",
    "relu": "torch.relu({})",
    "gelu": "functional.gelu({})",
    "sigmoid": "torch.sigmoid({})",
}
_LOSSES = {
    "regression": "functional.mse_loss(outputs[:, 0], y_data[rows].double())",
    "binary": "functional.binary_cross_entropy_with_logits(outputs[:, 0], y_data[rows].double())",
    "classes": "functional.cross_entropy(outputs, y_data[rows])",
}


def network(experiment: Experiment, lesson: Lesson) -> Told:
    """The network `Network` and its loss. BadInput where it is too large."""
    check_size(lesson, "torch.py")
    functions = blocks(_module(experiment, lesson), _loss(lesson), used=("nn",))
    data = tuple(carried(experiment, lesson, "torch"))
    return Told(data, functions, lesson.network.size, len(lesson.data), start="START")


def _module(experiment: Experiment, lesson: Lesson) -> list[str]:
    groups = _groups(lesson.network.layout)
    made = [_made(group) for group in groups]
    begun = "nn.utils.vector_to_parameters(START.clone(), self.parameters())"
    hidden = [line for group in groups[:-1] for line in _passed(lesson.network.activation, group)]
    return [
        "class Network(nn.Module):",
        *indented([
            f'"""{_about(experiment, lesson)}"""',
            "",
            "def __init__(self):",
            *indented(["super().__init__()", *made, begun]),
            "",
            "def forward(self, x):",
            *indented([*hidden, f"return {_called(groups[-1])}(h)"]),
        ]),
    ]  # fmt: skip


def _about(experiment: Experiment, lesson: Lesson) -> str:
    shape = lesson.network
    told = shape_told(experiment.parameters).removeprefix("a ")
    return f"A {told}: {counted(shape.inputs, 'input')}, {counted(shape.outputs, 'output')}."


_Numbered = tuple[int, Layer]
# So many layers alike, one behind the other, are told as a loop.
_ALIKE = 4


def _groups(layout: Sequence[Layer]) -> list[list[_Numbered]]:
    """Every layer with its number, alone or with those like it; the output layer alone."""
    found: list[list[_Numbered]] = []
    hidden = list(enumerate(layout[:-1], 1))
    # The first is given x, all others h.
    for _, some in groupby(hidden, lambda one: (one[0] > 1, one[1].units, one[1].inputs, one[1].shortcut)):
        group = list(some)
        found += [group] if len(group) >= _ALIKE else [[one] for one in group]
    return [*found, [(len(layout), layout[-1])]]


def _called(group: Sequence[_Numbered]) -> str:
    (first, _), (last, _) = group[0], group[-1]
    return f"self.layer{first}" if first == last else f"self.layers{first}to{last}"


def _made(group: Sequence[_Numbered]) -> str:
    layer = group[0][1]
    linear = f"nn.Linear({layer.inputs}, {layer.units})"
    made = linear if len(group) == 1 else f"nn.ModuleList([{linear} for _ in range({len(group)})])"
    return f"{_called(group)} = {made}"


def _passed(activation: str, group: Sequence[_Numbered]) -> list[str]:
    """The statements from what the group is given to what it makes."""
    k, layer = group[0]
    given, name = "h" if k > 1 else "x", _called(group) if len(group) == 1 else "layer"
    made = _ACTIVATIONS[activation].format(f"{name}({given})")
    line = f"h = {f'{given} + {made}' if layer.shortcut else made}"
    return [line] if len(group) == 1 else [f"for layer in {_called(group)}:", f"    {line}"]


def _loss(lesson: Lesson) -> list[str]:
    body = ["outputs = model(inputs[rows])", f"return {_LOSSES[lesson.network.task]}"]
    return function("loss(model, rows=slice(None))", described(lesson), body)
