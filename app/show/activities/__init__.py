"""Activities: what a class may be asked about an experiment, what it answers, what is true, what came out."""

from __future__ import annotations

from app.show.activities.activity import OUT, Activity, Answer, Given, Rates
from app.show.activities.nickname import read_nickname
from app.show.activities.reading import from_told, read_activity, read_answer
from app.show.activities.results import brief, results, score
from app.show.activities.rows import CSV_HEADER, rows_of_csv
from app.show.activities.swarming import Swarm, swarm

__all__ = [
    "CSV_HEADER",
    "OUT",
    "Activity",
    "Answer",
    "Given",
    "Rates",
    "Swarm",
    "brief",
    "from_told",
    "read_activity",
    "read_answer",
    "read_nickname",
    "results",
    "rows_of_csv",
    "score",
    "swarm",
]
