"""An example of each path that runs as it stands: as a link, with curl, from Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson

from app.web.documented.grammar import EXAMPLES, ON_DATA
from app.web.documented.path import Key, Path
from app.web.documented.room_examples import program

_RUN = 'result = fl.run("{query}")\n'
# Where the client has a word for a path, what is written with it.
_BY_CLIENT = {
    "/catalog": 'print(fl.catalog()["surfaces"])',
    "/surface": f"{_RUN}print(result.surface(n=101).z)",
    "/point": f"{_RUN}print(result.point(1, 2).gradient)",
    "/run.json": f'{_RUN}print(result.runs["a"].loss)',
    "/run.csv": f'{_RUN}print(result.export("run.csv").decode())',
    "/export/{name}": f'{_RUN}print(result.export("numpy.py").decode())',
    "POST /data": 'print(fl.table("""\\\n{body}"""))',
    "POST /links": 'result = fl.run("{sent}")\nprint(result.short_link())',
    "/links/{id}": 'print(fl.run("/s/{id}").query)',
}
_STREAMED = """\
for batch in fl.stream("{query}"):
    print(batch.step, batch.runs["a"]["loss"][-1])
"""
_DELETED = """\
import uuid

import httpx

links = "{server}/api/links"
sent = {{"query": "surface=booth", "title": f"Not for long {{uuid.uuid4()}}"}}
made = httpx.post(links, json=sent).json()
bearer = {{"Authorization": f"Bearer {{made['token']}}"}}
print(httpx.delete(f"{{links}}/{{made['id']}}", headers=bearer).status_code)
"""
_CLIENT = """\
from app.client import FallLine

fl = FallLine("{server}")
"""
_READS = {"application/json": "json()", "image": "content"}
_PICTURE = 'print(len(answer.content), "bytes")\n'


@dataclass(frozen=True, slots=True)
class Example:
    """One request. address: the path with its query. body: what is sent, of `media_type`.

    token: a header says what one may. room: it happens in a room of one's own.
    """

    name: str
    method: str
    address: str
    query: str
    body: str = ""
    media_type: str = ""
    token: bool = False
    reads: str = "text"
    room: bool = False

    def curl(self, server: str) -> str:
        """A command for a shell."""
        words = ["curl"]
        if self.reads in {"stream", "events"}:
            words.append("--no-buffer")
        if self.method not in {"GET", "POST"} or (self.method == "POST" and not self.body):
            words.append(f"--request {self.method}")
        if self.token:
            words.append(f"--header 'Authorization: Bearer {'KEY' if self.room else 'TOKEN'}'")
        if self.body:
            words += [f"--header 'Content-Type: {self.media_type}'", f"--data-binary '{self.body}'"]
        if self.reads == _READS["image"]:
            # A picture is nothing for a terminal.
            words.append(f"--output {self.address.partition('?')[0].rpartition('/')[2]}")
        # Quoted, as a shell takes & and ( for its own.
        return " ".join([*words, f"'{server}{self.address}'"])

    def python(self, server: str) -> str:
        """A program: with the client where that has a word for it, else with httpx."""
        if self.room:
            return program(self.name, self.method, self.address, self.body, self.token, server)
        if self.token:
            return _DELETED.format(server=server)
        if self.reads == "stream":
            return f"{_CLIENT.format(server=server)}{_STREAMED.format(query=self.query)}"
        if self.name in _BY_CLIENT:
            return f"{_CLIENT.format(server=server)}{self._by_client()}\n"
        said = f'httpx.get("{server}{self.address}")'
        use = _PICTURE if self.reads == _READS["image"] else f"print(answer.{self.reads})\n"
        return f"import httpx\n\nanswer = {said}\n{use}"

    def _by_client(self) -> str:
        sent = orjson.loads(self.body)["query"] if self.media_type == "application/json" else ""
        id = self.address.rpartition("/")[2]
        return _BY_CLIENT[self.name].format(query=self.query, body=self.body, sent=sent, id=id)


def example(name: str, told: Path) -> Example:
    """The example of a path, made from the examples of its keys."""
    method, _, place = name.rpartition(" ")
    given = {key.name: key.example or "" for key in told.keys if key.place == "path"}
    query = EXAMPLES[ON_DATA["surface"] if told.on_data else "himmelblau"] if told.grammar else ""
    own = [_pair(key) for key in told.keys if key.place == "query" and key.required]
    whole = "&".join([part for part in (query, *own) if part])
    address = "/api" + re.sub(r"\{(\w+)\}", lambda it: given[it[1]], place)
    media_type, body = _sent(told)
    return Example(
        name,
        method or "GET",
        f"{address}?{whole}" if whole else address,
        query,
        body,
        media_type,
        any(key.name == "Authorization" for key in told.keys),
        _reads(told),
        told.room,
    )


def _reads(told: Path) -> str:
    """How a program reads the answer."""
    if told.streams:
        return "stream"
    if told.room and told.media_type == "text/event-stream":
        return "events"
    return _READS.get(told.media_type, _READS.get(_kind(told), "text"))


def _kind(told: Path) -> str:
    return told.media_type.partition("/")[0]


def _pair(key: Key) -> str:
    return f"{key.name}={quote(key.example or '', safe='*()/,:@')}"


def _sent(told: Path) -> tuple[str, str]:
    """The media type and the text of what is sent; empty where nothing is."""
    body: tuple[str, dict[str, Any]] | None = next(iter(told.body.items()), None)
    if body is None:
        return "", ""
    media_type, about = body
    sent = about["example"]
    return media_type, sent if isinstance(sent, str) else orjson.dumps(sent).decode()
