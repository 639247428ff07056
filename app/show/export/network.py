"""A network in a script, whatever the library: its rows, its first weights, and what each layer makes.

x1, x2, .. are the columns that go in and y the one to answer, as the network is fed them. Layer k has a
matrix Wk with a row for each unit and a number for each unit in bk; hk is what it makes, a row for each row
of the table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from app.core.errors import BadInput, refuse
from app.core.network.lesson import Lesson
from app.core.network.network import Layer, Network
from app.core.rows import Rows
from app.core.tree import ROW
from app.experiment import Experiment
from app.experiment.networks import BEGINNINGS, LOSS_OF
from app.experiment.resolve import lesson_of
from app.show.export.data import data, data_name
from app.show.export.losses import Written, indented
from app.show.export.names import comment
from app.show.export.source import WIDTH, number

# About a megabyte of text: more numbers make no script that anyone reads.
NUMBERS = 50_000

_ROUNDING = (
    "It begins with the app's own weights and sees the same rows, in float64; only the last digit of sums is",
    "rounded otherwise. Such a digit grows where a run is chaotic (a learning rate near its limit, kinks of",
    "ReLU, a rule that divides by slopes near 0, very many steps), and there the ends may part.",
)


def needs(experiment: Experiment, told: Sequence[str]) -> list[str]:
    """What a script needs to be run, and of a network how exactly it walks."""
    return [*told, *(_ROUNDING if lesson_of(experiment) is not None else ())]


def check_size(lesson: Lesson, name: str) -> None:
    """BadInput where the script called `name` would have to carry more numbers than a script should."""
    rows, weights = len(lesson.data) * (len(lesson.inputs) + 1), lesson.network.size
    instead = "run.npz has the losses of its runs."
    problems = []
    if rows > NUMBERS:
        why = f"{name} carries the rows that are learnt, up to {NUMBERS:,} numbers, and these are {rows:,}"
        problems.append(BadInput("s.data", f"{why}: take fewer rows or columns. {instead}"))
    if weights > NUMBERS:
        why = f"{name} carries the first weights, up to {NUMBERS:,}, and these are {weights:,}"
        problems.append(BadInput("s.layers", f"{why}: take smaller layers. {instead}"))
    refuse(problems)


def carried(experiment: Experiment, lesson: Lesson, library: str) -> list[str]:
    """The rows and the first weights as statements. library: np, torch or jnp."""
    names = _names(lesson)
    columns = listed(f"inputs = {library}.column_stack([", [data_name(name) for name in names[:-1]], "])")
    if library == "torch":
        # Columns of whole numbers are made integers.
        columns[-1] += ".double()"
    counted, *rows = data(_rows(lesson), _maker(library))
    return [counted, *_columns(experiment, lesson), *rows, *columns, "", *_start(experiment, lesson, library)]


def _maker(library: str) -> str:
    """What makes an array of a list."""
    return "torch.tensor" if library == "torch" else f"{library}.array"


def _names(lesson: Lesson) -> list[str]:
    return [*[f"x{i}{ROW}" for i in range(1, len(lesson.inputs) + 1)], f"y{ROW}"]


def _rows(lesson: Lesson) -> Rows:
    held = [*lesson.data.columns[:-1], np.ravel(lesson.data.targets).astype(np.float64)]
    return Rows(tuple(zip(_names(lesson), held, strict=True)))


def _columns(experiment: Experiment, lesson: Lesson) -> Iterator[str]:
    """What the columns are, in a comment."""
    given = [f"x{i} is “{column.title}”" for i, column in enumerate(lesson.inputs, 1)]
    kinds = [f"{i} is “{kind}”" for i, kind in enumerate(lesson.target.labels)]
    told = [*given, f"y is “{lesson.target.title}”", *kinds]
    which = "All are" if lesson.network.task == "regression" else "What goes in is"
    scaled = bool(dict(experiment.parameters)["standardize"])
    how = f"{which} scaled to mean 0 and standard deviation 1." if scaled else "None is scaled."
    for line in textwrap.wrap(f"{', '.join(told)}. {how}", WIDTH):
        yield comment(line)


def _start(experiment: Experiment, lesson: Lesson, library: str) -> Iterator[str]:
    init = str(dict(experiment.parameters)["init"])
    size = lesson.network.size
    if init in {"zeros", "ones"}:
        yield f"# All {size} weights begin at {'0' if init == 'zeros' else '1'}."
        yield f"START = {library}.{init}({size})"
        return
    yield f"# Where the {size} weights begin: {BEGINNINGS[init]}, as drawn from seed {experiment.seed}."
    yield f"START = {_maker(library)}(["
    start = lesson.start(init, experiment.seed)
    for k, layer in enumerate(lesson.network.layout, 1):
        yield f"    # W{k}, a row for each of {counted(layer.units, 'unit')}, and b{k}."
        for row in layer.matrix(start):
            yield from _numbers(row.tolist())
        yield from _numbers(layer.offset(start).tolist())
    yield "])"


def _numbers(values: Sequence[float]) -> list[str]:
    told = ", ".join([number(value) for value in values])
    return indented(textwrap.wrap(f"{told},", WIDTH, break_long_words=False, break_on_hyphens=False))


def counted(count: int, what: str) -> str:
    """Such as `1 unit`, `2 units`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def described(lesson: Lesson) -> str:
    """What is learnt by which loss, as a docstring says it."""
    return f"{LOSS_OF[lesson.network.task][0]}, the mean over the rows."


