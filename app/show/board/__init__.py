"""Storyboards: lectures that anyone makes, in the form of a lesson, kept as one link and as a file."""

from __future__ import annotations

from app.show.board.checking import checked
from app.show.board.draft import Draft, DraftStep, draft_of
from app.show.board.packing import MAX_PACKED, pack, unpack
from app.show.board.reading import read_file
from app.show.board.sent import read_sent
from app.show.board.told import told
from app.show.board.writing import file_name, written

__all__ = [
    "MAX_PACKED",
    "Draft",
    "DraftStep",
    "checked",
    "draft_of",
    "file_name",
    "pack",
    "read_file",
    "read_sent",
    "told",
    "unpack",
    "written",
]
