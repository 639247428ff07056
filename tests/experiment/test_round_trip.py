"""Whatever may be written reads back as the same experiment."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.experiment import canonical, parse
from app.experiment.numbers import read_number, write_number
from tests.experiment.queries import Pair, queries, written


@settings(max_examples=150, deadline=None)
@given(queries())
def test_a_canonical_query_reads_back_as_the_same_experiment_and_stays_as_it_is(pairs: list[Pair]) -> None:
    experiment = parse(written(pairs))
    query = canonical(experiment)
    assert parse(query) == experiment
    assert canonical(parse(query)) == query


@settings(max_examples=50, deadline=None)
@given(queries(), st.randoms())
def test_the_order_of_the_keys_makes_no_difference(pairs: list[Pair], random: object) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert parse(written(shuffled)) == parse(written(pairs))


@settings(max_examples=50, deadline=None)
@given(queries())
def test_a_canonical_query_holds_nothing_that_could_be_left_out(pairs: list[Pair]) -> None:
    query = canonical(parse(written(pairs)))
    parts = query.split("&")
    for number in range(1, len(parts)):
        shorter = "&".join(parts[:number] + parts[number + 1 :])
        try:
            assert parse(shorter) != parse(query), f"{parts[number]} says nothing"
        except BadInput:
            continue


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_reads_back_exactly(value: float) -> None:
    text = write_number(value)
    assert read_number(text, "n") == value
    assert "+" not in text
    assert not text.endswith(".0")
    assert text != "-0"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_is_an_experiment_or_refused_in_words(text: str) -> None:
    try:
        parse(text)
    except BadInput as refused:
        for problem in refused.all:
            assert problem.field
            assert problem.message.endswith((".", "?"))


KEYS = st.sampled_from(
    ["surface", "a", "a.lr", "a@5", "a.lr@5", "start", "window", "formula", "s.b", "a.rule", "batch"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(KEYS, st.text(max_size=12)), max_size=5))
def test_known_keys_with_any_values_are_an_experiment_or_refused_under_a_key(pairs: list[Pair]) -> None:
    # What is missing is refused under the key that would bring it.
    known = {*[key for key, _ in pairs], "query", "formula", "a.rule", "a.rule@5"}
    assert refused_fields(written(pairs)) <= known


OF_FITS = st.sampled_from(["data", "points", "model", "loss", "x", "y", "l1", "delta", "rows"])
ALMOST = st.text(max_size=12) | st.sampled_from(
    ["points", "z-", "z-eNo", "1,2;2,3", "1,2;", "w*x + b", "w*x+b+c", "huber", "x", "x,x", "20", "1e9", "-1"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(OF_FITS, ALMOST), max_size=4))
def test_known_keys_of_a_fit_with_any_values_are_a_fixed_point_or_refused_under_a_key(
    pairs: list[Pair],
) -> None:
    query = written([("surface", "fit"), *[(f"s.{name}", value) for name, value in pairs]])
    # Points are asked for, and a model or a column left at its default may not go with other data.
    missing = {"s.points", "s.model", "s.x", "s.y"}
    refused = refused_fields(query)
    assert refused <= missing | {f"s.{name}" for name, _ in pairs}
    if refused:
        return
    experiment = parse(query)
    assert parse(canonical(experiment)) == experiment
    assert canonical(parse(canonical(experiment))) == canonical(experiment)


def refused_fields(query: str) -> set[str]:
    try:
        parse(query)
    except BadInput as refused:
        return {problem.field for problem in refused.all}
    return set()
