"""What an experiment worth seeing is: a link, and what to notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A link with its story.

    query: the experiment. look: view keys that show it best. notice: one or two sentences, each true
    of the very run.
    """

    id: str
    group: str
    title: str
    query: str
    notice: str
    look: str = ""
