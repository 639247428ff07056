"""What PyTorch's optimizers move in a script: a point, or the parameters of a network."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.plan import Move, Plan


@dataclass(frozen=True)
class Moved:
    """What a run moves, in the words of a script; this one a point p.

    name: what it is called, as the loss is handed it. parameters: what the optimizer is handed.
    """

    name: str = "p"
    parameters: str = "[p]"

    def begun(self, plan: Plan) -> list[str]:
        """Where it begins."""
        return [f"p = torch.tensor([{_coordinates(plan.start)}], requires_grad=True)"]

    def shaken(self, spread: str) -> list[str]:
        """Its gradient with noise of this standard deviation."""
        return [f"p.grad += {spread}*torch.from_numpy(noise.standard_normal(p.numel()))"]

    def clipped(self, longest: str) -> list[str]:
        """Its gradient no longer than this. PyTorch's own clip_grad_norm_ adds 1e-6 to the length."""
        return [
            f"length, longest = p.grad.norm(), {longest}",
            "if length > longest:",
            "    p.grad *= longest/length",
        ]

    def shoved(self, move: Move) -> list[str]:
        """Put down by hand."""
        return [
            f"if k + 1 == {move.step} and loss(p).isfinite():",
            f"    p.data = torch.tensor([{_coordinates(move.to)}])  # moved by hand",
        ]

    @property
    def row(self) -> list[str]:
        """A row of the trajectory."""
        return [
            "here = p.detach().clone().requires_grad_()",
            "at = loss(here)",
            "(slope,) = torch.autograd.grad(at, here)",
            "row = torch.cat([here.detach(), at.detach().reshape(1), slope])",
        ]


class MovedNetwork(Moved):
    """The network `model`."""

    def __init__(self) -> None:
        super().__init__("model", "model.parameters()")

    def begun(self, plan: Plan) -> list[str]:
        return ["model = Network()"]

    def shaken(self, spread: str) -> list[str]:
        return [
            "for part in model.parameters():",
            f"    part.grad += {spread}*torch.from_numpy(noise.standard_normal(part.shape))",
        ]

    def clipped(self, longest: str) -> list[str]:
        return [
            "grads = [part.grad for part in model.parameters()]",
            f"length, longest = torch.cat([grad.flatten() for grad in grads]).norm(), {longest}",
            "if length > longest:",
            "    for grad in grads:",
            "        grad *= longest/length",
        ]

    @property
    def row(self) -> list[str]:
        return [
            "parts, at = [*model.parameters()], loss(model)",
            "slopes = torch.autograd.grad(at, parts)",
            "row = torch.cat([part.detach().flatten() for part in (*parts, at, *slopes)])",
        ]


def _coordinates(values: tuple[float, ...]) -> str:
    return ", ".join([repr(float(value)) for value in values])
