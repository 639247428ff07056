"""`numpy.py` walks where the app walks, reads as a script should, and holds nothing that a user typed."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network.training import trains
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.surfaces import SURFACES
from app.core.tables.packing import pack
from app.core.tables.reading import read
from app.experiment import parse
from app.show.export.numpy_script import numpy_script
from tests.show.export.experiments import EXPERIMENTS, LARGE, NETWORKS
from tests.show.export.running import Floats, agrees, expected, isolated, trajectories

RULES = [id for id, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Rule)]
EVERY = {f"rule {id}": f"surface=himmelblau&steps=40&seed=3&noise=0.1&a={id}" for id in RULES} | {
    f"surface {id}": f"surface={id}&steps=20&a=adam&b=gd&b.lr=0.001" for id in SURFACES
}

TRAINED = (
    NETWORKS
    | LARGE
    | {
        f"rule {id} on a network": f"surface=network_xor&steps=30&seed=2&noise=0.01&a={id}"
        for id in RULES
        if trains(OPTIMIZERS[id])
    }
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Floats]:
    """Every run of every script, all in one interpreter."""
    queries = EXPERIMENTS | EVERY | TRAINED
    scripts = {name: numpy_script(parse(query)) for name, query in queries.items()}
    return trajectories(scripts, tmp_path_factory.mktemp("numpy"))


@pytest.mark.parametrize("name", EXPERIMENTS | EVERY)
def test_a_script_walks_every_run_again_to_a_trillionth(walked: dict[str, Floats], name: str) -> None:
    wanted = expected((EXPERIMENTS | EVERY)[name])
    assert wanted
    for letter, path in wanted.items():
        found = walked[f"{name} {letter}"]
        assert found.shape == path.shape
        np.testing.assert_allclose(found, path, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", TRAINED)
def test_a_script_trains_every_network_again_weight_for_weight(walked: dict[str, Floats], name: str) -> None:
    # Matrices are multiplied in another order, and Adam divides by what may be nearly 0.
    wanted = expected(TRAINED[name])
    assert wanted
    for letter, path in wanted.items():
        found = walked[f"{name} {letter}"]
        assert found.shape == path.shape
        agrees(found, path)


def test_of_sums_products_and_roots_every_bit_is_the_same(walked: dict[str, Floats]) -> None:
    for name in ("momentum beside Adam", "noise", "ascent", "a nudge", "a line fitted in batches"):
        for letter, path in expected(EXPERIMENTS[name]).items():
            assert np.array_equal(walked[f"{name} {letter}"], path), name


def test_run_as_a_program_it_prints_where_each_run_ends(tmp_path: Path) -> None:
    query = EXPERIMENTS["momentum beside Adam"]
    (tmp_path / "script.py").write_text(numpy_script(parse(query)))
    first, second = isolated(str(tmp_path / "script.py")).splitlines()
    path = expected(query)["a"]
    assert first == f"a: Adam, lr 0.05. Step 300, point {path[-1, :2].tolist()}, loss {path[-1, 2].item()!r}"
    assert second.startswith("b: Momentum, lr 0.002. Step 300, point [")


@pytest.mark.parametrize("name", EXPERIMENTS | NETWORKS | LARGE)
def test_a_script_begins_with_its_sentence_and_link_and_keeps_to_lines_that_can_be_read(name: str) -> None:
    query = (EXPERIMENTS | NETWORKS | LARGE)[name]
    script = numpy_script(parse(query))
    opening, _, body = script.partition("\n\n")
    assert all(line.startswith("#") for line in opening.splitlines())
    (link,) = re.findall(r"^# /\?(.*)$", opening, re.MULTILINE)
    assert parse(link) == parse(query)
    assert max(map(len, body.splitlines())) <= 120
    assert "  # \n" not in script


def test_a_script_says_only_what_its_experiment_needs() -> None:
    script = numpy_script(parse("surface=bowl&a=rmsprop"))
    for word in ("weight_decay", "momentum", "centered", "math", "noise", "clip", "def power", "except"):
        assert word not in script, word


def test_the_way_back_through_a_network_is_written_out_layer_by_layer() -> None:
    script = numpy_script(parse("surface=network_xor&s.layers=2,2&s.skip=1&a=gd"))
    for line in (
        "W2, b2 = p[6:10].reshape(2, 2), p[10:12]",
        "a1 = np.tanh(x @ W1.T + b1)",
        "h1 = x + a1",
        "outputs = h2 @ W3.T + b3",
        "d3 = (sigmoid(outputs) - y[:, np.newaxis])/len(y)",
        "e2 = d3 @ W3",
        "d2 = e2*(1 - a2*a2)",
        "d1 = (d2 @ W2 + e2)*(1 - a1*a1)",
        "    (d2.T @ h1).ravel(), d2.sum(axis=0),",
    ):
        assert f"\n    {line}\n" in script, line


def names_in(script: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(script)) if isinstance(node, ast.Name)}


HOSTILE = [
    "surface=fit&s.data=points&s.points=0,0;1,1;2,3&s.model=np*x%2Bloss&a=gd&a.lr=0.1&steps=20",
    "surface=fit&s.data=points&s.points=0,0;1,1;2,3&s.model=p*x%2Bx_data&a=gd&a.lr=0.1&steps=20",
    "surface=fit&s.data=points&s.points=0,0;1,1;2,3&s.model=rows*x%2Bmath&a=gd&a.lr=0.1&steps=20",
    "surface=bowl&a=rule&a.rule=L=g;np=L*2;square=norm(np);gradient=square;p=p-lr*gradient*np&a.lr=0.01&steps=20",
    "surface=bowl&a=rule&a.rule=k=t;rows=k;print=rows;__import__=print;p=p-lr*g/__import__&a.lr=0.01&steps=20",
    "surface=bowl&a=rule&a.rule=p=p-trajectory*g*RUNS&a.trajectory=0.1&a.RUNS=0.1&steps=20&noise=0.1",
]  # fmt: skip


def test_names_that_a_script_needs_itself_may_be_typed_and_nothing_changes(tmp_path: Path) -> None:
    scripts = {query: numpy_script(parse(query)) for query in HOSTILE}
    walked = trajectories(scripts, tmp_path)
    for query in HOSTILE:
        np.testing.assert_allclose(walked[f"{query} a"], expected(query)["a"], rtol=1e-12, atol=1e-14)


def test_a_table_with_a_hostile_header_stays_in_its_comment() -> None:
    header = '"""import os;\u2028import os""","y""\\\ny"'
    table = read(f"{header}\n1,2\n2,3\n3,5\n")
    script = numpy_script(parse(f"surface=fit&s.data={quote(pack(table))}&a=gd&steps=5"))
    assert {"os", "import_"}.isdisjoint(names_in(script))
    assert script.count("import ") == 1


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("a=bfgs", "a", "BFGS"),
        ("a=gd&b=adam&b@20=newton", "b@20", "Newton"),
        ("surface=bowl", "a", "add one"),
    ],
)
def test_what_no_script_can_tell_is_refused_in_words(query: str, field: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        numpy_script(parse(query))
    assert refused.value.field == field
    assert words in refused.value.message


def test_every_run_that_is_refused_is_named_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        numpy_script(parse("a=bfgs&b=gd&c=nelder_mead"))
    assert [one.field for one in refused.value.all] == ["a", "c"]
