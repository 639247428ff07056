"""How long a run may be that a whole class walks, or a scan of many rates: refused before anyone is asked."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import BadInput
from app.core.swarm import is_joint
from app.show.activities.activity import Activity


@dataclass(frozen=True, slots=True)
class Work:
    """What is let through. joint: steps where all runs move at once; alone: where each goes by itself.

    rows: on a surface fitted to data, rows gone through, all steps together: by one run, or by as many runs
    as `check` is told.
    """

    joint: int
    alone: int
    rows: int

    def check(self, activity: Activity, what: str, runs: int = 1, taken: int = 0) -> None:
        """BadInput under `query` where `what` would take too long.

        taken: the steps that each run takes, where these are more than the experiment's.
        """
        land, steps = activity.landscape, activity.about.steps
        joint = is_joint(land, activity.plan)
        most, why = (self.joint, "") if joint else (self.alone, " where each run goes its way by itself")
        each = self.rows // (runs * len(land.rows)) if land.rows is not None else most
        if each < most:
            most, why = each, f" through {len(land.rows or ()):,} rows"
        if taken > steps and taken > most:
            fewer = f"take a table of at most {self.rows // (runs * taken):,}"
            raise BadInput(
                "query", f"{what} takes {taken:,} steps with each{why}, which is too much; {fewer}."
            )
        if steps > most:
            raise BadInput("query", f"{what} takes at most {most:,} steps{why}; these are {steps:,}.")
