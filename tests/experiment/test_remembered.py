"""What is worked out of settings is kept, as many answers and as many rows as there is room for."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import BadInput
from app.core.tables.stored import Stored
from app.experiment.remembered import remembered
from app.tables import load

TABLE = load("line")
CELLS = Stored("", TABLE).cells


def counted(most: int, cells: int = 10**9) -> tuple[Any, list[Any]]:
    made: list[Any] = []

    @remembered(most, cells)
    def work(*args: Any) -> object:
        made.append(args)
        return object()

    return work, made


def settings(name: str, **more: float) -> Any:
    return (("data", Stored(name, TABLE)), *more.items())


def test_the_same_question_is_worked_out_once() -> None:
    work, made = counted(2)
    assert work("a", 1) is work("a", 1)
    assert work("a", 1) is not work("a", 2)
    assert len(made) == 2


def test_beyond_so_many_the_one_asked_for_longest_ago_goes() -> None:
    work, made = counted(2)
    for name in "abaca":
        work(name)
    assert [name for (name,) in made] == ["a", "b", "c"]
    work("b")
    assert len(made) == 4


def test_stored_tables_behind_the_answers_are_bounded_and_each_counts_once() -> None:
    work, made = counted(100, cells=2 * CELLS)
    for k in range(9):
        work("fit", settings("one", l1=k))
    work(settings("two"))
    assert len(made) == 10
    work("fit", settings("one", l1=3))
    assert len(made) == 10
    work(settings("three"))
    work("fit", settings("one", l1=0))
    assert len(made) == 12


def test_the_last_answer_is_kept_however_large() -> None:
    work, made = counted(100, cells=CELLS // 2)
    work(settings("one"))
    work(settings("one"))
    assert len(made) == 1


def test_a_refusal_is_not_remembered() -> None:
    asked: list[str] = []

    @remembered(9)
    def refuse(text: str) -> None:
        asked.append(text)
        raise BadInput("s.data", "no")

    for _ in range(2):
        with pytest.raises(BadInput):
            refuse("x")
    assert len(asked) == 2
