"""A network as it stands in a link: its rows, its shape, where its weights begin, the plane it is seen on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby

from app.core.choices import Choice, Setting, Words
from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter
from app.core.landscape import Landscape
from app.core.network.activations import ACTIVATIONS
from app.core.network.catalogue import FAMILY, NETWORKS, Ready
from app.core.network.choosing import PLANES
from app.core.network.initial import INITIALIZATIONS
from app.core.network.lesson import Lesson, lesson
from app.core.network.training import check
from app.experiment.grounds import Ground
from app.experiment.numbers import write_number
from app.experiment.own import is_own
from app.experiment.reading import Reading, choose
from app.experiment.remembered import remembered
from app.experiment.site import Site
from app.experiment.tabled import WRITTEN, OnTable, own_columns, table_of
from app.experiment.value import Told, Value

NO_FORMULA = (
    "The loss of a network has too many weights for a formula that could be worked out here: choose another "
    "surface for that."
)
PLANE, WEIGHTS, ENDS = "plane", "weights", "ends"

_DATA = "the table that the network learns"
_X = "the columns that go in, parted by commas: one to sixteen"
_Y = "the column that the network is to answer: numbers, one of two kinds, or one of several"
_LAYERS = "the units of each hidden layer, parted by commas"
_ACTIVATION = "what each hidden unit makes of its sum"
_INIT = "how the weights begin"
_PLANE = "the plane that the loss is seen on"
_WEIGHTS = "the two weights along x and y, such as W1[1,1],b1[1]"

STANDARDIZE = Hyperparameter(
    "standardize",
    1,
    0,
    1,
    "whether inputs, and a target of numbers, are scaled to mean 0 and standard deviation 1",
    whole=True,
)
SKIP = Hyperparameter(
    "skip", 0, 0, 1, "whether a layer as wide as the one before adds to what it is given", whole=True
)

_ACTIVATIONS = {"tanh": "tanh", "relu": "ReLU", "gelu": "GELU", "sigmoid": "sigmoid"}
# What each way to begin the weights is called.
BEGINNINGS = {
    "zeros": "all zero",
    "ones": "all one",
    "uniform": "uniform, as in PyTorch",
    "xavier": "Xavier (Glorot)",
    "he": "He (Kaiming)",
}
# The loss of each task: its name, and how being wrong is counted.
LOSS_OF = {
    "regression": ("Mean squared error", "the error times itself: far-off rows weigh most"),
    "binary": ("Cross-entropy", "how surprised the network is at which of two kinds it is"),
    "classes": ("Cross-entropy", "how surprised the network is at which of the kinds it is"),
}


class Net(OnTable):
    """A small network that learns a table."""

    family = FAMILY

    def __init__(self, id: str, ready: Ready) -> None:
        super().__init__(ready)
        self.id = id
        self.ready = ready
        self.name, self.story, self.source = ready.name, ready.story, ready.source
        self.settings = self.offered(ready.data, "pca")

    def offered(self, data: str, plane: str) -> tuple[Setting, ...]:
        """Every setting with this data and plane, defaults and all; in the order of links."""
        ready, (x, y) = self.ready, self.usual(data)
        acts = tuple([(id, _ACTIVATIONS[id]) for id in ACTIVATIONS])
        starts = tuple([(id, BEGINNINGS[id]) for id in INITIALIZATIONS])
        return (
            *self.data_settings(data, _DATA),
            Words("x", x, _X),
            Words("y", y, _Y),
            self.with_default(STANDARDIZE),
            Words("layers", _joined(ready.layers), _LAYERS),
            Choice("activation", ready.activation, acts, _ACTIVATION),
            replace(SKIP, default=float(ready.skip)),
            Choice("init", ready.init, starts, _INIT),
            Choice(PLANE, "pca", tuple(PLANES.items()), _PLANE),
            *([Words(WEIGHTS, "", _WEIGHTS)] if plane == WEIGHTS else []),
        )

    def read(self, reading: Reading) -> Told | None:
        before = len(reading.problems)
        data = self.read_data(reading)
        plane = reading.value(f"s.{PLANE}", partial(_word, PLANE, tuple(PLANES)), "pca")
        unclear = len(reading.problems) > before
        if plane != WEIGHTS and not unclear and reading.take(f"s.{WEIGHTS}"):
            reading.refuse(f"s.{WEIGHTS}", "Weights go with s.plane=weights; write that, or leave this out.")
        known: dict[str, Value] = {"data": data, PLANE: plane}
        values = tuple(
            [(s.name, known.get(s.name) or _value(reading, s)) for s in self.offered(str(data), plane)]
        )
        if unclear:
            # What else may be set hangs on the table and the plane.
            reading.drop(reading.under("s."))
        if len(reading.problems) > before:
            return None
        found = self.whole(reading, values)
        return None if found is None else _with_weights(found)

    def defaults(self, settings: Told) -> Mapping[str, Value]:
        told = dict(settings)
        known: dict[str, Value] = {
            s.name: s.default for s in self.offered(str(told["data"]), str(told[PLANE]))
        }
        if is_own(str(told["data"])):
            known |= own_columns(table_of(settings))
        return known | ({WEIGHTS: _usual_weights(settings)} if WEIGHTS in told else {})

    def names(self, given: Mapping[str, str]) -> list[str]:
        offered = self.offered(given.get("s.data", self.ready.data), given.get(f"s.{PLANE}", "pca"))
        return [s.name for s in offered]

    def lesson(self, settings: Told) -> Lesson:
        return _lesson(learnt(settings))

    def landscape(self, formula: str, settings: Told) -> Landscape:
        raise BadInput("surface", NO_FORMULA)

    def site(self, formula: str, settings: Told) -> Site:
        told, found = dict(settings), self.lesson(settings)
        if WEIGHTS in told:
            _check_weights(found, str(told[WEIGHTS]))
        begins, fewest = f"{told['init']} weights", 2 if told[PLANE] == ENDS else 0
        return Site(("x", "y"), None, None, len(found.data), check, begins, found.network.size, fewest)

    def text(self, formula: str, settings: Told) -> str:
        return f"{LOSS_OF[self.lesson(settings).network.task][0].lower()} of a network"

    def title(self, formula: str, settings: Told) -> str:
        told = dict(settings)
        shape = (_joined(self.ready.layers), self.ready.activation, float(self.ready.skip))
        same = told["data"] == self.ready.data and shape == _shape(settings)
        return self.name if same else f"A{shape_told(settings)[1:]} on {table_of(settings).name}"

    def place(self, formula: str, settings: Told) -> str:
        usual = self.defaults(settings)
        others = {name: value for name, value in settings if name not in _SAID and value != usual[name]}
        listed = [f"{name} {write_number(v) if isinstance(v, float) else v}" for name, v in others.items()]
        besides = f" ({', '.join(listed)})" if listed else ""
        return f"the loss of {shape_told(settings)} on {table_of(settings).name}{besides}"


# What a sentence says in its own words, or leaves out as a matter of looking.
_SAID = {"data", "points", "layers", "activation", "skip", "init", PLANE, WEIGHTS}


def learnt(settings: Told) -> Told:
    """The settings that decide what is learnt: not where the weights begin, nor how it is looked at."""
    return tuple([(name, value) for name, value in settings if name not in {"init", PLANE, WEIGHTS}])


def weights_named(text: str) -> list[str]:
    """Names of weights parted by commas, though they have commas of their own."""
    return [name.strip() for name in re.findall(r"[^,\[]+(?:\[[^\]]*\]?)?", text) if name.strip()]


def _shape(settings: Told) -> tuple[Value, ...]:
    told = dict(settings)
    return told["layers"], told["activation"], told["skip"]


def shape_told(settings: Told) -> str:
    """Such as `a network of 16 + 16 tanh units`."""
    layers, activation, skip = _shape(settings)
    named = _ACTIVATIONS[str(activation)]
    return f"a network of {_counted(str(layers))} {named} units{' with shortcuts' if skip else ''}"


def _counted(layers: str) -> str:
    """`16 + 16`; what comes more than twice in a row as `20 × 10`."""
    groups = [(units, len(list(group))) for units, group in groupby(layers.split(","))]
    told = [f"{count} × {units}" if count > 2 else " + ".join([units] * count) for units, count in groups]
    return " + ".join(told)


def _joined(layers: tuple[int, ...]) -> str:
    return ",".join([str(units) for units in layers])


def _word(name: str, known: tuple[str, ...], text: str) -> str:
    return choose(text, known, f"s.{name}", name, listed=True)


def _layers(text: str) -> str:
    parts = [part.strip() for part in text.split(",")]
    wrong = [part for part in parts if not re.fullmatch(r"[1-9][0-9]{0,3}", part)]
    if wrong:
        raise BadInput("s.layers", "Give the units of each hidden layer, parted by commas, such as 16,16.")
    return ",".join(parts)


def _weights(text: str) -> str:
    return ",".join([name.replace(" ", "") for name in weights_named(text)])


_WRITTEN = {**WRITTEN, "layers": _layers, WEIGHTS: _weights}


def _value(reading: Reading, setting: Setting) -> float | str:
    key = f"s.{setting.name}"
    if isinstance(setting, Hyperparameter):
        return reading.within(key, setting)
    if isinstance(setting, Choice):
        known = tuple([id for id, _ in setting.choices])
        return reading.value(key, partial(_word, setting.name, known), setting.default)
    return reading.value(key, _WRITTEN.get(setting.name, str.strip), setting.default)


def _with_weights(settings: Told) -> Told:
    """The settings with two weights where none are named; as they are where there is no such network."""
    if not any(name == WEIGHTS and not value for name, value in settings):
        return settings
    try:
        usual = _usual_weights(settings)
    except BadInput:
        return settings
    return tuple([(name, usual if name == WEIGHTS else value) for name, value in settings])


def _usual_weights(settings: Told) -> str:
    return ",".join(_lesson(learnt(settings)).network.names[:2])


def _check_weights(found: Lesson, text: str) -> None:
    field, names = f"s.{WEIGHTS}", weights_named(text)
    if len(names) != 2 or names[0] == names[1]:
        raise BadInput(field, "Name two different weights, such as W1[1,1],b1[1].")
    for name in names:
        try:
            found.network.place(name)
        except BadInput as problem:
            raise problem.at(field) from None


@remembered(64)
def _lesson(settings: Told) -> Lesson:
    told = dict(settings)
    return lesson(
        table_of(settings),
        str(told["x"]).split(","),
        str(told["y"]),
        bool(told["standardize"]),
        tuple([int(units) for units in str(told["layers"]).split(",")]),
        str(told["activation"]),
        bool(told["skip"]),
    )


NETS: dict[str, Ground] = {id: Net(id, ready) for id, ready in NETWORKS.items()}
