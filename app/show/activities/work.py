"""How long a run may be that a whole class walks, or a scan of many rates: refused before anyone is asked."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.errors import BadInput
from app.core.swarm import is_joint
from app.show.activities.activity import Activity


@dataclass(frozen=True, slots=True)
class Work:
    """What is let through. joint: steps where all runs move at once; alone: where each goes by itself.

    rows: on a surface fitted to data, rows gone through by one run, all of its steps together.
    """

    joint: int
    alone: int
    rows: int

    def check(self, activity: Activity, what: str) -> None:
        """BadInput under `query` where `what` would take too long."""
        land, steps = activity.landscape, activity.about.steps
        joint = is_joint(land, activity.plan)
        most, why = (self.joint, "") if joint else (self.alone, " where each run goes its way by itself")
        if land.rows is not None and self.rows // len(land.rows) < most:
            most, why = self.rows // len(land.rows), f" through {len(land.rows):,} rows"
        if steps > most:
            raise BadInput("query", f"{what} takes at most {most:,} steps{why}; these are {steps:,}.")
