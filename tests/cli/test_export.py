"""`fallline export`: the same file here and from a server, printed or put where it is wanted."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from app.cli import main
from app.show.export.catalogue import EXPORTS
from tests.serving import free_port

QUERY = "surface=beale&steps=40&a=adam&b=gd&b.lr=0.001"


# Films and archives say when they were made.
@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in {"run.npz", "run.mp4"}])
def test_here_and_on_a_server_the_same_file_is_made_and_it_is_the_apis(
    tmp_path: Path, server: str, name: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert main(["export", name, QUERY, "-o", str(here)]) == 0
    assert main(["export", name, f"https://example.org/?{QUERY}", "-o", str(there), "--server", server]) == 0
    assert here.read_bytes() == there.read_bytes()
    assert here.read_bytes() == httpx.get(f"{server}/api/export/{name}?{QUERY}").content


def test_without_a_file_it_is_printed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "run.csv", QUERY]) == 0
    assert capsysbinary.readouterr().out.startswith(b"run,optimizer,step,x,y,loss,gx,gy\r\n")
    assert main(["export", "run.npz", QUERY]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")


@pytest.mark.parametrize("where", ["here", "server"])
def test_what_is_refused_ends_with_2_and_says_where(
    capsys: pytest.CaptureFixture[str], server: str, where: str
) -> None:
    server_too = ["--server", server] if where == "server" else []
    assert main(["export", "numpy.py", "a=bfgs", *server_too]) == 2
    assert "fallline: a: BFGS" in capsys.readouterr().err
    assert main(["export", "run.xls", "a=gd", *server_too]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in EXPORTS)


def test_a_script_is_not_called_as_the_package_that_it_imports(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "numpy.py", QUERY, "-o", str(tmp_path / "numpy.py")]) == 2
    assert "choose another name" in capsys.readouterr().err
    assert not (tmp_path / "numpy.py").exists()


def test_a_file_that_can_not_be_written_ends_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "run.csv", QUERY, "-o", str(tmp_path)]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_a_server_that_is_not_there_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "run.csv", QUERY, "--server", f"http://127.0.0.1:{free_port()}"]) == 1
    assert "no answer from" in capsys.readouterr().err
