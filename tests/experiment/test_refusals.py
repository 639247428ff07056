"""Every wrong key and value is refused, under its own key, with a sentence that says what to do."""

from __future__ import annotations

import re

import pytest

from app.core.errors import BadInput
from app.experiment import canonical, parse

# query, the field that is refused, and a word that its message must hold
BAD = [
    ("surfac=himmelblau", "surfac", "Did you mean surface?"),
    ("foo=1", "foo", "Known are surface"),
    ("A=adam", "A", "Did you mean a?"),
    ("i=adam", "i", "no such key"),
    ("=adam", "query", "without its key"),
    ("start", "start", "Nothing is given"),
    ("surface=himelblau", "surface", "Did you mean himmelblau?"),
    ("surface=", "surface", "No surface is named"),
    ("surface=Himmelblau", "surface", "Did you mean himmelblau?"),
    ("surface=__class__", "surface", "no surface"),
    ("surface=himmelblau&surface=beale", "surface", "more than once"),
    ("steps=3&steps=3", "steps", "more than once"),
    ("a=gd&a=adam", "a", "more than once"),
    ("s.b=1", "s.b", "no parameters"),
    ("surface=rosenbrock&s.a=1", "s.a", "It has s.b"),
    ("surface=rosenbrock&s.b=0", "s.b", "out of range"),
    ("surface=rosenbrock&s.b=big", "s.b", "not a number"),
    ("surface=hills&s.count=2.5", "s.count", "whole number"),
    ("surface=formula", "formula", "Write the formula"),
    ("formula=x", "formula", "surface=formula"),
    ("surface=beale&formula=x**2", "formula", "surface=formula"),
    ("surface=formula&formula=", "formula", "empty"),
    ("surface=formula&formula=%20", "formula", "empty"),
    ("surface=formula&formula=x**2+y**2", "formula", "%2B"),
    ("surface=formula&formula=x%20y", "formula", "can't be read"),
    ("surface=formula&formula=__import__('os')", "formula", "not allowed"),
    ("surface=formula&formula=x*q", "formula", "q"),
    ("surface=formula&formula=x%2By%2Bw", "formula", "3 variables"),
    ("surface=formula&formula=3", "formula", "no variable"),
    ("window=0,1", "window", "four numbers"),
    ("window=0,1,0", "window", "four numbers"),
    ("surface=parabola&window=0,1,0,1", "window", "two numbers"),
    ("window=1,0,0,1", "window", "lower value first"),
    ("window=1,1,0,1", "window", "lower value first"),
    ("window=0,1,0,inf", "window", "not a finite"),
    ("window=-1e308,1e308,0,1", "window", "smaller window"),
    ("window=1,1.0000000000001,0,1", "window", "larger window"),
    ("start=1", "start", "two numbers"),
    ("start=1,2,3", "start", "two numbers"),
    ("surface=parabola&start=1,2", "start", "one number"),
    ("start=nan,0", "start", "not a finite"),
    ("start=banana,0", "start", "“banana” is not a number"),
    ("start=0,nan", "start", "not a finite"),
    ("start=1e999,0", "start", "too large"),
    ("start=zeroes", "start", "Did you mean zeros?"),
    ("start=Zeros", "start", "Did you mean zeros?"),
    ("start=1;2", "start", "not a number"),
    ("start=1,,2", "start", "Nothing is given"),
    ("start=1,0x10", "start", "not a number"),
    ("start=1,1_000", "start", "not a number"),
    ("start=1,\u0661", "start", "not a number"),
    ("steps=0", "steps", "out of range"),
    ("steps=10001", "steps", "out of range"),
    ("steps=-5", "steps", "out of range"),
    ("steps=1.5", "steps", "whole number"),
    ("steps=many", "steps", "not a number"),
    ("steps=", "steps", "Nothing is given"),
    ("steps=1e+2", "steps", "%2B"),
    ("seed=-1", "seed", "out of range"),
    ("seed=1.5", "seed", "whole number"),
    ("seed=9007199254740993000", "seed", "out of range"),
    ("noise=-0.1", "noise", "out of range"),
    ("noise=nan", "noise", "not a finite"),
    ("noise=Infinity", "noise", "not a finite"),
    ("batch=10", "batch", "not fitted to data"),
    ("a=adm", "a", "Did you mean adam?"),
    ("a=", "a", "No optimizer is named"),
    ("a=Adam", "a", "Did you mean adam?"),
    ("a.lr=0.1", "a.lr", "Run a has no optimizer"),
    ("a=adam&b.lr=0.1", "b.lr", "Run b has no optimizer"),
    ("a@5=adam", "a@5", "Run a has no optimizer"),
    ("a=adam&a.lr=0", "a.lr", "out of range"),
    ("a=adam&a.lr=-1", "a.lr", "out of range"),
    ("a=adam&a.lr=1e9", "a.lr", "out of range"),
    ("a=adam&a.lr=nan", "a.lr", "not a finite"),
    ("a=adam&a.lr=fast", "a.lr", "not a number"),
    ("a=adam&a.lr=", "a.lr", "Nothing is given"),
    ("a=adam&a.momentum=0.9", "a.momentum", "It has a.lr"),
    ("a=adam&a.beta=0.9", "a.beta", "Did you mean a.beta"),
    ("a=adam&a.beta1=1", "a.beta1", "out of range"),
    ("a=adam&a.=1", "a.", "It has a.lr"),
    ("a=adam&a.lr.x=1", "a.lr.x", "It has a.lr"),
    ("a=adam&a.rule=p=p", "a.rule", "a=rule"),
    ("a=rule", "a.rule", "Write the rule"),
    ("a=rule&a.rule=", "a.rule", "empty"),
    ("a=rule&a.rule=p=p-lr*h(g)", "a.rule", "unknown function"),
    ("a=rule&a.rule=p=p-lr*g+p", "a.rule", "%2B"),
    ("a=rule&a.rule=q=p", "a.rule", "never sets p"),
    ("a=rule&a.rule=p=p-mu*g", "a.mu", "reads mu"),
    ("a=rule&a.rule=p=p-clip*g&a.clip=1", "a.rule", "rename"),
    ("a=rule&a.rule=p=p-lr*g&a.mu=1", "a.mu", "It has a.lr"),
    ("a=rule&a.rule=p=p-mu*g&a.mu=1e13", "a.mu", "out of range"),
    ("a=gd&a.start=1", "a.start", "two numbers"),
    ("a=gd&a.start=home", "a.start", "Give numbers"),
    ("a=gd&a.schedule=cosin", "a.schedule", "Did you mean cosine?"),
    ("a=gd&a.schedule=cosine&a.schedule.gamma=1", "a.schedule.gamma", "The schedule cosine has"),
    ("a=gd&a.schedule.gamma=0.9", "a.schedule.gamma", "The schedule constant has no parameters"),
    ("a=gd&a.schedule=step&a.schedule.gamma=2", "a.schedule.gamma", "out of range"),
    ("a=rule&a.rule=p=p-g&a.schedule=step", "a.schedule", "no learning rate"),
    ("a=gd&a.clip=0", "a.clip", "out of range"),
    ("a=gd&a.clip=-1", "a.clip", "out of range"),
    ("a=gd&a.direction=sideways", "a.direction", "Choose one of down, up"),
    ("a=gd&a.lr@0=1", "a.lr@0", "from 1 to 299"),
    ("a=gd&a.lr@300=1", "a.lr@300", "from 1 to 299"),
    ("steps=50&a=gd&a.lr@50=1", "a.lr@50", "from 1 to 49"),
    ("steps=1&a=gd&a.lr@1=1", "a.lr@1", "more steps"),
    ("a=gd&a.lr@-1=1", "a.lr@-1", "from 1 to 299"),
    ("a=gd&a.lr@1.5=1", "a.lr@1.5", "from 1 to 299"),
    ("a=gd&a.lr@07=1", "a.lr@07", "from 1 to 299"),
    ("a=gd&a.lr@=1", "a.lr@", "from 1 to 299"),
    ("a=gd&a@x=adam", "a@x", "from 1 to 299"),
    ("a=gd&a.lr@5@6=1", "a.lr@5@6", "from 1 to 299"),
    ("a=gd&a.lr@5=0", "a.lr@5", "out of range"),
    ("a=gd&a.momentum@5=0.9", "a.momentum@5", "has no momentum"),
    ("a=gd&a@5=adm", "a@5", "Did you mean adam?"),
    ("a=gd&a@5=gd", "a@5", "already"),
    ("a=gd&a@5=adam&a.momentum@5=0.5", "a.momentum@5", "has no momentum"),
    ("a=gd&a.start@5=1", "a.start@5", "two numbers"),
    ("surface=parabola&a=gd&a.start@5=1,2", "a.start@5", "one number"),
    ("a=gd&a.start@5=", "a.start@5", "Nothing is given"),
    ("a=gd&a.start@5=random", "a.start@5", "a point of your own"),
    ("a=gd&a.start@5=home", "a.start@5", "not a number"),
    ("a=gd&a.start@5=1,nan", "a.start@5", "not a finite"),
    ("a=gd&a.start@0=1,2", "a.start@0", "from 1 to 299"),
    ("a=gd&a.start@300=1,2", "a.start@300", "from 1 to 299"),
    ("a=gd&a.start@05=1,2", "a.start@05", "from 1 to 299"),
    ("a=gd&a.start@=1,2", "a.start@", "from 1 to 299"),
    ("a=gd&a.start@5@6=1,2", "a.start@5@6", "from 1 to 299"),
    ("steps=1&a=gd&a.start@1=1,2", "a.start@1", "more steps"),
    ("a=gd&a.start@5=1,2&a.start@5=1,2", "a.start@5", "more than once"),
    ("a.start@5=1,2", "a.start@5", "Run a has no optimizer"),
    ("a=adm&a.start@5=1", "a", "Did you mean adam?"),
    ("a=gd&a.restart@5=1,2", "a.restart@5", "has no restart"),
    ("a=gd&a.clip@5=1", "a.clip@5", "whole run"),
    ("a=gd&a.schedule@5=step", "a.schedule@5", "whole run"),
    ("a=gd&a@5=rule", "a.rule@5", "Write the rule"),
    ("a=gd&a.rule@5=p=p", "a.rule@5", "a@5=rule"),
    ("surface=monkey_saddle&a=polyak", "a", "lowest loss"),
    ("surface=monkey_saddle&a=gd&a@5=polyak", "a@5", "lowest loss"),
    ("a=polyak&a.direction=up", "a", "can't climb"),
    ("step=-1", "step", "out of range"),
    ("camera=1,2", "camera", "three numbers"),
    ("camera=left", "camera", "not a number"),
    ("view=all", "view", "Choose one of both"),
    ("theme=blue", "theme", "Choose one of light, dark"),
    ("scale=cubic", "scale", "Choose one of log, linear"),
    ("loss=cubic", "loss", "Choose one of log, linear"),
    ("speed=0", "speed", "out of range"),
    ("sort=name", "sort", "Choose one of run, -run, step"),
    ("a=gd&a.lr=1e9", "a.lr", "choose 1e-6 to 100"),
    ("steps=%zz", "steps", "%25"),
    ("steps=%FF", "steps", "UTF-8"),
    ("%FF=1", "query", "UTF-8"),
    ("steps=3%00", "steps", "control character"),
    ("a=" + "x" * 20_000, "query", "characters long"),
]


