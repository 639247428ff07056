"""A room whose lecturer went home without a word: over after a while, then forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.room import memory
from tests.web.lectures import POLL, QUERY, new_who
from tests.web.test_stored_tables import errors, speak

pytestmark = pytest.mark.anyio

HOUR = 3600.0


async def test_it_expires_can_be_taken_away_for_as_long_again_and_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [0.0]
    for clock in ("time", "monotonic"):
        real = getattr(memory, clock)
        monkeypatch.setattr(memory, clock, lambda real=real: real() + passed[0])
    async with speak(data=str(tmp_path), room_hours=2) as client:
        room = (await client.post("/api/rooms")).json()
        path, bearer = f"/api/rooms/{room['code']}", {"Authorization": f"Bearer {room['key']}"}
        await client.post(f"{path}/activities", json=POLL, headers=bearer)
        sent = {"activity": "1", "who": new_who(), "answer": 0}
        assert (await client.post(f"{path}/answers", json=sent)).status_code == 201
        # Whoever follows does not keep it open; its lecturer does.
        passed[0] += 1.9 * HOUR
        assert (await client.put(f"{path}/stage", json={"query": QUERY}, headers=bearer)).status_code == 200
        passed[0] += 1.9 * HOUR
        assert (await client.get(path)).status_code == 200
        passed[0] += 0.2 * HOUR
        assert "lecturer was away" in errors(await client.get(path), 410)["code"]
        late = await client.put(f"{path}/stage", json={"query": QUERY}, headers=bearer)
        assert list(errors(late, 410)) == ["code"]
        assert list(errors(await client.post(f"{path}/answers", json=sent), 410)) == ["code"]
        assert (await client.get(f"{path}/events")).text.endswith('data: {"reason":"expired"}\n\n')
        assert len((await client.get(f"{path}/answers.csv", headers=bearer)).text.splitlines()) == 2
        # Whoever opens a room waits until all that has happened is kept.
        await client.post("/api/rooms")
    # Another process finds it as it is, and forgets it in time.
    async with speak(data=str(tmp_path), room_hours=2) as client:
        assert (await client.get(path)).status_code == 410
        passed[0] += 2.1 * HOUR
    async with speak(data=str(tmp_path), room_hours=2) as client:
        assert list(errors(await client.get(path), 404)) == ["code"]
