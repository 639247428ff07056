"""The table of figures says "met" only where a figure is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.figure import Figure, show

PROGRAMS = Path(__file__).parent.parent / "bench"


def figure(**of: object) -> Figure:
    return Figure(name="a step", unit="µs", **of)  # type: ignore[arg-type]


def test_a_figure_is_met_up_to_its_goal_and_missed_above_it() -> None:
    assert figure(measured=1.5, goal=1.5).met
    assert not figure(measured=1.6, goal=1.5).met


def test_a_speed_up_must_reach_its_ratio() -> None:
    assert figure(measured=1, yardstick=70, ratio_goal=70).met
    assert not figure(measured=1, yardstick=69, ratio_goal=70).met


def test_a_cost_must_stay_below_its_ratio() -> None:
    assert figure(measured=4, yardstick=1, ratio_goal=4, ratio_at_most=True).met
    assert not figure(measured=5, yardstick=1, ratio_goal=4, ratio_at_most=True).met


def test_without_its_yardstick_a_figure_stands_alone() -> None:
    alone = figure(measured=1, goal=1.5, against="torch.optim", ratio_goal=70)
    assert alone.met
    assert "torch.optim" not in " ".join(alone.row())


def test_a_speed_up_without_its_yardstick_is_not_called_met() -> None:
    assert figure(measured=1, ratio_goal=3).row()[-1] == "no yardstick"
    assert figure(measured=1, yardstick=4, ratio_goal=3).row()[-1] == "met"


def test_the_table_shows_what_was_missed(capsys: pytest.CaptureFixture[str]) -> None:
    show([figure(measured=2, goal=1.5), figure(measured=1, goal=1.5)])
    first, second = capsys.readouterr().out.splitlines()[1:]
    assert first.endswith("MISSED")
    assert second.endswith("met")


def test_make_bench_runs_every_program() -> None:
    programs = {path.stem for path in PROGRAMS.glob("*.py") if "def measure()" in path.read_text()}
    everything = (PROGRAMS / "__main__.py").read_text()
    assert len(programs) == 16
    assert all(re.search(rf"\b{name}\b[,)\]]", everything) for name in programs)
