"""A rule and a loss woven into one Python loop: the body is written once, and run four ways.

`advance` walks and records one run on plain floats, `once` makes a single step and tells every
line's value, `crowd` moves many runs at once on NumPy arrays; vectors.py moves one point of thousands of
coordinates as one NumPy vector. All come from the same lines, so they are the same arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.core.compile import Emitter, defined, variable
from app.core.lowering import (
    DOT,
    SAMPLED,
    SPREAD,
    Lowered,
    Lowering,
    Traced,
    Value,
    placed,
    vectors_of,
)
from app.core.pool import pooled
from app.core.program import Line, Program
from app.core.tree import Name, Node, Number, batch_name, on_batch, row_names

# The gradient that a step is shown where it sees a batch of the data alone.
SAMPLE = Line("g", Name(SAMPLED))


@dataclass(frozen=True)
class Recipe:
    """All that a loop is made from; equal recipes share one compiled loop.

    loss, gradient: trees over `variables`. shown: the lines that turn the exact gradient into the
    one the run is shown. scheduled: the learning rate changes from step to step. idle:
    hyperparameters that are 0, so that what they switch off costs nothing. batched: what the run is
    shown comes from a batch of the data; what is recorded, from all of it. whole: a point is one long
    vector, whose loss and gradient are functions that the loop is handed; see vectors.py.
    """

    loss: Node
    gradient: tuple[Node, ...]
    variables: tuple[str, ...]
    program: Program
    shown: tuple[Line, ...] = ()
    scheduled: bool = False
    idle: tuple[str, ...] = ()
    batched: bool = False
    whole: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What is handed in once: hyperparameters, what `shown` needs, and the columns of the data."""
        return (*self.program.hyperparameters, "best", "clip", SPREAD, *self.rows)

    @property
    def rows(self) -> tuple[str, ...]:
        """The columns of the data that the loss or its gradient goes through."""
        return tuple(sorted(set().union(*[row_names(tree) for tree in (self.loss, *self.gradient)])))

    @property
    def lines(self) -> tuple[Line, ...]:
        """What happens in a step, in order."""
        return (*((SAMPLE,) if self.batched else ()), *self.shown, *self.program.lines)

    def memory(self) -> list[tuple[str, Value]]:
        """The memory's names as a step finds them."""
        vectors = vectors_of(self.program)
        return [
            (name, self.named(name) if name in vectors else Name(name)) for name, _ in self.program.memory
        ]

    def named(self, name: str) -> tuple[Node, ...]:
        """A point's coordinates by name."""
        return tuple([Name(f"{name}{DOT}{i}") for i in range(len(self.variables))])

    def lowered(self) -> tuple[Lowered, dict[str, Value]]:
        """One step as assignments, and what each name is after it."""
        slopes = tuple([on_batch(tree) for tree in self.gradient]) if self.batched else self.gradient
        lowering = Lowering(
            len(self.variables), lambda point: placed(slopes, self.variables, point), self.shown, self.whole
        )
        names: dict[str, Value] = {"p": self.named("p"), "g": self.named("g"), **dict(self.memory())}
        names |= dict.fromkeys(self.idle, Number(0.0))
        if self.batched and "loss" in self.program.reads:
            (loss,) = placed((on_batch(self.loss),), self.variables, self.named("p"))
            names["loss"] = lowering.set("L", loss)
        after = lowering.run(self.lines, names)
        return lowering.out, after


def flat(values: Iterable[Value]) -> list[Node]:
    """Coordinates and single numbers in one list."""
    return [part for value in values for part in (value if isinstance(value, tuple) else (value,))]


def names_of(values: Iterable[Value]) -> list[str]:
    return [variable(n.id) for n in flat(values) if isinstance(n, Name)]


def listed(nodes: Sequence[Node]) -> str:
    return "".join([f"{variable(n.id)}, " for n in nodes if isinstance(n, Name)])


