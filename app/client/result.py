"""What an experiment gave: its runs as arrays, and what else may be asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import quote

import orjson

from app.client import arrays
from app.client.arrays import Point, Surface, Trajectory
from app.client.asking import text
from app.client.display import as_html, as_text
from app.client.figure import KINDS, Kind, figure
from app.client.wire import Asking, Request, ask, content

if TYPE_CHECKING:
    import plotly.graph_objects as go

T = TypeVar("T")
_GRID = 101


class Client(Protocol):
    """Whoever finds the answers, in turn."""

    address: str

    def drive(self, asking: Asking[T]) -> T:
        """What comes of a question."""


class AsyncClient(Protocol):
    """Whoever finds the answers, meanwhile."""

    address: str

    async def drive(self, asking: Asking[T]) -> T:
        """What comes of a question."""


class Told:
    """What is known without asking again.

    query: the experiment's canonical form. sentence: the same in plain English. name: of the surface. runs:
    each run by its letter.
    """

    def __init__(self, address: str, described: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        about = {run["id"]: run for run in described["runs"]}
        self.query: str = described["query"]
        self.sentence: str = described["sentence"]
        self.name: str = described["name"]
        self.runs: Mapping[str, Trajectory] = {
            run["id"]: arrays.trajectory(run, about[run["id"]], self.query) for run in found["runs"]
        }
        self._address = address
        self._surfaces: dict[int, Surface] = {}

    def link(self, server: str | None = None) -> str:
        """A link that opens the experiment on a server; without one, what stands behind its address."""
        return f"{(server or self._address).rstrip('/')}/?{self.query}"

    def __repr__(self) -> str:
        return as_text(self.query, self.sentence, self.runs)

    def _repr_html_(self) -> str:
        return as_html(self.sentence, self.link(), self.runs)

    def _shown(self, picture: go.Figure) -> dict[str, Any]:
        """The figure, the table and the text, for a notebook to choose from."""
        plain = {"text/plain": repr(self), "text/html": self._repr_html_()}
        return {"application/vnd.plotly.v1+json": orjson.loads(picture.to_json()), **plain}

    def _pictured(self, kind: Kind, surface: Surface | None) -> go.Figure:
        return figure(kind, self.runs, surface, self.name)

    def _surface(self, n: int) -> Asking[Surface]:
        if n not in self._surfaces:
            told = yield from ask(Request("/api/surface", self.query, {"n": str(n)}))
            self._surfaces[n] = arrays.surface(told)
        return self._surfaces[n]

    def _point(self, *at: float) -> Asking[Point]:
        told = yield from ask(Request("/api/point", self.query, {"at": text(at)}))
        return arrays.point(told)

    def _figure(self, kind: Kind, n: int) -> Asking[go.Figure]:
        if kind not in KINDS:
            raise ValueError(f"There is no figure {kind!r}: take one of {', '.join(KINDS)}.")
        surface = None if kind == "loss" else (yield from self._surface(n))
        return self._pictured(kind, surface)

    def _export(self, name: str) -> Asking[bytes]:
        answer = yield Request(f"/api/export/{quote(name, safe='')}", self.query)
        return content(answer)

    def _short_link(self, title: str, description: str) -> Asking[str]:
        sent = orjson.dumps({"query": self.query, "title": title, "description": description})
        request = Request("/api/links", method="POST", body=sent, media_type="application/json")
        return str((yield from ask(request))["url"])


class Result(Told):
    """A run experiment. In a notebook it shows itself as a figure, else as a table."""

    def __init__(self, client: Client, described: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        super().__init__(client.address, described, found)
        self._client = client

    def surface(self, n: int = _GRID) -> Surface:
        """The surface on n points along each variable. BadInput under `n` where these are too many."""
        return self._client.drive(self._surface(n))

    def point(self, *at: float) -> Point:
        """The surface at one point, a coordinate for each variable. BadInput under `at`."""
        return self._client.drive(self._point(*at))

    def figure(self, kind: Kind = "contour", n: int = _GRID) -> go.Figure:
        """A Plotly figure: "contour", "surface" or "loss", of a surface on n points along each variable."""
        return self._client.drive(self._figure(kind, n))

    def export(self, name: str) -> bytes:
        """A file such as `numpy.py`, `figure.tex` or `run.npz`. BadInput where it can't be made."""
        return self._client.drive(self._export(name))

    def short_link(self, title: str = "", description: str = "") -> str:
        """A short link to this experiment, kept by the server; RuntimeError where none is asked."""
        return self._client.drive(self._short_link(title, description))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        try:
            return self._shown(self.figure())
        except (ConnectionError, RuntimeError):
            # The server has gone since: what is held can still be shown.
            return self._shown(self._pictured("loss", None))


class AsyncResult(Told):
    """The same for programs that do other things meanwhile: what may need the server is awaited.

    In a notebook it shows the surface once that was asked for, until then the losses.
    """

    def __init__(self, client: AsyncClient, described: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        super().__init__(client.address, described, found)
        self._client = client

    async def surface(self, n: int = _GRID) -> Surface:
        """The surface on n points along each variable. BadInput under `n` where these are too many."""
        return await self._client.drive(self._surface(n))

    async def point(self, *at: float) -> Point:
        """The surface at one point, a coordinate for each variable. BadInput under `at`."""
        return await self._client.drive(self._point(*at))

    async def figure(self, kind: Kind = "contour", n: int = _GRID) -> go.Figure:
        """A Plotly figure: "contour", "surface" or "loss", of a surface on n points along each variable."""
        return await self._client.drive(self._figure(kind, n))

    async def export(self, name: str) -> bytes:
        """A file such as `numpy.py`, `figure.tex` or `run.npz`. BadInput where it can't be made."""
        return await self._client.drive(self._export(name))

    async def short_link(self, title: str = "", description: str = "") -> str:
        """A short link to this experiment, kept by the server; RuntimeError where none is asked."""
        return await self._client.drive(self._short_link(title, description))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        surface = next(iter(self._surfaces.values()), None)
        return self._shown(self._pictured("contour" if surface else "loss", surface))
