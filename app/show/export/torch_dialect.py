"""The loss as PyTorch reads it: autograd finds the gradient."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.tree import Call, Node, constant
from app.show.export.source import ATOM, CHOICE, POWER, RELATION, Dialect


class Torch(Dialect):
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

    def power(self, base: Node, exponent: Node, certain: bool) -> tuple[str, int]:
        return f"{self.write(base, ATOM)}**{self.write(exponent, ATOM)}", POWER

    def choice(self, condition: Node, then: Node, otherwise: Node, certain: bool) -> tuple[str, int]:
        if self.is_array(condition):
            return super().choice(condition, then, otherwise, certain)
        # Taken by Python, because torch.where would let a nan of the other branch into the gradient.
        self.used.add("choice")
        branches = [self.tensor(branch, self.write(branch, RELATION)) for branch in (then, otherwise)]
        return f" if {self.write(condition, RELATION)} else ".join(branches), CHOICE