class Writer:
    """The pieces that the loops are put together from."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.fixed = set(recipe.told) - ({"lr"} if recipe.scheduled else set())
        single = [held.id for _, held in recipe.memory() if isinstance(held, Name)]
        numbers = {*recipe.told, *single, "lr", "t", "loss"}
        self.emitter = Emitter(arrays=recipe.whole, scalars=numbers, fixed=self.fixed)
        self.lowered, after = recipe.lowered()
        self.after = after
        kept = [name for name, _ in recipe.memory()]
        self.state = [recipe.named("p"), *[value for _, value in recipe.memory()]]
        self.next = [after["p"], *[after[name] for name in kept]]
        self.point = tuple(flat([after["p"]]))
        self.told = "".join([f"{variable(name)}, " for name in recipe.told])
        self.slope = [variable(n.id) for n in recipe.named("g") if isinstance(n, Name)]
        rate = f"{variable('lr')} = rates[k]" if recipe.scheduled else ""
        batch = "".join([f"{variable(batch_name(name))}, " for name in recipe.rows]) if recipe.batched else ""
        self.begin = [f"{variable('t')} = k - since + 1", rate, f"{batch}= batch(k)" if batch else ""]

    def evaluated(self) -> list[tuple[str, Node]]:
        """Loss and gradient at the new point."""
        trees = placed((self.recipe.loss, *self.recipe.gradient), self.recipe.variables, self.point)
        return list(zip(["new_loss", *[f"new{DOT}{i}" for i in range(len(self.point))]], trees, strict=True))

    def watched(self, lines: Sequence[Line]) -> tuple[list[tuple[str, Node]], list[str]]:
        """What further lines come to behind the rule's, as assignments, and the names that hold it."""
        lowering = Lowering(len(self.point), lambda point: point)
        held = lowering.run(lines, self.after, traced=False)
        values = [held[line.name] for line in lines]
        wide = [value if isinstance(value, tuple) else (value,) * len(self.point) for value in values]
        return lowering.out.assignments, names_of(wide)

    def carried(self) -> list[str]:
        """The new values put where the next step looks for them."""
        after, before = listed(flat(self.next)), listed(flat(self.state))
        return [f"{before} = {after}"] if before else []


def indented(lines: Iterable[str], depth: int) -> str:
    return "".join([f"{'    ' * depth}{line}\n" for line in lines if line])


def _calls(puts: Sequence[str], names: Sequence[str]) -> list[str]:
    return [f"{put}({name})" for put, name in zip(puts, names, strict=True)]


def _attempted(lines: Sequence[str], otherwise: Sequence[str], depth: int) -> str:
    """Lines, and what to do instead where a value does not exist."""
    if not lines:
        return ""
    broken = "except (ArithmeticError, ValueError):"
    return (
        indented(["try:"], depth)
        + indented(lines, depth + 1)
        + indented([broken], depth)
        + indented(otherwise, depth + 1)
    )


@lru_cache(maxsize=256)
def advance(
    recipe: Recipe, watched: tuple[Line, ...] = ()
) -> Callable[..., tuple[int, tuple[float, ...], bool]]:
    """`advance(state, columns, k, last, since, told, rates, draw, noise, batch) -> (k, state, whole)`.

    Walks from point k to point `last`, appending each new point's coordinates, loss and gradient to
    `columns`. `since` is the point at which the memory was fresh, `batch` gives the columns of the data
    that the update leaving a point is shown. Where the walk meets a point, loss
    or gradient that is not finite, `whole` is False and `state` is that point, empty if there is none.

    watched: lines about what the names are behind the rule's own; their values, one a coordinate, go to
    further columns for each step made, nan where one has none.
    """
    writer = Writer(recipe)
    evaluated = writer.evaluated()
    watching, seen = writer.watched(watched)
    # Last, so that nothing of the run's own is computed where a watched line may break off.
    rule, arrival, aside = writer.emitter.stages(writer.lowered.assignments, evaluated, watching)
    new = [variable(name) for name, _ in evaluated]
    position = [variable(n.id) for n in writer.point if isinstance(n, Name)]
    here = f"{variable('loss')}, {', '.join(writer.slope)},"
    lost = f"return k, ({', '.join(position)},), False"
    spread = " + ".join([f"({name} - {name})" for name in [*position, *new]])
    told = len(position) + len(new)
    puts = [f"put_{i}" for i in range(told + len(seen))]
    source = (
        "def advance(state, columns, k, last, since, told, rates, draw, noise, batch=None):\n"
        + indented([f"{listed(flat(writer.state))}{here} = state"], 1)
        + indented([f"{writer.told} = told", f"{', '.join(puts)}, = columns", "try:"], 1)
        + indented([*writer.emitter.preamble, "while k < last:"], 2)
        + indented([*writer.begin, *rule, "try:"], 3)
        + indented(arrival, 4)
        + indented(["except (ArithmeticError, ValueError):", f"    {lost}"], 3)
        # inf - inf and nan - nan are nan, so one comparison tells that all are finite.
        + indented([f"if {spread} != 0.0:", f"    {lost}"], 3)
        + indented(_calls(puts[:told], [*position, *new]), 3)
        + _attempted([*aside, *_calls(puts[told:], seen)], _calls(puts[told:], ["nan"] * len(seen)), 3)
        + indented([*writer.carried(), f"{here} = {', '.join(new)},", "k += 1"], 3)
        + indented(["except (ArithmeticError, ValueError):", "    return k, (), False"], 1)
        + indented([f"return k, ({listed(flat(writer.state))}{here}), True"], 1)
    )
    return defined(source, "advance")


