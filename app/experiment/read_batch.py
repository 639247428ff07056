"""How many rows of the data each update is shown: `batch` for all runs, `a.batch` for one."""

from __future__ import annotations

from app.experiment import fields
from app.experiment.reading import Reading
from app.experiment.site import Site
from app.experiment.value import LETTERS


def read_batch(reading: Reading, key: str, site: Site | None) -> int | None:
    """The size under a key; None where none is given."""
    if key not in reading.left:
        return None
    size = int(reading.within(key, fields.BATCH))
    if site and site.rows is None:
        reading.refuse(key, "This surface is not fitted to data, so there is no batch; leave it out.")
    elif site and site.rows and size > site.rows:
        reading.refuse(key, f"The data have {site.rows} rows; a batch can't have more.")
    return size


def read_replace(reading: Reading) -> bool:
    """Whether the rows of a batch are drawn with replacement."""
    sized = {"batch", *[f"{letter}.batch" for letter in LETTERS]} & reading.given.keys()
    if fields.REPLACE.name in reading.left and not sized:
        reading.refuse("replace", "This says how a batch is drawn: give its size too, as in batch=16.")
    return bool(reading.within("replace", fields.REPLACE))
