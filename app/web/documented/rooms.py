"""Paths to rooms: a lecturer's stage, and those who follow it and take part."""

from __future__ import annotations

from app.room import PARTS
from app.web.documented import asked
from app.web.documented.grammar import EXAMPLE
from app.web.documented.in_rooms import BAD, CAME, CODE, KEY, LED, LOST, SENT, WHO, body
from app.web.documented.path import Group, Key, Path

_TEXT, _YES = {"type": "string"}, {"type": "boolean"}
_LECTURE = {"type": "object", "nullable": True}

PATHS = {
    "POST /rooms": Path(
        "Open a room",
        "A room has a `code`, which followers type, and a `key`, which its lecturer's calls carry as "
        "`Authorization: Bearer KEY`; it is told this once. `url` is the followers' page. If you like, send "
        'a title as JSON: `{"title": ".."}`, at most 120 characters. A room goes on until it is ended, or '
        "until its lecturer was not heard for some hours; a restart of the server does not end it.",
        refusals={
            403: "A browser sends it for a page of another site.",
            422: "What is wrong with the title.",
            429: "Too many rooms were opened from this address.",
            503: "The server has as many rooms as it may have.",
            **SENT,
        },
        grammar=False,
        status=201,
        room=True,
    ),
    "/rooms/{code}": Path(
        "A room as it is",
        "Its `title`; whether it is `locked`, so that nobody new gets in, and whether followers are `held` "
        "at the stage; how many `followers` there are; what is on the `stage`, which `activity` is asked, "
        "and the id of the last `event`. With `who` it lets a follower in, or says why not.",
        keys=(CODE, WHO),
        refusals={
            **LOST,
            **CAME,
            422: "What is wrong with `who`.",
            423: "The room is locked.",
            503: "The room is full.",
        },
        grammar=False,
        live=True,
        room=True,
    ),
    "PATCH /rooms/{code}": Path(
        "Lock a room, hold its followers, give it a title",
        "Send what is to change: `title`, `locked`, `held`. The room as it is then.",
        keys=(CODE, KEY),
        body=body({"locked": True}, title=_TEXT, locked=_YES, held=_YES),
        refusals={**LED, **SENT, **BAD},
        grammar=False,
        room=True,
    ),
    "DELETE /rooms/{code}": Path(
        "End a room",
        "Its followers are told so, and nobody can follow or answer any more. The answers can be taken away "
        "for some hours yet.",
        media_type="",
        keys=(CODE, KEY),
        refusals=LED,
        grammar=False,
        status=204,
        room=True,
    ),
    "PUT /rooms/{code}/stage": Path(
        "Show something",
        "`query` is an experiment with its view keys; all else may be missing. `step` is where the playhead "
        'stands, `playing` whether it goes on from there. `lecture`, such as `{"lesson": "derivative", '
        '"step": 2, "part": "text"}`, says what is being told, and how much of its step is shown, which is '
        f"{', '.join([f'`{part}`' for part in PARTS])} by and by. `blank` darkens the stage. A device that "
        "has taken the stage says its `desk`; once another has taken it, it is refused. Who names no desk is "
        "never refused.",
        keys=(CODE, KEY),
        body=body(
            {"query": EXAMPLE, "step": 40, "playing": True},
            query=_TEXT,
            step={"type": "number"},
            playing=_YES,
            lecture=_LECTURE,
            blank=_YES,
            desk=_TEXT,
        ),
        refusals={
            **LED,
            **SENT,
            409: "Another device has taken the stage.",
            422: "What is wrong with the query, by its key, or with another part.",
        },
        grammar=False,
        room=True,
    ),
    "/rooms/{code}/qr.svg": Path(
        "A room's address as a QR code",
        "The followers' page, for a phone to read off the wall.",
        "image/svg+xml",
        keys=(CODE,),
        refusals={**LOST, **BAD},
        grammar=False,
        live=True,
        room=True,
    ),
    "/rooms/{code}/events": Path(
        "Follow a room",
        "Server-sent events. `stage`: the `query`, the `step` at which the playhead stood `age` milliseconds "
        "ago, and whether it has been `playing` since, by `rate` steps a second. `activity`: what is asked, "
        "and how many have answered. `count`: how many follow. `room`: its title, whether it is locked and "
        "held. `end`: why it is over. At first comes the latest of each; whoever comes back with "
        "`Last-Event-ID` is told what they missed, or, after long, the latest of each.",
        "text/event-stream",
        keys=(CODE, WHO, Key("Last-Event-ID", "the id of the last event that arrived", place="header")),
        refusals={
            204: "The room is over, and this was told already.",
            404: LOST[404],
            422: "What is wrong with `who`.",
            423: "The room is locked.",
            **CAME,
            503: "The room is full.",
        },
        grammar=False,
        live=True,
        room=True,
    ),
    "POST /rooms/{code}/desk": Path(
        "Take the stage",
        "For the device that shows something from now on. Its lecturer has the key; or sends a token of "
        '`handover` as JSON, `{"token": ".."}`, and is told a `key` of their own. `desk` goes along with '
        "what is shown; `number` counts the devices that have had the stage.",
        keys=(CODE, KEY),
        refusals={
            **LED,
            **SENT,
            403: "It is not the key of this room, or the token was used or is too old.",
        }
        | BAD,
        grammar=False,
        room=True,
    ),
    "POST /rooms/{code}/handover": Path(
        "Hand a room over",
        "A `token` that another device exchanges for a key of its own, at `desk`: once, within `seconds`. "
        "`url` is a page that does so and goes on with the stage, `qr` the same as a QR code in SVG.",
        keys=(CODE, KEY),
        refusals=LED,
        grammar=False,
        status=201,
        room=True,
    ),
}

GROUP = Group(
    "rooms",
    "Rooms",
    "A lecturer shows, and others follow on their phones and take part. Who follows needs no account, and is "
    "known by nothing but a number.",
    PATHS | asked.PATHS,
)
