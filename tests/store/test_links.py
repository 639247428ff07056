"""A short link leads where it led when it was made, whoever asks; the same in SQLite and in PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

import pytest
from sqlalchemy import func, inspect, select, update

from app.store import Store, StoreProblem, schema
from app.store.links import Kept, Link, NoLink, NotYours, ids_of, is_id
from app.store.room import held
from tests.serving import ROOT
from tests.store.conftest import Open
from tests.store.tables import same, table

LINK = Link("surface=booth&a=gd&step=5", title="Größe <b>", description='Two runs, "one" valley')


def link(k: int) -> Link:
    return Link(f"surface=booth&seed={k}&a=gd")


def count(store: Store) -> int:
    with store.access.reading(schema.LINKS) as connection:
        assert connection is not None
        return int(connection.execute(select(func.count()).select_from(schema.links)).scalar_one())


def held_by(store: Store) -> int:
    with store.access.writing() as connection:
        return held(connection)


def token_of(kept: Kept) -> str:
    assert kept.token
    return kept.token


def test_a_link_leads_where_it_was_made_to_lead_in_this_process_and_in_another(open_store: Open) -> None:
    kept = open_store().links.keep(LINK)
    assert is_id(kept.id)
    assert len(kept.id) == 7
    assert open_store().links.link(kept.id) == LINK


def test_the_same_content_has_the_same_link_and_only_the_first_is_told_the_token(open_store: Open) -> None:
    first = open_store().links.keep(LINK)
    assert open_store().links.keep(LINK) == Kept(first.id, None)
    assert count(open_store()) == 1


@pytest.mark.parametrize("part", ["query", "title", "description"])
def test_any_other_content_has_another_link(open_store: Open, part: str) -> None:
    links = open_store().links
    assert links.keep(LINK).id != links.keep(replace(LINK, **{part: "other"})).id


def test_a_link_is_the_same_on_every_server_for_ever() -> None:
    assert next(ids_of(Link("surface=booth&a=gd", "A title").digest)) == "7w421a7"


def test_an_id_that_is_anothers_grows_by_a_letter(open_store: Open) -> None:
    links = open_store().links
    short, longer = islice(ids_of(LINK.digest), 2)
    with links.access.writing() as connection:
        connection.execute(schema.links.insert().values(id=short, digest="0" * 64, query="a=gd"))
    assert links.keep(LINK).id == longer == links.keep(LINK).id
    assert len(longer) == 8
    assert open_store().links.link(longer) == LINK


def test_a_link_that_was_never_made_leads_nowhere_and_asking_makes_nothing(open_store: Open) -> None:
    links = open_store().links
    with pytest.raises(NoLink) as none:
        links.link("0123456")
    assert not none.value.deleted
    with links.access.reading(schema.LINKS) as connection:
        assert connection is None


def test_its_token_deletes_a_link_and_no_other_does(open_store: Open) -> None:
    links = open_store().links
    kept, other = links.keep(LINK), links.keep(link(1))
    for wrong in ("", "x", token_of(other), token_of(kept) + " ", token_of(kept).swapcase()):
        with pytest.raises(NotYours):
            links.delete(kept.id, wrong)
    assert links.link(kept.id) == LINK
    links.delete(kept.id, token_of(kept))
    with pytest.raises(NoLink) as gone:
        open_store().links.link(kept.id)
    assert gone.value.deleted
    with pytest.raises(NoLink):
        links.delete(kept.id, token_of(kept))
    assert links.link(other.id) == link(1)


def test_the_token_itself_is_nowhere_in_the_store(open_store: Open) -> None:
    store = open_store()
    kept = store.links.keep(LINK)
    with store.access.reading(schema.LINKS) as connection:
        assert connection is not None
        (row,) = connection.execute(select(schema.links)).all()
    assert token_of(kept) not in "".join(map(str, row))


def test_the_id_of_a_deleted_link_is_never_given_to_other_content(open_store: Open) -> None:
    links = open_store().links
    short, longer = islice(ids_of(LINK.digest), 2)
    with links.access.writing() as connection:
        connection.execute(schema.links.insert().values(id=short, digest="0" * 64))
    assert links.keep(LINK).id == longer


def test_what_was_deleted_can_be_shared_again_by_a_new_owner(open_store: Open) -> None:
    links = open_store().links
    kept = links.keep(LINK)
    links.delete(kept.id, token_of(kept))
    again = links.keep(LINK)
    assert again.id == kept.id
    assert links.link(kept.id) == LINK
    with pytest.raises(NotYours):
        links.delete(kept.id, token_of(kept))
    links.delete(kept.id, token_of(again))
    assert count(open_store()) == 1


def test_links_and_tables_share_the_room_and_deleting_gives_it_back(open_store: Open) -> None:
    full = open_store(room=LINK.size + link(0).size)
    first = full.links.keep(LINK)
    second = full.links.keep(link(0))
    for use in (lambda: full.links.keep(link(1)), lambda: full.keep(table())):
        with pytest.raises(StoreProblem, match="none is thrown away") as refused:
            use()
        assert refused.value.full
    assert full.links.keep(LINK).id == first.id
    full.links.delete(second.id, token_of(second))
    assert held_by(full) == LINK.size
    assert full.links.keep(link(2)).token


def test_what_is_held_is_what_all_links_have(open_store: Open) -> None:
    store = open_store()
    tokens = [store.links.keep(link(k)) for k in range(5)]
    for kept in tokens[:2]:
        store.links.delete(kept.id, token_of(kept))
    store.links.keep(link(0))
    assert held_by(store) == sum(link(k).size for k in (0, 2, 3, 4))


def test_thirty_two_writers_at_once_lose_nothing(open_store: Open) -> None:
    links = open_store().links
    with ThreadPoolExecutor(32) as threads:
        kept = list(threads.map(lambda k: links.keep(link(k % 48)), range(96)))
    assert len({one.id for one in kept}) == 48 == len([one for one in kept if one.token])
    assert all(links.link(one.id) == link(k % 48) for k, one in enumerate(kept))


def test_a_process_that_is_killed_while_it_writes_loses_no_link_that_it_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("store")
    code = (
        "import sys\nfrom pathlib import Path\nfrom app.store import Store\n"
        "from tests.store.test_links import link\n"
        f"store = Store.in_folder(Path({str(folder)!r}), 10**9)\n"
        "k = 0\nwhile True: print(store.links.keep(link(k)).id, flush=True); k += 1\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(8)]
    writer.kill()
    told += writer.communicate()[0].split("\n")[:-1]
    links = Store.in_folder(folder, 10**9).links
    assert [links.link(id) for id in told] == [link(k) for k in range(len(told))]
    assert links.keep(LINK).token


@pytest.mark.parametrize("by", ["tables", "links"])
def test_a_store_that_knows_only_tables_learns_of_links_and_loses_nothing(
    open_store: Open, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:1])
        with open_store().access.writing() as connection:
            assert not inspect(connection).has_table("links")
            connection.execute(schema.tables.insert().values(TABLE))
    store = open_store()
    if by == "tables":
        assert store.table("t-0123456789") is None
    kept = store.links.keep(LINK)
    assert open_store().links.link(kept.id) == LINK
    assert held_by(store) == LINK.size + TABLE["bytes"]
    assert same(store.table(store.keep(table())), table())


TABLE = {"id": "t-9876543210", "digest": "1" * 64, "rows": 2, "columns": 2, "bytes": 77, "packed": b"?"}


def test_rows_changed_by_hand_do_not_change_where_other_links_lead(open_store: Open) -> None:
    links = open_store().links
    ids = [links.keep(link(k)).id for k in range(3)]
    with links.access.writing() as connection:
        connection.execute(update(schema.links).where(schema.links.c.id == ids[1]).values(query=None))
    assert links.link(ids[0]) == link(0)
    with pytest.raises(NoLink):
        links.link(ids[1])
