"""`jax.py` walks where the app walks: by JAX where it is installed, by its kept word elsewhere."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Any

import pytest

from app.core.errors import BadInput
from app.experiment import parse
from app.show.export.jax_script import jax_script
from tests.golden.make_exports import FILES, digest, kept
from tests.show.export.experiments import JAX
from tests.show.export.running import agrees, expected, trajectories

KEPT: list[dict[str, Any]] = json.loads(FILES["jax"].read_text())


def test_every_script_is_kept_with_what_jax_gave_for_it() -> None:
    assert {told["name"] for told in KEPT} == set(JAX)


@pytest.mark.parametrize("name", JAX)
def test_what_jax_gave_for_this_very_script_is_where_the_app_walks(name: str) -> None:
    runs = {told["run"]: told for told in KEPT if told["name"] == name}
    wanted = expected(JAX[name])
    assert runs.keys() == wanted.keys()
    for letter, path in wanted.items():
        assert runs[letter]["script"] == digest(jax_script(parse(JAX[name]))), (
            "the script has changed: run python -m tests.golden.make_exports where jax is installed"
        )
        assert runs[letter]["points"] == len(path)
        agrees(runs[letter]["rows"], path[kept(path)])


@pytest.mark.skipif(
    find_spec("jax") is None or find_spec("optax") is None,
    reason="no JAX with Optax here: pip install -e '.[bench]' brings them",
)
def test_jax_walks_every_run_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    scripts = {name: jax_script(parse(query)) for name, query in JAX.items()}
    walked = trajectories(scripts, tmp_path_factory.mktemp("jax"))
    for name, query in JAX.items():
        for letter, path in expected(query).items():
            agrees(walked[f"{name} {letter}"], path)


def test_optaxs_own_functions_do_the_work() -> None:
    script = jax_script(parse("a=adam&a.beta1=0.8&b=nesterov&b.weight_decay=0.1&c=gd&c.lr@50=0.1"))
    assert "optax.adam(0.05, b1=0.8, b2=0.999, eps=1e-08)" in script
    assert (
        "optax.chain(optax.add_decayed_weights(0.1), optax.sgd(0.001, momentum=0.9, nesterov=True))" in script
    )
    assert "optax.sgd(lambda count: rates[count])" in script


def test_the_loss_of_a_network_is_optaxs() -> None:
    for query, name in (
        ("surface=network_wave&a=gd", "squared_error"),
        ("surface=network_xor&a=gd", "sigmoid_binary_cross_entropy"),
        ("surface=network_iris&a=gd", "softmax_cross_entropy_with_integer_labels"),
    ):
        assert f"jnp.mean(optax.{name}(outputs" in jax_script(parse(query))


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("a=radam&b=adam&c=rule&c.rule=p=p-lr*g", ["a", "c"]),
        ("a=adam&a@20=rprop", ["a@20"]),
        ("a=bfgs", ["a"]),
        ("surface=network&a=sam&b=adam", ["a"]),
        ("a=adam&a.beta1@20=0.1", ["a.beta1@20"]),
        ("a=momentum&a.dampening=0.1", ["a.dampening"]),
        ("a=rmsprop&a.momentum=0.5&a.schedule=cosine", ["a.schedule"]),
        ("a=rmsprop&a.momentum=0.5&a.lr@20=0.1", ["a.lr@20"]),
    ],
)
def test_what_optax_has_no_word_for_is_refused_under_its_field(query: str, fields: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        jax_script(parse(query))
    assert [one.field for one in refused.value.all] == fields
