"""Every kind of activity by what it asks for."""

from __future__ import annotations

from app.show.activities.activity import Activity
from app.show.activities.kind import Kind
from app.show.activities.poll import Poll
from app.show.activities.rate import Rate
from app.show.activities.swarm import Together
from app.show.activities.where import Where
from app.show.activities.which import Which

PREDICTIONS: dict[str, Kind] = {"where": Where(), "which": Which(), "rate": Rate()}
OTHERS: dict[str, Kind] = {"swarm": Together(), "poll": Poll()}


def kind_of(activity: Activity) -> Kind:
    """What an activity's kind has to say."""
    return (PREDICTIONS | OTHERS)[activity.id]
