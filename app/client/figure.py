"""A result as a Plotly figure: level lines, the surface, or the losses, in the colours of the page."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from app.client.arrays import Floats, Surface, Trajectory
from app.show.picture.lossrange import range_of
from app.show.picture.palette import LIGHT
from app.show.picture.scale import Scale

if TYPE_CHECKING:
    import plotly.graph_objects as go

Kind = Literal["contour", "surface", "loss"]
KINDS: tuple[Kind, ...] = ("contour", "surface", "loss")

_SCALE = [[k / (len(LIGHT.heights) - 1), f"#{colour}"] for k, colour in enumerate(LIGHT.heights)]
_INK, _PAPER, _LINE = f"#{LIGHT.ink}", f"#{LIGHT.paper}", f"#{LIGHT.line}"
_TICKS = 6
_STEP = "step %{text}<br>loss %{customdata:.6g}"


def figure(kind: Kind, runs: Mapping[str, Trajectory], surface: Surface | None, title: str) -> go.Figure:
    """The picture of `runs`; surface: what they go down, not needed for kind "loss".

    On a surface of one variable, "contour" and "surface" are both the curve with the runs on it.
    """
    import plotly.graph_objects as go

    if kind == "loss":
        return go.Figure([_losses(run) for run in runs.values()], _loss_layout(runs, title))
    assert surface is not None
    if surface.y is None:
        return go.Figure(_curve(surface, runs), _flat_layout(surface, title, _scale(surface).title))
    if kind == "contour":
        return go.Figure(_map(surface, runs), _flat_layout(surface, title, surface.variables[1]))
    return go.Figure(_relief(surface, runs), _solid_layout(surface, title))


def heights(loss: Floats, surface: Surface) -> Floats:
    """How high a loss is drawn; nan where there is none."""
    return _scale(surface).at(loss)


def _scale(surface: Surface) -> Scale:
    return Scale(surface.log, surface.shift)


def _colour(run: Trajectory) -> str:
    return f"#{LIGHT.runs[run.letter]}"


def _plain(text: str) -> str:
    """Text as it is: in Plotly's own texts some tags are markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _named(run: Trajectory) -> dict[str, Any]:
    """What all pictures of one run share: its name in the legend, and its letter for whoever looks for it."""
    return {"name": f"{run.letter}: {_plain(run.legend)}", "legendgroup": run.letter}


def _ends(run: Trajectory, size: int) -> dict[str, Any]:
    """Marks at the start, open, and at the end, filled; none between."""
    inside = max(len(run) - 2, 0)
    sizes = [size, *[0] * inside, size][: len(run)]
    grounds = [_PAPER, *[_colour(run)] * (inside + 1)][: len(run)]
    return {"size": sizes, "color": grounds, "line": {"color": _colour(run), "width": 2}, "opacity": 1}


def _path(run: Trajectory, x: Any, y: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines+markers",
        "line": {"color": _colour(run), "width": 2.5},
        "marker": _ends(run, 9),
        "text": run.step,
        "customdata": run.loss,
        "hovertemplate": f"%{{x:.5g}}, %{{y:.5g}}<br>{_STEP}",
        **_named(run),
    }


def _map(surface: Surface, runs: Mapping[str, Trajectory]) -> list[dict[str, Any]]:
    levels = {
        "type": "contour",
        "x": surface.x,
        "y": surface.y,
        "z": heights(surface.z, surface),
        "customdata": surface.z,
        "colorscale": _SCALE,
        "ncontours": 24,
        "line": {"color": _INK, "width": 0.3},
        "colorbar": _bar(surface),
        "hovertemplate": "%{x:.5g}, %{y:.5g}<br>loss %{customdata:.6g}<extra></extra>",
    }
    return [levels, _minima(surface), *[_path(run, run.x, run.y) for run in runs.values()]]


def _minima(surface: Surface) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": surface.minima[:, 0],
        "y": surface.minima[:, 1],
        "customdata": surface.minima[:, -1],
        "mode": "markers",
        "marker": {"symbol": "cross-thin", "size": 9, "line": {"color": _INK, "width": 2}},
        "hovertemplate": "%{x:.5g}, %{y:.5g}<br>loss %{customdata:.6g}",
        "name": "known minima",
        "showlegend": len(surface.minima) > 0,
    }


def _curve(surface: Surface, runs: Mapping[str, Trajectory]) -> list[dict[str, Any]]:
    curve = {
        "type": "scatter",
        "x": surface.x,
        "y": heights(surface.z, surface),
        "customdata": surface.z,
        "mode": "lines",
        "line": {"color": _INK, "width": 1},
        "hovertemplate": "%{x:.5g}<br>loss %{customdata:.6g}",
        "name": surface.name,
    }
    template = {"hovertemplate": f"%{{x:.5g}}<br>{_STEP}"}
    return [curve, *[_path(run, run.x, heights(run.loss, surface)) | template for run in runs.values()]]


