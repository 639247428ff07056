"""Paths to the lessons, for whatever teaches with them."""

from __future__ import annotations

from app.web.documented.path import Group, Key, Path
from app.web.schemas import BOARD_SENT

_BOARD = (
    "eNoVzDEOwjAQBdH-n2KVRBRYpKdwgQRlOINN2MQrjG3Zi-D4JO3TaIwxUNHIZKmbJHEHsxF6uuZvChIj4JzjX-Eqb06K9qmLn9k-"
    "ctZw8HZ9oikXe9474ObnQDuQNBoKnSjW4zqM27Kne1ZuwKW9aJHadMQfqO0mRg"
)
_SENT = {
    "title": "Mine",
    "steps": [
        {
            "query": "surface=booth&a=gd&step=9",
            "title": "Downhill",
            "text": "Each step is $p - lr*g$.",
            "notes": "Ask first.",
        }
    ],
}
_LINK = (
    Key("board", "what stands after board= in its link, at most 12,000 characters", _BOARD, required=True),
)
_NO_BOARD = {
    422: "What is wrong with it: under `board`, or under its step, as in `step 3` or `step 3 notes`."
}

PATHS = {
    "/lessons": Path(
        "The lessons",
        "Each with its `id`, `title`, `summary`, `minutes`, how many `steps` it has, and the `query` of its "
        "first figure. The page is at /lessons.",
        grammar=False,
    ),
    "/lessons/{name}": Path(
        "One lesson, step by step",
        "Of each step the `title`, the experiment as `query`, the view keys that show it best as `look`, and "
        "as HTML the `text`, the `question`, its `answer` and the speaker's `notes`. What a formula's symbol "
        "and a word both stand for has the same `data-symbol`; `data-kind` and `data-name` say what it is in "
        "the figure. `ask` is what a room can be asked there, to be sent to /api/rooms/CODE/activities; "
        "`data` says whether data stand beside the map.",
        keys=(Key("name", "a lesson's id", "derivative", required=True, place="path"),),
        grammar=False,
        refusals={404: "There is no lesson of this name.", 422: "What is wrong with the query, by field."},
    ),
    "/board": Path(
        "A storyboard, step by step",
        "A lecture that somebody made and that is kept nowhere but in its link. It is told as a lesson is, "
        "its `id` empty and `minutes` 0 where nobody says; with its link as `board`, and of each step the "
        "Markdown as it was written, `source`.",
        keys=_LINK,
        grammar=False,
        refusals=_NO_BOARD,
        shows=("title", "steps", "board"),
    ),
    "POST /board": Path(
        "A storyboard of your own",
        "Send a title and steps, at most a hundred; of each the `query`, or a whole link or a short one of "
        "this server, and if you like its `title`, `text`, `question`, `answer` and `notes` in Markdown with "
        "formulas such as `$p - lr*g$`. Or send a storyboard's file as text/markdown. Answered as /api/board "
        "is: `board` has all of it, and /board?board= opens it. Nothing is kept on the server.",
        refusals={
            403: "A browser sends it for a page of another site.",
            413: "The body is larger than the server takes.",
            415: "The body is neither application/json nor text/markdown.",
            422: _NO_BOARD[422],
            503: "A short link, or a table that a link names, can't be looked up now.",
        },
        body={"application/json": {"schema": BOARD_SENT, "example": _SENT}},
        grammar=False,
        shows=("title", "steps", "board"),
    ),
    "/board.md": Path(
        "A storyboard as a file",
        "In the form in which lessons are written: a text to be edited anywhere, and sent back by POST.",
        "text/markdown",
        keys=_LINK,
        grammar=False,
        refusals=_NO_BOARD,
    ),
}

GROUP = Group(
    "teach",
    "Teach with it",
    "The lessons as data, and lectures of your own: every step an experiment with its words.",
    PATHS,
)
