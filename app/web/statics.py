"""Files that a browser may keep for good: the page's own, plotly.js and the font."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from mimetypes import guess_type
from pathlib import Path
from threading import Lock

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from app.show.leaf.files import FONT, FONT_FILE, PLOTLY_FILE, folder, imported

IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
CHECKED = {"Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was read: its time and size then, what it says, and the same through gzip."""

    stamp: tuple[int, int]
    plain: bytes
    small: bytes


class Statics:
    """The static folder under an address that changes whenever a file in it does."""

    def __init__(self, place: Path | None = None) -> None:
        self.folder = (place or folder("static")).resolve()
        self._seen: dict[Path, tuple[int, int]] = {}
        self._base = ""
        self._kept: dict[Path, Kept] = {}
        self._modules: dict[tuple[str, ...], list[str]] = {}

    @property
    def base(self) -> str:
        """Such as `/static/3f2a9c01b7de/`; relative imports below it keep it."""
        seen = {path: stamp(path) for path in self.files()}
        if seen != self._seen:
            digest = sha256(b"\0".join([part for path in seen for part in self.told(path)]))
            self._seen, self._base = seen, f"/static/{digest.hexdigest()[:12]}/"
            self._modules.clear()
        return self._base

    def files(self) -> list[Path]:
        """Every file of the folder, in a fixed order."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def told(self, path: Path) -> tuple[bytes, bytes]:
        """A file's place and what it says."""
        return str(path.relative_to(self.folder)).encode(), self.read(path).plain

    def read(self, path: Path) -> Kept:
        """A file, read and compressed anew only where it has changed."""
        kept, now = self._kept.get(path), stamp(path)
        if kept is None or kept.stamp != now:
            plain = path.read_bytes()
            kept = self._kept[path] = Kept(now, plain, gzip.compress(plain, mtime=0))
        return kept

    def find(self, name: str) -> Path:
        """The file of this name; 404 where there is none, or where it lies outside."""
        path = (self.folder / name).resolve()
        if not path.is_file() or self.folder not in path.parents:
            raise HTTPException(404)
        return path

    def current(self, version: str, path: Path) -> bool:
        """Whether this version's address means the file as it is now."""
        # The whole folder is looked through only where the file alone can't tell.
        address = f"/static/{version}/"
        return (address == self._base and self._seen.get(path) == stamp(path)) or address == self.base

    def modules(self, *scripts: str) -> list[str]:
        """Scripts and all that they import, and what these import: names, as of the last look at `base`."""
        if scripts not in self._modules:
            self._modules[scripts] = names = [*scripts]
            for known in names:
                names += [one for one in self.imports(known) if one not in names]
        return self._modules[scripts]

    def imports(self, name: str) -> list[str]:
        """What a script imports by itself, in its order."""
        return imported(name, self.read(self.folder / name).plain.decode())


def stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does: its time and its size."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


class Plotly:
    """plotly.js out of the installed package, compressed once and kept in memory."""

    def __init__(self) -> None:
        self.address = f"/static/plotly-{version('plotly')}/plotly.min.js"
        self.tag = '"' + f"plotly-{version('plotly')}" + '"'
        self._lock = Lock()

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(PLOTLY_FILE.read_bytes(), 6, mtime=0)

    def compressed(self) -> bytes:
        """The whole file through gzip."""
        with self._lock:
            return self._compressed


def router(statics: Statics, plotly_js: Plotly) -> APIRouter:
    """The routes of everything that a browser may keep for good."""
    routes = APIRouter(include_in_schema=False)

    async def plotly_file(request: Request) -> Response:
        headers = {**IMMUTABLE, "ETag": plotly_js.tag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == plotly_js.tag:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return FileResponse(PLOTLY_FILE, media_type="text/javascript", headers=headers)
        body = await to_thread.run_sync(plotly_js.compressed)
        return Response(body, media_type="text/javascript", headers={**headers, "Content-Encoding": "gzip"})

    async def font_file() -> Response:
        return FileResponse(FONT_FILE, media_type="font/ttf", headers=IMMUTABLE)

    async def static_file(request: Request, version: str, name: str) -> Response:
        path = statics.find(name)
        kept = statics.read(path)
        headers = dict(IMMUTABLE if statics.current(version, path) else CHECKED)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(kept.plain, media_type=guess_type(name)[0], headers=headers)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return Response(kept.small, media_type=guess_type(name)[0], headers=headers)

    for path, endpoint in (
        (plotly_js.address, plotly_file),
        (font_address(), font_file),
        ("/static/{version}/{name:path}", static_file),
    ):
        routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
    return routes


def font_address() -> str:
    """Where the font for formulas is served."""
    return f"/static/font-{version('ziamath')}/{FONT}"
