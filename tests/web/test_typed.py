"""The answers about what is typed: cached by their text, refused at the place of the mistake."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.anyio


async def test_a_formula_is_answered_typeset_with_its_suggestion_and_may_be_kept(
    client: httpx.AsyncClient,
) -> None:
    address = "/api/formula?surface=formula&formula=(x-30)**2%2By**2"
    answer = await client.get(address)
    told = answer.json()
    assert told["formula"].startswith("<math")
    assert told["suggestion"]["words"].startswith("It is lowest at (30, 0)")
    assert "max-age" in answer.headers["cache-control"]
    again = await client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_a_bad_formula_is_refused_at_its_character(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/formula?surface=formula&formula=x**2%2B@")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["character"]) == ("formula", 6)


async def test_a_network_has_no_formula_to_edit(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/formula?surface=network")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "surface")


async def test_a_rule_is_answered_line_by_line_and_may_be_kept(client: httpx.AsyncClient) -> None:
    address = "/api/rule?rule=m%3D0.9*m%2Bg;p%3Dp-lr*m"
    answer = await client.get(address)
    assert [line["text"] for line in answer.json()["lines"]] == ["m=0.9*m+g", "p=p-lr*m"]
    assert answer.json()["numbers"] == ["lr"]
    again = await client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("", {"field": "rule"}),
        ("rule=p%3Dp-lr*g&a=gd", {"field": "a"}),
        ("rule=q%3Dp", {"field": "rule"}),
        ("rule=m%3Dg;p%3Dp-lr*/m", {"field": "rule", "line": 2, "character": 8}),
        ("rule=p%3Dp&rule=p%3Dp", {"field": "rule"}),
    ],
)
async def test_a_bad_rule_is_refused_at_its_line_and_character(
    client: httpx.AsyncClient, query: str, error: dict[str, object]
) -> None:
    answer = await client.get(f"/api/rule?{query}")
    assert answer.status_code == 422
    (told,) = answer.json()["errors"]
    assert {name: told[name] for name in error} == error
