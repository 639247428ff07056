"""How every script ends: what it prints where it is run."""

from __future__ import annotations

_POINT = """\
if __name__ == "__main__":
    for name, run in RUNS.items():
        path = trajectory(run())
        point, end = path[-1, :{dimension}].tolist(), path[-1, {dimension}].item()
        print(f"{{name}}: {{run.__doc__}} Step {{len(path) - 1}}, point {{point}}, loss {{end!r}}")"""

# The weights of a network would fill the screen.
_LOSS = """\
if __name__ == "__main__":
    for name, run in RUNS.items():
        path = trajectory(run())
        print(f"{{name}}: {{run.__doc__}} Step {{len(path) - 1}}, loss {{path[-1, {dimension}].item()!r}}")"""


def ending(dimension: int) -> str:
    """The last lines of a script whose trajectory has so many coordinates before the loss."""
    return (_POINT if dimension <= 2 else _LOSS).format(dimension=dimension)
