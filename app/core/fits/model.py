"""A model as text: what goes in, and the one or two weights that descent is to find."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from app.core import calculus
from app.core.errors import BadInput
from app.core.fits.losses import LOSSES
from app.core.functions import ALIASES, CONSTANTS, FUNCTIONS
from app.core.language import parse
from app.core.tree import Call, Name, Node, children, names_in

TARGET = "y"
FIELD = "s.model"

_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*", re.ASCII)
_LONGEST = 12
# What the loss and its penalties read besides the model.
_TAKEN = {"l1", "l2", *[p.name for loss in LOSSES.values() for p in loss.parameters]}
_KINKS = {"abs", "sign", "floor", "ceil", "relu", "min", "max"}


@dataclass(frozen=True)
class Model:
    """The answer for one row: a tree over `inputs` and `weights`, both by name, the weights as they come."""

    text: str
    tree: Node
    inputs: tuple[str, ...]
    weights: tuple[str, ...]

    @property
    def is_affine(self) -> bool:
        """Whether the answer is by its form a weighted sum, so that a convex loss stays convex."""
        return degree_in(self.tree, self.weights) <= 1

    @property
    def is_kinked(self) -> bool:
        """Whether the slope along a weight may jump."""
        return is_kinked(self.tree, self.weights)


def degree_in(node: Node, names: Collection[str]) -> int:
    """0 for a tree without `names`, 1 for a weighted sum of them, 2 for all else.

    Derivatives could not tell: that of abs(w) is flat on both sides.
    """
    if names_in(node).isdisjoint(names):
        return 0
    match node:
        case Name():
            return 1
        case Call("+" | "-" | "neg", parts):
            return max([degree_in(part, names) for part in parts])
        case Call("*", parts):
            return min(2, sum([degree_in(part, names) for part in parts]))
        case Call("/", (above, below)) if degree_in(below, names) == 0:
            return degree_in(above, names)
        case Call("where", (condition, *branches)) if degree_in(condition, names) == 0:
            return max([degree_in(branch, names) for branch in branches])
    return 2


def is_kinked(node: Node, names: Collection[str]) -> bool:
    """Whether one of `names` stands within a function with a kink, or decides a choice."""
    if isinstance(node, Call):
        decisive = node.arguments[0] if node.function == "where" else node
        if (node.function in _KINKS or node.function == "where") and names_in(decisive) & set(names):
            return True
    return any(is_kinked(child, names) for child in children(node))


def inputs_named(count: int) -> tuple[str, ...]:
    """What the columns that go in are called: x, or x1 and x2."""
    return ("x",) if count == 1 else tuple([f"x{k}" for k in range(1, count + 1)])


@lru_cache(maxsize=256)
def model(text: str, inputs: tuple[str, ...], field: str = FIELD) -> Model:
    """Read a model; BadInput under `field` where the text is refused or has no or more than two weights."""
    words = list(dict.fromkeys(_WORD.findall(text)))
    known = {*inputs, *CONSTANTS, *FUNCTIONS, *ALIASES}
    _refuse_others(text, [word for word in words if word not in known], inputs, field)
    tree = parse(text, {word for word in words if word not in known} | set(inputs), field)
    calculus.check_size(tree, field)
    weights = tuple([word for word in words if word in names_in(tree) - set(inputs)])
    if not 1 <= len(weights) <= 2:
        raise BadInput(field, _counted(weights, inputs))
    return Model(text, tree, inputs, weights)


def _refuse_others(text: str, words: list[str], inputs: tuple[str, ...], field: str) -> None:
    for word in words:
        if word == TARGET:
            raise BadInput(field, f"The model must not read {TARGET}: that is what it is to find.")
        if word in {"x", "x1", "x2"}:
            raise BadInput(field, f"There is no {word} here: what goes in is {' and '.join(inputs)}.")
        if word in _TAKEN:
            raise BadInput(field, f"The name {word} is taken: a loss reads it. Call the weight w, say.")
        if len(word) > _LONGEST and not re.search(rf"\b{word}\s*\(", text):
            raise BadInput(field, f"The name {word[:20]}… is too long; at most {_LONGEST} letters.")


def _counted(weights: tuple[str, ...], inputs: tuple[str, ...]) -> str:
    if not weights:
        return "The model has no weight to be found: write one such as w, as in w*x + b."
    told = f"The model has {len(weights)} unknowns ({', '.join(weights)})"
    return f"{told}: the picture has room for two weights, besides {' and '.join(inputs)}, which goes in."


def scored(tree: Node) -> Node:
    """The score of a model whose answer is a probability: what stands inside its outer sigmoid."""
    outer = getattr(tree, "function", None)
    return tree.arguments[0] if outer == "sigmoid" else tree  # type: ignore[union-attr]


def rowed(names: tuple[str, ...], row: str) -> dict[str, Node]:
    """Names as columns: `x` becomes `x·i`."""
    return {name: Name(name + row) for name in names}
