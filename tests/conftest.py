"""What tests share: one real server for each process that runs tests, and what a browser is started with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
    """Say once, in capitals and below all that was skipped, when the browser tests did not run."""
    yield
    skipped = terminalreporter.getreports("skipped")
    left_out = [report for report in skipped if NO_CHROMIUM in str(report.longrepr)]
    if left_out:
        terminalreporter.section("BROWSER TESTS LEFT OUT", sep="!", red=True, bold=True)
        terminalreporter.line(f"{len(left_out)} tests were not run: {NO_CHROMIUM}.")