@lru_cache(maxsize=64)
def once(recipe: Recipe) -> tuple[Callable[..., tuple[float, ...]], tuple[Traced, ...]]:
    """`once(state, k, since, told, rates, draw, noise, batch)` makes the step from k and gives all values.

    Beside it, what the values are: for each line in order its own, then those of its asides.
    """
    writer = Writer(recipe)
    writer.emitter.assign(writer.lowered.assignments)
    held = [value for traced in writer.lowered.traced for value in values_of(traced)]
    source = (
        "def once(state, k, since, told, rates, draw, noise, batch=None):\n"
        + indented([f"{listed(flat(writer.state))}{variable('loss')}, {', '.join(writer.slope)}, = state"], 1)
        + indented([f"{writer.told} = told", *writer.begin], 1)
        + indented([*writer.emitter.preamble, *writer.emitter.body, f"return ({listed(flat(held))})"], 1)
    )
    return defined(source, "once"), tuple(writer.lowered.traced)


def values_of(traced: Traced) -> list[Value]:
    """What a line set, then what it asked for."""
    return [traced.value, *[value for _, value in traced.asides]]


@lru_cache(maxsize=64)
def crowd(recipe: Recipe, own: frozenset[str] = frozenset()) -> Callable[..., Any]:
    """`crowd(state, k, last, since, told, rates, draw, noise)`, on arrays of one number a run.

    The arrays of `state`, all of one length, are moved on in place. own: hyperparameters of which each run
    has its own; what is told of them is such an array too.
    """
    writer = Writer(recipe)
    states = dict(zip(names_of(writer.state), names_of(writer.next), strict=True))
    scalars = {*recipe.told, "lr", "t"} - own
    emitter = pooled([*_met(recipe), *writer.lowered.assignments], scalars, writer.fixed - own, states)
    size = f"len({next(iter(states))})"
    source = (
        "def crowd(state, k, last, since, told, rates, draw, noise):\n"
        + indented([f"{listed(flat(writer.state))} = state", f"{writer.told} = told"], 1)
        + indented([*[f"{name} = np.empty({size})" for name in emitter.buffers], *emitter.preamble], 1)
        + indented(["while k < last:"], 1)
        + indented([*writer.begin, *emitter.body, "k += 1"], 2)
    )
    return defined(source, "crowd")


@lru_cache(maxsize=64)
def crowd_over_rows(recipe: Recipe, own: frozenset[str] = frozenset()) -> Callable[..., tuple[Any, ...]]:
    """The same on a loss over rows of data: `crowd(state, .., batch) -> state`, nothing moved in place.

    Each array is a column, of shape (n, 1), beside the rows. batch: the columns of the data that the update
    leaving a point is shown.
    """
    writer = Writer(recipe)
    scalars = {*recipe.told, "lr", "t"} - own - set(recipe.rows)
    emitter = Emitter(arrays=True, scalars=scalars, fixed=writer.fixed - own)
    emitter.assign([*_met(recipe), *writer.lowered.assignments])
    source = (
        "def crowd(state, k, last, since, told, rates, draw, noise, batch=None):\n"
        + indented([f"{listed(flat(writer.state))} = state", f"{writer.told} = told"], 1)
        + indented([*emitter.preamble, "while k < last:"], 1)
        + indented([*writer.begin, *emitter.body, *writer.carried(), "k += 1"], 2)
        + indented([f"return ({listed(flat(writer.state))})"], 1)
    )
    return defined(source, "crowd")


def _met(recipe: Recipe) -> list[tuple[str, Node]]:
    """The exact gradient at the point that a step leaves, and the loss where the rule reads it."""
    exact = placed(recipe.gradient, recipe.variables, recipe.named("p"))
    met = [(n.id, tree) for n, tree in zip(recipe.named("g"), exact, strict=True) if isinstance(n, Name)]
    if "loss" in recipe.program.reads and not recipe.batched:
        (loss,) = placed((recipe.loss,), recipe.variables, recipe.named("p"))
        met.append(("loss", loss))
    return met
