"""Writes app/web/documented/answers.json: what each example of the API's page is answered, shortened.

Run as `python -m docs.answers` after adding a path or changing an answer; the tests ask the same again.
"""

from __future__ import annotations

import asyncio
import json
import pathlib
import re
import tempfile

import anyio
import httpx

from app.main import create_app
from app.web.documented import PATHS
from app.web.documented.examples import Example, example
from app.web.documented.path import Path
from app.web.documented.room_examples import before
from app.web.documented.shortened import shortened
from app.web.documented.shown import TAKEN_FROM
from app.web.settings import Settings

FILE = pathlib.Path(__file__).parents[1] / "app" / "web" / "documented" / "answers.json"
SERVER = TAKEN_FROM


async def asked(client: httpx.AsyncClient, example: Example) -> httpx.Response:
    """The answer to an example; what it deletes, and a room that it needs, are made for it first."""
    if example.room:
        return await in_a_room(client, example)
    if not example.token:
        headers = {"Content-Type": example.media_type} if example.media_type else {}
        return await client.request(
            example.method, example.address, content=example.body or None, headers=headers
        )
    made = (await client.post("/api/links", json={"query": "surface=booth&a=gd"})).json()
    bearer = {"Authorization": f"Bearer {made['token']}"}
    return await client.request(example.method, f"/api/links/{made['id']}", headers=bearer)


def told(answer: httpx.Response, path: Path) -> str:
    """What the page shows of an answer; a token is nobody's to see, and another each time."""
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    text = ends(answer.text) if path.live and not path.room else answer.text
    short = shortened(text, media_type, path.shows) if answer.content else ""
    if media_type == "application/octet-stream":
        short = f"{len(answer.content):,} bytes"
    # Encoders of pictures write other bytes from version to version.
    short = re.sub(r'("bytes": )\d+', r"\1…", re.sub(r'("token": )"[^"]+"', r'\1"…"', short))
    return nobodys(short) if path.room else short


async def in_a_room(client: httpx.AsyncClient, example: Example) -> httpx.Response:
    """The answer to an example in a new room, after what comes before it; events end with the room."""
    room = (await client.post("/api/rooms")).json()
    address, bearer = f"/api/rooms/{room['code']}", {"Authorization": f"Bearer {room['key']}"}
    for one in before(example.name):
        await client.request(one.method, address + one.path, json=one.sent, headers=bearer)
    headers = {"Content-Type": example.media_type} if example.media_type else {}
    asked = client.request(
        example.method,
        example.address.replace("CODE", room["code"]),
        content=example.body or None,
        headers=headers | (bearer if example.token else {}),
    )
    if example.reads != "events":
        return await asked
    stream = asyncio.create_task(asked)
    while (await client.get(address)).json()["followers"] == 0:
        await asyncio.sleep(0.01)
    await client.delete(address, headers=bearer)
    return await stream


def nobodys(text: str) -> str:
    """An answer without what is another in each room."""
    # In a table, after how many seconds an answer came.
    text = re.sub(r"(?m)^(\d+,.*,)[\d.]+$", r"\1…", text)
    text = re.sub(r'("(?:code|key|token|desk|event)": )"[^"]+"', r'\1"…"', text)
    text = re.sub(r"(?m)^id: .+$", "id: …", re.sub(r'("(?:age)": )[\d.]+', r"\1…", text))
    return re.sub(r"#take=[^\"]+", "#take=CODE.TOKEN", re.sub(r"/room/\w+", "/room/CODE", text))


def ends(text: str) -> str:
    """Of events that come as time goes the first and the last ones: what is between is others each time."""
    told = text.strip().split("\n\n")
    return "\n\n".join([told[0], *told[-2:]])


async def answers(folder: str) -> dict[str, str]:
    """Every example's answer, from a server with nothing in its store."""
    transport = httpx.ASGITransport(app=create_app(Settings(data=folder)))
    async with httpx.AsyncClient(transport=transport, base_url=SERVER, timeout=60) as client:
        return {name: told(await asked(client, example(name, path)), path) for name, path in PATHS.items()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = anyio.run(answers, folder)
    FILE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    print(FILE.name, f"{FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
