"""The store's file away, read-only, full, locked, damaged, its writer killed: said in words, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.store import Store, StoreProblem, place, schema
from app.store import store as store_module
from app.store.links import Link, NoLink
from app.store.place import FILE, InFolder
from tests.serving import ROOT
from tests.store.conftest import ROOM
from tests.store.tables import same, table

NOBODY = 65534
LINK = Link("surface=booth&a=gd", "A title")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users may look into."""
    folder = Path(mkdtemp(prefix="fallline-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def powerless() -> Iterator[None]:
    """No rights on what belongs to others, whoever runs the tests: permissions mean nothing to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def opened(folder: Path) -> Store:
    return Store.in_folder(folder, ROOM)


def child(folder: Path, code: str) -> subprocess.Popen[str]:
    """Another process that has `store` and `table`, and does as `code` says."""
    begin = (
        "import sys\nfrom pathlib import Path\n"
        "from app.store import Store\nfrom tests.store.tables import table\n"
        f"store = Store.in_folder(Path({str(folder)!r}), {ROOM})\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", begin + code], cwd=ROOT, text=True, **pipes)


def told(process: subprocess.Popen[str]) -> list[str]:
    """The lines that a process says until it is done; it must have ended well."""
    said, _ = process.communicate("go\n", timeout=60)
    assert process.returncode == 0
    return said.split()


def test_two_processes_that_begin_and_write_at_once_lose_nothing(tmp_path: Path) -> None:
    code = "sys.stdin.readline()\nfor k in range({}, {}): print(store.keep(table(k)), flush=True)"
    both = [child(tmp_path / "store", code.format(low, low + 20)) for low in (0, 10)]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    first, second = map(told, both)
    assert first[10:] == second[:10]
    store = opened(tmp_path / "store")
    assert all(same(store.table(id), table(k)) for k, id in enumerate([*first, *second[10:]]))


def test_what_was_told_before_a_kill_is_there_after_it_and_what_was_being_written_is_not(
    tmp_path: Path,
) -> None:
    code = """
for k in range(5): print(store.keep(table(k)), flush=True)
with store.access.writing() as connection:
    from app.store import schema
    row = dict(digest="0" * 64, rows=2, columns=2, bytes=1, packed=bytes(100_000))
    connection.execute(schema.tables.insert().values(id="t-0123456789", **row))
    print("written", flush=True)
    sys.stdin.readline()
"""
    writer = child(tmp_path, code)
    assert writer.stdout is not None
    ids = [writer.stdout.readline().strip() for _ in range(5)]
    assert writer.stdout.readline() == "written\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    store = opened(tmp_path)
    assert all(same(store.table(id), table(k)) for k, id in enumerate(ids))
    assert store.table("t-0123456789") is None
    assert store.keep(table(9))
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_writer_killed_at_any_moment_leaves_a_store_that_goes_on(tmp_path: Path) -> None:
    for k in range(2):
        code = f"k = {k} * 1000\nwhile True: k += 1; print(store.keep(table(k)), flush=True)"
        writer = child(tmp_path, code)
        assert writer.stdout is not None
        kept = [writer.stdout.readline().strip() for _ in range(3 + k)]
        writer.send_signal(signal.SIGKILL)
        said, _ = writer.communicate()
        kept += said.split("\n")[:-1]
        store = opened(tmp_path)
        assert all(same(store.table(id), table(k * 1000 + n)) for n, id in enumerate(kept, 1))


def test_a_folder_that_cannot_be_made_is_said_and_reading_finds_nothing(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    store = opened(folder / "sub")
    folder.chmod(0o555)
    request.getfixturevalue("powerless")
    assert store.table("t-0123456789") is None
    with pytest.raises(StoreProblem, match="can't be reached"):
        store.keep(table())


def test_a_store_that_may_only_be_read_answers_and_says_why_it_keeps_nothing_new(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    store = opened(folder)
    id, link = store.keep(table()), store.links.keep(LINK)
    assert link.token
    (folder / FILE).chmod(0o444)
    folder.chmod(0o555)
    request.getfixturevalue("powerless")
    assert same(opened(folder).table(id), table())
    assert opened(folder).keep(table()) == id
    with pytest.raises(StoreProblem, match="can be read but not written"):
        opened(folder).keep(table(1))
    links = opened(folder).links
    assert links.link(link.id) == LINK
    assert links.keep(LINK).id == link.id
    for use in (lambda: links.keep(Link("a=adam")), lambda: links.delete(link.id, link.token or "")):
        with pytest.raises(StoreProblem, match="can be read but not written"):
            use()


def test_a_store_of_an_older_version_that_may_only_be_read_still_answers_for_its_tables(
    folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:1])
        older.setattr(store_module, "refuse_more", lambda *_: None)
        id = opened(folder).keep(table())
    (folder / FILE).chmod(0o444)
    folder.chmod(0o555)
    request.getfixturevalue("powerless")
    assert same(opened(folder).table(id), table())
    with pytest.raises(NoLink):
        opened(folder).links.link("0123456")
    with pytest.raises(StoreProblem, match="can be read but not written"):
        opened(folder).links.keep(LINK)


class Narrow(InFolder):
    """A store on a disk of a few pages."""

    pages = 40

    def opened(self) -> sqlite3.Connection:
        connection = super().opened()
        connection.execute(f"PRAGMA max_page_count = {self.pages}")
        return connection


def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    narrow = Store(Narrow(tmp_path), ROOM)
    kept: list[str] = []

    def fill() -> None:
        for k in range(100):
            kept.append(narrow.keep(table(k, rows=500)))

    with pytest.raises(StoreProblem, match="no room is left") as refused:
        fill()
    assert refused.value.full
    assert len(kept) > 5
    assert all(same(narrow.table(id), table(k, rows=500)) for k, id in enumerate(kept))
    assert opened(tmp_path).keep(table(200))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for other programs a tenth of a second only."""
    monkeypatch.setattr(place, "PATIENCE", 0.1)


@pytest.mark.usefixtures("impatient")
def test_beside_another_writer_reading_goes_on_and_writing_says_to_try_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    id = store.keep(table())
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert same(opened(tmp_path).table(id), table())
    with pytest.raises(StoreProblem, match="locked by another program; try again"):
        store.keep(table(1))
    other.execute("ROLLBACK")
    other.close()
    assert same(store.table(store.keep(table(1))), table(1))


@pytest.mark.usefixtures("impatient")
def test_a_file_that_another_program_has_to_itself_cannot_be_read_until_it_lets_go(tmp_path: Path) -> None:
    store = opened(tmp_path)
    id = store.keep(table())
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    for use in (lambda: opened(tmp_path).table(id), lambda: store.keep(table(1))):
        with pytest.raises(StoreProblem, match="locked by another program"):
            use()
    other.close()
    assert same(opened(tmp_path).table(id), table())


def test_a_file_that_is_away_is_a_store_that_holds_nothing_and_works_again_when_it_is_back(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path / "store")
    id = store.keep(table())
    (tmp_path / "store").rename(tmp_path / "away")
    assert store.table(id) is None
    (tmp_path / "away").rename(tmp_path / "store")
    assert same(store.table(id), table())
    shutil.rmtree(tmp_path / "store")
    assert store.keep(table()) == id
    assert same(opened(tmp_path / "store").table(id), table())


@pytest.mark.parametrize("damage", [lambda data: b"no database" * 1000, lambda data: data[:5000]])
def test_a_damaged_file_is_said_to_be_one(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    store = opened(tmp_path)
    id = store.keep(table(rows=5000))
    path = tmp_path / FILE
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StoreProblem, match="damaged"):
        opened(tmp_path).table(id)
    with pytest.raises(StoreProblem, match="damaged"):
        store.keep(table(1, rows=5000))


def test_a_database_that_is_not_there_is_said_without_its_password() -> None:
    store = Store.in_database("postgresql://somebody:secret@127.0.0.1:9/nothing", ROOM)
    with pytest.raises(StoreProblem, match="can't be reached") as failed:
        store.keep(table())
    assert "secret" not in str(failed.value)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("nonsense", "write it as postgresql://"),
        ("mysql://here/x", "only PostgreSQL"),
        ("sqlite:///x", "only"),
    ],
)
def test_an_address_of_no_postgresql_is_refused_before_anything_is_opened(address: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Store.in_database(address, ROOM)
