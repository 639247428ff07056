import pytest

from app.core.errors import BadInput
from app.core.lowering import vectors_of
from app.core.program import CHARACTERS, LINES, parse_rule


def test_a_rule_may_be_parted_by_lines_or_semicolons():
    by_line = parse_rule("v = 0.9*v + g\np = p - lr*v", ("lr",))
    assert by_line == parse_rule("v = 0.9*v + g; p = p - lr*v", ("lr",))


def test_a_name_read_before_it_is_set_is_remembered_from_step_to_step():
    program = parse_rule("m = 0.9*m + g; d = m/norm(m); p = p - lr*d", ("lr",))
    assert [name for name, _ in program.memory] == ["m"]


def test_memory_has_a_number_for_each_coordinate_only_where_it_must():
    program = parse_rule("k = k + 1; s = s + norm(g); m = m + g; p = p - lr*m/(s*k)", ("lr",))
    assert vectors_of(program) == {"m"}


def test_memory_that_copies_other_memory_takes_its_shape():
    program = parse_rule("a = b; b = b + g; p = p - a", ())
    assert vectors_of(program) == {"b"}
    program = parse_rule("p = p - a; a = b; b = b + g", ())
    assert vectors_of(program) == {"a", "b"}


def test_a_step_counts_every_gradient_it_asks_for():
    assert parse_rule("p = p - lr*g", ("lr",)).gradients == 1
    assert parse_rule("q = grad(p + g); p = p - q - grad(p - q)", ()).gradients == 3


def test_the_gradient_at_the_point_counts_only_where_it_is_read():
    assert parse_rule("g = grad(p + v); v = v - lr*g; p = p + v", ("lr",)).gradients == 1
    assert parse_rule("p = p + normal", ()).gradients == 0


@pytest.mark.parametrize(
    ("text", "evaluations"),
    [
        ("p = p - (loss - best)*g", 1),
        ("p = p - loss*normal", 1),
        ("p = p + 1", 0),
        ("p = p - grad(p + g)", 2),
    ],
)
def test_the_loss_comes_with_the_gradient_and_costs_one_evaluation_without_it(text, evaluations):
    assert parse_rule(text, ()).evaluations == evaluations


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        (";;;", "is empty"),
        ("g = g", "never sets p"),
        ("p - lr*g", "Line 1 of the rule is not of the form name = expression"),
        ("p -= lr*g", "Line 1 of the rule is not of the form"),
        ("p = p - mu*g", "Line 1: The rule has an unknown name, mu"),
        ("lr = 1; p = p - lr*g", "Line 1 of the rule sets lr"),
        ("t = 1; p = p", "sets t"),
        ("sin = 1; p = p", "sets sin"),
        ("lambda = 1; p = p", "sets lambda"),
        ("pi = 3; p = p", "sets pi"),
        ("p = p - lr*g; ; q = 1 +", "Line 2: The rule can't be read"),
        ("p = norm(p, g)", "gives norm 2 arguments; it takes 1"),
        ("p = grad(grad(p))", "grad(..) inside grad(..)"),
        ("p = " + " + ".join(["grad(p)"] * 5), "more than 4 further gradients"),
        ("; ".join(["p = p"] * (LINES + 1)), f"the limit is {LINES}"),
        ("p = p" + " " * CHARACTERS, f"the limit is {CHARACTERS}"),
        ("; ".join(["p = p" + " + g" * 60] * 6), "more than 500 parts"),
        ("__import__ = 1; p = p", None),
        ("p = __import__('os')", "not allowed"),
    ],
)
def test_a_rule_that_cannot_run_is_refused_with_the_line(text, told):
    if told is None:
        assert parse_rule(text, ("lr",)).lines[0].name == "__import__"
        return
    with pytest.raises(BadInput) as refused:
        parse_rule(text, ("lr",), field="a.rule")
    assert refused.value.field == "a.rule"
    assert told in refused.value.message
