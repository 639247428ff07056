"""The API's paths as the OpenAPI page tells them: what each answers, what it takes, an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response

from app.show.export.catalogue import EXPORTS, listed
from app.web.documented_pictures import PICTURES
from app.web.paths import Key, Path
from app.web.schemas import NOTHING_LEFT, PROBLEM, RESUME, STILL_RIGHT

EXAMPLE = "surface=himmelblau&start=-3,4&seed=7&a=adam&b=momentum&b.lr=0.002"
# By its surface, an example of the grammar that the path can answer.
EXAMPLES = {"himmelblau": EXAMPLE, "fit": "surface=fit&batch=8&a=adam"}
# The short link to the first, as any server gives it.
EXAMPLE_LINK = "j8zxqke"

N = "points along each variable"
STEP = "the step K that the update leads to"
FROM = "the first step told"


GRAMMAR = (
    Key("surface", "a surface of the catalogue, or `formula`; `network` is a neural one", "himmelblau"),
    Key("formula", "with surface=formula: a loss in one or two of x, y, w, b"),
    Key("s.NAME", "a parameter of the surface"),
    Key("window", "what is drawn: x0,x1,y0,y1, or x0,x1 in one variable", "-5,5,-5,5"),
    Key("start", "where the runs start: X,Y, or zeros, ones, random", "-3,4"),
    Key("steps", "how many updates each run makes, 1 to 10000", "300"),
    Key("seed", "everything random follows from it", "7"),
    Key("noise", "standard deviation of Gaussian noise on each gradient component", "0"),
    Key("batch", "how many rows each update is shown, on surfaces fitted to data"),
    Key("replace", "1: the rows of a batch are drawn with replacement"),
    Key("a", "the optimizer of run a; likewise b to h", "adam"),
    Key("a.NAME", "a hyperparameter; also a.rule, a.start, a.schedule, a.clip, a.direction"),
    Key("a.NAME@K", "another value from step K on; a@K is another optimizer"),
    Key("a.start@K", "a nudge: at step K the run is moved to this point by hand, its memory kept"),
)

# Examples of the grammar where the surface is fitted to data.
ON_DATA = {"surface": "fit", "window": "-2,4,-4,3", "start": "0,0", "batch": "8"}

PATHS = {
    "/catalog": Path(
        "What there is", "Surfaces, optimizers and schedules, with parameters, formulas and stories."
    ),
    "/experiment": Path(
        "An experiment in words",
        "The canonical query, one plain sentence, and every number with defaults filled in.",
    ),
    "/surface": Path(
        "A surface as a grid",
        "`z[j][i]` is the loss at `x[i]`, `y[j]`; null where it is not finite. Of a network the `plane` that "
        "its runs decide: its `kind`, the `names` and `titles` of what lies along x and y, the shares of the "
        "paths that pca has `explained`, how much of it bends downwards, `bent_share`, and all in `words`.",
        keys=(Key("n", f"{N}, 2 to 401", "101"),),
    ),
    "/formula": Path(
        "A formula typeset, and where to look at it",
        "The loss and its gradient as MathML; `typed`, the loss as a text for surface=formula, the surface's "
        "parameters put in, null where none says it; and a `suggestion`, the `window` and `start` that show "
        "where something happens, with a sentence that says what: null over data.",
    ),
    "/rule": Path(
        "A rule of your own typeset",
        "Each line of the rule as text and as MathML, and the `numbers` that it reads.",
        keys=(Key("rule", "the lines, parted by ;", "m = 0.9*m + g; p = p - lr*m", required=True),),
        grammar=False,
    ),
    "/point": Path(
        "A surface at one point",
        "Loss, gradient, Hessian, its eigenvalues, and an eigenvector for each.",
        keys=(Key("at", "the point: X,Y, or X in one variable", "1,2", required=True),),
    ),
    "/run": Path(
        "Runs as they happen",
        "Server-sent events: `begin`, `steps` (many), a `verdict` for each run, `end`; `id` is the last step "
        "sent. With the header `Last-Event-ID: K` it goes on at step K+1; 204 where nothing is left to tell. "
        "A failure midway is an event `problem`. Of a network `progress` events come first, the "
        "step and the loss of each run in training; its points then lie on the plane, `off_plane` off it.",
        "text/event-stream",
        streams=True,
    ),
    "/run.json": Path(
        "Runs as a table",
        "Every point of every run, with loss, gradient and verdict; null where a number is not finite.",
    ),
    "/run.csv": Path(
        "Runs for a spreadsheet", "One row a run and step: `run,optimizer,step,x,y,loss,gx,gy`.", "text/csv"
    ),
    "/export/{name}": Path(
        "A file to take away",
        f"{listed()}. What can't be told so is refused under its field; another name is a 404.",
        EXPORTS["numpy.py"].media_type,
        keys=(Key("name", "which file", "numpy.py", required=True, place="path"),),
    ),
    "/arithmetic": Path(
        "One update, line by line",
        "The update from step K-1 to K: each line's formula, the same with its numbers, and its value; what "
        "every symbol stands for; and where a run was moved by hand, to where.",
        keys=(
            Key("run", "the run's letter", "a", required=True),
            Key("at", STEP, "1", required=True),
        ),
    ),
    "/inside": Path(
        "What moves the runs",
        "For up to 200 steps from K on: the scheduled learning rate of the update that leaves each step, the "
        "momentum it pushes along and what it divides by, with their symbols; the curvature there (the "
        "Hessian's lowest and highest eigenvalue, the direction of the highest); and the `ruler`: learning "
        "rates below which it crawls, at best and at the edge, with `says` counting into `words`.",
        keys=(Key("from", FROM, "0"),),
    ),
    "/derivative": Path(
        "The slope at a point, from its definition",
        "For each of the `variables`: the difference quotient for a step h with its numbers, a `table` for "
        "ever smaller h, the partial derivative as formula and number, the way to the `limit` line by line, "
        "the loss along the variable with `secant` and `tangent`. And patches of the secant and the tangent "
        "plane, the `step` against the slope found, and `notes` in words.",
        keys=(
            Key("at", "the point: X,Y, or X in one variable", "1,2", required=True),
            Key("secant", "the step h of the difference quotient; at 0 there is none", "0.5"),
            Key("lr", "the learning rate of the step to be taken", "0.1"),
        ),
    ),
    "/field": Path(
        "The gradient on a grid",
        "`gx[j][i]`, `gy[j][i]` are the gradient at `x[i]`, `y[j]`; null where it is not finite.",
        keys=(Key("n", f"{N}, 2 to 61", "17"),),
    ),
    "/compare": Path(
        "The runs compared",
        "For each run the evaluations `spent` by each step (`unit` says what one is, `batches` how a "
        "batch counts), and the step at which it first came within 0.001 of the lowest loss known.",
    ),
    "/trust": Path(
        "Whether the gradient can be trusted",
        "The exact gradient held against differences of the loss at 64 points of the window: the `worst` "
        "disagreement as a share of the slope, where it is, and the same in words. `golden` is the same "
        "against derivatives in 50 digits, on surfaces of the catalogue at their usual parameters. "
        "`badge` says both in a line, `explained` in paragraphs.",
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
    "/links/{id}": Path(
        "Where a short link leads",
        "Its `query`, canonical and with what is looked at; its `title` and `description`; `url`, which "
        "leads there, and `long`, the same without this server's store. 404 where it leads nowhere; the "
        "example does so until somebody makes it.",
        keys=(Key("id", "what stands behind /s/ in the link", EXAMPLE_LINK, required=True, place="path"),),
        grammar=False,
    ),
    "/qr.svg": Path(
        "A link as a QR code",
        "The code of the page's own link to this experiment, for a phone to read off a screen; or of a "
        "short link. At most 1,000 characters: a code of more is too fine to be read.",
        "image/svg+xml",
        keys=(Key("short", "instead of an experiment: the id of a short link"),),
    ),
    **PICTURES,
}


def path(name: str) -> dict[str, Any]:
    """The keywords that describe a route to FastAPI."""
    told = PATHS[name]
    return {
        "summary": told.summary,
        "description": told.answer,
        "operation_id": "_".join(re.findall(r"\w+", name)),
        "openapi_extra": {"parameters": [*_parameters(told), *([RESUME] if told.streams else [])]},
        "responses": {
            200: content(told.answer, told.media_type, {"type": "object"}),
            **(NOTHING_LEFT if told.streams else STILL_RIGHT),
            422: content("What is wrong with the query, by field.", "application/problem+json", PROBLEM),
        },
        "response_class": Response,
        "response_model": None,
    }


def add(routes: APIRouter, name: str, endpoint: Callable[..., Any]) -> None:
    """Put an endpoint at its path, for GET and HEAD."""
    routes.add_api_route(name, endpoint, methods=["GET"], **path(name))
    routes.add_api_route(name, endpoint, methods=["HEAD"], include_in_schema=False)


def content(description: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """An answer of one media type; text is a string, whatever its schema."""
    schema = {"type": "string"} if media_type.startswith(("text/", "image/")) else schema
    return {"description": description, "content": {media_type: {"schema": schema}}}


def _parameters(told: Path) -> list[dict[str, Any]]:
    grammar = [replace(key, example=ON_DATA.get(key.name, key.example)) for key in GRAMMAR]
    shared = (grammar if told.on_data else GRAMMAR) if told.grammar else ()
    return [_parameter(key) for key in (*told.keys, *shared)]


def _parameter(key: Key) -> dict[str, Any]:
    parameter = {"name": key.name, "in": key.place, "description": key.help, "required": key.required}
    example = {"example": key.example} if key.example else {}
    return {**parameter, "schema": {"type": "string"}, **example}
