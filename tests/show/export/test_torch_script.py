"""`torch.py` walks where the app walks: by PyTorch where it is installed, by its kept word elsewhere."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from typing import Any

import pytest

from app.core.errors import BadInput
from app.experiment import parse
from app.show.export.torch_script import torch_script
from tests.golden.make_exports import FILES, digest, kept
from tests.show.export.experiments import TORCH
from tests.show.export.running import agrees, expected, isolated, trajectories

KEPT: list[dict[str, Any]] = json.loads(FILES["torch"].read_text())
needs_torch = pytest.mark.skipif(
    find_spec("torch") is None, reason="no PyTorch here: pip install -e '.[bench]' brings it"
)


def test_every_script_is_kept_with_what_pytorch_gave_for_it() -> None:
    assert {told["name"] for told in KEPT} == set(TORCH)


@pytest.mark.parametrize("name", TORCH)
def test_what_pytorch_gave_for_this_very_script_is_where_the_app_walks(name: str) -> None:
    runs = {told["run"]: told for told in KEPT if told["name"] == name}
    wanted = expected(TORCH[name])
    assert runs.keys() == wanted.keys()
    for letter, path in wanted.items():
        assert runs[letter]["script"] == digest(torch_script(parse(TORCH[name]))), (
            "the script has changed: run python -m tests.golden.make_exports where torch is installed"
        )
        assert runs[letter]["points"] == len(path)
        agrees(runs[letter]["rows"], path[kept(path)])


@needs_torch
def test_pytorch_walks_every_run_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    scripts = {name: torch_script(parse(query)) for name, query in TORCH.items()}
    walked = trajectories(scripts, tmp_path_factory.mktemp("torch"))
    for name, query in TORCH.items():
        for letter, path in expected(query).items():
            agrees(walked[f"{name} {letter}"], path)


@needs_torch
def test_run_as_a_program_it_prints_the_final_loss_that_the_app_has(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    script = tmp_path_factory.mktemp("program") / "script.py"
    query = TORCH["momentum beside Adam"]
    script.write_text(torch_script(parse(query)))
    lines = isolated(str(script)).splitlines()
    for line, path in zip(lines, expected(query).values(), strict=True):
        (loss,) = re.findall(r"Step 300, point \[.*\], loss (\S+)", line)
        agrees(float(loss), path[-1, 2])


def test_pytorchs_own_classes_and_schedulers_do_the_work() -> None:
    script = torch_script(parse("a=adam&a.beta1=0.8&a.schedule=step&b=nesterov&b.direction=up"))
    assert "torch.optim.Adam([p], lr=0.05, betas=(0.8, 0.999), eps=1e-08)" in script
    assert "schedulers.StepLR(optimizer, step_size=100, gamma=0.1)" in script
    assert "torch.optim.SGD([p], lr=0.001, momentum=0.9, nesterov=True, maximize=True)" in script
    assert "numpy" not in script


def test_a_network_is_a_module_whose_loss_is_pytorchs_own() -> None:
    script = torch_script(parse("surface=network_skip&steps=5&a=adam&a.lr=0.01&b=gd&b.batch=20"))
    assert "class Network(nn.Module):" in script
    assert "self.layers2to20 = nn.ModuleList([nn.Linear(10, 10) for _ in range(19)])" in script
    assert "h = h + torch.tanh(layer(h))" in script
    assert "functional.binary_cross_entropy_with_logits(outputs[:, 0]" in script
    assert "torch.optim.Adam(model.parameters(), lr=0.01," in script
    assert "loss(model, rows).backward()" in script


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("a=lion&b=adam&c=rule&c.rule=p=p-lr*g", ["a", "c"]),
        ("a=adam&a@20=sam", ["a@20"]),
        ("a=bfgs", ["a"]),
        ("surface=network&a=sam&b=adam", ["a"]),
        ("a=adam&a.schedule=cosine&a.lr@20=0.1", ["a.lr@20"]),
        ("a=adam&a.schedule=cosine&a@20=gd", ["a@20"]),
        ("a=adam&a.schedule=warmup_cosine&steps=33", ["a.schedule.warmup"]),
        ("a=momentum&a.momentum@20=0", ["a.momentum@20"]),
        ("a=rprop&a.schedule=cosine&b=asgd&b.lr@20=0.1", ["a.schedule", "b.lr@20"]),
    ],
)
def test_what_pytorch_has_no_word_for_is_refused_under_its_field(query: str, fields: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        torch_script(parse(query))
    assert [one.field for one in refused.value.all] == fields
