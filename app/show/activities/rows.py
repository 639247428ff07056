"""The answers as rows for a spreadsheet; no cell of them can begin a formula."""

from __future__ import annotations

from collections.abc import Sequence

from app.show.activities.activity import Activity, Given
from app.show.activities.kinds import kind_of
from app.show.activities.results import score

CSV_HEADER = "activity,kind,question,follower,nickname,answer,score,seconds"
# A cell that begins so may be run by a spreadsheet; behind an apostrophe it is text.
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows_of_csv(id: str, activity: Activity, answers: Sequence[Given]) -> list[str]:
    """A line of CSV for each answer to the activity `id`, without its end; see CSV_HEADER.

    seconds: after the activity was opened. score: empty where none is given.
    """
    return [",".join([_cell(text) for text in _row(id, activity, one)]) for one in answers]


def _row(id: str, activity: Activity, one: Given) -> list[str]:
    points = score(activity, one.answer)
    written = kind_of(activity).written(activity, one.answer)
    name = [id, activity.id, activity.question, str(one.number), one.nickname, written]
    return [*name, "" if points is None else str(points), f"{one.seconds:.1f}"]


def _cell(text: str) -> str:
    # Blanks before a sign do not keep every spreadsheet from taking it for a formula.
    safe = f"'{text}" if text.lstrip().startswith(_BEGINNINGS) else text
    return f'"{safe.replace(chr(34), chr(34) * 2)}"' if set(safe) & set(',"\r\n') else safe
