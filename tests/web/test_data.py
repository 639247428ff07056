"""The tables as the API gives them."""

from __future__ import annotations

import httpx
import pytest

from app.show.data import data, listed
from app.tables import CATALOGUE
from app.web.encoding import encoded

pytestmark = pytest.mark.anyio


async def test_the_list_and_every_table_of_it_are_given_as_they_are_told(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/data")
    assert (answer.status_code, answer.content) == (200, encoded(listed()))
    for one in answer.json()["tables"]:
        found = await client.get(f"/api/data/{one['id']}")
        assert (found.status_code, found.content) == (200, encoded(data(one["id"], {})))
        assert found.json() == one | {"rows": found.json()["rows"]}


async def test_a_made_table_takes_its_parameters_as_keys(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/data/line?rows=25&noise=0&slope=-1e0&sample=3")).json()
    assert (found["count"], len(found["rows"])) == (25, 25)
    assert all(y == pytest.approx(-x - 1, abs=0.002) for x, y in found["rows"])


@pytest.mark.parametrize("path", ["/api/data", "/api/data/tips", "/api/data/line?rows=20"])
async def test_who_holds_a_table_is_told_that_it_still_holds(client: httpx.AsyncClient, path: str) -> None:
    first = await client.get(path)
    assert first.headers["cache-control"] == "public, max-age=3600"
    again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.head(path)).headers["etag"] == first.headers["etag"]


async def test_tables_have_different_tags_and_the_same_one_written_otherwise_has_the_same(
    client: httpx.AsyncClient,
) -> None:
    paths = ["line", "line?rows=61", "wave", "line?rows=6e1&noise=.5"]
    tags = [(await client.get(f"/api/data/{path}")).headers["etag"] for path in paths]
    assert len(set(tags)) == 3
    assert tags[0] == tags[3]


@pytest.mark.parametrize("path", ["nothing", "own", "points", "Line", "line/rows", "%00", "..%2f..%2fsecret"])
async def test_a_table_that_is_not_there_is_a_404_as_a_problem(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(f"/api/data/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "fields", "word"),
    [
        ("line?rows=9", ["rows"], "10 to 2000"),
        ("line?rows=many", ["rows"], "not a number"),
        ("line?rows=", ["rows"], "Nothing is given"),
        ("line?rows=20&rows=20", ["rows"], "more than once"),
        ("line?noize=1", ["noize"], "Did you mean noise?"),
        ("line?rows=1&sample=0.5", ["rows", "sample"], "whole number"),
        ("line?noise=%FF", ["noise"], "UTF-8"),
        ("line?surface=himmelblau", ["surface"], "not a number"),
        ("tips?rows=20", ["rows"], "as they were observed"),
        ("?rows=20", ["rows"], "takes no keys"),
    ],
)
async def test_what_a_table_does_not_take_is_a_422_that_names_its_key(
    client: httpx.AsyncClient, path: str, fields: list[str], word: str
) -> None:
    answer = await client.get(f"/api/data{'' if path.startswith('?') else '/'}{path}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    errors = answer.json()["errors"]
    assert [error["field"] for error in errors] == fields
    assert word in errors[-1]["message"]


async def test_the_path_of_a_table_is_described_with_its_id_in_it(client: httpx.AsyncClient) -> None:
    operation = (await client.get("/api/openapi.json")).json()["paths"]["/api/data/{id}"]["get"]
    places = {parameter["name"]: parameter["in"] for parameter in operation["parameters"]}
    assert places.pop("id") == "path"
    assert set(places.values()) == {"query"}
    assert {"rows", "noise", "outliers", "sample"} < set(places)


def test_every_key_that_is_described_is_one_of_every_made_table() -> None:
    for definition in CATALOGUE.values():
        names = {limits.name for limits in definition.parameters}
        assert not names or {"rows", "noise", "outliers", "sample"} <= names
