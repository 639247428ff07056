"""What tests share: one real server for each process that runs tests, and what a browser is started with."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests import postgresql, redis
from tests.serving import serving

# The machine is all that a test may reach: Chromium's own calls home would fail, many at a time.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
NO_CHROMIUM = "no Chromium here: `make test` installs one where it may"
NO_POSTGRESQL = "no PostgreSQL here: `apt-get install postgresql` brings one"
NO_REDIS = "no Redis here: `apt-get install redis-server` brings one"


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is kept for good, by this process or by those that it starts, is not kept in anybody's home."""
    for name in [name for name in os.environ if name.startswith("FALLLINE_")]:
        del os.environ[name]
    # All tests come from one address.
    os.environ["FALLLINE_ROOM_OPENINGS"] = "10000"
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of our own; tests that need it are skipped, loudly, where there is none."""
    if not postgresql.found():
        pytest.skip(NO_POSTGRESQL)
    with postgresql.running() as address:
        yield address


@pytest.fixture(scope="session")
def redis_server() -> Iterator[redis.Server]:
    """A Redis of our own; tests that need it are skipped, loudly, where there is none."""
    if not redis.found():
        pytest.skip(NO_REDIS)
    with redis.running() as server:
        yield server


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Tests marked `anyio` run on asyncio, as the server does."""
    return "asyncio"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real server, the same for all tests of this process."""
    with serving() as (address, _):
        yield address


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop running in this thread to the end.

    Where several processes share the files, each is handed them in this order too.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say once, in capitals and below all that was skipped, which tests did not run for want of a program."""
    yield
    skipped = [str(report.longrepr) for report in terminalreporter.getreports("skipped")]
    for what, why in (("BROWSER", NO_CHROMIUM), ("POSTGRESQL", NO_POSTGRESQL), ("REDIS", NO_REDIS)):
        count = len([told for told in skipped if why in told])
        if count:
            terminalreporter.section(f"{what} TESTS LEFT OUT", sep="!", red=True, bold=True)
            terminalreporter.line(f"{count} tests were not run: {why}.")
