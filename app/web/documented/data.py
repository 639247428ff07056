"""Paths about data: the tables that there are, one of your own, and models fitted to them."""

from __future__ import annotations

from app.web.documented.grammar import FROM, N
from app.web.documented.path import Group, Key, Path

PATHS = {
    "/data": Path(
        "The tables there are",
        "Made and real tables to fit a loss to, simplest first: where the rows come from, the licence, the "
        "columns and parameters; no rows.",
        grammar=False,
    ),
    "/data/{id}": Path(
        "One table",
        "Its `columns` and its `rows`, a list for each: numbers, for kinds their place among the labels, "
        "null where one is missing. `x` and `y` are the columns looked at unless others are chosen. A table "
        "of your own that is kept here is told by its `t-...`; 404 where there is no such table.",
        keys=(
            Key("id", "a table of the list", "line", required=True, place="path"),
            Key("rows", "of a made table: how many rows to draw", "60"),
            Key("noise", "of a made table: how far the rows stray from its rule", "0.5"),
            Key("outliers", "of a made table: the share of rows that don't follow it at all", "0"),
            Key("sample", "of a made table: which draw", "0"),
            Key("NAME", "another parameter of a made table, such as slope"),
        ),
        grammar=False,
    ),
    "POST /data": Path(
        "Your own table",
        "Send a CSV as the body, in UTF-8: a header, then at least two rows, cells parted by commas, "
        "semicolons, tabs or bars. `data` stands for the table in a link, as in `surface=fit&s.data=z-...`; "
        "`columns` and the first thousand `rows` are as told of any other table, `notes` say what could not "
        "be read. Rows that pack into 6,000 characters are in the link alone, `z-...`, and the server keeps "
        "none of them. More are kept on the server by an id made from the rows, `t-...`; `where` says which.",
        refusals={
            403: "A browser sends it for a page of another site.",
            413: "The body is larger than the server takes.",
            415: "The body is neither text/csv nor text/plain.",
            422: "What is wrong with the rows.",
            503: "The rows are too many for a link, and can't be kept now.",
            507: "They are too many for a link, and there is no room to keep them.",
        },
        body={"text/csv": {"schema": {"type": "string"}, "example": "hours,passed\n1,0\n2,0\n4,1\n6,1\n"}},
        grammar=False,
        status=201,
    ),
    "/fit": Path(
        "A model and its data",
        "The rows that the loss is a mean over, in the table's own units, a list in `x` for each input; what "
        "the model is; and for a classifier the `threshold` at which it is undecided.",
        on_data=True,
    ),
    "/curves": Path(
        "The model of each run as it descends",
        "For up to 100 steps from K on, what the model answers: over one input `answers`, a value for each "
        "of `x`; over two `boundary`, pieces of lines x,y,x,y where it is undecided. Of a network that tells "
        "several kinds apart `regions`, the most likely at each `x`, `y`, and their borders as `boundary`; "
        "over more inputs `answers` row by row.",
        keys=(Key("from", FROM, "0"), Key("every", "tell every so many steps", "1")),
        on_data=True,
    ),
    "/curve": Path(
        "The model at one point",
        "The same for the weights at a point of the surface, with the loss there.",
        keys=(Key("at", "the weights: W,B, or W where there is one", "1,0", required=True),),
        on_data=True,
    ),
    "/rows": Path(
        "Every row at one step",
        "For each row what the model answers, how far off it is, its loss, and its gradient by each weight; "
        "the means of these are the surface's own. Of a network `pull`, the gradient's length in all "
        "weights. And which rows the next update is shown.",
        keys=(Key("run", "the run's letter", "a", required=True), Key("at", "the step K", "0")),
        on_data=True,
    ),
    "/batch": Path(
        "One mini-batch",
        "The rows that the update leaving step K is shown, its epoch, its own surface as a grid, and for "
        "each run its loss and gradient where the run stands.",
        keys=(
            Key("run", "the run's letter", "a", required=True),
            Key("at", "the step K", "0"),
            Key("n", f"{N}, 2 to 101", "51"),
        ),
        on_data=True,
    ),
}

GROUP = Group(
    "data",
    "Work with data",
    "Tables to fit a loss to, yours among them, and what the model makes of every row on its way.",
    PATHS,
)
