"""`fallline export`: an experiment as a file, made here or by a server."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from app.cli.run import put, read
from app.client.asking import query_of
from app.client.here import Here
from app.client.remote import Server
from app.client.wire import Request, content
from app.core.errors import BadInput

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
    with closing(Server(server) if server else Here(read)) as maker:
        told = content(maker.send(Request(f"/api/export/{quote(name, safe='')}", query_of(link))))
    if file is None:
        put(told)
        return
    try:
        Path(file).write_bytes(told)
    except OSError as error:
        raise RuntimeError(f"{file} can't be written: {error.strerror}") from None