@pytest.mark.parametrize(("query", "field", "word"), BAD, ids=[row[0][:60] for row in BAD])
def test_what_is_wrong_is_refused_under_its_key_with_what_to_do(query: str, field: str, word: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(query)
    assert [problem.field for problem in refused.value.all] == [field]
    assert word in refused.value.message
    assert re.match(r"[A-Z“0-9-]", refused.value.message)
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) < 400


def test_everything_wrong_is_told_at_once_in_the_order_of_the_query() -> None:
    with pytest.raises(BadInput) as refused:
        parse("noise=-1&a=adam&a.lr=nan&b=adm&b.lr=3&steps=0&foo=1&start=1&surface=beale&c.lr=1")
    assert [problem.field for problem in refused.value.all] == [
        "noise", "a.lr", "b", "steps", "foo", "start", "c.lr"
    ]  # fmt: skip


def test_what_hangs_on_a_bad_key_is_not_complained_about_too() -> None:
    with pytest.raises(BadInput) as refused:
        parse("surface=nix&s.b=1&start=1,2,3&window=1,2&b=nix&b.lr=9&b.schedule=cosine&b.lr@3=1")
    assert [problem.field for problem in refused.value.all] == ["surface", "b"]


def test_an_unknown_name_in_a_formula_without_a_plus_gets_no_hint_about_pluses() -> None:
    with pytest.raises(BadInput) as refused:
        parse("surface=formula&formula=x*q")
    assert "%2B" not in refused.value.message


def test_a_plus_that_reads_as_a_space_where_spaces_are_fine_is_fine() -> None:
    spaced = parse("surface=formula&formula=x**2+%2B+y**2")
    assert canonical(spaced) == "surface=formula&formula=x**2%20%2B%20y**2"
