import math
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.compile import function
from app.core.errors import BadInput
from app.core.functions import FUNCTIONS
from app.core.landscape import typed
from app.core.language import CHARACTERS, NODES, parse
from tests.core.hostile import HOSTILE


def value(text, **names):
    """What a text comes to with these values, on plain floats."""
    return function((parse(text, names),), tuple(names))(*names.values())[0]


def test_the_corpus_is_as_large_as_promised():
    assert len(set(HOSTILE)) >= 150


_FORBIDDEN = ("os.", "subprocess.", "socket.", "shutil.", "ctypes.", "builtins.input", "builtins.breakpoint")
_seen: list[str] = []


def _watch(event, arguments, forbidden=_FORBIDDEN):
    """Note whatever reaches out of the process, and code that was made from plain text.

    What is forbidden is held here, because the hook outlives the module's names.
    """
    if event.startswith(forbidden) and event != "os.listdir":
        _seen.append(event)
    if event == "exec" and arguments[0].co_filename in {"<string>", "<unknown>", "<stdin>"}:
        _seen.append(event)


sys.addaudithook(_watch)


def test_the_watch_sees_text_that_is_executed():
    _seen.clear()
    eval("1 + 1")
    assert _seen == ["exec"]


def refusal(read):
    """Why a reading was refused, None where it was not."""
    try:
        read()
    except BadInput as refused:
        return refused
    return None


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_refused_with_a_reason_or_evaluates(text):
    _seen.clear()
    refused = refusal(lambda: typed(text))
    if refused is None:
        landscape = typed(text)
        point = (0.7, 1.3)[: landscape.dimension]
        assert isinstance(landscape.loss_at(point), float)
        assert len(landscape.gradient_at(point)) == landscape.dimension
        assert landscape.hessian_at(point).shape == (landscape.dimension,) * 2
    else:
        assert refused.field == "formula"
        assert refused.message.startswith("The formula")
    assert _seen == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x + foo", "unknown name, foo"),
        ("sinh2(x)", "did you mean sinh?"),
        ("x**2 + 2y", "write 2*x, not 2x (at character 8)"),
        ("sin(x, y)", "gives sin 2 arguments; it takes 1"),
        ("x(3)", "write x*(..)"),
        ("x > 0", "comparisons belong inside where"),
        ("x**y", "variable exponent over a base that may be negative"),
        ("sin + 1", "write sin(..)"),
        ("x^2 + q", "unknown name, q"),
        ("1/0*x", "not a finite number"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, told):
    with pytest.raises(BadInput) as refused:
        parse(text, ("x", "y"))
    assert told in refused.value.message


@pytest.mark.parametrize(
    ("text", "column"), [("x + q", 5), ("x^2 + q", 7), ("  q", 3), ("x^2*x^3 + q*x", 11)]
)
def test_a_refusal_points_at_the_character_in_the_text_as_typed(text, column):
    with pytest.raises(BadInput, match=rf"\(at character {column}\)"):
        parse(text, ("x",))


def test_a_caret_means_power():
    assert parse("x^2", ("x",)) == parse("x**2", ("x",))


def test_a_refusal_names_the_field_it_was_read_from():
    with pytest.raises(BadInput) as refused:
        parse("q", ("x",), "a.rule")
    assert refused.value.field == "a.rule"
    assert refused.value.message.startswith("The rule has an unknown name")


def test_the_budgets_are_where_they_are_said_to_be():
    parse("+".join(["x"] * 125), ("x",))
    with pytest.raises(BadInput, match=str(NODES)):
        parse("+".join(["x"] * 126), ("x",))
    parse("x" + " " * (CHARACTERS - 1), ("x",))
    with pytest.raises(BadInput, match=str(CHARACTERS)):
        parse("x" + " " * CHARACTERS, ("x",))


