"""How every script ends: what it prints where it is run. To be formatted with `dimension`."""

from __future__ import annotations

MAIN = '''\
if __name__ == "__main__":
    for name, run in RUNS.items():
        path = trajectory(run())
        point, end = path[-1, :{dimension}].tolist(), path[-1, {dimension}].item()
        print(f"{{name}}: {{run.__doc__}} Step {{len(path) - 1}}, point {{point}}, loss {{end!r}}")
'''
