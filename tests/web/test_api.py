"""The API's answers, by the contract."""

from __future__ import annotations

import httpx
import pytest

from app.experiment import parse
from app.show.journey import Journey
from app.show.tables import csv, table
from app.web.encoding import encoded

pytestmark = pytest.mark.anyio

QUERY = "surface=himmelblau&start=-3,4&steps=40&seed=7&a=adam&a.lr=0.1&b=gd&b.lr=0.002"


async def test_the_catalogue_is_there(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/catalog")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert "himmelblau" in [surface["id"] for surface in found["surfaces"]]
    assert "adam" in [optimizer["id"] for optimizer in found["optimizers"]]
    assert found["letters"] == "abcdefgh"


async def test_an_experiment_is_told_with_its_canonical_query_and_a_sentence(
    client: httpx.AsyncClient,
) -> None:
    found = (await client.get(f"/api/experiment?{QUERY}&theme=dark")).json()
    assert found["query"] == QUERY
    assert found["sentence"].endswith("40 steps each, seed 7.")
    assert [run["id"] for run in found["runs"]] == ["a", "b"]


async def test_the_empty_query_is_himmelblau_without_runs(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/experiment")).json()
    assert (found["surface"], found["runs"], found["start"]) == ("himmelblau", [], [0, 0])
    assert (await client.get("/api/run.json")).json() == {"query": "surface=himmelblau", "runs": []}


async def test_a_surface_has_101_points_a_side_unless_told_otherwise(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/surface?surface=rosenbrock")).json()
    assert (len(found["x"]), len(found["y"]), len(found["z"]), len(found["z"][0])) == (101,) * 4
    assert (found["x"][0], found["x"][-1], found["y"][0], found["y"][-1]) == (-2, 2, -1, 3)
    j, i = 17, 60
    x, y = found["x"][i], found["y"][j]
    assert found["z"][j][i] == pytest.approx((1 - x) ** 2 + 100 * (y - x * x) ** 2)
    assert found["minima"] == [[1, 1, 0]]
    assert {"formula", "gradient", "name", "variables", "dimension", "window", "log", "marks"} <= set(found)


@pytest.mark.parametrize("n", [2, 41, 401])
async def test_a_surface_has_as_many_points_as_asked_for(client: httpx.AsyncClient, n: int) -> None:
    found = (await client.get(f"/api/surface?n={n}")).json()
    assert len(found["z"]) == len(found["z"][n - 1]) == n


async def test_a_point_is_told_as_the_contract_says(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/point?surface=formula&formula=x**2%2B3*y**2&at=1,2")).json()
    assert found["at"] == [1, 2]
    assert found["loss"] == 13
    assert found["gradient"] == [2, 12]
    assert found["hessian"] == [[2, 0], [0, 6]]
    assert found["eigenvalues"] == [2, 6]
    assert [[abs(c) for c in vector] for vector in found["eigenvectors"]] == [[1, 0], [0, 1]]


async def test_what_is_not_finite_at_a_point_is_null(client: httpx.AsyncClient) -> None:
    found = (await client.get("/api/point?surface=formula&formula=log(x)%2By&at=-1,0")).json()
    assert found["loss"] is None
    assert found["gradient"] == [None, None]
    assert found["eigenvalues"] is None


async def test_the_runs_as_json_are_the_table_of_the_experiment(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/run.json?{QUERY}")
    assert answer.content == encoded(table(Journey(parse(QUERY))))
    (first, second) = answer.json()["runs"]
    keys = {"id", "optimizer", "step", "x", "y", "loss", "gx", "gy", "grad_norm", "verdict"}
    assert set(first) == set(second) == keys
    assert {"kind", "step", "text"} <= set(first["verdict"])


async def test_the_runs_as_csv_are_the_same_numbers(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/run.csv?{QUERY}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == csv(table(Journey(parse(QUERY))))


async def test_a_run_that_overflows_ends_as_diverged_with_numbers_only_and_others_go_on(
    client: httpx.AsyncClient,
) -> None:
    first, second = (await client.get("/api/run.json?a=gd&a.lr=50&b=adam")).json()["runs"]
    assert first["verdict"]["kind"] == "diverged"
    assert None not in first["x"] + first["y"] + first["loss"]
    assert len(first["step"]) < len(second["step"]) == 301


async def test_a_start_off_the_domain_is_recorded_with_null(client: httpx.AsyncClient) -> None:
    query = "surface=formula&formula=log(x)%2By&start=-1,1&a=gd"
    (run,) = (await client.get(f"/api/run.json?{query}")).json()["runs"]
    assert (run["step"], run["x"], run["loss"]) == ([0], [-1], [None])
    assert run["verdict"]["kind"] == "diverged"


async def test_arithmetic_leads_from_one_point_of_the_trajectory_to_the_next(
    client: httpx.AsyncClient,
) -> None:
    run = (await client.get(f"/api/run.json?{QUERY}")).json()["runs"][0]
    found = (await client.get(f"/api/arithmetic?{QUERY}&run=a&at=9")).json()
    assert found["before"] == [run["x"][8], run["y"][8]]
    assert found["after"] == [run["x"][9], run["y"][9]]
    for line in found["lines"]:
        assert set(line) == {"name", "formula", "numbers", "value", "idle"}
        assert line["formula"].startswith("<math")
        assert line["numbers"].startswith("<math")
        assert len(line["value"]) == 2


@pytest.mark.parametrize(
    "path", ["catalog", "experiment", "surface", "point?at=1,2", "run", "run.json", "run.csv"]
)
async def test_head_tells_what_get_would_without_a_body(client: httpx.AsyncClient, path: str) -> None:
    head, get = await client.head(f"/api/{path}"), await client.get(f"/api/{path}")
    assert head.status_code == get.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers.get("etag") == get.headers.get("etag")


async def test_view_keys_change_nothing(client: httpx.AsyncClient) -> None:
    view = "step=3&camera=1,1,1&view=contour&hide=a&theme=dark&scale=log&loss=log&speed=5"
    plain, viewed = await client.get("/api/run.json?a=gd"), await client.get(f"/api/run.json?a=gd&{view}")
    assert viewed.content == plain.content
    assert viewed.headers["etag"] == plain.headers["etag"]


async def test_health_is_plain(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
