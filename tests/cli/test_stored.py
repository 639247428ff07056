"""`fallline run` on a stored table: out of this machine's store, or on the server that keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.store import Store
from tests.store.tables import table

QUERY = "surface=fit&s.data={}&steps=30&a=gd&a.lr=0.1"


@pytest.fixture
def id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a table in this machine's store."""
    monkeypatch.setenv("FALLLINE_DATA", str(tmp_path))
    return Store.in_folder(tmp_path, 10**6).keep(table())


def test_a_table_of_this_machines_store_is_used_without_a_server(
    id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", QUERY.format(id)]) == 0
    assert capsys.readouterr().out.startswith(f"surface=fit&s.data={id}")


def test_one_that_is_kept_elsewhere_is_refused_with_the_way_to_it(
    id: str, server: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", QUERY.format("t-0123456789")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("fallline: s.data: No table t-0123456789 is kept here")
    assert "--server URL" in told
    assert main(["run", QUERY.format(id), "--server", server]) == 2
    assert f"s.data: No table {id} is kept here" in capsys.readouterr().err


def test_without_a_store_none_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FALLLINE_DATA", str(tmp_path / "none"))
    assert main(["run", QUERY.format("t-0123456789")]) == 2
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("setting", ["FALLLINE_DATABASE_URL", "FALLLINE_WORK"])
def test_a_bad_setting_is_said_by_name(
    id: str, setting: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(setting, "nonsense")
    for command in (["run", QUERY.format(id)], ["serve", "--port", "1"]):
        assert main(command) == 1
        assert setting in capsys.readouterr().err


def test_a_damaged_store_ends_with_1(id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "store.db").write_bytes(b"no database" * 1000)
    assert main(["run", QUERY.format(id)]) == 1
    assert "damaged" in capsys.readouterr().err.splitlines()[-1]
