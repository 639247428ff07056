"""What a user may set that is no number: one of a few words, or a text."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.hyperparameters import Hyperparameter


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words; each with the name that readers see."""

    name: str
    default: str
    choices: tuple[tuple[str, str], ...]
    help: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text that could stand there, and what it is called. inputs: how many columns a model reads."""

    text: str
    name: str
    inputs: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the user's own; examples to begin from."""

    name: str
    default: str
    help: str
    examples: tuple[Example, ...] = ()


Setting = Hyperparameter | Choice | Words
