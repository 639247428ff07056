"""A network in a script carries its rows and first weights in digits, and not too many of them."""

from __future__ import annotations

import ast
from urllib.parse import quote

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network.lesson import lesson
from app.core.tables.packing import pack
from app.core.tables.reading import read
from app.core.tables.table import Column, Table
from app.experiment import parse
from app.experiment.resolve import lesson_of
from app.show.export.jax_script import jax_script
from app.show.export.network import check_size
from app.show.export.numpy_script import numpy_script
from app.show.export.torch_script import torch_script

SCRIPTS = {"numpy.py": numpy_script, "torch.py": torch_script, "jax.py": jax_script}
IRIS = "surface=network_iris&s.layers=3&seed=7&steps=5&a=adam"


def lists(script: str) -> dict[str, list[float]]:
    """Every list of numbers in a script, by the name that it is given."""
    found = {}
    for node in ast.parse(script).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and node.value.args:
            (target,), (first, *_) = node.targets, node.value.args
            if isinstance(first, ast.List) and not any(isinstance(one, ast.Name) for one in first.elts):
                found[ast.unparse(target)] = ast.literal_eval(first)
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_rows_and_first_weights_are_carried_to_the_last_bit(name: str) -> None:
    experiment = parse(IRIS)
    taught = lesson_of(experiment)
    assert taught is not None
    carried = lists(SCRIPTS[name](experiment))
    assert carried.keys() == {"x1_data", "x2_data", "y_data", "START"}
    assert np.array_equal([carried["x1_data"], carried["x2_data"]], taught.data.columns[:-1])
    assert np.array_equal(carried["y_data"], taught.data.targets)
    assert np.array_equal(carried["START"], taught.start("xavier", 7))


@pytest.mark.parametrize("name", SCRIPTS)
def test_comments_say_what_the_columns_are_where_the_weights_begin_and_how_far_to_trust_the_end(
    name: str,
) -> None:
    told = " ".join(SCRIPTS[name](parse(IRIS)).replace("\n#", "").split())
    assert "x1 is “petal length”, x2 is “petal width”, y is “species”, 0 is “setosa”" in told
    assert "What goes in is scaled to mean 0 and standard deviation 1." in told
    assert "Where the 21 weights begin: Xavier (Glorot), as drawn from seed 7." in told
    assert "W2, a row for each of 3 units, and b2." in told
    assert "such a digit grows where a run is chaotic" in told.lower()
    raw = SCRIPTS[name](parse("surface=network_wave&s.standardize=0&a=gd"))
    assert "None is scaled." in raw
    assert "All are scaled" in SCRIPTS[name](parse("surface=network_wave&a=gd"))


@pytest.mark.parametrize(("init", "made"), [("zeros", "zeros(9)"), ("ones", "ones(9)")])
def test_weights_that_are_all_the_same_are_not_listed(init: str, made: str) -> None:
    for library, write in (("np", numpy_script), ("torch", torch_script), ("jnp", jax_script)):
        assert f"START = {library}.{made}\n" in write(parse(f"surface=network_xor&s.init={init}&a=gd"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_table_with_hostile_names_stays_in_its_comments(name: str) -> None:
    text = '"""import os;\u2028import os""","y""\\\ny"\n1,a\\"import sys\n2,b\n3,c\n1,b\n'
    query = f"surface=network&s.data={quote(pack(read(text)))}&s.layers=2&a=gd&steps=5"
    imports = [node for node in ast.walk(ast.parse(SCRIPTS[name](parse(query)))) if is_import(node)]
    modules = {alias.name for node in imports for alias in node.names}
    assert modules <= {"numpy", "math", "torch", "nn", "functional", "jax", "jax.numpy", "optax"}


def is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


@pytest.mark.parametrize("name", SCRIPTS)
def test_more_weights_than_a_script_should_carry_are_refused_under_the_layers(name: str) -> None:
    wide = ",".join(["64"] * 14)
    with pytest.raises(BadInput) as refused:
        SCRIPTS[name](parse(f"surface=network&s.layers={wide}&steps=2&a=gd"))
    assert refused.value.field == "s.layers"
    assert f"{name} carries the first weights, up to 50,000" in refused.value.message
    assert "run.npz" in refused.value.message


def test_more_rows_than_a_script_should_carry_are_refused_under_the_table() -> None:
    values = np.arange(30_000.0)
    table = Table(
        id="large",
        name="Large",
        columns=(Column(name="u", title="u", values=values), Column(name="v", title="v", values=values % 7)),
        x=("u",),
        y="v",
        origin="Counted.",
    )
    large = lesson(table, ("u",), "v", True, (4,), "tanh", False)
    with pytest.raises(BadInput) as refused:
        check_size(large, "torch.py")
    assert refused.value.field == "s.data"
    assert "up to 50,000 numbers, and these are 60,000: take fewer rows or columns" in refused.value.message
