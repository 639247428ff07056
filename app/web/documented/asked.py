"""Paths to what is asked in a room, and what is answered."""

from __future__ import annotations

from app.web.documented.in_rooms import BAD, CODE, KEY, LED, LOST, SENT, WHO, body
from app.web.documented.path import Key, Path
from app.web.documented.room_examples import ANSWER, POLL

_ID = Key("id", "the activity's id", "1", True, "path")
_TEXT = {"type": "string"}
_ANYTHING: dict[str, str] = {}
_NONE = {404: "No room has this code, or it has no such activity."}

PATHS = {
    "POST /rooms/{code}/activities": Path(
        "Ask something",
        "A `prediction` about an experiment's `query`: `where` the ball of a `run` will end, `which` run "
        "wins, or the largest learning `rate` that holds; a `swarm`, for which everyone picks a start and, "
        "with `rate`, a learning rate; or a `poll` with two to six `choices`, of which one may be `right`. A "
        "`question` of your own takes the place of the usual one. Another activity that was open is closed.",
        keys=(CODE, KEY),
        body=body(
            POLL,
            kind=_TEXT,
            ask=_TEXT,
            question=_TEXT,
            query=_TEXT,
            run=_TEXT,
            choices={"type": "array", "items": _TEXT},
            right={"type": "integer", "nullable": True},
            rate={"type": "boolean"},
            scores={"type": "boolean"},
        ),
        refusals={**LED, **SENT, **BAD, 409: "The room has had as many activities as it may have."},
        grammar=False,
        status=201,
        room=True,
    ),
    "PATCH /rooms/{code}/activities/{id}": Path(
        "Close, reveal or put away an activity",
        "`state` is `open`, `closed`, `revealed` or `away`. Revealed, it has `results` in short for all.",
        keys=(CODE, _ID, KEY),
        body=body({"state": "revealed"}, state={"type": "string"}),
        shows=("id", "kind", "question", "state", "answers", "round", "results"),
        refusals={**LED, **SENT, **BAD, **_NONE},
        grammar=False,
        room=True,
    ),
    "POST /rooms/{code}/answers": Path(
        "Answer",
        'What is answered depends on what is asked. where: `[x, y]`, or `[x]` in one variable, or `"out"`; '
        'which: a run\'s letter; rate: a number; swarm: `{"start": [x, y]}`, and `rate` where one is asked '
        "for; poll: a choice's number from 0. `who` is what the follower's page made up for itself; whoever "
        "has none is told one. Each counts once: a later answer takes the place of the earlier one, and is "
        "answered 200. `kept` says whether it outlives a restart of the server.",
        keys=(CODE,),
        body=body(ANSWER, activity=_TEXT, who=_TEXT, answer=_ANYTHING, nickname=_TEXT),
        refusals={
            **LOST,
            **SENT,
            **_NONE,
            409: "It is not asked now.",
            422: "What is wrong with the `answer`, the `nickname` or `who`.",
            423: "The room is locked.",
            429: "Too many answers at once, or too many wrong codes, or new followers, from this address.",
            503: "The room is full, or can't be reached now: send the same again.",
        },
        grammar=False,
        status=201,
        room=True,
    ),
    "/rooms/{code}/activities/{id}/results": Path(
        "What came out",
        "The answers beside the truth, in numbers and in `words`; with points where they are given. For the "
        "lecturer always, for everybody once it is revealed.",
        keys=(CODE, _ID, WHO, KEY),
        refusals={**LOST, **_NONE, **BAD, 403: "It is not revealed yet, or the key is not this room's."},
        grammar=False,
        live=True,
        room=True,
    ),
    "/rooms/{code}/activities/{id}/score": Path(
        "What an answer is worth",
        "An `answer` in JSON, as it would be sent, with its `score` from 0 to 100; null where no points are "
        "given. For the lecturer always, for everybody once it is revealed.",
        keys=(CODE, _ID, Key("answer", "an answer in JSON", "0", True), WHO, KEY),
        refusals={**LOST, **_NONE, **BAD, 403: "It is not revealed yet, or the key is not this room's."},
        grammar=False,
        live=True,
        room=True,
    ),
    "/rooms/{code}/activities/{id}/swarm": Path(
        "The paths of a swarm",
        "Four bytes, little-endian: the length of a head in JSON, which follows; then the points of all runs "
        "as 32-bit floats, little-endian, step by step. 409 where the activity is no swarm.",
        "application/octet-stream",
        keys=(CODE, _ID, KEY),
        refusals={**LED, **_NONE, **BAD, 409: "The activity is no swarm."},
        grammar=False,
        live=True,
        room=True,
    ),
    "DELETE /rooms/{code}/activities/{id}/answers": Path(
        "Clear the answers",
        "They are forgotten, and everyone may answer again: the activity's `round` grows.",
        media_type="",
        keys=(CODE, _ID, KEY),
        refusals={**LED, **_NONE},
        grammar=False,
        status=204,
        room=True,
    ),
    "/rooms/{code}/answers.csv": Path(
        "All answers as a table",
        "A row for each answer to each activity: `activity,kind,question,follower,nickname,answer,score,"
        "seconds`. A follower is a number. No cell begins a formula.",
        "text/csv",
        keys=(CODE, KEY),
        refusals={**LED, **BAD},
        grammar=False,
        live=True,
        room=True,
    ),
}
