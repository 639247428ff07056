"""QR codes of this site's links, and of nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import httpx
import pytest
import segno

from tests.web.test_links import NEVER, QUERY, made
from tests.web.test_stored_tables import errors

pytestmark = pytest.mark.anyio

Squares = set[tuple[int, int]]


def dark(svg: str) -> Squares:
    """The dark squares that an SVG draws, as column and row, its quiet zone among the rows and columns."""
    (path,) = [one for one in ElementTree.fromstring(svg).iter() if one.get("stroke")]
    x, y, found = 0.0, 0.0, set()
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path.get("d") or ""):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "h":
            found |= {(int(x) + k, int(y)) for k in range(int(values[0]))}
            x += values[0]
        else:
            x, y = (values[0], values[1]) if letter == "M" else (x + values[0], y + values[1])
    return found


def squares(text: str) -> Squares:
    """The dark squares of the code of a text, by the standard's own encoder, four squares of quiet around."""
    matrix = segno.make_qr(text, error="m").matrix
    return {(x + 4, y + 4) for y, row in enumerate(matrix) for x, on in enumerate(row) if on}


async def test_the_code_of_an_experiment_is_that_of_the_pages_own_link(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/qr.svg?hide=table&step=5&a=gd&a.lr=0.050&{QUERY[:24].replace('&a', '')}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    same = await client.get(f"/api/qr.svg?{QUERY}")
    assert dark(same.text) == squares(f"http://test/?{QUERY}")
    other = await client.get(f"/api/qr.svg?{QUERY}&theme=dark")
    assert dark(other.text) != dark(same.text)


async def test_the_code_of_a_short_link_is_that_of_its_address(client: httpx.AsyncClient) -> None:
    told = await made(client)
    answer = await client.get(f"/api/qr.svg?short={told['id']}")
    assert dark(answer.text) == squares(told["url"])


async def test_a_code_never_changes_and_is_not_drawn_twice(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/qr.svg?{QUERY}")
    assert answer.headers["cache-control"].startswith("public, max-age=")
    again = await client.get(f"/api/qr.svg?{QUERY}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("text=Hello", 422, "text"),
        ("url=http://elsewhere/", 422, "url"),
        ("surface=atlantis", 422, "surface"),
        (f"short={NEVER}", 404, "id"),
        ("short=http://elsewhere/", 404, "id"),
        (f"short={NEVER}&a=gd", 422, "short"),
        (f"short={NEVER}&short={NEVER}", 422, "short"),
    ],
)
async def test_no_code_is_drawn_of_anything_but_a_link_of_this_site(
    client: httpx.AsyncClient, query: str, status: int, field: str
) -> None:
    assert list(errors(await client.get(f"/api/qr.svg?{query}"), status)) == [field]


async def test_a_link_too_long_for_a_code_is_refused_with_what_to_do(client: httpx.AsyncClient) -> None:
    points = ";".join([f"{k},{k % 7}" for k in range(100)] * 2)[:1000].rpartition(";")[0]
    query = f"surface=fit&s.data=points&s.points={points}"
    assert "Make a short link" in errors(await client.get(f"/api/qr.svg?{query}"))["query"]
    id = (await made(client, query))["id"]
    assert (await client.get(f"/api/qr.svg?short={id}")).status_code == 200
