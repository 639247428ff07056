import numpy as np
import pytest

from app.core.compile import Emitter, defined
from app.core.descend import Descent, crowd
from app.core.language import parse
from app.core.oracles import View
from app.core.plan import Plan
from app.core.pool import pooled
from tests.core.runs import scene, typed_rule

NAMES = ("x", "y", "k", "a", "b")


def assigned(*lines):
    return [
        (name.strip(), parse(text, NAMES, rule=True)) for name, text in (line.split("=", 1) for line in lines)
    ]


def moved(emitter, steps, **arrays):
    """The arrays after some steps of the written code."""
    body = [*[f"{name} = np.empty(len(v_x))" for name in getattr(emitter, "buffers", ())], *emitter.preamble]
    loop = [f"for _ in range({steps}):", *["    " + line for line in emitter.body]]
    source = "\n    ".join(["def run(v_x, v_y, v_k):", *body, *loop, "return v_x, v_y"])
    return defined(source, "run")(arrays["x"].copy(), arrays["y"].copy(), arrays["k"])


# Each changes x to x1 and y to y1.
STEPS = [
    ("x1 = x + k*y", "y1 = y*y - x"),
    ("x1 = (x + y)**7 / (1 + (x + y)**7)", "y1 = 0.5*(x + y) - sin(x + y)"),
    ("x1 = y + 0", "y1 = x*1"),
    ("a = x - y", "x1 = max(a, -a)*0.5", "y1 = where(a > 0, a*0.25, y)"),
    ("a = x*y", "b = a + x", "x1 = a*b - a", "y1 = where(k > 0, b, a)"),
    ("x1 = sigmoid(x) - sigmoid(y)", "y1 = sqrt(abs(x*y)) - x**-2 + abs(y)**1.5*0.1"),
    ("x1 = x*1", "y1 = y - 0.1*x**3"),
    ("x1 = k + 0*x", "y1 = x + y*k"),
]


@pytest.mark.parametrize("lines", STEPS, ids=" | ".join)
@pytest.mark.parametrize("k", [0.3, -0.7])
def test_with_few_buffers_the_numbers_are_those_of_fresh_arrays(lines, k):
    rng = np.random.default_rng(5)
    given = {"x": rng.uniform(-1, 1, 9), "y": rng.uniform(-1, 1, 9), "k": k}
    plain = Emitter(arrays=True, scalars={"k"})
    plain.assign(assigned(*lines))
    plain.body.append("v_x, v_y = v_x1, v_y1")
    thrifty = pooled(assigned(*lines), {"k"}, (), {"v_x": "v_x1", "v_y": "v_y1"})
    with np.errstate(all="ignore"):
        for fresh, reused in zip(moved(plain, 3, **given), moved(thrifty, 3, **given), strict=True):
            assert np.array_equal(np.broadcast_to(fresh, 9), reused, equal_nan=True)


def test_every_operation_writes_into_a_buffer_that_is_there():
    code = pooled(
        assigned("x1 = (x*y + x)*(x*y - y)", "y1 = y - 0.1*x*y"), {"k"}, (), {"v_x": "v_x1", "v_y": "v_y1"}
    )
    assert len(code.buffers) == 2
    assert [line for line in code.body if "out=" not in line and "copyto" not in line] == []


@pytest.mark.parametrize(
    "rule",
    [
        "q = p; p = p - 0.01*g + 0.3*(q - r); r = q",
        "c = a; a = b; b = c + 0.1*g; p = p - 0.01*(a + b + g)",
        "p = where(t == 2, p, p - 0.01*g)",
        "v = where(t == 1, g, 0.9*v + g); p = p - 0.001*v",
        "s = s + norm(g); p = p - 0.1*g/s",
        "k = 0.5*k + 1; p = p - 0.01*k*g",
        "h = grad(p - 0.01*g); p = p - 0.005*(g + h); u = h",
        "p = p - 0.01*grad(p)",
        "q = grad(p); p = p - 0.005*q - 0.005*grad(p + 0*g)",
        "a = g; p = p - 0.01*a",
    ],
)
def test_whatever_a_rule_remembers_a_crowd_remembers(rule):
    segment, landscape = typed_rule(rule), scene("himmelblau")
    starts = np.random.default_rng(1).uniform(-2, 2, (5, 2))
    ends = crowd(landscape, segment.optimizer, segment.values, starts, 30, view=View(), chunk=4)
    for start, end in zip(starts, ends, strict=True):
        alone = Descent(landscape, Plan(tuple(start.tolist()), (segment,), 30))
        alone.advance(30)
        assert end == pytest.approx(alone.path.point(30), rel=1e-12)


def test_the_starts_that_were_given_are_left_as_they_were():
    starts = np.asfortranarray(np.ones((3, 2)))
    segment = typed_rule("p = p - 0.01*g")
    crowd(scene("himmelblau"), segment.optimizer, segment.values, starts, 5)
    assert np.array_equal(starts, np.ones((3, 2)))
