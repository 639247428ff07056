"""The catalogue of surfaces, from simple to complex.

To add one, write `name = Surface(...)` in the module of its family: the variable's name is its id,
and it shows in the API, on the page and in the tests by itself.
"""

from __future__ import annotations

from app.core.surfaces import (
    bowls,
    curves,
    flats,
    hills,
    kinks,
    many_minima,
    saddles,
    two_wells,
    valleys,
    wells,
)
from app.core.surfaces.surface import Surface

_MODULES = (curves, bowls, saddles, valleys, wells, two_wells, flats, kinks, many_minima, hills)

SURFACES: dict[str, Surface] = {
    id: value for module in _MODULES for id, value in vars(module).items() if isinstance(value, Surface)
}

# The family that each surface is shown in, by the surface's id.
FAMILIES: dict[str, str] = {id: module.FAMILY for module in _MODULES for id in vars(module) if id in SURFACES}
