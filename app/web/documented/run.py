"""Paths that run an experiment: as it happens, whole, compared."""

from __future__ import annotations

from app.web.documented.path import Group, Path

PATHS = {
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
    "/compare": Path(
        "The runs compared",
        "For each run the evaluations `spent` by each step (`unit` says what one is, `batches` how a "
        "batch counts), and the step at which it first came within 0.001 of the lowest loss known.",
    ),
}

GROUP = Group(
    "run",
    "Run an experiment",
    "The paths of all runs, point by point, with the reason why each ended where it did.",
    PATHS,
)
