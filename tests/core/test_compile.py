import numpy as np
import pytest

from app.core.compile import Emitter, function
from app.core.language import parse

NAMES = ("x", "y", "lr")


def emitted(*texts, **options):
    emitter = Emitter(**options)
    emitter.assign([(f"r{i}", parse(text, NAMES, rule=True)) for i, text in enumerate(texts)])
    return emitter


def test_a_part_that_stands_twice_is_computed_once():
    body = "\n".join(emitted("sin(x*y)**2 + x*y", "cos(x*y)").body)
    assert body.count("(v_x * v_y)") == 1
    assert body.count("f_sin") == 1


def test_what_stands_in_a_branch_alone_is_left_there():
    body = emitted("where(x > 0, log(x) + 1, 0)", "where(x > 0, log(x) - 1, 0)").body
    assert [line for line in body if "f_log" in line and not line.startswith("v_r")] == []


def test_what_does_not_change_from_step_to_step_is_computed_before_the_loop():
    emitter = emitted("x*(1 - lr)", fixed={"lr"})
    assert emitter.preamble == ["c_0 = (1.0 - v_lr)"]
    assert emitter.body == ["v_r0 = (v_x * c_0)"]


@pytest.mark.parametrize("exponent", [1, 2, 3, 4, 5, 7, 10, 20, 64, 65, 100, -1, -3, 0.5, -0.5, 1.5, 0])
@pytest.mark.parametrize("base", ["x", "(x + y)", "2", "(-3)", "pi"])
def test_powers_are_numpys(base, exponent):
    if base == "(-3)" and exponent != int(exponent):
        return
    tree = parse(f"{base}**{exponent} + 0*x*y", NAMES)
    expected = eval(base, {"x": 1.3, "y": 0.4, "pi": np.pi}) ** exponent
    assert function((tree,), ("x", "y"))(1.3, 0.4)[0] == pytest.approx(expected, rel=1e-13)
    assert function((tree,), ("x", "y"), True)(np.array([1.3]), np.array([0.4]))[0][0] == pytest.approx(
        expected, rel=1e-13
    )


def test_on_arrays_both_branches_are_computed_and_the_right_one_kept():
    tree = parse("where(x > 0, sqrt(x), -x)", NAMES)
    with np.errstate(all="ignore"):
        found = function((tree,), ("x",), True)(np.array([-4.0, 4.0]))[0]
    assert found.tolist() == [4.0, 2.0]


def test_outside_its_domain_floats_raise_and_arrays_tell():
    tree = parse("log(x) + 1/x", NAMES)
    with pytest.raises((ArithmeticError, ValueError)):
        function((tree,), ("x",))(0.0)
    with np.errstate(all="ignore"):
        assert np.isnan(function((tree,), ("x",), True)(np.array([0.0]))[0]).all()
