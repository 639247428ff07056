"""Query string -> Experiment. Every key is checked; everything refused is told at once."""

from __future__ import annotations

from app.core.errors import BadInput
from app.core.fits.limits import A_ROW, WORK, check_runs
from app.core.network import limits as training
from app.experiment import fields
from app.experiment.offered import GROUNDS, site
from app.experiment.own import NO_TABLES, Tables
from app.experiment.places import read_start, read_window
from app.experiment.query import Given
from app.experiment.read_batch import read_batch, read_replace
from app.experiment.read_runs import Common, read_runs
from app.experiment.reading import Reading, choose
from app.experiment.site import Site
from app.experiment.value import FORMULA, LETTERS, Experiment, Told
from app.experiment.view import VIEW

KEYS = ("surface", "formula", "window", "start", "steps", "seed", "noise", "batch", "replace", *LETTERS)
_PLUS = " A + in a link must be written %2B; here it was read as a space."


def parse(query: str, tables: Tables = NO_TABLES, work: float = WORK) -> Experiment:
    """The experiment that a query string writes; BadInput with every problem, each under its key.

    tables: the stored tables that the query may name. work: how much its runs may take, in rows of a fit
    gone through.
    """
    reading = Reading(query, tables)
    surface, formula, parameters = _surface(reading)
    found = _site(reading, surface, formula, parameters)
    steps = int(reading.within("steps", fields.STEPS))
    start = read_start(reading, "start", found)
    batch = read_batch(reading, "batch", found)
    experiment = Experiment(
        surface=surface or "",
        formula=formula,
        parameters=parameters or (),
        window=read_window(reading, found),
        start=None if found and start == found.start else start,
        steps=steps,
        seed=int(reading.within("seed", fields.SEED)),
        noise=reading.within("noise", fields.NOISE),
        batch=batch,
        replace=read_replace(reading),
        runs=read_runs(reading, found, Common(start, steps, batch)),
    )
    _check_work(reading, found, experiment, work)
    for key, view in VIEW.items():
        reading.value(key, view.check, None)
    _refuse_unknown(reading)
    reading.finish()
    return experiment


def _check_work(reading: Reading, site: Site | None, experiment: Experiment, most: float) -> None:
    if site and len(experiment.runs) < site.fewest:
        reading.refuse("s.plane", f"This plane goes through where runs end: give {site.fewest} or 3.")
    if not site or not site.rows or not experiment.runs:
        return
    rows, steps, runs = site.rows, experiment.steps, len(experiment.runs)
    if site.start is None:
        reading.attempt(lambda: training.check_work(site.weights, rows, steps, runs, most * A_ROW))
    else:
        reading.attempt(lambda: check_runs(rows, steps, runs, most))


def _surface(reading: Reading) -> tuple[str | None, str, Told | None]:
    given = reading.take("surface") or Given("himmelblau")
    text = reading.take("formula")
    surface = reading.attempt(lambda: choose(given.text, GROUNDS, "surface", "surface"))
    if surface != FORMULA:
        if text and surface:
            reading.refuse("formula", "A formula goes with surface=formula; write that, or leave it out.")
        return surface, "", _parameters(reading, surface)
    if text is None:
        reading.refuse("formula", "Write the formula too, such as formula=x**2%2By**2.")
    return surface, text.text.strip() if text else "", ()


def _parameters(reading: Reading, surface: str | None) -> Told | None:
    if surface is None:
        reading.drop(reading.under("s."))
        return None
    return GROUNDS[surface].read(reading)


def _site(reading: Reading, surface: str | None, formula: str, parameters: Told | None) -> Site | None:
    if surface is None or parameters is None or (surface == FORMULA and FORMULA not in reading.given):
        return None
    try:
        return site(surface, formula, parameters)
    except BadInput as problem:
        for one in problem.all:
            typed = reading.given.get(one.field)
            reading.problems.append(one.adding(_PLUS if typed and typed.plus else ""))
        return None


def _refuse_unknown(reading: Reading) -> None:
    surface = reading.given.get("surface", Given("himmelblau")).text
    own = _own_keys(reading, surface)
    known = [*KEYS, *VIEW, *own]
    for key in list(reading.left):
        if key.startswith("s."):
            reading.refuse_key(key, own, *_no_parameter(surface, own))
        else:
            reading.refuse_key(
                key, known, "There is no such key.", f"Known are {', '.join(KEYS)} and s.NAME."
            )


def _own_keys(reading: Reading, surface: str) -> list[str]:
    """The keys of the surface's own settings."""
    given = {key: value.text for key, value in reading.given.items()}
    return [f"s.{name}" for name in GROUNDS[surface].names(given)] if surface in GROUNDS else []


def _no_parameter(surface: str, own: list[str]) -> tuple[str, str]:
    if not own:
        return f"The surface {surface} has no parameters.", "Leave this out."
    return f"The surface {surface} has no such parameter here.", f"It has {', '.join(own)}."
