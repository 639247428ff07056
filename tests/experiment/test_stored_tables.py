"""A stored table under an experiment: named by its id, handed in by whoever reads the query."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.experiment import canonical, parse, sentence
from app.experiment.mending import mended
from app.experiment.own import stored_in
from app.experiment.resolve import fit_of, landscape_of, lesson_of
from app.show.described import described
from app.tables import load

ID, OTHER = "t-0123456789", "t-9876543210"
TABLES = {ID: load("tips")}
LINK = f"surface=fit&s.data={ID}&a=gd&a.lr=0.1"


def refused(query: str, **more: object) -> dict[str, str]:
    with pytest.raises(BadInput) as problem:
        parse(query, **more)  # type: ignore[arg-type]
    return {one.field: one.message for one in problem.value.all}


def test_an_experiment_on_it_is_one_value_like_any_other() -> None:
    experiment = parse(LINK, TABLES)
    assert canonical(experiment) == LINK
    assert parse(canonical(experiment), TABLES) == experiment
    assert hash(parse(LINK, TABLES)) == hash(experiment)
    named = parse(f"{LINK}&s.x=total_bill&s.y=size", TABLES)
    assert named != experiment
    assert "s.y=size" in canonical(named)
    assert described(experiment)["parameters"]["data"] == ID
    assert "Tips" in sentence(experiment)


def test_it_is_the_same_loss_as_on_the_table_itself() -> None:
    chosen = "s.x=total_bill&s.y=tip&s.standardize=1&a=gd"
    stored = parse(f"surface=fit&s.data={ID}&{chosen}", TABLES)
    known = parse(f"surface=fit&s.data=tips&{chosen}")
    assert landscape_of(stored).loss_at((1.5, 2.0)) == landscape_of(known).loss_at((1.5, 2.0))
    fit = fit_of(stored)
    assert fit is not None
    assert len(fit.target) == load("tips").rows


def test_a_network_learns_it() -> None:
    lesson = lesson_of(parse(f"surface=network&s.data={ID}&s.x=total_bill,size&s.y=tip&a=adam", TABLES))
    assert lesson is not None
    assert len(lesson.data) == load("tips").rows


@pytest.mark.parametrize("surface", ["fit", "network", "tips_line"])
def test_one_that_is_not_at_hand_is_refused_with_what_to_do(surface: str) -> None:
    found = refused(f"surface={surface}&s.data={OTHER}&s.x=u&s.y=v&a=gd", tables=TABLES)
    assert list(found) == ["s.data"]
    assert OTHER in found["s.data"]
    assert "add the CSV itself" in found["s.data"]


@pytest.mark.parametrize("text", ["t-", "t-short", "t-0123456789x!", "t-ILOU567890"])
def test_what_is_no_id_is_refused_as_a_broken_link(text: str) -> None:
    assert "copy the whole link" in refused(f"surface=fit&s.data={text}&a=gd", tables=TABLES)["s.data"]


def test_what_is_wrong_with_its_columns_is_said_as_of_any_table() -> None:
    found = refused(f"{LINK}&s.x=nothing", tables=TABLES)
    assert "Choose one of total_bill" in found["s.x"]


def test_the_id_is_found_in_a_query_however_it_is_written() -> None:
    assert stored_in(f"?{LINK}") == ID
    assert stored_in("a=gd&s.data=t%2D0123456789") == ID
    assert stored_in(f"s%2Edata={ID}") == ID
    for none in ("", "a=gd", "s.data=tips", "s.data=z-abc", "s.data=t-", f"data={ID}", "s.data=t-../../x"):
        assert stored_in(none) is None


def test_the_rest_of_a_refused_link_keeps_its_table() -> None:
    assert mended(f"{LINK}&steps=many", lambda query: parse(query, TABLES)).query == LINK
    assert mended(f"{LINK}&steps=many").query == "surface=fit&a=gd&a.lr=0.1"


def test_runs_over_too_many_rows_are_refused_before_they_begin() -> None:
    rows = load("tips").rows
    assert parse(f"{LINK}&steps=100", TABLES, work=rows * 100)
    found = refused(f"{LINK}&steps=101", tables=TABLES, work=rows * 100)
    advice = "take at most 100 steps, fewer runs or fewer rows."
    assert found == {"steps": f"101 steps through {rows} rows take too long: {advice}"}
    two = refused(f"{LINK}&b=adam&steps=100", tables=TABLES, work=rows * 100)
    assert "100 steps of 2 runs" in two["steps"]
    assert "at most 50 steps" in two["steps"]
    assert "steps" in refused(f"surface=network&s.data={ID}&a=adam&steps=5000", tables=TABLES, work=1000)


def test_a_surface_without_rows_knows_no_such_limit() -> None:
    assert parse("surface=himmelblau&a=gd&b=adam&steps=10000", work=1)
