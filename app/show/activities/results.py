"""What came out of an activity: everybody's answers beside the truth, and points where they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.show.activities.activity import Activity, Answer, Given
from app.show.activities.kinds import kind_of

_BEST = 10
# What everyone is told once the results are there; all else is for the stage.
_BRIEF = ("kind", "ask", "answers", "counts", "groups", "out", "near", "below", "truth", "words")


def score(activity: Activity, answer: Answer) -> int | None:
    """What an answer is worth, 0 to 100; None where no points are given or nothing is right."""
    return kind_of(activity).score(activity, answer) if activity.scores else None


def results(activity: Activity, answers: Sequence[Given]) -> dict[str, Any]:
    """All that came out, as JSON: `words` in sentences, `truth`, and by kind what the class answered.

    where: `points`, how many said `out`, how many were `near`, and the same as `counts`. which, poll:
    `counts`, one a choice.
    rate: `rates` in order, and how many are `below` the edge. swarm: `groups`. With scores, `scores` has
    their mean, the best of them, and the formula in words.
    """
    kind = kind_of(activity)
    return {
        "kind": activity.kind,
        "ask": activity.ask or None,
        "question": activity.question,
        "answers": len(answers),
        **kind.counted(activity, answers),
        "scores": _scores(activity, answers),
    }


def brief(results: Mapping[str, Any]) -> dict[str, Any]:
    """The results in short, as everyone is told them: no single answer, and no name."""
    told = {name: results[name] for name in _BRIEF if name in results}
    scores = results["scores"]
    return told | {"scores": scores and {name: scores[name] for name in ("mean", "formula")}}


def _scores(activity: Activity, answers: Sequence[Given]) -> dict[str, Any] | None:
    scored = [(points, one) for one in answers if (points := score(activity, one.answer)) is not None]
    if not scored:
        return None
    best = sorted(scored, key=lambda pair: (-pair[0], pair[1].seconds, pair[1].number))[:_BEST]
    return {
        "mean": round(sum([points for points, _ in scored]) / len(scored)),
        "formula": kind_of(activity).formula,
        "best": [
            {"number": one.number, "nickname": one.nickname or None, "score": points} for points, one in best
        ],
    }
