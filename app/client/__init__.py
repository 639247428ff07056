"""Fall Line from a program or a notebook: `FallLine().run("surface=himmelblau&a=adam")`.

Computed here or by a server, in turn (`FallLine`) or meanwhile (`AsyncFallLine`): the same numbers.
"""

from app.client.arrays import Batch, Point, Surface, Trajectory, Verdict
from app.client.client import AsyncFallLine, AsyncStream, FallLine, Stream
from app.client.result import AsyncResult, Result
from app.core.errors import BadInput

__all__ = [
    "AsyncFallLine",
    "AsyncResult",
    "AsyncStream",
    "BadInput",
    "Batch",
    "FallLine",
    "Point",
    "Result",
    "Stream",
    "Surface",
    "Trajectory",
    "Verdict",
]
