"""Writes the golden data: what outside authorities say that optimizers and schedules do.

Run as `python -m tests.golden.make` where torch, pytorch_optimizer and scipy are installed (the
`dev` and `bench` extras), with names of files to make those alone; the tests themselves need none but
the data. Each line of a file is one case.

torch.json         every optimizer that PyTorch has, by torch.optim
package.json       others, by pytorch_optimizer; where it departs from the paper, the paper's form is
                   restored (from_torch.py says where)
papers.json        what no package has, by the paper's formula written out in NumPy
scipy.json         Nelder-Mead, vertex by vertex
minima.json        where SciPy's methods end
schedules.json     learning rates, by torch.optim.lr_scheduler
networks.json      losses, gradients, curvature and planes of small networks, by torch
network_run.json   200 steps of Adam on one of them, by torch.optim
network_rules.json the same by other rules
initial.json       how torch.nn.init spreads weights
normal.json        the normal distribution, by mpmath; its series; GELU by torch
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.golden import cases, from_mpmath, from_papers, from_torch, from_torch_networks, networks

DATA = Path(__file__).parent / "data"


def thin(columns: list[list[float]]) -> dict[str, Any]:
    """The steps that are kept, and the points there."""
    steps = [k for k in (0, *cases.KEPT) if k < len(columns[0])]
    return {"steps": steps, "path": [[column[k] for k in steps] for column in columns]}


def over_surfaces(
    settings: dict[str, list[dict[str, Any]]],
) -> Iterator[tuple[dict[str, Any], tuple[Any, ...]]]:
    for optimizer, tried in settings.items():
        for surface in cases.OTHERS.get(optimizer, cases.USUAL):
            formula, start = cases.SURFACES[surface]
            for values in tried:
                case = {"optimizer": optimizer, "surface": surface, "values": values}
                yield case, (optimizer, formula, start, values)


def torch_paths() -> Iterator[dict[str, Any]]:
    for case, (name, formula, start, values) in over_surfaces(cases.TORCH):
        yield case | thin(from_torch.path(from_torch.TORCH[name], formula, start, values))


def package_paths() -> Iterator[dict[str, Any]]:
    for case, (name, formula, start, values) in over_surfaces(cases.PACKAGE):
        yield case | thin(from_torch.path(from_torch.PACKAGE[name], formula, start, values))


def paper_paths() -> Iterator[dict[str, Any]]:
    for case, arguments in over_surfaces(cases.PAPERS):
        yield case | thin(from_papers.path(*arguments))


def scipy_paths() -> Iterator[dict[str, Any]]:
    for case, (_, formula, start, values) in over_surfaces(cases.SCIPY):
        yield case | thin(from_papers.nelder_mead(formula, start, **values))


def minima() -> Iterator[dict[str, Any]]:
    for optimizer, (method, steps, within) in cases.REACH.items():
        for surface, start in cases.NEAR.items():
            at = from_papers.minimum(method, cases.SURFACES[surface][0], start)
            yield {
                "optimizer": optimizer,
                "surface": surface,
                "method": method,
                "steps": steps,
                "within": within,
                "at": at,
            }


def schedules() -> Iterator[dict[str, Any]]:
    for schedule, tried in cases.SCHEDULES.items():
        for values in tried:
            rates = from_torch.rates(schedule, cases.LR, cases.RUN, values)
            yield {"schedule": schedule, "values": values, "lr": cases.LR, "steps": cases.RUN, "rates": rates}


def answers() -> Iterator[dict[str, Any]]:
    yield from map(from_torch_networks.answered, networks.asked())


def network_run() -> Iterator[dict[str, Any]]:
    yield from_torch_networks.run()


def normal() -> Iterator[dict[str, Any]]:
    yield {"of": "distribution"} | from_mpmath.distribution()
    yield {"of": "series", "powers": from_mpmath.series()}
    yield {"of": "gelu"} | from_torch_networks.gelu()


def main() -> None:
    DATA.mkdir(exist_ok=True)
    made = {
        "torch": torch_paths,
        "package": package_paths,
        "papers": paper_paths,
        "scipy": scipy_paths,
        "minima": minima,
        "schedules": schedules,
        "networks": answers,
        "network_run": network_run,
        "network_rules": from_torch_networks.rules,
        "initial": from_torch_networks.initializations,
        "normal": normal,
    }
    for name, generate in made.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        lines = ",\n".join([json.dumps(case) for case in generate()])
        (DATA / f"{name}.json").write_text(f"[\n{lines}\n]\n")
        print(name, f"{(DATA / f'{name}.json').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