def parted(network: Network) -> list[str]:
    """The function `weights`: every layer's matrix and offsets as views of one vector."""
    about = "Every layer's matrix, a row for each unit, and its offsets: parts of the one vector p."
    parts = [_part(k, layer) for k, layer in enumerate(network.layout, 1)]
    return function("weights(p)", about, [*parts, *listed("return ", _named(network), "")])


def _named(network: Network) -> list[str]:
    """The names of all matrices and of all offsets."""
    every = range(1, len(network.layout) + 1)
    return [f"({', '.join([f'{name}{k}' for k in every])})" for name in "Wb"]


def _part(k: int, layer: Layer) -> str:
    weight, bias = layer.weight, layer.bias
    matrix = f"p[{weight.start}:{weight.stop}].reshape({layer.units}, {layer.inputs})"
    return f"W{k}, b{k} = {matrix}, p[{bias.start}:{bias.stop}]"


def unpacked(network: Network) -> list[str]:
    """The statements that give every layer's matrix and offsets a name."""
    return listed("", _named(network), " = weights(p)")


def sums(k: int) -> str:
    """What layer k makes of its input before the activation."""
    return f"{given(k)} @ W{k}.T + b{k}"


def given(k: int) -> str:
    """What layer k is given."""
    return f"h{k - 1}" if k > 1 else "x"


def layers(network: Network, hidden: Callable[[int, Layer], Sequence[str]]) -> list[str]:
    """The way through the network. hidden: the statements of a hidden layer."""
    found = [line for k, layer in enumerate(network.layout[:-1], 1) for line in hidden(k, layer)]
    return [*found, f"outputs = {sums(len(network.layout))}"]


def listed(head: str, parts: Sequence[str], tail: str) -> list[str]:
    """Parts between commas, on one line where they fit; else a bracket around lines of them."""
    told = f"{head}{', '.join(parts)}{tail}"
    if len(told) <= WIDTH:
        return [told]
    opens, closes = ("", "") if head.endswith(("(", "[")) else ("(", ")")
    inner = textwrap.wrap(f"{', '.join(parts)},", WIDTH, break_long_words=False, break_on_hyphens=False)
    return [f"{head}{opens}", *indented(inner), f"{closes}{tail}"]


def function(head: str, about: str, body: Sequence[str]) -> list[str]:
    """A function of a script, with its docstring."""
    return [f"def {head}:", *indented([f'"""{about}"""', *body])]


def blocks(*functions: Sequence[str], used: Sequence[str] = ()) -> Written:
    """Functions one below the other."""
    first, *others = functions
    lines = [*first, *[line for one in others for line in ("", "", *one)]]
    return Written(tuple(lines), frozenset(used))
