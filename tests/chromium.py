"""Which Chromium the browser tests drive: one that is there, else apt's, else Playwright's own.

`python tests/chromium.py` makes sure that there is one, or says loudly that there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def candidates() -> Iterator[str]:
    """Programs that may be a Chromium, best first; $CHROMIUM names one outright."""
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from filter(None, map(shutil.which, NAMES))
    yield from playwrights_own()


def playwrights_own() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def starts(program: str) -> bool:
    """Whether the program runs at all: a browser may be there without the libraries that it needs."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """The path of a Chromium that starts, or None."""
    return next(filter(starts, candidates()), None)


def as_root() -> list[str] | None:
    """What to put before a command that needs root; None where that takes a password."""
    if os.geteuid() == 0:
        return []
    asks_nothing = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True)
    return ["sudo", "-n"] if asks_nothing and asks_nothing.returncode == 0 else None


def install_with_apt() -> None:
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        return
    print("Installing Chromium with apt for the browser tests ...", flush=True)
    quietly([*prefix, "apt-get", "update"])
    quietly([*prefix, "apt-get", "install", "-y", "--no-install-recommends", "chromium"])


def install_with_playwright() -> None:
    print("Installing Playwright's own Chromium for the browser tests ...", flush=True)
    quietly([sys.executable, "-m", "playwright", "install", "chromium"])


def quietly(command: list[str]) -> None:
    """Run a command; show the last that it said only if it failed."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
    if done.returncode:
        last_lines = done.stdout.decode(errors="replace").splitlines()[-8:]
        print(f"{' '.join(command)} failed:", *last_lines, sep="\n  ", flush=True)


def ensure() -> str | None:
    """Find a Chromium, installing one where there is none."""
    for install in (lambda: None, install_with_apt, install_with_playwright):
        install()
        if found := find():
            return found
    return None


if __name__ == "__main__":
    found = ensure()
    print(f"Browser tests use {found}." if found else "*** NO CHROMIUM: THE BROWSER TESTS ARE LEFT OUT. ***")
