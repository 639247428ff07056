"""What OpenAPI says of the API is complete, and its examples work."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app.experiment.read import KEYS
from app.web.documented import PATHS

pytestmark = pytest.mark.anyio

CONTRACT = {
    "/api/catalog", "/api/experiment", "/api/surface", "/api/formula", "/api/rule", "/api/point",
    "/api/run", "/api/run.json", "/api/run.csv", "/api/export/{name}", "/api/arithmetic",
    "/api/inside", "/api/derivative", "/api/field", "/api/compare", "/api/trust",
    "/api/fit", "/api/curves", "/api/curve", "/api/rows", "/api/batch", "/api/data", "/api/data/{id}",
    "/api/lessons", "/api/lessons/{name}", "/api/board", "/api/board.md", "/api/links/{id}", "/api/qr.svg",
    "/api/rooms/{code}", "/api/rooms/{code}/events", "/api/rooms/{code}/answers.csv",
    "/api/rooms/{code}/qr.svg",
    "/api/rooms/{code}/activities/{id}/results", "/api/rooms/{code}/activities/{id}/swarm",
    "/api/rooms/{code}/activities/{id}/score",
    "/api/preview.png", "/api/poster.webp",
    "/api/export/{name}/progress",
}  # fmt: skip
# Those of them that are asked for with GET.
ASKED = [name for name in PATHS if name.startswith("/")]
# Paths that may be asked for something else than what they tell.
CHANGES = {
    "/api/board": {"post"},
    "/api/data": {"post"},
    "/api/links": {"post"},
    "/api/links/{id}": {"delete"},
    "/api/rooms": {"post"},
    "/api/rooms/{code}": {"patch", "delete"},
    "/api/rooms/{code}/stage": {"put"},
    "/api/rooms/{code}/activities": {"post"},
    "/api/rooms/{code}/activities/{id}": {"patch"},
    "/api/rooms/{code}/activities/{id}/answers": {"delete"},
    "/api/rooms/{code}/answers": {"post"},
    "/api/rooms/{code}/desk": {"post"},
    "/api/rooms/{code}/handover": {"post"},
}


async def described(client: httpx.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get("/api/openapi.json")).json()["paths"]
    return found


async def test_every_path_of_the_contract_is_described_with_the_grammar_and_what_it_refuses(
    client: httpx.AsyncClient,
) -> None:
    paths = await described(client)
    assert {path for path in paths if "get" in paths[path]} == CONTRACT == {f"/api{name}" for name in ASKED}
    assert {
        path: set(methods) - {"get"} for path, methods in paths.items() if set(methods) != {"get"}
    } == CHANGES
    for path in CONTRACT:
        methods = paths[path]
        operation = methods["get"]
        assert operation["summary"], path
        assert operation["description"], path
        names = [parameter["name"] for parameter in operation["parameters"]]
        grammar = {*KEYS[:9], "s.NAME", "a", "a.NAME", "a.NAME@K"} <= set(names)
        assert grammar == PATHS[path.removeprefix("/api")].grammar
        assert len(set(names)) == len(names)
        assert "application/problem+json" in operation["responses"]["422"]["content"]


# What happens in rooms has its examples tried by `test_docs`: here, nobody opens one.
@pytest.mark.parametrize("name", [name for name in ASKED if not PATHS[name].room])
async def test_the_examples_of_a_path_make_a_request_that_is_answered_as_described(
    client: httpx.AsyncClient, name: str
) -> None:
    paths = await described(client)
    operation, sent = paths[f"/api{name}"]["get"], paths["/api/links"]["post"]["requestBody"]["content"]
    # What the examples lead to has been made by the example of making it.
    assert (await client.post("/api/links", json=sent["application/json"]["example"])).status_code == 201
    given = [p for p in operation["parameters"] if "example" in p]
    query = {p["name"]: p["example"] for p in given if p["in"] == "query"}
    place = name.format(**{p["name"]: p["example"] for p in given if p["in"] == "path"})
    answer = await client.get(f"/api{place}?{urlencode(query)}")
    assert answer.status_code == 200
    (media_type,) = operation["responses"]["200"]["content"]
    assert answer.headers["content-type"].split(";")[0] == media_type


async def test_the_stream_tells_of_its_header_and_of_having_nothing_left(client: httpx.AsyncClient) -> None:
    stream = (await described(client))["/api/run"]["get"]
    assert "Last-Event-ID" in [parameter["name"] for parameter in stream["parameters"]]
    assert {"200", "204", "422"} == set(stream["responses"])


async def test_the_usual_address_of_the_description_leads_to_it(client: httpx.AsyncClient) -> None:
    answer = await client.get("/openapi.json")
    assert (answer.status_code, answer.headers["location"]) == (308, "/api/openapi.json")
