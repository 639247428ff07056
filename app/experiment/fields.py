"""What an experiment may be told besides its surface and optimizers, each with range and help."""

from __future__ import annotations

from app.core.hyperparameters import Hyperparameter

STEPS = Hyperparameter("steps", 300, 1, 10_000, "how many updates each run makes", log=True, whole=True)
SEED = Hyperparameter("seed", 0, 0, 2**53 - 1, "everything random follows from this number", whole=True)
NOISE = Hyperparameter("noise", 0.0, 0.0, 1e6, "standard deviation of noise added to each gradient component")
BATCH = Hyperparameter(
    "batch", 1, 1, 1_000_000, "how many rows of the data each step sees; all where left out", whole=True
)
CLIP = Hyperparameter(
    "clip", 1.0, 1e-9, 1e9, "the longest gradient that the run is shown; longer ones are shortened", log=True
)

REPLACE = Hyperparameter(
    "replace", 0, 0, 1, "whether each row of a batch is drawn from all of them, not dealt out", whole=True
)

EXPERIMENT = (STEPS, SEED, NOISE, BATCH, REPLACE)

DIRECTIONS = ("down", "up")
DIRECTION_HELP = "go down the slope, or climb it"

STARTS = ("zeros", "ones", "random")
START_HELP = "where the runs start: a point, zeros, ones, or random (in the window, from the seed)"

# Names that a run's keys use for themselves, so that no hyperparameter may.
RUN_KEYS = ("rule", "start", "schedule", "clip", "batch", "direction")

# A number in a typed rule has no range of its own; this one keeps it printable.
LARGEST = 1e12


def typed_hyperparameter(name: str) -> Hyperparameter:
    """A number that a typed rule reads: `lr` has a default, others must be given."""
    return Hyperparameter(name, 0.1, -LARGEST, LARGEST, "a number that your rule reads")
