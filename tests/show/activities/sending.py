"""Activities in few words, for tests."""

import json

from app.experiment import parse
from app.show.activities import Given, from_told, read_activity, read_answer

BOTH = "surface=himmelblau&start=-1,2&steps=300&a=adam&a.lr=0.05&b=gd&b.lr=0.01"


def opened(kind, **sent):
    """The activity that is opened so; it comes back from its JSON as it was."""
    asked = {"kind": "prediction", "ask": kind} if kind in {"where", "which", "rate"} else {"kind": kind}
    activity = read_activity(asked | sent, parse)
    assert from_told(json.loads(json.dumps(activity.told)), parse) == activity
    json.dumps(activity.shown)
    return activity


def answered(activity, *answers, nickname=""):
    """Answers as followers 1, 2, .. gave them, a second apart; each comes back from its JSON as it was."""
    read = [read_answer(activity, sent) for sent in answers]
    assert [read_answer(activity, json.loads(json.dumps(one.told))) for one in read] == read
    return [Given(at + 1, nickname, one, float(at)) for at, one in enumerate(read)]