def _relief(surface: Surface, runs: Mapping[str, Trajectory]) -> list[dict[str, Any]]:
    relief = {
        "type": "surface",
        "x": surface.x,
        "y": surface.y,
        "z": heights(surface.z, surface),
        "customdata": surface.z,
        "colorscale": _SCALE,
        "opacity": 0.92,
        "colorbar": _bar(surface),
        "hovertemplate": "%{x:.5g}, %{y:.5g}<br>loss %{customdata:.6g}<extra></extra>",
    }
    return [relief, *[_hung(run, surface) for run in runs.values()]]


def _hung(run: Trajectory, surface: Surface) -> dict[str, Any]:
    flat = _path(run, run.x, run.y)
    return flat | {
        "type": "scatter3d",
        "z": heights(run.loss, surface),
        "line": {"color": _colour(run), "width": 5},
        "marker": _ends(run, 5),
    }


def _losses(run: Trajectory) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": run.step,
        "y": run.loss,
        "mode": "lines",
        "line": {"color": _colour(run), "width": 2},
        "hovertemplate": "step %{x}<br>loss %{y:.6g}",
        **_named(run),
    }


def _bar(surface: Surface) -> dict[str, Any]:
    return {
        "title": {"text": _scale(surface).title, "side": "right"},
        "thickness": 12,
        "outlinewidth": 0,
        **_ticks(surface),
    }


def _ticks(surface: Surface) -> dict[str, Any]:
    """Where heights are logarithms, ticks that are read as losses."""
    finite = _finite(surface)
    if not surface.log or not finite.size:
        return {}
    ticks = _scale(surface).ticks(float(finite.min()), float(finite.max()), _TICKS)
    return {"tickvals": [at for at, _ in ticks], "ticktext": [text for _, text in ticks]}


def _finite(surface: Surface) -> Floats:
    high = heights(surface.z, surface)
    return high[np.isfinite(high)]


def _span(surface: Surface) -> dict[str, Any]:
    """The heights of the surface: a run that flies off leaves the picture rather than flatten it."""
    finite = _finite(surface)
    if not finite.size:
        return {}
    room = 0.05 * (finite.max() - finite.min() or 1.0)
    return {"range": [finite.min() - room, finite.max() + room]}


def _layout(title: str) -> dict[str, Any]:
    return {
        "title": {"text": _plain(title), "font": {"size": 16}},
        "template": "none",
        "paper_bgcolor": _PAPER,
        "plot_bgcolor": _PAPER,
        "font": {"color": _INK, "family": "system-ui, sans-serif"},
        "legend": {"orientation": "h", "yanchor": "top", "y": -0.14, "x": 0},
        "margin": {"l": 64, "r": 24, "t": 56, "b": 48},
    }


def _axis(title: str) -> dict[str, Any]:
    return {"title": {"text": title}, "gridcolor": _LINE, "zeroline": False, "linecolor": _LINE}


def _flat_layout(surface: Surface, title: str, upwards: str) -> dict[str, Any]:
    """The window alone: a path that leaves it is followed by whoever zooms out."""
    across = _axis(surface.variables[0]) | {"range": [surface.x[0], surface.x[-1]]}
    along = (
        _ticks(surface) | _span(surface) if surface.y is None else {"range": [surface.y[0], surface.y[-1]]}
    )
    return {**_layout(title), "xaxis": across, "yaxis": _axis(upwards) | along}


def _solid_layout(surface: Surface, title: str) -> dict[str, Any]:
    assert surface.y is not None
    names = surface.variables
    scene = {
        "xaxis": _axis(names[0]) | {"range": [surface.x[0], surface.x[-1]]},
        "yaxis": _axis(names[1]) | {"range": [surface.y[0], surface.y[-1]]},
        "zaxis": _axis(_scale(surface).title) | _ticks(surface) | _span(surface),
        "camera": {"eye": {"x": -1.4, "y": -1.7, "z": 1.25}},
        "aspectmode": "manual",
        "aspectratio": {"x": 1, "y": 1, "z": 0.7},
    }
    return {**_layout(title), "scene": scene}


def _loss_layout(runs: Mapping[str, Trajectory], title: str) -> dict[str, Any]:
    """Logarithmic, as on the page, unless a loss goes below zero."""
    losses = [run.loss for run in runs.values()]
    scale, ends = range_of(losses, "log", shift=0.0, span=math.inf)
    # How much the surface rises is not known here, so that a linear range is Plotly's to choose.
    up = {"type": "log", "range": ends} if scale.log else {"type": "linear"}
    return {**_layout(title), "xaxis": _axis("step"), "yaxis": _axis(scale.title) | up}
