"""What is behind a storyboard's link, and behind the links that are pasted into it or sent as JSON."""

from __future__ import annotations

import base64
import tracemalloc
import zlib

import pytest

from app.show.board import MAX_PACKED, checked, pack, read_sent, unpack
from app.show.board.pasted import query_of
from tests.show.board.test_board import FILE, QUERY, opened, read_back, refused


@pytest.mark.parametrize(
    "text",
    ["", "!", "abc", "eJw", "é" * 8, pack(FILE)[:-8], pack(FILE) + "AAAA", pack(FILE).replace("e", "f", 1)],
)
def test_a_link_that_was_cut_or_changed_is_refused(text: str) -> None:
    assert "copy the whole link" in refused(lambda: unpack(text))["board"]


def test_a_link_that_would_swell_is_refused_before_it_does() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"a" * 8_000_000, 9)).decode().rstrip("=")
    assert len(bomb) < MAX_PACKED
    tracemalloc.start()
    assert "unpacks to more" in refused(lambda: unpack(bomb))["board"]
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()
    assert "longer than the 12,000" in refused(lambda: unpack("a" * 12_001))["board"]


def test_what_does_not_fit_into_a_link_is_refused_with_its_size() -> None:
    assert "60,001 bytes" in refused(lambda: pack("a" * 60_001))["board"]
    # Of random letters nothing is saved.
    letters = base64.b64encode(zlib.compress(bytes(range(256)) * 8, 0) * 10).decode()
    noise = "".join([chr(33 + (ord(c) * k * 7919) % 90) for k, c in enumerate(letters[:20_000])])
    assert "where 12,000 fit" in refused(lambda: pack(noise))["board"]


@pytest.mark.parametrize(
    "pasted",
    [
        QUERY,
        f"?{QUERY}",
        f" https://there.example/?{QUERY}\n",
        f"http://here.example/fallline/?{QUERY}#top",
        f"localhost:8000/?{QUERY}",
        f"/embed?{QUERY}",
        "http://here.example/s/abc1234",
        "http://here.example/fallline/s/abc1234/embed?autoplay=1",
        "/s/abc1234",
        "here.example/s/abc1234",
    ],
)
def test_whatever_is_pasted_for_an_experiment_is_its_query(pasted: str) -> None:
    known = {"abc1234": QUERY}
    assert query_of(pasted, "here.example", known.__getitem__) == QUERY


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "Paste the link"),
        ("hello", "no experiment in this link"),
        ("https://here.example/lessons/loss", "no experiment"),
        ("https://there.example/s/abc1234", "only that site"),
    ],
)
def test_what_is_no_experiment_is_refused(pasted: str, said: str) -> None:
    assert said in refused(lambda: query_of(pasted, "here.example", {}.__getitem__))["query"]


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ([], "board", "Send JSON"),
        ({"title": "Mine", "steps": {}}, "steps", "a list"),
        ({"title": "Mine", "author": "me"}, "author", "no such part"),
        ({"title": "Mine", "steps": [{"query": QUERY}, "x"]}, "step 2", "an object"),
        ({"title": "Mine", "steps": [{"link": QUERY}]}, "step 1", "no part link"),
        ({"title": "Mine", "steps": [{"query": QUERY, "notes": 3}]}, "step 1 notes", "must be a text"),
    ],
)
def test_json_of_another_form_is_refused_by_its_place(sent: object, field: str, said: str) -> None:
    assert said in refused(lambda: read_sent(sent))[field]


def test_json_says_what_a_file_says() -> None:
    steps = [
        {"query": f"{QUERY}&step=3", "title": "One", "text": "Down $x - lr*g$.", "question": "Why?"},
        {"query": "surface=bowl&a=adam", "title": "Two"},
    ]
    assert checked(read_sent({"title": "Mine", "steps": steps}), opened) == read_back(FILE)
