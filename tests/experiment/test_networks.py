"""A network in a link: what may be said of it, what is refused in words, and what its numbers hang on."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network.catalogue import NETWORKS
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.experiment import canonical, parse, sentence
from app.experiment.networks import weights_named
from app.experiment.resolve import (
    landscape_of,
    lesson_of,
    relief_of,
    site_of,
    slice_of,
    start_of,
    surface_name,
    trainings_of,
    window_of,
)
from app.tables import CATALOGUE

# query, the field that is refused, and a word that its message must hold
BAD = [
    ("surface=network&start=1,2", "start", "xavier weights"),
    ("surface=network&start=random", "start", "xavier weights"),
    ("surface=network&s.init=he&a=adam&a.start=0,0", "a.start", "he weights"),
    ("surface=network&a=adam&a.start@20=0,0", "a.start@20", "xavier weights"),
    ("surface=network&a=newton", "a", "Newton"),
    ("surface=network&a=nelder_mead", "a", "Nelder"),
    ("surface=network&a=adam&a@30=bfgs", "a@30", "BFGS"),
    ("surface=network&a=polyak", "a", "lowest loss"),
    ("surface=network&formula=x**2", "formula", "surface=formula"),
    ("surface=network&s.data=moon", "s.data", "Did you mean moons?"),
    ("surface=network&s.x=x1,x9", "s.x", "There is no column"),
    ("surface=network&s.x=x1,x1", "s.x", "twice"),
    ("surface=network&s.x=", "s.x", "No column"),
    ("surface=network&s.data=iris&s.x=species", "s.x", "kinds without an order"),
    ("surface=network&s.y=", "s.y", "No column"),
    ("surface=network&s.layers=", "s.layers", "16,16"),
    ("surface=network&s.layers=16,x", "s.layers", "16,16"),
    ("surface=network&s.layers=65", "s.layers", "1 to 64 units"),
    ("surface=network&s.layers=0", "s.layers", "16,16"),
    ("surface=network&s.layers=" + ",".join(["4"] * 33), "s.layers", "1 to 32 hidden layers"),
    ("surface=network&s.activation=swish", "s.activation", "Choose one of tanh"),
    ("surface=network&s.skip=2", "s.skip", "out of range"),
    ("surface=network&s.init=random", "s.init", "Choose one of zeros"),
    ("surface=network&s.plane=flat", "s.plane", "Choose one of pca"),
    ("surface=network&s.plane=ends&a=adam", "s.plane", "2 or 3"),
    ("surface=network&s.plane=ends", "s.plane", "2 or 3"),
    ("surface=network&s.weights=W1[1,1],b1[1]", "s.weights", "s.plane=weights"),
    ("surface=network&s.plane=weights&s.weights=W1[1,1]", "s.weights", "two different weights"),
    ("surface=network&s.plane=weights&s.weights=b1[1],b1[1]", "s.weights", "two different weights"),
    ("surface=network&s.plane=weights&s.weights=W1[1,1],W9[1,1]", "s.weights", "W9[1,1]"),
    ("surface=network&s.standardize=2", "s.standardize", "out of range"),
    ("surface=network&s.model=w*x", "s.model", "no such parameter here"),
    ("surface=network&s.turns=2", "s.turns", "no such parameter here"),
    ("surface=network&batch=151", "batch", "150 rows"),
    ("surface=network&a=adam&a.batch=151", "a.batch", "150 rows"),
    ("surface=network&window=1,2", "window", "four numbers"),
    ("surface=network&s.layers=64,64,64,64,64,64&steps=10000&a=adam", "steps", "at most 39"),
]


@pytest.mark.parametrize(("query", "field", "word"), BAD)
def test_what_cannot_be_meant_is_refused_under_its_key_and_says_why(
    query: str, field: str, word: str
) -> None:
    with pytest.raises(BadInput) as refused:
        parse(query)
    messages = {one.field: one.message for one in refused.value.all}
    assert list(messages) == [field]
    assert word in messages[field]


@pytest.mark.parametrize("id", NETWORKS)
def test_every_ready_network_stands_with_its_story_and_is_its_own_link(id: str) -> None:
    experiment = parse(f"surface={id}&a=adam")
    assert canonical(experiment) == f"surface={id}&a=adam"
    told = NETWORKS[id]
    assert told.story.endswith((".", "."))
    assert len(told.source) > 10
    lesson = lesson_of(experiment)
    assert lesson is not None
    assert lesson.network.layers == told.layers
    assert len(lesson.data) >= 50


@pytest.mark.parametrize(
    ("told", "task", "outputs"),
    [
        ("surface=network", "binary", 1),
        ("surface=network&s.data=iris", "classes", 3),
        ("surface=network&s.data=iris_two", "binary", 1),
        ("surface=network&s.data=blobs", "classes", 3),
        ("surface=network&s.data=tips", "regression", 1),
        ("surface=network&s.data=threshold", "binary", 1),
        ("surface=network&s.data=points&s.points=1,2;2,3;4,5", "regression", 1),
    ],
)
def test_the_task_follows_the_target(told: str, task: str, outputs: int) -> None:
    lesson = lesson_of(parse(told))
    assert lesson is not None
    assert (lesson.network.task, lesson.network.outputs) == (task, outputs)


@pytest.mark.parametrize("id", CATALOGUE)
def test_every_table_can_be_learnt_from_by_its_own_columns(id: str) -> None:
    lesson = lesson_of(parse(f"surface=network&s.data={id}"))
    assert lesson is not None
    assert lesson.data.columns[:-1].mean(axis=1) == pytest.approx(0, abs=1e-9)
    assert lesson.data.columns[:-1].std(axis=1) == pytest.approx(1)


def test_a_target_of_numbers_is_scaled_and_answers_are_in_its_own_unit() -> None:
    lesson = lesson_of(parse("surface=network&s.data=tips"))
    assert lesson is not None
    assert (lesson.data.targets.mean(), lesson.data.targets.std()) == (pytest.approx(0), pytest.approx(1))
    told = lesson.answers(np.zeros(lesson.network.size), lesson.inputs[0].values)
    assert told[0] == pytest.approx(lesson.target.values.mean())
    plain = lesson_of(parse("surface=network&s.data=tips&s.standardize=0"))
    assert plain is not None
    assert plain.data.targets[0] == pytest.approx(plain.target.values)


def test_up_to_sixteen_columns_go_in() -> None:
    lesson = lesson_of(
        parse("surface=network&s.data=iris&s.x=sepal_length,sepal_width,petal_length,petal_width")
    )
    assert lesson is not None
    assert lesson.network.inputs == 4


@pytest.mark.parametrize(
    ("link", "query"),
    [
        ("surface=network&s.layers=16,%2016&s.skip=0&s.plane=pca&s.standardize=1", "surface=network"),
        ("surface=network&s.plane=weights&s.weights=W1[1,1],W1[1,2]", "surface=network&s.plane=weights"),
        (
            "surface=network&s.plane=weights&s.weights=b1[2],%20W3[1,16]",
            "surface=network&s.plane=weights&s.weights=b1%5B2%5D,W3%5B1,16%5D",
        ),
        ("surface=network&s.data=wave&s.x=x", "surface=network&s.data=wave"),
    ],
)
def test_defaults_are_left_out_of_a_link(link: str, query: str) -> None:
    assert canonical(parse(link)) == query
    assert parse(query) == parse(link)


def test_names_of_weights_keep_their_own_commas() -> None:
    assert weights_named("W1[1,2], b12[3]") == ["W1[1,2]", "b12[3]"]
    assert weights_named("W1[1") == ["W1[1"]
    assert weights_named(",,") == []


def test_an_experiment_is_one_sentence() -> None:
    told = sentence(parse("surface=network&s.init=he&seed=3&steps=50&a=adam&b=gd&b.batch=8"))
    assert told == (
        "Adam (lr 0.05) and Gradient descent (lr 0.001, 8 rows at a time) go down the loss of a network of "
        "16 + 16 tanh units on Two moons from he weights, 50 steps each, seed 3."
    )


def test_many_equal_layers_are_counted() -> None:
    query = "surface=network&s.layers=8,8,8,8,4,4&s.activation=gelu&s.skip=1&a=adam"
    assert "a network of 4 × 8 + 4 + 4 GELU units with shortcuts" in sentence(parse(query))
    assert surface_name(parse(query)).startswith("A network of 4 × 8 + 4 + 4 GELU units")


def test_nothing_is_trained_to_say_what_an_experiment_is() -> None:
    experiment = parse("surface=network&seed=11&a=adam")
    sentence(experiment)
    site = site_of(experiment)
    assert (site.start, site.window, site.rows, site.weights) == (None, None, 150, 337)
    assert start_of(experiment, experiment.runs[0]) is None
    assert trainings_of(experiment)[0].training.step == 0


def test_a_network_has_no_formula_to_be_worked_out() -> None:
    with pytest.raises(BadInput, match="too many weights for a formula") as refused:
        landscape_of(parse("surface=network"))
    assert refused.value.field == "surface"


def test_every_rule_of_the_catalogue_may_train() -> None:
    for id, kind in OPTIMIZERS.items():
        if isinstance(kind, Rule) and id != "polyak":
            parse(f"surface=network&a={id}")
    parse("surface=network&a=rule&a.rule=p%3Dp-lr*sign(g)")


def test_what_is_trained_hangs_on_the_run_and_not_on_how_it_is_looked_at_or_what_runs_beside_it() -> None:
    (first,) = trainings_of(parse("surface=network&seed=21&a=adam"))
    alike = (
        "surface=network&seed=21&b=adam",
        "surface=network&seed=21&s.plane=random&window=-1,1,-1,1&a=gd&b=adam",
    )
    for query in alike:
        assert trainings_of(parse(query))[-1] is first
    others = ("&batch=8", "&noise=1", "&steps=20", "&s.init=he", "&s.noise=0.3", "&a.lr=0.01", "&a.clip=1")
    for more in others:
        assert trainings_of(parse(f"surface=network&seed=21&a=adam{more}"))[0] is not first


def test_of_a_training_under_way_fewer_steps_are_there_at_once() -> None:
    (whole,) = trainings_of(parse("surface=network&seed=22&steps=50&a=adam"))
    whole.advance(30)
    (fewer,) = trainings_of(parse("surface=network&seed=22&steps=20&a=adam"))
    assert fewer.done
    assert fewer.training.losses == whole.training.losses[:21]
    (more,) = trainings_of(parse("surface=network&seed=22&steps=40&a=adam"))
    assert more.training.step == 0


def test_under_a_schedule_that_looks_at_the_count_of_steps_nothing_is_cut_short() -> None:
    (whole,) = trainings_of(parse("surface=network&seed=23&steps=50&a=adam&a.schedule=cosine"))
    whole.advance(50)
    (fewer,) = trainings_of(parse("surface=network&seed=23&steps=20&a=adam&a.schedule=cosine"))
    assert fewer.training.step == 0


def test_all_runs_begin_at_the_weights_that_the_seed_says() -> None:
    starts = [
        one.training.points[0] for one in trainings_of(parse("surface=network&seed=5&a=adam&b=gd&b.batch=4"))
    ]
    assert (starts[0] == starts[1]).all()
    (other,) = trainings_of(parse("surface=network&seed=6&a=adam"))
    assert (other.training.points[0] != starts[0]).any()


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("surface=network&steps=40&a=adam", "pca"),
        ("surface=network&steps=40&s.plane=random&a=adam", "random"),
        ("surface=network&steps=40&s.plane=ends&a=adam&b=gd", "ends"),
        ("surface=network&steps=40&s.plane=weights&a=adam", "weights"),
        ("surface=network", "random"),
        ("surface=network&s.plane=weights", "weights"),
        ("surface=network&s.init=zeros", "random"),
    ],
)
def test_there_is_a_plane_for_every_way_to_choose_one(query: str, kind: str) -> None:
    seen = slice_of(parse(query))
    assert seen.kind == kind
    assert bool(seen.note) == (query in {"surface=network", "surface=network&s.init=zeros"})
    assert relief_of(parse(query)) is seen
    for low, high in seen.window:
        assert low < high


def test_a_window_of_ones_own_is_kept() -> None:
    assert window_of(parse("surface=network&steps=5&window=-1,1,-2,2&a=adam")) == ((-1, 1), (-2, 2))
