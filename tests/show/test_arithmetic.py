"""One update, line by line."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from app.core.errors import BadInput
from app.core.optimizers import OPTIMIZERS
from app.experiment import Experiment, Run, parse
from app.show.arithmetic import arithmetic
from app.show.journey import Journey

# Letters of functions and constants, which stand for themselves.
SIGNS = {"∇", "L", "e", "if\u00a0", "otherwise", "π", "sign", "max", "min", "cos"}


def told(query: str) -> tuple[Experiment, Run]:
    """An experiment, and its first run."""
    experiment = parse(query)
    return experiment, experiment.runs[0]


def words(mathml: str) -> str:
    """The signs of a formula in a row, without what can't be seen."""
    return "".join(ElementTree.fromstring(mathml).itertext()).replace("\u2062", "")


QUERY = "surface=himmelblau&steps=12&seed=3&noise=0.2&a={}&a.clip=30"


@pytest.mark.parametrize("id", OPTIMIZERS)
def test_the_update_ends_exactly_where_the_trajectory_goes_on(id: str) -> None:
    experiment = parse(QUERY.format(id))
    journey = Journey(experiment)
    journey.advance(12)
    path = journey.descents[0][1].path
    for at in range(1, len(path)):
        found = arithmetic(experiment, experiment.runs[0], at)
        assert (found["before"], found["after"]) == (path.point(at - 1), path.point(at))


def test_every_line_has_a_formula_its_numbers_and_a_value_for_each_coordinate() -> None:
    experiment = parse("a=adam&steps=5")
    lines = arithmetic(experiment, experiment.runs[0], 3)["lines"]
    assert [line["name"] for line in lines][-1] == "p"
    for line in lines:
        assert line["formula"].startswith("<math")
        assert line["numbers"].startswith("<math")
        assert len(line["value"]) == 2


def test_the_scheduled_rate_is_the_first_line() -> None:
    found = arithmetic(*told("a=gd&a.lr=0.5&a.schedule=exponential&a.schedule.gamma=0.5"), 3)
    first = found["lines"][0]
    assert (first["name"], first["value"], first["idle"]) == ("lr", (0.125, 0.125), False)
    assert words(first["formula"]) == "lr←lr⋅γs"
    assert words(first["numbers"]) == "lr=0.5⋅0.52=0.125"
    entries = {entry["name"]: entry for entry in found["names"]}
    assert entries["schedule.gamma"]["help"] == "what it is multiplied by after each step"
    assert entries["schedule.s"]["value"] == (2,)
    assert entries["lr"]["value"] == (0.5,)
    alone = arithmetic(*told("a=bfgs&a.lr=0.5&a.schedule=exponential"), 3)["names"]
    assert [entry["name"] for entry in alone][:3] == ["schedule.gamma", "schedule.s", "lr"]


def test_a_step_of_plain_descent_reads_as_in_a_textbook() -> None:
    experiment, run = told("surface=formula&formula=0.35*w**2&start=0.8&a=gd&a.lr=0.1")
    decay, step = arithmetic(experiment, run, 1)["lines"]
    assert (decay["idle"], step["idle"]) == (True, False)
    assert words(step["formula"]) == "p←p−lr⋅g"
    assert words(step["numbers"]) == "w′=w−lr⋅dLdw=0.8−0.1⋅0.56=0.744"


def test_the_gradient_tells_where_it_comes_from() -> None:
    found = arithmetic(*told("surface=formula&formula=x*w&a=gd&start=2,3"), 1)
    assert words(found["gradient"]) == "g=(∂L∂x,∂L∂w)=(w,x)=(3,2)"
    long = arithmetic(*told("a=gd&start=1,1"), 1)["gradient"]
    assert words(long) == "g=(∂L∂x,∂L∂y)=(−46,−38)"
    batch = "surface=fit&batch=4&a=gd"
    assert arithmetic(*told(batch), 1)["gradient"] is None


def test_the_last_line_is_told_for_each_coordinate_with_what_it_then_holds() -> None:
    clipped = arithmetic(*told("a=gd&start=1,1&a.clip=1"), 1)["lines"][-1]
    assert words(clipped["numbers"]).startswith("x′=x−lr⋅gx=1−0.001")
    adam = arithmetic(*told("a=adam"), 2)["lines"][-1]
    assert words(adam["numbers"]).startswith("x′=x−lr⋅m^xv^x+ε=")
    elsewhere = arithmetic(*told("a=rule&a.rule=p%3Dp-0.1*grad(p)"), 1)["lines"][-1]
    assert "′" not in words(elsewhere["numbers"])


