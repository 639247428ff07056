"""`fallline run`: an experiment in the terminal, computed here or by a server that may vanish."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import orjson
import pytest

from app.cli import main
from tests.cli.cutting import cutting
from tests.serving import ROOT, free_port, serving

QUERY = "surface=beale&start=1,1&steps=400&seed=3&noise=0.1&a=adam&b=gd&b.lr=10&c=annealing"
LONG = "surface=eggholder&start=random&steps=10000&seed=1&a=annealing&b=annealing&c=annealing"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["run", *arguments]) == 0
    return capsys.readouterr().out


def test_a_run_is_told_in_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    query, first, second, third = printed(capsys, QUERY).splitlines()
    assert query == "surface=beale&start=1,1&steps=400&seed=3&noise=0.1&a=adam&b=gd&b.lr=10&c=annealing"
    assert first.startswith("a  adam ")
    assert "Diverged" in second
    assert third.startswith("c  annealing ")


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("query", [QUERY, "surface=parabola&a=gd", "", "a=gd&a.lr=100"])
def test_here_and_on_a_server_the_same_is_printed_and_it_is_what_the_api_says(
    capsys: pytest.CaptureFixture[str], server: str, form: str, query: str
) -> None:
    here = printed(capsys, query, f"--{form}")
    assert here == printed(capsys, query, f"--{form}", "--server", server)
    told = httpx.get(f"{server}/api/run.{form}?{query}").text
    assert here.rstrip() == told.rstrip()


def test_a_whole_link_may_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    link = f"https://example.org/fallline/?{QUERY}"
    assert printed(capsys, link, "--json") == printed(capsys, QUERY, "--json")


@pytest.mark.parametrize("where", ["here", "server"])
def test_a_bad_query_ends_with_2_and_names_each_field(
    capsys: pytest.CaptureFixture[str], server: str, where: str
) -> None:
    arguments = ["run", "a=adm&steps=0"] + (["--server", server] if where == "server" else [])
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "fallline: a: There is no optimizer “adm”. Did you mean adam? The catalogue lists all of them.",
        "fallline: steps: 0 is out of range: choose 1 to 10000.",
    ]


def test_a_server_that_is_not_there_ends_with_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.client.following.FIRST_PATIENCE", 0.5)
    assert main(["run", "a=adam", "--server", f"http://127.0.0.1:{free_port()}"]) == 1
    assert "no answer from" in capsys.readouterr().err


def test_an_address_without_its_scheme_is_told_from_a_lost_connection(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "a=adam", "--server", "127.0.0.1:8000"]) == 1
    assert "127.0.0.1:8000 is no address" in capsys.readouterr().err


def test_a_server_that_is_something_else_ends_with_1(capsys: pytest.CaptureFixture[str], server: str) -> None:
    assert main(["run", "a=adam", "--server", f"{server}/static"]) == 1
    assert "404" in capsys.readouterr().err


@pytest.mark.parametrize("every", [200, 777, 3000, 20_000])
def test_a_connection_that_is_cut_again_and_again_changes_no_number(
    capsys: pytest.CaptureFixture[str], server: str, every: int
) -> None:
    with cutting(server, every) as address:
        assert printed(capsys, QUERY, "--json", "--server", address) == printed(capsys, QUERY, "--json")


def test_a_server_that_is_killed_and_started_again_midway_changes_no_number(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "app.cli", "run", LONG, "--json", "--server", f"http://127.0.0.1:{port}"]
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        with serving(port=port) as (_, server):
            client = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err)
            reached(tmp_path / "err", 100)
            server.send_signal(signal.SIGKILL)
            server.wait()
            assert client.poll() is None
        with serving(port=port):
            assert client.wait(120) == 0
    assert "taking it up again" in (tmp_path / "err").read_text()
    assert (tmp_path / "out").read_text() == printed(capsys, LONG, "--json")


def reached(progress: Path, step: int) -> None:
    """Wait until a client says that it holds this step."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        steps = [
            int(line.split()[1]) for line in progress.read_text().splitlines() if line.startswith("step ")
        ]
        if steps and steps[-1] >= step:
            return
        time.sleep(0.02)
    raise AssertionError("no progress")


def test_reading_less_than_is_written_is_no_error() -> None:
    command = f"{sys.executable} -m app.cli run 'a=adam&steps=10000' --csv | head -n 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "run,optimizer,step,x,y,loss,gx,gy"
    assert done.stderr == ""


def test_what_is_printed_as_json_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(orjson.loads(printed(capsys, QUERY, "--json"))["runs"]) == 3
