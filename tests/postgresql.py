"""A PostgreSQL of the tests' own: in a temporary folder, on a socket in it, gone when they are done."""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

# Debian keeps its programs out of the way.
DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest there is; None where there is none."""
    plain = shutil.which("initdb")
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    found = [path for path in [Path(plain).parent if plain else None, *folders] if path]
    return next((path for path in reversed(found) if (path / "initdb").exists()), None)


def found() -> bool:
    """Whether PostgreSQL can be started here."""
    return programs() is not None


def owner() -> str:
    """Who may run it: it refuses to be run by root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running() -> Iterator[str]:
    """Start one; the address of an empty database in it."""
    # A socket's path may be a hundred characters long at most.
    folder, bin = Path(mkdtemp(prefix="fallline-pg-", dir="/tmp")), programs()
    assert bin is not None
    if os.geteuid() == 0:
        shutil.chown(folder, owner())
    data = str(folder / "data")
    try:
        run([bin / "initdb", "-D", data, "-A", "trust", "-U", "fallline", "-E", "UTF8", "--no-sync"])
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        run([bin / "pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", options, "-w", "start"])
        try:
            yield f"postgresql://fallline@/postgres?host={folder}"
        finally:
            run([bin / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[Any]) -> None:
    """Run a command as whoever may; RuntimeError with what it said where it fails."""
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        with suppress(KeyError):
            who = {"user": owner(), "group": pwd.getpwnam(owner()).pw_gid, "extra_groups": []}
    environment = {**os.environ, "LC_ALL": "C"}
    done = (
        subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", env=environment, **who
        )
        if "pg_ctl" not in str(command[0])
        else subprocess.run(
            # A server that inherited a pipe would keep it open.
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=environment,
            **who,
        )
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout or b'').decode()}")
