"""Exports by URL: each file as it is made, under a name to save it by; what there is not is listed."""

from __future__ import annotations

import httpx
import pytest

from app.experiment import parse
from app.show.export.catalogue import EXPORTS
from app.show.picture.look import look_of
from app.show.trained import journey_of

pytestmark = pytest.mark.anyio
QUERY = "surface=beale&steps=40&a=adam&b=gd&b.lr=0.001"
STILL = [name for name, export in EXPORTS.items() if not export.moving and name != "run.npz"]


@pytest.mark.parametrize("name", STILL)
async def test_an_export_is_the_file_itself_to_be_saved_and_kept(
    client: httpx.AsyncClient, name: str
) -> None:
    answer = await client.get(f"/api/export/{name}?{QUERY}")
    assert answer.status_code == 200
    made = EXPORTS[name].make(journey_of(parse(QUERY)), look_of(QUERY))
    assert answer.content == (made.encode() if isinstance(made, str) else made)
    assert answer.headers["content-type"].partition(";")[0] == EXPORTS[name].media_type
    assert f'filename="beale_{EXPORTS[name].file}"' in answer.headers["content-disposition"]
    assert answer.headers["cache-control"].startswith("public")
    again = await client.get(f"/api/export/{name}?{QUERY}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["numpy.py", "torch.py", "jax.py", "figure.tex", "run.csv", "run.json"])
async def test_of_a_network_there_are_the_same_files(client: httpx.AsyncClient, name: str) -> None:
    query = "surface=network_xor&steps=5&a=adam"
    answer = await client.get(f"/api/export/{name}?{query}")
    assert answer.status_code == 200
    made = EXPORTS[name].make(journey_of(parse(query)), look_of(query))
    assert answer.content == (made.encode() if isinstance(made, str) else made)


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_the_runs_as_a_file_are_what_their_own_path_answers(
    client: httpx.AsyncClient, form: str
) -> None:
    told = await client.get(f"/api/run.{form}?{QUERY}")
    assert (await client.get(f"/api/export/run.{form}?{QUERY}")).content == told.content


async def test_arrays_come_as_an_archive(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/api/export/run.npz?{QUERY}")
    assert answer.headers["content-type"] == "application/x-npz"
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("name", ["numpy", "run.xls", "..", "%2e%2e%2fpasswd", "NUMPY.PY", "<b>", "x" * 500])
async def test_a_name_that_there_is_not_is_a_404_that_lists_what_there_is(
    client: httpx.AsyncClient, name: str
) -> None:
    answer = await client.get(f"/api/export/{name}?{QUERY}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    if answer.json()["errors"]:
        (error,) = answer.json()["errors"]
        assert error["field"] == "name"
        assert all(known in error["message"] for known in EXPORTS)


async def test_what_can_not_be_told_so_is_refused_under_its_field(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/export/numpy.py?a=bfgs&b=gd&b@9=newton")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["a", "b@9"]
    answer = await client.get("/api/export/run.npz?a=adm")
    assert [error["field"] for error in answer.json()["errors"]] == ["a"]


async def test_a_picture_is_made_as_it_is_looked_at_and_a_table_is_not(client: httpx.AsyncClient) -> None:
    for name, several in (("contour.svg", 4), ("loss.svg", 4), ("surface.png", 4), ("run.csv", 1)):
        looks = ("", "&theme=dark", "&step=9", "&hide=a")
        answers = [await client.get(f"/api/export/{name}?{QUERY}{look}") for look in looks]
        assert len({answer.headers["etag"] for answer in answers}) == several
        assert len({answer.content for answer in answers}) == several


async def test_a_view_that_one_variable_does_not_have_is_refused_with_another_one(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/api/export/surface.png?surface=double_well&a=gd")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], "contour.png" in error["message"]) == ("surface", True)


MOVING = {"run.gif": b"GIF89a", "run.webp": b"RIFF", "run.mp4": b"\x00\x00\x00"}


@pytest.mark.parametrize("name", MOVING)
async def test_a_moving_picture_tells_how_far_it_is_and_is_then_there(
    client: httpx.AsyncClient, name: str
) -> None:
    query = f"{QUERY}&frames=5&width=240&seconds=1"
    told = (await client.get(f"/api/export/{name}/progress?{query}")).text
    assert told.rstrip().rpartition("event: ")[2].startswith("end")
    assert '"done":5,"of":5' in told
    answer = await client.get(f"/api/export/{name}?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == EXPORTS[name].media_type
    assert answer.content.startswith(MOVING[name])
    assert f'{{"bytes":{len(answer.content)}}}' in told
    again = await client.get(f"/api/export/{name}?{query}", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("frames=1", "frames"),
        ("frames=9999", "frames"),
        ("width=5000", "width"),
        ("seconds=0", "seconds"),
        ("seconds=1", "frames"),
    ],
)
@pytest.mark.parametrize("end", ["", "/progress"])
async def test_no_more_is_drawn_than_the_server_allows(
    client: httpx.AsyncClient, query: str, field: str, end: str
) -> None:
    answer = await client.get(f"/api/export/run.gif{end}?{query}")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_what_fails_on_the_way_is_an_event_and_what_is_no_picture_has_no_progress(
    client: httpx.AsyncClient,
) -> None:
    told = (await client.get("/api/export/surface.png/progress?surface=double_well")).text
    assert "event: problem" in told
    assert "contour.png" in told
    assert (await client.get("/api/export/run.csv/progress")).status_code == 404
    assert (await client.get("/api/export/numpy.py?frames=5&a=gd")).status_code == 422


async def test_without_its_package_a_film_is_refused_with_the_way_to_one(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.show.export.catalogue.find_spec", lambda name: None)
    answer = await client.get("/api/export/run.mp4?a=gd&steps=7")
    assert answer.status_code == 422
    assert "pip install 'fallline[video]'" in answer.json()["errors"][0]["message"]
