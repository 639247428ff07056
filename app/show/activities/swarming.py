"""Everyone's run of a swarm, computed at once, and the groups that they end in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from struct import pack
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import swarm as core
from app.core.gathered import DIVERGED, ELSEWHERE, Gathering, gathered
from app.core.landscape import Landscape
from app.core.verdict import spot
from app.experiment import canonical
from app.experiment.value import Point
from app.show.activities.activity import Activity, Given, Pick
from app.show.encoding import encoded

# So many minima have a group, and so a colour, of their own; what ends in others is told together.
_APART = 6


@dataclass(frozen=True)
class Group:
    """Runs that end alike. kind: minimum, maximum, others, elsewhere or diverged; at, loss: of one place."""

    kind: str
    label: str
    count: int
    at: Point | None = None
    loss: float | None = None

    @property
    def told(self) -> dict[str, Any]:
        """As JSON."""
        at = list(self.at) if self.at else None
        return {"kind": self.kind, "label": self.label, "count": self.count, "at": at, "loss": self.loss}


@dataclass(frozen=True, eq=False)
class Swarm:
    """All runs of a swarm.

    paths: shape (steps + 1, n, d), nan behind a run's last point, inf where a coordinate is too large.
    groups: what they end in, minima first; group: the number of each run's, shape (n,).
    numbers: whose run each is, by the follower's number in the room.
    """

    query: str
    run: str
    paths: NDArray[np.float32]
    groups: tuple[Group, ...]
    group: NDArray[np.intp]
    numbers: tuple[int, ...]

    @property
    def words(self) -> str:
        """What became of all, in a sentence."""
        if not self.numbers:
            return "Nobody has picked a start yet."
        came = [group for group in self.groups if group.count]
        if len(self.numbers) == 1:
            return f"The only run {_became(came[0])}."
        return (
            f"Of {len(self.numbers)} runs, {_listed([f'{group.count} {_became(group)}' for group in came])}."
        )

    @property
    def head(self) -> dict[str, Any]:
        """What is to be known of the paths, as JSON."""
        steps, n, d = self.paths.shape
        return {
            "query": self.query,
            "run": self.run,
            "steps": steps - 1,
            "n": n,
            "d": d,
            "groups": [group.told for group in self.groups],
            "group": self.group.tolist(),
            "followers": list(self.numbers),
            "words": self.words,
        }

    @cached_property
    def bytes(self) -> bytes:
        """The length of the head as four bytes, the head as JSON, blanks up to a multiple of four, the paths.

        All little-endian; of the paths all coordinates of all runs at step 0 come first, then at step 1.
        """
        head = encoded(self.head)
        head += b" " * (-len(head) % 4)
        return pack("<I", len(head)) + head + self.paths.astype("<f4").tobytes()


def swarm(activity: Activity, given: Sequence[Given]) -> Swarm:
    """The runs that the class picked, each walked to its end."""
    picks = [one.answer.value for one in given if isinstance(one.answer.value, Pick)]
    land, plan, query = activity.landscape, activity.plan, canonical(activity.about)
    numbers = tuple([one.number for one in given])
    if not picks:
        none = np.empty((plan.steps + 1, 0, land.dimension), dtype=np.float32)
        return Swarm(query, activity.run, none, (), np.empty(0, dtype=np.intp), ())
    rates = np.array([pick.rate for pick in picks], dtype=float) if activity.rates else None
    runs = core.swarm(land, plan, np.array([pick.start for pick in picks]), rates)
    groups, group = _grouped(land, gathered(land, runs, plan.view.up), plan.view.up)
    with np.errstate(over="ignore"):
        paths = runs.points.astype(np.float32)
    return Swarm(query, activity.run, paths, groups, group, numbers)


def _grouped(land: Landscape, found: Gathering, up: bool) -> tuple[tuple[Group, ...], core.Counts]:
    """The groups, and the number of each run's."""
    known, ends = found.places, found.ends
    kind = "maximum" if up else "minimum"
    counts = np.bincount(ends[ends >= 0], minlength=len(known)).tolist()
    # Those with most runs, in the order in which they are known: colours stay when an answer is added.
    apart = sorted(sorted(range(len(known)), key=lambda at: -counts[at])[:_APART])
    groups = [Group(kind, f"at {spot(land.variables, known[at][0])}", counts[at], *known[at]) for at in apart]
    further = [at for at, count in enumerate(counts) if count and at not in apart]
    place = dict.fromkeys(further, len(groups)) | {at: rank for rank, at in enumerate(apart)}
    if further:
        others = "1 other place" if len(further) == 1 else f"{len(further)} other places"
        groups.append(Group("others", others, sum([counts[at] for at in further])))
    for kind, label, mark in (
        ("elsewhere", "elsewhere or still on the way", ELSEWHERE),
        ("diverged", "diverged", DIVERGED),
    ):
        place[mark] = len(groups)
        groups.append(Group(kind, label, int((ends == mark).sum())))
    return tuple(groups), np.array([place[end] for end in ends.tolist()], dtype=np.intp)


def _became(group: Group) -> str:
    match group.kind:
        case "minimum" | "maximum":
            return f"came to the {group.kind} {group.label}"
        case "others":
            return f"came to {group.label}"
        case "elsewhere":
            return f"{'is' if group.count == 1 else 'are'} {group.label}"
    return "diverged"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
