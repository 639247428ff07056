"""Short links: what one leads to in, its id out; an id in, what it leads to out.

The id is made from the content, so the same content has the same link, and a link never comes to lead
elsewhere. Only whoever made it was told a token, by which it can be deleted; the store knows the token's
digest alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from app.core.tables.stored import ALPHABET, LONGEST, letters_of
from app.store.access import Access
from app.store.room import refuse_more
from app.store.schema import LINKS, links, links_held

SHORTEST = 7
# What a row takes besides what it says: id, digests, its date and its places in two indexes.
_ROW = 400


class NoLink(LookupError):
    """There is no link of this id. deleted: there was one."""

    def __init__(self, id: str, deleted: bool = False) -> None:
        super().__init__(id)
        self.deleted = deleted


class NotYours(ValueError):
    """The token is not the one that was given for this link."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a short link leads to: a canonical query with its view keys; what it is called and about."""

    query: str
    title: str = ""
    description: str = ""

    @property
    def digest(self) -> str:
        """What tells it from any other, in hexadecimal."""
        return sha256("\0".join(astuple(self)).encode()).hexdigest()

    @property
    def size(self) -> int:
        """The bytes that it takes, roughly."""
        return _ROW + sum([len(part.encode()) for part in astuple(self)])


@dataclass(frozen=True, slots=True)
class Kept:
    """A link's id, and the token that deletes it; None where it was there already."""

    id: str
    token: str | None


def ids_of(digest: str) -> Iterator[str]:
    """The ids that a link may have, shortest first: a longer one is for when a shorter is another's."""
    letters = letters_of(digest)
    for length in range(SHORTEST, LONGEST + 1):
        yield letters[:length]


def as_meant(text: str) -> str:
    """The id that was meant where letters were taken for those that look like them, or more was copied.

    >>> as_meant("KO1lI23.")
    'k011123'
    """
    alike = text.lower().translate(str.maketrans("oil", "011"))
    return "".join([letter for letter in alike if letter in ALPHABET])


def is_id(text: str) -> bool:
    """Whether a short link could have this id."""
    return SHORTEST <= len(text) <= LONGEST and set(text) <= set(ALPHABET)


class Links:
    """The links of a store. Everything raises StoreProblem where the store can't do it; then nothing is done.

    room: the most bytes that all tables and links together may take.
    """

    def __init__(self, access: Access, room: int) -> None:
        self.access = access
        self.room = room

    def keep(self, link: Link) -> Kept:
        """The link's id, told when it is safe, and whoever made it its token."""
        digest = link.digest
        with self.access.reading(LINKS) as connection:
            known = _row(connection, links.c.digest == digest)
        # One that is there already needs no writing, which may not be possible.
        if known and known.query is not None:
            return Kept(known.id, None)
        with self.access.writing() as connection:
            return self._added(connection, link, digest)

    def link(self, id: str) -> Link:
        """What an id leads to; NoLink where it leads nowhere."""
        with self.access.reading(LINKS) as connection:
            row = _row(connection, links.c.id == id)
        if row is None or row.query is None:
            raise NoLink(id, deleted=row is not None)
        return _link(row)

    def delete(self, id: str, token: str) -> None:
        """Forget what the id led to; NoLink where it leads nowhere, NotYours by another's token."""
        with self.access.writing() as connection:
            row = _row(connection, links.c.id == id)
            if row is None or row.query is None:
                raise NoLink(id, deleted=row is not None)
            if not compare_digest(row.owner, _digest(token)):
                raise NotYours(id)
            nothing = dict.fromkeys(("query", "title", "description", "owner"))
            connection.execute(update(links).where(links.c.id == id).values(nothing))
            _count(connection, -_link(row).size)

    def _added(self, connection: Connection, link: Link, digest: str) -> Kept:
        # Another may have kept it since, or deleted it.
        known = _row(connection, links.c.digest == digest)
        if known and known.query is not None:
            return Kept(known.id, None)
        refuse_more(connection, link.size, self.room)
        token = token_urlsafe(24)
        said = {"query": link.query, "title": link.title, "description": link.description}
        row = said | {"owner": _digest(token), "created": func.now()}
        if known:
            id = str(known.id)
            connection.execute(update(links).where(links.c.id == id).values(row))
        else:
            id = _free(connection, digest)
            connection.execute(insert(links).values(row | {"id": id, "digest": digest}))
        _count(connection, link.size)
        return Kept(id, token)


def _free(connection: Connection, digest: str) -> str:
    """The shortest id that is nobody else's; deleted links keep theirs."""
    return next(id for id in ids_of(digest) if _row(connection, links.c.id == id) is None)


def _row(connection: Connection | None, where: Any) -> Any:
    """The one row there is; None where there is none, or no store yet."""
    return None if connection is None else connection.execute(select(links).where(where)).one_or_none()


def _link(row: Any) -> Link:
    return Link(query=row.query, title=row.title, description=row.description)


def _count(connection: Connection, size: int) -> None:
    connection.execute(update(links_held).values(bytes=links_held.c.bytes + size))


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
