"""What a lecturer sends, read as an activity; what a follower sends, read as an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from app.core.errors import BadInput, attempt, refuse
from app.experiment import Experiment, label
from app.experiment.view import check_line
from app.show.activities.activity import Activity, Answer
from app.show.activities.kind import Kind
from app.show.activities.kinds import OTHERS, PREDICTIONS, kind_of

Read = Callable[[str], Experiment]

QUESTION, CHOICE, LABEL = 200, 80, 60
FEWEST, MOST = 2, 6
_COMMON = ("kind", "question")


def read_activity(sent: Any, read: Read) -> Activity:
    """The activity that was sent; BadInput with all that is wrong, each under its key.

    read: an experiment from its query. What `Activity.told` gives reads back to an equal activity.
    """
    if not isinstance(sent, dict):
        raise BadInput("kind", 'Send JSON such as {"kind": "poll", "question": "..", "choices": [..]}.')
    kind, keys = _kind(sent)
    problems = [BadInput(str(key)[:40], _unknown(keys)) for key in sent if key not in keys]
    activity = attempt(partial(_read, sent, kind, read), problems)
    refuse(problems)
    assert activity is not None
    return activity


def from_told(told: Mapping[str, Any], read: Read) -> Activity:
    """The activity that `Activity.told` was told of."""
    return read_activity(dict(told), read)


def read_answer(activity: Activity, sent: Any) -> Answer:
    """The answer that was sent; BadInput under `answer`.

    What `Answer.told` gives reads back to an equal one.
    """
    return kind_of(activity).read(activity, sent)


def _kind(sent: dict[str, Any]) -> tuple[Kind, tuple[str, ...]]:
    kind, ask = sent.get("kind"), sent.get("ask")
    if kind == "prediction":
        if not isinstance(ask, str) or ask not in PREDICTIONS:
            raise BadInput("ask", f"Say what is to be predicted: {', '.join(PREDICTIONS)}.")
        return PREDICTIONS[ask], (*_COMMON, "ask", *PREDICTIONS[ask].keys)
    if not isinstance(kind, str) or kind not in OTHERS:
        raise BadInput("kind", f"Say which kind it is: prediction, {', '.join(OTHERS)}.")
    return OTHERS[kind], (*_COMMON, *OTHERS[kind].keys)


def _unknown(keys: tuple[str, ...]) -> str:
    return f"This kind of activity has no such part; it has {', '.join(keys)}."


def _read(sent: dict[str, Any], kind: Kind, read: Read) -> Activity:
    problems: list[BadInput] = []
    experiment = attempt(partial(_experiment, sent, read), problems) if "query" in kind.keys else None
    run = attempt(partial(_run, sent, experiment), problems) if experiment and "run" in kind.keys else ""
    choices = attempt(partial(_choices, sent), problems) if "choices" in kind.keys else ()
    right = attempt(partial(_right, sent, choices), problems) if choices else None
    question = attempt(partial(_question, sent), problems)
    scores = attempt(
        partial(_flag, sent, "scores", sent["kind"] == "prediction" or right is not None), problems
    )
    rate = attempt(partial(_flag, sent, "rate", False), problems)
    refuse(problems)
    activity = Activity(
        kind=sent["kind"],
        ask=sent.get("ask", ""),
        question=question or "",
        scores=bool(scores) and "scores" in kind.keys,
        experiment=experiment,
        run=run or "",
        choices=choices or (),
        right=right,
    )
    return _completed(activity, kind, bool(rate))


def _completed(activity: Activity, kind: Kind, rate: bool) -> Activity:
    """With all that follows from what was sent; BadInput where it can't be asked."""
    if activity.kind == "poll" and activity.scores and activity.right is None:
        raise BadInput("scores", "Say which choice is right, so that there is something to score.")
    kind.check(activity)
    if activity.ask == "which":
        runs = activity.about.runs
        names, letters = tuple([_short(label(run)) for run in runs]), tuple([run.id for run in runs])
        activity = replace(activity, choices=names, runs=letters)
    if activity.ask == "rate" or rate:
        activity = replace(activity, rates=kind.rates(activity))
    return replace(activity, question=activity.question or _short(kind.question(activity), QUESTION))


def _experiment(sent: dict[str, Any], read: Read) -> Experiment:
    query = sent.get("query")
    if not isinstance(query, str):
        raise BadInput("query", "Say what it is about: the query of an experiment.")
    experiment = read(query)
    if not experiment.runs:
        raise BadInput("query", "There is no run in it yet; add one, such as a=adam.")
    return experiment


def _run(sent: dict[str, Any], experiment: Experiment) -> str:
    letters = [run.id for run in experiment.runs]
    run = sent.get("run", letters[0] if len(letters) == 1 else None)
    if not isinstance(run, str) or run not in letters:
        raise BadInput("run", f"Say which run is meant: {', '.join(letters)}.")
    return run


def _choices(sent: dict[str, Any]) -> tuple[str, ...]:
    choices = sent.get("choices")
    if not isinstance(choices, list) or not FEWEST <= len(choices) <= MOST:
        raise BadInput("choices", f"Give {FEWEST} to {MOST} choices.")
    for choice in choices:
        _check_text("choices", choice, CHOICE)
        if not choice.strip():
            raise BadInput("choices", "One of the choices is empty; write something, or take it out.")
    if len({choice.strip() for choice in choices}) < len(choices):
        raise BadInput("choices", "Two of the choices are the same.")
    return tuple(choices)


def _right(sent: dict[str, Any], choices: tuple[str, ...]) -> int | None:
    right = sent.get("right")
    if right is None:
        return None
    if isinstance(right, bool) or not isinstance(right, int) or not 0 <= right < len(choices):
        raise BadInput("right", f"Give the number of the right choice, 0 to {len(choices) - 1}, or null.")
    return right


def _question(sent: dict[str, Any]) -> str:
    question = sent.get("question")
    if question is None:
        return ""
    _check_text("question", question, QUESTION)
    if question and not question.strip():
        raise BadInput("question", "There is nothing but blanks in it; write something, or leave it out.")
    return str(question)


def _flag(sent: dict[str, Any], key: str, default: bool) -> bool:
    value = sent.get(key, default)
    if not isinstance(value, bool):
        raise BadInput(key, "Say true or false.")
    return value


def _check_text(key: str, text: Any, most: int) -> None:
    if not isinstance(text, str):
        raise BadInput(key, "This must be a text; put it in quotation marks.")
    check_line(key, text, most)


def _short(text: str, most: int = LABEL) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
