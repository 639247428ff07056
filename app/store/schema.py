"""What the store holds, as steps from nothing to what this version knows; a released step stays as it is.

A change is a new step at the end of `STEPS`, and the definitions above follow it. All steps that are
missing are taken in one transaction, by whoever writes first, so that a store is never between two.

Step 1 brings the tables of users, step 2 short links, step 3 rooms with their followers and answers.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
    select,
    text,
    update,
)

from app.store.problem import StoreProblem

_METADATA = MetaData()

# One row: how many steps were taken.
version = Table("schema_version", _METADATA, Column("steps", Integer, nullable=False))

tables = Table(
    "tables",
    _METADATA,
    Column("id", String(53), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("rows", Integer, nullable=False),
    Column("columns", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Last, so that SQLite reads the others without going through it.
    Column("packed", LargeBinary, nullable=False),
    # All sizes are added up before one more is let in.
    Index("tables_bytes", "bytes"),
)

# Of a link that was deleted the id and the digest stay, so that the id never comes to mean something else.
links = Table(
    "links",
    _METADATA,
    Column("id", String(51), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("query", Text),
    Column("title", Text),
    Column("description", Text),
    Column("owner", String(64)),
    Column("created", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

# One row: how many bytes all links have, so that nobody has to add them up before one more is let in.
links_held = Table("links_held", _METADATA, Column("bytes", BigInteger, nullable=False))

# until: when the room may be forgotten, in seconds since 1970. state: the room as JSON.
rooms = Table(
    "rooms",
    _METADATA,
    Column("code", String(16), primary_key=True),
    Column("until", Double, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

# Followers by a digest of what they are known by; number: theirs in the room.
room_followers = Table(
    "room_followers",
    _METADATA,
    Column("code", String(16), primary_key=True),
    Column("mark", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
)

# told: the answer as JSON. seconds: since it was asked.
room_answers = Table(
    "room_answers",
    _METADATA,
    Column("code", String(16), primary_key=True),
    Column("activity", String(16), primary_key=True),
    Column("mark", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("told", LargeBinary, nullable=False),
    Column("seconds", Double, nullable=False),
)

_MOMENT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}
_BINARY = {"sqlite": "BLOB", "postgresql": "BYTEA"}


def _tables(connection: Connection) -> None:
    moment, binary = _MOMENT[connection.dialect.name], _BINARY[connection.dialect.name]
    connection.execute(
        text(
            f"""
            CREATE TABLE tables (
                id VARCHAR(53) NOT NULL PRIMARY KEY,
                digest VARCHAR(64) NOT NULL,
                "rows" INTEGER NOT NULL,
                columns INTEGER NOT NULL,
                bytes BIGINT NOT NULL,
                created {moment} DEFAULT CURRENT_TIMESTAMP NOT NULL,
                packed {binary} NOT NULL,
                UNIQUE (digest)
            )
            """
        )
    )
    connection.execute(text("CREATE INDEX tables_bytes ON tables (bytes)"))


def _links(connection: Connection) -> None:
    connection.execute(
        text(
            f"""
            CREATE TABLE links (
                id VARCHAR(51) NOT NULL PRIMARY KEY,
                digest VARCHAR(64) NOT NULL,
                query TEXT,
                title TEXT,
                description TEXT,
                owner VARCHAR(64),
                created {_MOMENT[connection.dialect.name]} DEFAULT CURRENT_TIMESTAMP NOT NULL,
                UNIQUE (digest)
            )
            """
        )
    )
    connection.execute(text("CREATE TABLE links_held (bytes BIGINT NOT NULL)"))
    connection.execute(text("INSERT INTO links_held (bytes) VALUES (0)"))


def _rooms(connection: Connection) -> None:
    binary = _BINARY[connection.dialect.name]
    parts = {
        "rooms": f"until DOUBLE PRECISION NOT NULL, state {binary} NOT NULL, PRIMARY KEY (code)",
        "room_followers": "mark VARCHAR(32) NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (code, mark)",
        "room_answers": f"""
            activity VARCHAR(16) NOT NULL, mark VARCHAR(32) NOT NULL, number INTEGER NOT NULL,
            nickname TEXT NOT NULL, told {binary} NOT NULL, seconds DOUBLE PRECISION NOT NULL,
            PRIMARY KEY (code, activity, mark)
        """,
    }
    for name, columns in parts.items():
        connection.execute(text(f"CREATE TABLE {name} (code VARCHAR(16) NOT NULL, {columns})"))


STEPS = (_tables, _links, _rooms)
# Which step whoever reads them needs: a later one that changes a table takes its place here.
TABLES, LINKS, ROOMS = 1, 2, 3


def steps_taken(connection: Connection) -> int:
    """How far the store has come; 0 where it is empty. StoreProblem where that is further than we know."""
    if not inspect(connection).has_table(version.name):
        return 0
    taken = int(connection.execute(select(version.c.steps)).scalar_one())
    if taken > len(STEPS):
        raise StoreProblem(
            "the store was written by a newer Fall Line; whoever runs this server must update it"
        )
    return taken


def climb(connection: Connection) -> None:
    """Take the steps that are missing. To be called by one writer at a time, inside its transaction."""
    taken = steps_taken(connection)
    if taken == len(STEPS):
        return
    if taken == 0:
        version.create(connection)
        connection.execute(version.insert().values(steps=0))
    for step in STEPS[taken:]:
        step(connection)
    connection.execute(update(version).values(steps=len(STEPS)))
