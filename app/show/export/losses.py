"""The loss and its exact gradient as two functions of a script, from the trees that run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.landscape import Landscape
from app.core.tree import Node, row_names
from app.experiment import Experiment
from app.experiment.resolve import ground_of
from app.experiment.value import FORMULA
from app.show.export.data import columns_line, data
from app.show.export.names import Names
from app.show.export.source import NumPy

# What a script means something else by.
TAKEN = (
    "np", "math", "torch", "p", "rows", "loss", "gradient", "trajectory", "RUNS", "START",
    "square", "power", "dot", "norm", "sigmoid", "softplus", "relu",
    "abs", "min", "max", "range", "float", "divmod", "slice", "print", "len",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """Statements, and what they need defined or imported."""

    lines: tuple[str, ...]
    used: frozenset[str]


@dataclass(frozen=True)
class Told:
    """A loss as a script tells it, whatever it is the loss of.

    data: statements about the rows and the start, before all functions; there may be none. functions:
    `loss`, `gradient` where the library does not find it itself, and what they use. dimension: how many
    numbers a point has. count: how many rows the loss is a mean over, None where it is none. start: where
    all runs begin, as source; None where that is a point of their own. best: finds the lowest loss that is
    known, None where none is.
    """

    data: tuple[str, ...]
    functions: Written
    dimension: int
    count: int | None = None
    start: str | None = None
    best: Callable[[], float | None] = lambda: None


def of_landscape(land: Landscape, functions: Written, make: str, more: Sequence[str] = ()) -> Told:
    """A loss that is a formula. make: the library's arrays from lists. more: what it has behind the data."""
    told = (*data(land.rows, make), *more) if land.rows else ()
    count = len(land.rows) if land.rows else None
    return Told(told, functions, land.dimension, count, best=lambda: land.best)


def indented(lines: Sequence[str], depth: int = 1) -> list[str]:
    """Lines, so many levels in; empty ones stay empty."""
    return [f"{'    ' * depth}{line}" if line else "" for line in lines]


def title(experiment: Experiment) -> str:
    """What the loss is called; never a user's own words."""
    return "The typed formula" if experiment.surface == FORMULA else ground_of(experiment).name


class Functions:
    """Writes `loss(p)` and `gradient(p)` of a landscape, with NumPy alone.

    Over rows of data both also take which of the rows, all where they are not told.
    """

    def __init__(self, experiment: Experiment, land: Landscape) -> None:
        self.land = land
        self.title = title(experiment)
        trees = (land.bound_loss, *land.bound_gradient)
        self.columns = sorted(set().union(*[row_names(tree) for tree in trees]))
        taken = [f"{column.partition('·')[0]}_data" for column in self.columns]
        self.names = Names([*TAKEN, *taken])
        # The variables first, so that they keep their names.
        self.variables = [self.names[name] for name in land.variables]
        self.locals = {column: self.names[column.partition("·")[0]] for column in self.columns}
        self.arguments = "p, rows=slice(None)" if self.columns else "p"

    def written(self) -> Written:
        """Both functions."""
        loss, used = self.loss()
        gradient, more = self.gradient()
        return Written((*loss, "", "", *gradient), frozenset(used | more))

    def dialect(self) -> NumPy:
        known = dict(zip(self.land.variables, self.variables, strict=True)) | self.locals
        return NumPy(known, self.columns)

    def loss(self) -> tuple[list[str], set[str]]:
        """The loss; nan where it does not exist."""
        dialect = self.dialect()
        value = returned(dialect.lines(self.land.bound_loss))
        about = f'"""{self.title}."""'
        return self.function("loss", about, (self.land.bound_loss,), value, dialect, "math.nan")

    def gradient(self) -> tuple[list[str], set[str]]:
        """The partial derivatives as an array."""
        dialect = self.dialect()
        parts = [dialect.lines(tree) for tree in self.land.bound_gradient]
        entries = [line for part in parts for line in [*part[:-1], f"{part[-1]},"]]
        value = ["return np.array([", *indented(entries), "])"]
        about = '"""The exact partial derivatives of the loss."""'
        nothing = f"np.full({len(parts)}, math.nan)"
        return self.function("gradient", about, self.land.bound_gradient, value, dialect, nothing)

    def function(
        self, name: str, about: str, trees: Sequence[Node], value: list[str], dialect: NumPy, nothing: str
    ) -> tuple[list[str], set[str]]:
        unpacked = f"{', '.join(self.variables)}{',' if len(self.variables) == 1 else ''} = p.tolist()"
        used = sorted(set().union(*[row_names(tree) for tree in trees]))
        body = [unpacked, *columns_line(used, [self.locals[column] for column in used], "rows")]
        if "raises" in dialect.used:
            dialect.used.add("math")
            value = [
                "try:",
                *indented(value),
                "except (ArithmeticError, ValueError):",
                f"    return {nothing}  # not defined here",
            ]
        return [f"def {name}({self.arguments}):", *indented([about, *body, *value])], dialect.used


def returned(lines: list[str]) -> list[str]:
    """A return of what takes one line or more."""
    if len(lines) == 1 or lines[0].endswith("("):
        return [f"return {lines[0]}", *lines[1:]]
    return ["return (", *indented(lines), ")"]
