"""What the OpenAPI page says of each path: what it answers, what it takes, and an example."""

from __future__ import annotations

from typing import Any

EXAMPLE = "surface=himmelblau&start=-3,4&seed=7&a=adam&b=momentum&b.lr=0.002"

_GRAMMAR = (
    ("surface", "a surface of the catalogue, or `formula`", "himmelblau"),
    ("formula", "with surface=formula: a loss in x and y (or w and b), or in one of them", "x**2 + 3*y**2"),
    ("s.NAME", "a parameter of the surface", None),
    ("window", "what is drawn: x0,x1,y0,y1, or x0,x1 in one variable", "-5,5,-5,5"),
    ("start", "where the runs start: X,Y, or zeros, ones, random", "-3,4"),
    ("steps", "how many updates each run makes, 1 to 10000", "300"),
    ("seed", "everything random follows from it", "7"),
    ("noise", "standard deviation of Gaussian noise on each gradient component", "0"),
    ("batch", "mini-batch size on surfaces fitted to data", None),
    ("a", "run a's optimizer; likewise b to h", "adam"),
    ("a.NAME", "a hyperparameter of run a; also a.rule, a.start, a.schedule, a.clip, a.direction", None),
    ("a.NAME@K", "the same from step K on; a@K changes the optimizer", None),
)  # fmt: skip

_N = ("n", "points along each variable, 2 to 401", "101")
_AT = ("at", "the point: X,Y, or X in one variable", "1,2")
_RUN = ("run", "the run's letter", "a")
_STEP = ("at", "the step K that the update leads to", "1")

_PATHS: dict[str, tuple[str, str, str, tuple[tuple[str, str, str | None], ...]]] = {
    "/catalog": ("What there is", "Surfaces, optimizers and schedules, with parameters, formulas and stories.", "application/json", ()),
    "/experiment": ("An experiment in words", "The canonical query, one plain sentence, and every number with defaults filled in.", "application/json", ()),
    "/surface": ("A surface as a grid", "`z[j][i]` is the loss at `x[i]`, `y[j]`; null where it is not finite.", "application/json", (_N,)),
    "/point": ("A surface at one point", "Loss, gradient, Hessian, eigenvalues and eigenvectors.", "application/json", (_AT,)),
    "/run": ("Runs as they happen", "Server-sent events: `begin`, `steps`.., a `verdict` for each run, `end`. With the header `Last-Event-ID: K` it goes on at step K+1; 204 where nothing is left. A failure midway is an event `problem`.", "text/event-stream", ()),
    "/run.json": ("Runs as a table", "Every point of every run, with loss, gradient and verdict; null where a number is not finite.", "application/json", ()),
    "/run.csv": ("Runs for a spreadsheet", "One row a run and step: `run,optimizer,step,x,y,loss,gx,gy`.", "text/csv", ()),
    "/arithmetic": ("One update, line by line", "The update from step K-1 to K: each line's formula, the same with its numbers, and its value.", "application/json", (_RUN, _STEP)),
}  # fmt: skip


def path(name: str) -> dict[str, Any]:
    """The keywords that describe a route."""
    summary, description, media_type, own = _PATHS[name]
    example: dict[str, Any] = {"schema": {"type": "string"}} if media_type.startswith("text/") else {"schema": {}}
    return {
        "summary": summary,
        "description": description,
        "operation_id": name.strip("/").replace(".", "_"),
        "openapi_extra": {"parameters": [_parameter(*row) for row in (*own, *_GRAMMAR)]},
        "responses": {
            200: {"description": description, "content": {media_type: example}},
            304: {"description": "What you hold by this ETag is still right."},
            422: {"description": "What is wrong with the query, by field.", "content": {"application/problem+json": {"schema": PROBLEM}}},
        },
        "response_model": None,
    }  # fmt: skip


def _parameter(name: str, description: str, example: str | None) -> dict[str, Any]:
    parameter = {"name": name, "in": "query", "description": description, "schema": {"type": "string"}}
    return parameter | ({"example": example} if example else {})


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
