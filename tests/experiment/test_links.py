"""The golden links: each reads, and has one canonical form that never changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.experiment import canonical, parse

LINKS = json.loads((Path(__file__).parent.parent / "links.json").read_text())


@pytest.mark.parametrize("row", LINKS, ids=lambda row: row["link"][:80])
def test_a_link_has_the_canonical_query_that_the_golden_file_says(row: dict[str, str]) -> None:
    assert canonical(parse(row["link"])) == row["query"]


@pytest.mark.parametrize("row", LINKS, ids=lambda row: row["link"][:80])
def test_a_canonical_query_is_the_same_experiment_and_its_own_canonical_query(row: dict[str, str]) -> None:
    assert parse(row["query"]) == parse(row["link"])
    assert canonical(parse(row["query"])) == row["query"]


def test_the_golden_file_has_no_link_twice_and_more_than_one_way_to_write_some_queries() -> None:
    links = [row["link"] for row in LINKS]
    assert len(set(links)) == len(links) >= 60
    assert len({row["query"] for row in LINKS}) < len(links)
