"""The loss as PyTorch and JAX read it, which find the gradient themselves."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.landscape import Landscape
from app.core.tree import Call, Node, constant, row_names
from app.experiment import Experiment
from app.show.export.data import columns_line
from app.show.export.losses import TAKEN, Written, indented, returned, title
from app.show.export.names import Names
from app.show.export.source import ATOM, CHOICE, POWER, RELATION, Dialect


class Autograd(Dialect):
    """What both write alike."""

    def power(self, base: Node, exponent: Node, certain: bool) -> tuple[str, int]:
        return f"{self.write(base, ATOM)}**{self.write(exponent, ATOM)}", POWER


class Torch(Autograd):
    """Single numbers are tensors too, so that autograd can follow them."""

    def function(self, node: Call, parts: Sequence[str], is_array: bool) -> str:
        name = node.function
        if name in {"min", "max"}:
            pair = [self.tensor(part, text) for part, text in zip(node.arguments, parts, strict=True)]
            return f"torch.{name}imum({', '.join(pair)})"
        if name == "softplus":
            return f"torch.logaddexp({parts[0]}, torch.zeros_like({parts[0]}))"
        return f"torch.{name}({', '.join(parts)})"

    def select(self, parts: Sequence[str]) -> str:
        return f"torch.where({', '.join(parts)})"

    def tensor(self, node: Node, text: str) -> str:
        """A number as a tensor where a function wants one."""
        value = constant(node)
        return text if value is None else f"torch.tensor({value!r})"

    def choice(self, condition: Node, then: Node, otherwise: Node, certain: bool) -> tuple[str, int]:
        if self.is_array(condition):
            return super().choice(condition, then, otherwise, certain)
        # Taken by Python, because torch.where would let a nan of the other branch into the gradient.
        self.used.add("choice")
        branches = [self.tensor(branch, self.write(branch, RELATION)) for branch in (then, otherwise)]
        return f" if {self.write(condition, RELATION)} else ".join(branches), CHOICE


class Jax(Autograd):
    """The same with jax.numpy, which takes plain numbers too."""

    def function(self, node: Call, parts: Sequence[str], is_array: bool) -> str:
        if node.function == "abs":
            # At 0, where JAX takes a slope of 1, nothing pulls.
            return f"jnp.where({parts[0]} == 0, 0, jnp.abs({parts[0]}))"
        home, name = _JAX.get(node.function, ("jnp", node.function))
        return f"{home}.{name}({', '.join(parts)})"

    def select(self, parts: Sequence[str]) -> str:
        return f"jnp.where({', '.join(parts)})"

    def choice(self, condition: Node, then: Node, otherwise: Node, certain: bool) -> tuple[str, int]:
        if not self.is_array(condition):
            self.used.add("choice")
        return super().choice(condition, then, otherwise, certain)


_JAX = {
    "min": ("jnp", "minimum"),
    "max": ("jnp", "maximum"),
    "asin": ("jnp", "arcsin"),
    "acos": ("jnp", "arccos"),
    "atan": ("jnp", "arctan"),
    **{name: ("jax.nn", name) for name in ("sigmoid", "softplus", "relu")},
}


def loss_function(
    experiment: Experiment, land: Landscape, kind: type[Dialect], every: str = "slice(None)"
) -> Written:
    """The function `loss(p)`, and what it uses; over rows of data it also takes which, else `every` one."""
    columns = sorted(row_names(land.bound_loss))
    names = Names([*TAKEN, *[f"{column.partition('·')[0]}_data" for column in columns]])
    variables = [names[name] for name in land.variables]
    names.given |= {column: names[column.partition("·")[0]] for column in columns}
    dialect = kind(names, columns)
    lines = dialect.lines(land.bound_loss)
    if "choice" in dialect.used:
        # Where a branch is a mere number, autograd would have nothing to follow.
        lines = [*lines[:-1], f"({lines[-1]}) + 0*p.sum()"] if len(lines) == 1 else [*lines, "+ 0*p.sum()"]
    written = [
        f"def loss({f'p, rows={every}' if columns else 'p'}):",
        *indented([
            f'"""{title(experiment)}."""',
            f"{', '.join(variables)}{',' if len(variables) == 1 else ''} = p",
            *columns_line(columns, [names.given[column] for column in columns], "rows"),
            *returned(lines),
        ]),
    ]  # fmt: skip
    return Written(tuple(written), frozenset(dialect.used))
