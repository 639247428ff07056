"""The lessons: articles in which every figure is an experiment, written as text files in `lessons/`."""

from __future__ import annotations

from app.show.lessons.catalogue import lesson, lessons
from app.show.lessons.lesson import Lesson, Step
from app.show.lessons.told import listed, whole

__all__ = ["Lesson", "Step", "lesson", "lessons", "listed", "whole"]
