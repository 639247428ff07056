"""A poll: a question with two to six choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.core.errors import BadInput
from app.show.activities.activity import Activity, Answer, Given
from app.show.activities.kind import FIELD, Kind, part


class Poll(Kind):
    """Everyone chooses one of the answers that the lecturer has written down."""

    keys = ("choices", "right", "scores")
    formula = "100 for the right choice, 0 for any other."

    def question(self, activity: Activity) -> str:
        raise BadInput("question", "Say what you ask.")

    def read(self, activity: Activity, sent: Any) -> Answer:
        if isinstance(sent, bool) or not isinstance(sent, int) or not 0 <= sent < len(activity.choices):
            most = len(activity.choices) - 1
            raise BadInput(FIELD, f"Answer with the number of a choice, 0 to {most}.")
        return Answer(sent)

    def written(self, activity: Activity, answer: Answer) -> str:
        return activity.choices[int(str(answer.value))]

    def score(self, activity: Activity, answer: Answer) -> int | None:
        if activity.right is None:
            return None
        return 100 if answer.value == activity.right else 0

    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        told = [one.answer.value for one in given]
        right = activity.right
        counts = [
            {"choice": choice, "answers": told.count(at), "right": None if right is None else at == right}
            for at, choice in enumerate(activity.choices)
        ]
        truth = None if right is None else {"choice": right}
        return {"counts": counts, "truth": truth, "words": _said(activity, [c["answers"] for c in counts])}


def _said(activity: Activity, counts: Sequence[Any]) -> str:
    all, right = sum(counts), activity.right
    if right is not None:
        said = f" {part(counts[right], all)} said so." if all else ""
        return f"“{activity.choices[right]}” is right.{said}"
    if not all:
        return "Nobody has answered yet."
    most = max(counts)
    first = [f"“{choice}”" for choice, count in zip(activity.choices, counts, strict=True) if count == most]
    if len(first) == 1:
        return f"Most chose {first[0]}: {part(most, all)}."
    return f"{' and '.join([', '.join(first[:-1]), first[-1]])} are level, with {part(most, all)} each."
