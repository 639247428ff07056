"""What can be taken away: one table, by the name under which it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from app.core.errors import BadInput
from app.experiment import Experiment
from app.experiment.resolve import relief_of
from app.show.encoding import encoded
from app.show.export.arrays import npz
from app.show.export.figure import figure
from app.show.export.jax_script import jax_script
from app.show.export.numpy_script import numpy_script
from app.show.export.torch_script import torch_script
from app.show.journey import Journey
from app.show.leaf.offline import offline
from app.show.picture.look import Look
from app.show.picture.painting import paint
from app.show.picture.scene import scene
from app.show.tables import csv, table

CODE, PICTURE, MOVING, DATA = "Code that reproduces it", "Pictures for print", "As it goes", "Numbers"


@dataclass(frozen=True, slots=True)
class Export:
    """One kind of file.

    kind: the heading that it stands under. gather: what it is made from, out of the runs, which need not
    have been advanced, and how they are looked at. painter: who paints a file of what was gathered, see
    `app.show.picture.painting`; without one that is the file. file: what its name ends in after the
    surface's. runs: whether it is made from the runs' points, so that they have to be walked first. moving:
    it is a moving picture, whose painter tells how far it is. looked: without a painter, it hangs on how the
    runs are looked at all the same. check: BadInput where it can't be had of an experiment, known before
    anything is walked.
    """

    kind: str
    media_type: str
    about: str
    gather: Callable[[Journey, Look], Any]
    file: str
    runs: bool = True
    painter: str = ""
    moving: bool = False
    looked: bool = False
    check: Callable[[Experiment], None] = lambda _: None

    def make(self, journey: Journey, look: Look) -> bytes | str:
        """The file, made from beginning to end."""
        self.check(journey.experiment)
        gathered = self.gather(journey, look)
        made: bytes | str = paint(self.painter, gathered, look.theme) if self.painter else gathered
        return made


def _script(write: Callable[[Experiment], str]) -> Callable[[Journey, Look], str]:
    return lambda journey, _: write(journey.experiment)


def _told(write: Callable[[Journey], bytes | str]) -> Callable[[Journey, Look], bytes | str]:
    return lambda journey, _: write(journey)


def _has_relief(experiment: Experiment) -> None:
    if relief_of(experiment).dimension == 1:
        raise BadInput("surface", "surface.png shows two variables, and here is one: take contour.png.")


def _can_film(_: Experiment) -> None:
    if find_spec("av") is None:
        why = "this server can't make films: pip install 'fallline[video]' would let it"
        raise BadInput("name", f"run.mp4: {why}. Take run.webp or run.gif.")


# No script is called numpy.py: Python would import it in NumPy's place.
EXPORTS = {
    "numpy.py": Export(
        CODE,
        "text/x-python",
        "a script that walks every run again, the rule and the gradient written out, with NumPy alone",
        _script(numpy_script),
        "with_numpy.py",
        runs=False,
    ),
    "torch.py": Export(
        CODE,
        "text/x-python",
        "the same with PyTorch: its optimizers and schedulers, the gradient by autograd, in float64",
        _script(torch_script),
        "with_torch.py",
        runs=False,
    ),
    "jax.py": Export(
        CODE,
        "text/x-python",
        "the same with JAX, and Optax where it has the method",
        _script(jax_script),
        "with_jax.py",
        runs=False,
    ),
    "figure.tex": Export(
        PICTURE,
        "application/x-tex",
        "level lines and paths as a picture for a paper, with LaTeX and pgfplots",
        _told(figure),
        "figure.tex",
    ),
    "contour.svg": Export(
        PICTURE,
        "image/svg+xml",
        "the map or the curve with its axes, its paths and their losses at the step, drawn for print",
        scene,
        "contour.svg",
        painter="contour:contour_svg",
    ),
    "contour.png": Export(
        PICTURE,
        "image/png",
        "the same as pixels, 160 mm wide at 300 dots an inch",
        scene,
        "contour.png",
        painter="contour:contour_png",
    ),
    "surface.png": Export(
        PICTURE,
        "image/png",
        "the surface in three dimensions, seen from the link's camera",
        scene,
        "surface.png",
        painter="surface:surface_png",
        check=_has_relief,
    ),
    "loss.svg": Export(
        PICTURE, "image/svg+xml", "the loss at each step", scene, "loss.svg", painter="loss_chart:loss_svg"
    ),
    "run.gif": Export(
        MOVING,
        "image/gif",
        "the runs as they go, as a moving picture",
        scene,
        "run.gif",
        painter="moving:gif",
        moving=True,
    ),
    "run.webp": Export(
        MOVING, "image/webp", "the same in all colours", scene, "run.webp", painter="moving:webp", moving=True
    ),
    "run.mp4": Export(
        MOVING,
        "video/mp4",
        "the same as a film",
        scene,
        "run.mp4",
        painter="moving:mp4",
        moving=True,
        check=_can_film,
    ),
    "run.html": Export(
        MOVING,
        "text/html",
        "the run as one page that plays without a server or a network",
        offline,
        "run.html",
        looked=True,
    ),
    "run.csv": Export(
        DATA,
        "text/csv",
        "every point of every run, for a spreadsheet",
        _told(lambda journey: csv(table(journey))),
        "run.csv",
    ),
    "run.json": Export(
        DATA,
        "application/json",
        "the same with verdicts, for programs",
        _told(lambda journey: encoded(table(journey))),
        "run.json",
    ),
    "run.npz": Export(
        DATA, "application/x-npz", "the same as NumPy arrays, such as `a_loss`", _told(npz), "run.npz"
    ),
}


def file_name(experiment: Experiment, name: str) -> str:
    """What an export is called on a disk, such as `himmelblau_with_numpy.py`: fit to be imported."""
    return f"{experiment.surface}_{EXPORTS[name].file}"


def unknown(name: str) -> BadInput:
    """Why there is no such export, and what there is."""
    known = ", ".join(EXPORTS)
    return BadInput("name", f"There is no export “{name[:40]}”: take one of {known}.")


def listed() -> str:
    """Every export in a few words."""
    return "; ".join([f"`{name}` is {export.about}" for name, export in EXPORTS.items()])


def offered() -> list[dict[str, object]]:
    """Every export for the page. followed: how far it is can be followed, see its `progress`."""
    return [
        {"name": name, "kind": export.kind, "about": export.about, "followed": bool(export.painter)}
        for name, export in EXPORTS.items()
    ]
