"""Pictures by URL: images to be kept, refused in words as every other answer."""

from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from app.experiment import parse
from app.show.picture.look import look_of
from app.web.drawing import Drawing, Picture

pytestmark = pytest.mark.anyio
QUERY = "surface=himmelblau&start=-3,4&steps=40&a=adam&b=gd&b.lr=0.001"


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [
        ("preview.png", "PNG", (1200, 630)),
        ("poster.webp", "WEBP", (640, 400)),
        ("poster.webp?width=320&height=200", "WEBP", (320, 200)),
    ],
)
async def test_a_picture_is_of_its_kind_and_size_and_need_not_be_sent_twice(
    client: httpx.AsyncClient, path: str, kind: str, size: tuple[int, int]
) -> None:
    address = f"/api/{path}{'&' if '?' in path else '?'}{QUERY}"
    answer = await client.get(address)
    assert answer.status_code == 200
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.format, picture.size) == (kind, size)
    assert answer.headers["content-type"] == f"image/{kind.lower()}"
    assert answer.headers["cache-control"].startswith("public")
    assert (await client.head(address)).headers["etag"] == answer.headers["etag"]
    again = await client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_another_look_is_another_picture(
    client: httpx.AsyncClient,
) -> None:
    looks = ("", "&theme=dark", "&hide=b", "&scale=linear")
    answers = [await client.get(f"/api/preview.png?{QUERY}{look}") for look in looks]
    assert len({answer.headers["etag"] for answer in answers}) == 4
    assert len({answer.content for answer in answers}) == 4


async def test_what_is_not_in_the_picture_does_not_make_another_one(client: httpx.AsyncClient) -> None:
    alike = (
        f"{QUERY}&hide=b",
        f"{QUERY}&hide=table,b,controls&title=Two&speed=5",
        f"hide=b&{QUERY}".replace("0.001", "1e-3"),
    )
    tags = {(await client.get(f"/api/preview.png?{query}")).headers["etag"] for query in alike[:2]}
    assert len(tags) == 1
    card = Picture("card:card", "image/png")
    assert len({Drawing.parts(parse(query), card, look_of(query)) for query in alike}) == 1


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("a=adm", ["a"]),
        ("theme=blue&step=x", ["theme", "step"]),
        ("width=10&height=5000&a=gd", ["width", "height"]),
        ("width=640.5", ["width"]),
        ("width=200&width=300", ["width"]),
    ],
)
async def test_what_is_wrong_is_refused_by_its_field(
    client: httpx.AsyncClient, query: str, fields: list[str]
) -> None:
    answer = await client.get(f"/api/poster.webp?{query}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == fields
