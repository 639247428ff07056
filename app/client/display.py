"""A result as a notebook or a terminal shows it by itself: a short table of the runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from app.client.arrays import Trajectory
from app.show.picture.palette import LIGHT

_HEAD = ("run", "", "steps", "ends at", "loss", "because")
_LEFT = (0, 1, 5)


def as_text(query: str, sentence: str, runs: Mapping[str, Trajectory]) -> str:
    """The query, the sentence, and a line for each run."""
    rows = [cells(run) for run in runs.values()]
    widths = [max([len(row[k]) for row in [_HEAD, *rows]]) for k in range(len(_HEAD))]
    lines = [_aligned(row, widths) for row in ([_HEAD, *rows] if rows else [])]
    return "\n".join([query, sentence, *lines])


def as_html(sentence: str, link: str, runs: Mapping[str, Trajectory]) -> str:
    """The sentence and a table of the runs, with the link where there is one; all text escaped."""
    rows = "".join([_row(run) for run in runs.values()])
    head = "".join([f'<th style="text-align:left">{escape(name)}</th>' for name in _HEAD])
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    # Only what a browser opens as a page: anything else would be text of whoever named the server.
    opens = link.startswith(("https://", "http://"))
    at = f'<p><a href="{escape(link)}" rel="noopener">Open it in Fall Line</a></p>' if opens else ""
    return f"<div><p>{escape(sentence)}</p>{table}{at}</div>"


def cells(run: Trajectory) -> tuple[str, ...]:
    """A run in a few words: letter, label, last step, where that is, the loss there, the verdict."""
    last = run.points[-1]
    place = ", ".join([f"{coordinate:.5g}" for coordinate in last])
    return run.letter, run.label, str(run.step[-1]), f"({place})", f"{run.loss[-1]:.5g}", run.verdict.text


def _aligned(row: Iterable[str], widths: Iterable[int]) -> str:
    padded = [
        cell.ljust(width) if k in _LEFT else cell.rjust(width)
        for k, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _row(run: Trajectory) -> str:
    letter, *others = [escape(cell) for cell in cells(run)]
    lead = f'<th style="color:#{LIGHT.runs[run.letter]}">{letter}</th>'
    told = "".join([f'<td style="text-align:left">{cell}</td>' for cell in others])
    return f"<tr>{lead}{told}</tr>"
