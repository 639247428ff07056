"""A swarm: everyone picks a start, and perhaps a learning rate, and all go down together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.errors import BadInput
from app.experiment.numbers import write_number
from app.show.activities.activity import Activity, Answer, Given, Pick, Rates
from app.show.activities.kind import FIELD, Kind, point_of, refuse_network
from app.show.activities.rate import rate_read, rates_of, refuse_rateless
from app.show.activities.swarming import swarm
from app.show.activities.where import written_point
from app.show.activities.work import Work

# Every point of everyone travels to the stage: 16 MB for each thousand runs of 2,000 steps. Methods with
# control flow take ten times as long for a step, and a hundred times where all others move at once.
_WORK = Work(joint=2_000, alone=40, rows=500_000)


class Together(Kind):
    """Everyone picks where a run of their own begins."""

    keys = ("query", "run", "rate")

    def check(self, activity: Activity) -> None:
        refuse_network(activity, "Take another surface.")
        _WORK.check(activity, "A swarm")

    def question(self, activity: Activity) -> str:
        return "Pick a start and a learning rate." if activity.rates else "Pick a start."

    def rates(self, activity: Activity) -> Rates:
        refuse_rateless(activity.chosen)
        return rates_of(activity.chosen)

    def read(self, activity: Activity, sent: Any) -> Answer:
        wanted = ["start", "rate"] if activity.rates else ["start"]
        if not isinstance(sent, dict) or sorted(sent) != sorted(wanted):
            such = '{"start": [..], "rate": ..}' if activity.rates else '{"start": [..]}'
            raise BadInput(FIELD, f"Answer with {such}.")
        start = point_of(sent["start"], activity.window or (), activity.landscape.variables)
        return Answer(Pick(start, rate_read(activity, sent["rate"]) if activity.rates else None))

    def written(self, activity: Activity, answer: Answer) -> str:
        picked = answer.value
        assert isinstance(picked, Pick)
        rate = "" if picked.rate is None else f" lr {write_number(picked.rate)}"
        return written_point(picked.start) + rate

    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        found = swarm(activity, given)
        return {"groups": [group.told for group in found.groups], "truth": None, "words": found.words}
