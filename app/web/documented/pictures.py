"""Paths to pictures of an experiment, drawn by the server."""

from __future__ import annotations

from app.web.documented.path import Group, Key, Path

THEME = Key("theme", "colours: `light` or `dark`", "light")
SCALE = Key("scale", "the heights' scale: `log` or `linear`; left out, what suits the surface")
HIDE = Key("hide", "letters of runs that are left out, parted by commas")

PATHS = {
    "/preview.png": Path(
        "A card that shows an experiment",
        "1200 x 630 pixels, for wherever a link is shared: the surface with all runs to their ends, its "
        "name, the experiment in one sentence, and the loss that each run ended at. What left the window "
        "is drawn leaving, with an arrow to where it went.",
        "image/png",
        keys=(THEME, SCALE, HIDE),
    ),
    "/poster.webp": Path(
        "The map alone",
        "The surface with its paths and not a word, at most 30 KB: what stands in a "
        "page where the live pictures are still to come.",
        "image/webp",
        keys=(
            Key("width", "in pixels, 160 to 1600", "640"),
            Key("height", "in pixels, 120 to 1200", "400"),
            THEME,
            SCALE,
            HIDE,
        ),
    ),
}

GROUP = Group(
    "pictures",
    "Pictures",
    "Drawn by the server, for wherever there is no page to draw them.",
    PATHS,
)
