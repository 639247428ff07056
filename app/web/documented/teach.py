"""Paths to the lessons, for whatever teaches with them."""

from __future__ import annotations

from app.web.documented.path import Group, Key, Path

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
        "and a word both stand for has the same `data-symbol`.",
        keys=(Key("name", "a lesson's id", "derivative", required=True, place="path"),),
        grammar=False,
        refusals={404: "There is no lesson of this name.", 422: "What is wrong with the query, by field."},
    ),
}

GROUP = Group(
    "teach", "Teach with it", "The lessons as data: every step an experiment with its words.", PATHS
)
