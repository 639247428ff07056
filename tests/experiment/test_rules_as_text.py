"""Every rule of the catalogue may be typed: as a text with its numbers it makes the same run, bit for bit."""

from __future__ import annotations

import pytest

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.experiment import canonical, parse
from app.experiment.offered import typed_rule
from app.experiment.query import join
from app.experiment.resolve import landscape_of, plan_of

RULES = {id: kind for id, kind in OPTIMIZERS.items() if isinstance(kind, Rule)}
# What holds for a run whatever its rule: a schedule that begins with another rate than lr, a change, noise.
WAYS = ["", "&noise=0.3&seed=5", "&a.schedule=warmup_cosine&a.clip=3", "&a.lr@7=0.002"]
PLACE = "surface=styblinski_tang&start=-1.2,1.3&steps=40"


def columns(query: str) -> list[list[float]]:
    experiment = parse(query)
    descent = Descent(landscape_of(experiment), plan_of(experiment, experiment.runs[0]))
    descent.advance(experiment.steps)
    return [*descent.path.points, descent.losses]


def as_text(rule: Rule, **changed: float) -> str:
    """The keys of run a with the rule's text and a number for everything that it reads."""
    values = {h.name: h.default for h in rule.hyperparameters} | changed
    pairs = [("a", "rule"), ("a.rule", "; ".join(rule.text.splitlines()))]
    return join([*pairs, *[(f"a.{name}", repr(float(value))) for name, value in values.items()]])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("id", RULES)
def test_a_rule_as_text_makes_the_same_run_to_the_last_bit(id: str, way: str) -> None:
    expected = columns(f"{PLACE}&a={id}{way}")
    assert len(set(expected[0])) > 4
    assert repr(columns(f"{PLACE}&{as_text(RULES[id])}{way}")) == repr(expected)


def test_memory_that_begins_elsewhere_than_at_zero_is_said_in_a_line_of_its_own() -> None:
    assert RULES["nadam"].text.startswith("memory q = 1\n")
    assert RULES["rprop"].text.startswith("memory d = lr\n")
    assert "memory" not in RULES["adam"].text


def test_a_changed_number_of_the_memory_changes_the_run() -> None:
    far = columns(f"{PLACE}&{as_text(RULES['adagrad'], initial_accumulator_value=50)}")
    assert far == columns(f"{PLACE}&a=adagrad&a.initial_accumulator_value=50")
    assert far != columns(f"{PLACE}&a=adagrad")


def test_a_line_of_memory_stays_in_the_link() -> None:
    query = canonical(parse(f"surface=bowl&{as_text(RULES['nadam'])}"))
    assert "memory%20q%20%3D%201" in query
    assert canonical(parse(query)) == query


def test_memory_by_that_name_is_a_name_like_any_other() -> None:
    rule = typed_rule("memory = 0.5*memory + g; p = p - lr*memory")
    assert rule.memory == {}
    assert [h.name for h in rule.hyperparameters] == ["lr"]


@pytest.mark.parametrize(
    ("text", "line", "character", "told"),
    [
        ("memory v = 1; p = p - lr*g", 1, None, "no line reads v before it is set"),
        ("memory v = 1; memory v = 2; v = v + g; p = p - lr*v", 2, None, "gives v a first value once more"),
        ("memory v = g; v = v + g; p = p - lr*v", 1, 12, "has an unknown name, g"),
        ("memory v = ; v = v + g; p = p - lr*v", 1, None, "is empty"),
        ("m = g\n\n  p = p - lr*/m", 2, 12, "can't be read"),
        ("m = g; p = p - lr*whatever(m)", 2, 12, "unknown function"),
        ("g = g\nt = 3\np = p - lr*g", 2, 1, "can't be set"),
        ("p + g", 1, None, "not of the form"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_character_in_it(
    text: str, line: int, character: int | None, told: str
) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        typed_rule(text, "a.rule")
    assert (refused.value.line, refused.value.character) == (line, character)