def test_the_signs_between_the_names_are_explained() -> None:
    helps = {words(entry["symbol"]): entry["help"] for entry in arithmetic(*told("a=gd"), 1)["signs"]}
    assert helps["←"].startswith("becomes")
    assert helps["x′"].startswith("x after the step")
    assert "∂L∂x,∂L∂y" in helps


def test_what_changes_the_gradient_on_its_way_to_the_run_is_explained() -> None:
    found = arithmetic(*told("a=sign&noise=0.5&a.clip=3&a.direction=up"), 1)
    assert [words(line["formula"])[:4] for line in found["lines"][:3]] == ["g←g+", "g←{g", "g←−g"]
    helps = {entry["name"]: entry["help"] for entry in found["names"]}
    assert helps["σ"] == "standard deviation of noise added to each gradient component"
    assert "standard normal" in helps["ξ"]
    assert helps["clip"].startswith("the longest gradient")
    assert helps["g"] == "the gradient at the point: ∂L/∂x and ∂L/∂y"


@pytest.mark.parametrize("surface", ["himmelblau", "forrester"])
@pytest.mark.parametrize("id", OPTIMIZERS)
def test_every_symbol_in_the_lines_says_what_it_is(id: str, surface: str) -> None:
    up = "" if id == "polyak" else "&a.direction=up"
    experiment, run = told(f"surface={surface}&a={id}&noise=0.01&a.schedule=cosine{up}")
    for at in range(1, 12):
        try:
            found = arithmetic(experiment, run, at)
        except BadInput:
            break
        names = [entry["name"] for entry in found["names"]]
        assert len(names) == len(set(names))
        assert {line["name"] for line in found["lines"]} <= set(names)
        symbols = "".join([words(entry["symbol"]) for entry in found["names"]])
        for line in found["lines"]:
            letters = re.findall(r"<mi>([^<]+)</mi>", line["formula"])
            assert all(letter in symbols or letter in SIGNS for letter in letters)
        for entry in found["names"]:
            assert "your own rule" not in entry["help"]
            assert all(isinstance(value, float) for value in entry["value"])


def test_names_of_a_typed_rule_are_told_apart() -> None:
    found = arithmetic(*told("a=rule&a.rule=m%3Dmu*m%2Bg;d%3Dm/2;p%3Dp-lr*d&a.mu=0.5"), 2)
    helps = {entry["name"]: entry["help"] for entry in found["names"]}
    assert "remembers" in helps["m"]
    assert "works out" in helps["d"]
    assert "reads" in helps["mu"]


def test_a_nudge_tells_where_the_lines_lead_and_where_the_run_was_put() -> None:
    experiment, run = told("a=gd&a.lr=0.01&a.start@4=1,2")
    (free,) = parse("a=gd&a.lr=0.01").runs
    found = arithmetic(experiment, run, 4)
    assert found["moved"] == found["after"] == (1, 2)
    assert found["arrival"] == arithmetic(experiment, free, 4)["after"] == found["lines"][-1]["value"]
    after = arithmetic(experiment, run, 5)
    assert (after["before"], after["moved"], after["arrival"]) == ((1, 2), None, after["after"])


def test_a_nudge_out_of_the_domain_is_told_and_nothing_after_it() -> None:
    experiment, run = told("surface=formula&formula=log(x)%2By**2&start=1,1&a=gd&a.lr=.01&a.start@4=-1,1")
    assert arithmetic(experiment, run, 4)["moved"] == (-1, 1)
    with pytest.raises(BadInput, match="ends at step 4; there is no step 5"):
        arithmetic(experiment, run, 5)


def test_the_numbers_shown_have_few_digits_and_the_values_all() -> None:
    for id in OPTIMIZERS:
        for line in arithmetic(*told(f"a={id}"), 3)["lines"]:
            shown = re.findall(r"<mn>([^<]+)</mn>", line["numbers"])
            assert all(len(number.replace(".", "").lstrip("0")) <= 6 for number in shown)
            assert "nan" not in line["numbers"]


def test_a_step_that_a_diverged_run_never_made_is_refused_in_words() -> None:
    experiment = parse("a=gd&a.lr=100")
    with pytest.raises(BadInput) as refused:
        arithmetic(experiment, experiment.runs[0], 50)
    assert refused.value.field == "at"
    assert "no step 50" in refused.value.message
