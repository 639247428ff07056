"""Experiment: query <-> value <-> canonical query, and what it means to the core."""

from app.experiment.read import parse
from app.experiment.sentence import label, sentence
from app.experiment.value import LETTERS, Experiment, Run, Stage
from app.experiment.write import canonical

__all__ = ["LETTERS", "Experiment", "Run", "Stage", "canonical", "label", "parse", "sentence"]
