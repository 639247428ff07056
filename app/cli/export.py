"""`fallline export`: an experiment as a file, made here or by a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import httpx

from app.cli.remote import TIMEOUT, refusal
from app.cli.run import put, query_of, read
from app.core.errors import BadInput
from app.show.export.catalogue import EXPORTS, unknown
from app.show.picture.fineness import fineness
from app.show.picture.look import look_of
from app.show.trained import journey_of

# Python would import a script of such a name in place of the package.
_PACKAGES = {"numpy.py", "torch.py", "jax.py", "optax.py", "math.py"}


def export(name: str, link: str, server: str | None, file: str | None) -> None:
    """Write an export into `file`, or to the standard output where none is named.

    BadInput where there is no such export or it is refused, ConnectionError and RuntimeError where a server
    can't be reached or fails, or the file can't be written.
    """
    if file and Path(file).name in _PACKAGES:
        package = Path(file).stem
        raise BadInput("-o", f"Python would take {file} for {package} itself: choose another name.")
    told = _asked(server, name, query_of(link)) if server else _made(name, link)
    if file is None:
        put(told)
        return
    try:
        Path(file).write_bytes(told)
    except OSError as error:
        raise RuntimeError(f"{file} can't be written: {error.strerror}") from None


def _made(name: str, link: str) -> bytes:
    if name not in EXPORTS:
        raise unknown(name)
    experiment = read(query_of(link))
    look = look_of(query_of(link), fineness(experiment))
    made = EXPORTS[name].make(journey_of(experiment), look)
    return made.encode() if isinstance(made, str) else made


def _asked(server: str, name: str, query: str) -> bytes:
    address = f"{server.rstrip('/')}/api/export/{quote(name, safe='')}?{query}"
    try:
        answer = httpx.get(address, timeout=TIMEOUT)
    except httpx.UnsupportedProtocol:
        raise ConnectionError(f"{server} is no address, write http://127.0.0.1:8000") from None
    except httpx.TransportError as broken:
        raise ConnectionError(f"no answer from {server}: {broken}") from broken
    if answer.status_code >= 400:
        raise refusal(answer)
    return answer.content