def test_powers_bind_as_in_python():
    assert value("-x**2", x=3.0) == -9
    assert value("2**3**2 + 0*x", x=1.0) == 512
    assert value("-x^2", x=3.0) == -9


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "where"])
@pytest.mark.parametrize("u", [-2.5, -0.3, 0.0, 0.4, 0.9, 3.7])
def test_floats_and_arrays_mean_the_same_by_a_function(name, u):
    both = FUNCTIONS[name]
    arguments = (u, 1.5)[: both.arity]
    try:
        alone = both.floats(*arguments)
    except (ArithmeticError, ValueError):
        alone = math.nan
    with np.errstate(all="ignore"):
        together = float(both.arrays(*[np.array([a]) for a in arguments])[0])
    if math.isfinite(alone) or math.isfinite(together):
        assert together == pytest.approx(alone, rel=1e-15, abs=1e-300)


@pytest.mark.parametrize(
    ("name", "authority"),
    [
        ("sin", math.sin), ("cos", math.cos), ("tan", math.tan), ("sinh", math.sinh), ("cosh", math.cosh),
        ("tanh", math.tanh), ("exp", math.exp), ("log", math.log), ("log2", math.log2), ("log10", math.log10),
        ("sqrt", math.sqrt), ("abs", math.fabs), ("floor", math.floor), ("ceil", math.ceil),
        ("sigmoid", lambda u: 1 / (1 + math.exp(-u))), ("softplus", lambda u: math.log1p(math.exp(u))),
        ("relu", lambda u: max(u, 0.0)), ("ln", math.log), ("arctan", math.atan), ("asin", math.asin),
    ],
)  # fmt: skip
def test_functions_are_what_their_names_say(name, authority):
    assert value(f"{name}(x)", x=0.62) == pytest.approx(authority(0.62), rel=1e-15)


def test_sigmoid_and_softplus_hold_far_out():
    assert value("sigmoid(x)", x=-800.0) == 0.0
    assert value("sigmoid(x)", x=800.0) == 1.0
    assert value("softplus(x)", x=800.0) == 800.0


_LEAVES = st.one_of(
    st.floats(-50, 50, allow_nan=False).map(lambda v: repr(round(v, 3))), st.sampled_from(["x", "y", "pi"])
)


def _grown(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(["1", "2", "3", "0.5", "-1"])).map(lambda t: f"({t[0]})**{t[1]}"),
        st.tuples(st.sampled_from(["sin", "exp", "abs", "tanh", "sigmoid"]), inner).map(
            lambda t: f"{t[0]}({t[1]})"
        ),
        st.tuples(inner, inner).map(lambda t: f"max({t[0]}, {t[1]})"),
        inner.map(lambda t: f"-({t})"),
    )


_NAMESPACE = {
    "sin": np.sin, "exp": np.exp, "abs": np.abs, "tanh": np.tanh, "max": np.maximum, "pi": np.pi,
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
}  # fmt: skip


@given(st.recursive(_LEAVES, _grown, max_leaves=12), st.floats(-3, 3), st.floats(-3, 3))
def test_an_accepted_text_means_what_python_and_numpy_mean_by_it(text, x, y):
    try:
        tree = parse(text, ("x", "y"))
    except BadInput:
        return
    with np.errstate(all="ignore"):
        scope = _NAMESPACE | {"x": np.float64(x), "y": np.float64(y)}
        expected = float(np.real(eval(text, {}, scope)))
        together = float(
            np.broadcast_to(function((tree,), ("x", "y"), True)(np.array([x]), np.array([y]))[0], 1)[0]
        )
    if not math.isfinite(expected) or abs(expected) > 1e12:
        return
    assert together == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert function((tree,), ("x", "y"))(x, y)[0] == pytest.approx(together, rel=1e-9, abs=1e-9)


@given(st.text(max_size=60))
def test_any_text_at_all_is_refused_or_read(text):
    refused = refusal(lambda: parse(text, ("x", "y")))
    assert refused is None or refused.message


@given(st.text(alphabet="xy0123456789.+-*/^()<>=,e sincogwhrmax", max_size=40))
def test_text_of_the_languages_own_characters_is_refused_or_read(text):
    refused = refusal(lambda: parse(text, ("x", "y")))
    assert refused is None or refused.message
