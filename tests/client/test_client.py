"""FallLine gives the same numbers here and on a server, in turn and meanwhile, and the same refusals."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing

import anyio
import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from app.client import AsyncFallLine, AsyncResult, BadInput, FallLine, Result, Trajectory
from app.client.following import Following
from app.client.remote import AsyncServer, Server
from app.core.surfaces import SURFACES
from tests.cli.cutting import cutting
from tests.serving import ROOT, free_port

QUERIES = [
    "surface=beale&start=1,1&steps=400&seed=3&noise=0.1&a=adam&b=gd&b.lr=10&c=annealing",
    "surface=double_well&start=-1.5&steps=80&a=momentum&a.lr=0.01&a.start@60=0.5",
    "surface=fit&batch=8&steps=60&a=adam",
    "surface=network&s.layers=4&steps=30&a=adam",
    "surface=himmelblau",
]


def bits(run: Trajectory) -> dict[str, object]:
    """Everything of a run, arrays as their bytes."""
    told = {name: getattr(run, name) for name in Trajectory.__slots__}
    return {
        name: value.tobytes() if isinstance(value, np.ndarray) else str(value) for name, value in told.items()
    }


def same(one: Mapping[str, Trajectory], other: Mapping[str, Trajectory]) -> bool:
    return {id: bits(run) for id, run in one.items()} == {id: bits(run) for id, run in other.items()}


@pytest.mark.parametrize("query", QUERIES)
def test_the_numbers_are_the_same_to_the_last_bit_in_all_four_ways(
    here: FallLine, there: FallLine, query: str
) -> None:
    async def meanwhile(server: str | None) -> AsyncResult:
        async with AsyncFallLine(server) as asked:
            return await asked.run(query)

    known = here.run(query)
    for found in (there.run(query), anyio.run(meanwhile, None), anyio.run(meanwhile, there.address)):
        assert (found.query, found.sentence, found.name) == (known.query, known.sentence, known.name)
        assert same(found.runs, known.runs)


def test_a_run_is_what_the_api_tells_with_nan_for_null(there: FallLine) -> None:
    query = "surface=formula&formula=sqrt(x)%2By**2&start=0,1&b=gd&b.lr=10"
    told = httpx.get(f"{there.address}/api/run.json?{query}").json()["runs"][0]
    run = there.run(query).runs["b"]
    assert (run.letter, run.optimizer, run.label) == ("b", "gd", "Gradient descent, lr 10")
    assert run.verdict.kind == told["verdict"]["kind"]
    assert run.step.dtype == np.int64
    for name in ("step", "x", "y", "loss", "gx", "gy", "grad_norm"):
        array: NDArray[np.float64] = getattr(run, name)
        known = np.array(told[name], dtype=np.float64)
        np.testing.assert_array_equal(array, known)
        assert array.shape == (len(run),) == known.shape
    assert np.isnan(run.gx).any()
    assert run.points.shape == (len(run), 2)
    one = there.run(QUERIES[1]).runs["a"]
    assert one.y is one.gy is None
    assert one.points.shape == (len(one), 1)


def test_the_surface_and_its_points_are_arrays_and_the_same_everywhere(
    here: FallLine, there: FallLine
) -> None:
    ours, theirs = here.run("surface=himmelblau").surface(21), there.run("surface=himmelblau").surface(21)
    assert ours.y is not None
    assert ours.z.tobytes() == theirs.z.tobytes()
    x, y = np.meshgrid(ours.x, ours.y)
    np.testing.assert_allclose(ours.z, (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, rtol=1e-13)
    np.testing.assert_array_equal(ours.minima[:, :2], SURFACES["himmelblau"].minima)
    assert ours.log
    at = there.run("surface=himmelblau").point(1, 2)
    assert (at.loss, at.gradient.tolist()) == (68.0, [-36.0, -32.0])
    np.testing.assert_allclose(at.hessian @ at.eigenvectors[0], at.eigenvalues[0] * at.eigenvectors[0])  # type: ignore[index]
    one = here.run("surface=double_well")
    assert one.surface(5).y is None
    assert one.surface(5).z.shape == (5,)
    assert one.point(0.5).hessian.shape == (1, 1)


def test_every_export_is_the_same_file(here: FallLine, there: FallLine) -> None:
    for name in ("numpy.py", "figure.tex", "run.csv", "run.json"):
        assert here.run(QUERIES[1]).export(name) == there.run(QUERIES[1]).export(name), name


@pytest.mark.parametrize("query", QUERIES[:4])
def test_a_stream_brings_every_point_once_and_ends_as_the_whole_run(
    here: FallLine, there: FallLine, query: str
) -> None:
    whole = here.run(query)
    for stream in (here.stream(query), there.stream(query)):
        batches = list(stream)
        assert len(batches) > 1
        for id, run in whole.runs.items():
            parts = [batch.runs[id] for batch in batches if id in batch.runs]
            np.testing.assert_array_equal(np.concatenate([part["loss"] for part in parts]), run.loss)
            np.testing.assert_array_equal(np.concatenate([part["step"] for part in parts]), run.step)
        assert batches[-1].step == max(run.step[-1] for run in whole.runs.values())
        assert same(stream.result().runs, whole.runs)


def test_a_stream_that_is_cut_again_and_again_changes_no_number(server: str) -> None:
    async def meanwhile(address: str) -> Following:
        following, asked = Following(QUERIES[0]), AsyncServer(address)
        assert [columns async for columns in asked.follow(following)]
        await asked.close()
        return following

    whole = httpx.get(f"{server}/api/run.json?{QUERIES[0]}").json()
    # A proxy of this kind serves one connection at a time, so nothing else is asked for through it.
    with cutting(server, 2000) as address, closing(Server(address)) as asked:
        following = Following(QUERIES[0])
        assert len(list(asked.follow(following))) > 1
        assert following.table() == whole
    with cutting(server, 2000) as address:
        assert anyio.run(meanwhile, address).table() == whole


def test_a_stream_that_has_not_ended_has_no_result_yet(here: FallLine) -> None:
    stream = here.stream(QUERIES[0])
    next(iter(stream))
    with pytest.raises(RuntimeError, match="has not ended"):
        stream.result()


def test_a_short_link_leads_to_the_same_experiment_from_anywhere(here: FallLine, there: FallLine) -> None:
    made = there.run("surface=booth&a=adam").short_link("Booth", "A bowl.")
    assert made.startswith(f"{there.address}/s/")
    path = made.removeprefix(there.address)
    for found in (here.run(made), there.run(f"{made}?from=somewhere"), there.run(path)):
        assert found.query == "surface=booth&a=adam"
    assert there.run(made).link() == f"{there.address}/?surface=booth&a=adam"
    assert here.run(made).link("https://example.org/") == "https://example.org/?surface=booth&a=adam"
    with pytest.raises(BadInput, match="No link zzzzzzz was made"):
        there.run("/s/zzzzzzz")
    with pytest.raises(RuntimeError, match="kept by a server"):
        here.run(made).short_link()


def test_a_table_of_your_own_is_the_same_rows_here_and_there(here: FallLine, there: FallLine) -> None:
    rows = "hours,passed\n1,0\n2,0\n4,1\n6,1\n"
    data = here.table(rows)
    assert data == there.table(rows.encode())
    asked = here.run(surface="fit", data=data, steps=20, runs={"a": "gd"})
    assert same(asked.runs, there.run(asked.query).runs)
    large = "x,y\n" + "\n".join(f"{k}.{k * k},{k * 7919 % 10007}" for k in range(3000))
    assert there.table(large).startswith("t-")
    with pytest.raises(BadInput, match="too many rows for a link"):
        here.table(large)


def test_the_catalogue_is_what_the_api_lists(here: FallLine, there: FallLine) -> None:
    assert here.catalog()["surfaces"] == there.catalog()["surfaces"]


def refusals(asked: FallLine) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as refused:
        asked.run("a=adm&steps=0&formula=x")
    return [(one.field, one.message) for one in refused.value.all]


def test_what_is_refused_is_the_same_error_with_every_field_here_and_there(
    here: FallLine, there: FallLine
) -> None:
    assert refusals(here) == refusals(there)
    assert {"a", "steps"} <= {field for field, _ in refusals(here)}
    for asked in (here, there):
        known: Result = asked.run("surface=beale&a=bfgs&steps=5")
        for field, wrong in (
            ("n", lambda it: it.surface(1)),
            ("at", lambda it: it.point(1)),
            ("name", lambda it: it.export("run.xls")),
            ("a", lambda it: it.export("numpy.py")),
        ):
            with pytest.raises(BadInput) as refused:
                wrong(known)
            assert refused.value.field == field
        with pytest.raises(BadInput):
            asked.stream("a=adm")
        with pytest.raises(ValueError, match="no figure 'pie'"):
            known.figure("pie")  # type: ignore[arg-type]


def test_a_place_in_a_typed_text_comes_with_the_refusal(there: FallLine) -> None:
    with pytest.raises(BadInput) as refused:
        there.run(formula="x + bad(y)")
    assert refused.value.character == 5


def test_a_server_that_is_not_there_is_a_connection_error() -> None:
    with (
        FallLine(f"http://127.0.0.1:{free_port()}") as nobody,
        pytest.raises(ConnectionError, match="no answer"),
    ):
        nobody.run("a=gd")
    with FallLine("127.0.0.1:8000") as nowhere, pytest.raises(ConnectionError, match="is no address"):
        nowhere.run("a=gd")


def test_waiting_is_over_when_the_timeout_is(there: FallLine) -> None:
    with FallLine(there.address, timeout=1e-6) as hurried, pytest.raises(ConnectionError):
        hurried.run("surface=eggholder&steps=10000&a=annealing")


def test_a_server_that_is_something_else_is_said_to_be(server: str) -> None:
    with FallLine(f"{server}/static") as stranger, pytest.raises(RuntimeError, match="404"):
        stranger.run("a=gd")


def test_asking_a_server_loads_neither_sympy_nor_the_web(server: str) -> None:
    program = (
        "import sys; from app.client import FallLine\n"
        f"FallLine({server!r}).run(surface='beale', runs={{'a': 'gd'}}).figure('surface')\n"
        "assert not {'sympy', 'fastapi', 'sqlalchemy', 'app.web', 'app.store'} & set(sys.modules)\n"
        "FallLine().run('a=gd')\n"
        "assert not {'fastapi', 'sqlalchemy', 'app.web', 'app.store'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
