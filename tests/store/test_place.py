"""Where the store lies when nobody says where, and what it needs to lie elsewhere."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from app.store import Store, place
from app.store.place import FILE, usual_folder
from tests.store.conftest import ROOM
from tests.store.tables import table

HOME = {"HOME": "/home/ada"}


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", HOME, "/home/ada/.local/share/fallline"),
        ("linux", {**HOME, "XDG_DATA_HOME": "/data/ada"}, "/data/ada/fallline"),
        ("linux", {**HOME, "XDG_DATA_HOME": ""}, "/home/ada/.local/share/fallline"),
        ("darwin", HOME, "/home/ada/Library/Application Support/fallline"),
        ("win32", {"USERPROFILE": "/u/ada"}, "/u/ada/AppData/Local/fallline"),
        ("win32", {"USERPROFILE": "/u/ada", "LOCALAPPDATA": "/local"}, "/local/fallline"),
    ],
)
def test_the_folder_is_where_each_system_keeps_a_users_data(
    monkeypatch: pytest.MonkeyPatch, system: str, environment: dict[str, str], folder: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert usual_folder(environment) == Path(folder)


def test_the_folder_that_is_made_is_its_owners_alone(tmp_path: Path) -> None:
    Store.in_folder(tmp_path / "store", ROOM).keep(table())
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700
    assert (tmp_path / "store" / FILE).is_file()


def test_without_its_driver_postgresql_is_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(place, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"install fallline\[postgres\]"):
        Store.in_database("postgresql://somebody@127.0.0.1/it", ROOM)
