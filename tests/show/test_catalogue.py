"""What may be chosen."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import quote

import pytest

from app.core.errors import BadInput, attempt
from app.core.fits.catalogue import FITS
from app.core.network.catalogue import NETWORKS
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.experiment import canonical, parse
from app.show.catalogue import catalogue
from app.show.journey import Journey


@cache
def offered() -> dict[str, Any]:
    return catalogue("1.2.3")


def named(what: str) -> dict[str, Any]:
    return {entry["id"]: entry for entry in offered()[what]}


def test_the_catalogue_offers_all_there_is_in_its_order_and_what_may_be_typed_at_the_end() -> None:
    assert list(named("surfaces")) == [*SURFACES, *FITS, *NETWORKS, "formula"]
    assert [id for id, one in named("surfaces").items() if one["network"]] == list(NETWORKS)
    assert list(named("optimizers")) == [*OPTIMIZERS, "rule"]
    assert list(named("schedules")) == list(SCHEDULES)
    assert offered()["version"] == "1.2.3"


@pytest.mark.parametrize("what", ["surfaces", "optimizers", "schedules"])
def test_everything_has_a_name_a_story_and_parameters_that_a_control_can_be_made_from(what: str) -> None:
    for entry in offered()[what]:
        assert entry["name"]
        assert entry["story"].endswith(".")
        assert entry["source"]
        for parameter in entry["parameters"]:
            assert parameter["help"]
            if "range" not in parameter:
                ids = [choice["id"] for choice in parameter.get("choices", ())]
                assert parameter.get("text") or parameter["default"] in ids
                continue
            low, high = parameter["range"]
            assert low <= parameter["default"] <= high
            assert parameter["scale"] in {"log", "linear"}
            assert not (parameter["scale"] == "log" and low <= 0)


def test_formulas_are_mathml() -> None:
    for surface in offered()["surfaces"]:
        assert all(text.startswith("<math") for text in (surface["formula"], *surface["gradient"]))
        assert len(surface["gradient"]) == surface["dimension"] == len(surface["variables"])
    for optimizer in offered()["optimizers"]:
        assert optimizer["formula"]
        assert all(text.startswith("<math") for text in optimizer["formula"])
    assert all(schedule["formula"].startswith("<math") for schedule in offered()["schedules"])


def test_what_cannot_train_a_network_is_told_before_anyone_tries() -> None:
    for id, told in named("optimizers").items():
        query = f"surface=network&steps=1&a={id}" + ("&a.rule=p%3Dp-lr*g" if id == "rule" else "")
        problems: list[BadInput] = []
        attempt(lambda query=query: parse(query), problems)
        refused = any(problem.field == "a" for problem in problems)
        assert told["trains"] is not refused, id


def test_the_welcome_is_a_canonical_query_of_three_runs_that_all_arrive() -> None:
    welcome = parse(offered()["welcome"])
    assert canonical(welcome) == offered()["welcome"]
    journey = Journey(welcome)
    journey.advance(welcome.steps)
    assert [found["kind"] for found in journey.verdicts()] == ["minimum"] * 3


def test_the_examples_of_what_may_be_typed_work() -> None:
    formula, rule = named("surfaces")["formula"]["example"], named("optimizers")["rule"]["example"]
    assert parse(f"surface=formula&formula={quote(formula)}&a=rule&a.rule={quote(rule)}").runs


def test_a_rule_may_be_taken_from_the_catalogue_and_typed_again() -> None:
    text = named("optimizers")["gd"]["rule"]
    typed = parse(f"a=rule&a.rule={quote(text)}&a.weight_decay=0&a.lr=0.01&steps=40")
    known = parse("a=gd&a.lr=0.01&steps=40")
    paths = []
    for experiment in (typed, known):
        journey = Journey(experiment)
        journey.advance(40)
        paths.append(journey.since(0))
    assert paths[0] == paths[1]


def test_the_panels_that_a_link_may_hide_have_names_for_it_and_words_for_the_sheet() -> None:
    panels = {panel["name"]: panel["title"] for panel in offered()["panels"]}
    assert list(panels) == ["controls", "transport", "loss", "table"]
    controls = {control["name"]: control["title"] for control in offered()["controls"]}
    assert all(panels.values())
    assert all(controls.values())
    assert not set(panels) & set(controls)
    # A run's letter means the run.
    assert not {*panels, *controls} & set(offered()["letters"])


def test_the_arrows_have_names_for_the_link_and_words_for_the_menu() -> None:
    arrows = offered()["arrows"]
    assert [arrow["name"] for arrow in arrows] == [
        "gradient", "momentum", "step", "next", "scale", "bend", "batch", "field",
    ]  # fmt: skip
    assert all(arrow["title"] and arrow["help"] for arrow in arrows)
    assert len({arrow["title"] for arrow in arrows}) == len(arrows)


def test_every_table_and_loss_that_may_be_chosen_is_told_with_what_may_be_set_of_it() -> None:
    (data, *_), losses = named("surfaces")["fit"]["parameters"], named("losses")
    assert list(named("tables")) == [*[choice["id"] for choice in data["choices"]], "points"]
    for table in offered()["tables"]:
        names = [column["name"] for column in table["columns"]]
        assert set(table["x"]) | {table["y"]} <= set(names)
        assert all(parameter["help"] for parameter in table["parameters"])
    assert [one["name"] for one in losses["huber"]["parameters"]] == ["delta"]
    assert not losses["squared"]["parameters"]
    assert all(loss["help"] for loss in losses.values())


def test_every_example_of_a_model_can_be_fitted_to_some_table() -> None:
    model = next(one for one in named("surfaces")["fit"]["parameters"] if one["name"] == "model")
    columns = {1: "", 2: "&s.data=clusters"}
    assert {example["inputs"] for example in model["examples"]} == {1, 2}
    for example in model["examples"]:
        query = f"surface=fit{columns[example['inputs']]}&s.model={quote(example['text'])}"
        assert dict(parse(query).parameters)["model"] == example["text"]


def test_the_example_points_are_points() -> None:
    (points,) = named("tables")["points"]["parameters"]
    assert parse(f"surface=fit&s.data=points&s.points={points['examples'][0]['text']}&a=gd").runs


def test_every_optimizer_is_a_text_that_may_be_typed_or_says_why_it_is_none() -> None:
    for one in named("optimizers").values():
        assert (one["rule"] is None) == one["why_no_text"].startswith("This one can't be edited")


def test_the_numbers_of_a_typed_rule_are_told_as_far_as_the_catalogue_knows_their_names() -> None:
    numbers = {one["name"]: one for one in named("optimizers")["rule"]["numbers"]}
    rules = [kind for kind in OPTIMIZERS.values() if isinstance(kind, Rule)]
    assert {h.name for kind in rules for h in kind.hyperparameters} == set(numbers)
    assert numbers["lr"]["default"] == 0.1
    assert numbers["beta1"]["default"] is None
    assert all(one["open"] for one in numbers.values())


def test_the_surfaces_that_may_be_edited_are_those_of_the_catalogue() -> None:
    editable = {id for id, one in named("surfaces").items() if one["editable"]}
    assert editable == set(SURFACES)
