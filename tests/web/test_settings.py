"""Settings come from the environment, and say what is wrong with it."""

from __future__ import annotations

from dataclasses import fields

import httpx
import pytest

from app.main import create_app
from app.web.settings import Settings


def test_what_the_environment_does_not_say_stays_as_it_is() -> None:
    assert Settings.from_environment({"PATH": "/bin", "FALLLINE_GRID": "51"}) == Settings(grid=51)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "many", "²"])
def test_a_setting_that_is_no_whole_number_stops_the_start_with_its_name(text: str) -> None:
    with pytest.raises(ValueError, match="FALLLINE_WORKERS must be a whole number"):
        Settings.from_environment({"FALLLINE_WORKERS": text})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.metadata["help"] for field in fields(Settings))


@pytest.mark.anyio
async def test_a_limit_that_is_set_is_the_one_that_holds() -> None:
    transport = httpx.ASGITransport(app=create_app(Settings(grid=50)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.get("/api/surface?n=51")).status_code == 422
        assert len((await client.get("/api/surface?n=50")).json()["x"]) == 50
        assert len((await client.get("/api/surface")).json()["x"]) == 50
