"""What a lesson's words light up in its figure."""

from __future__ import annotations

from app.experiment import parse
from app.show.lessons import lessons
from app.show.lessons.prose import html
from app.show.lessons.things import Thing, on_data, thing, things


def known(query: str, name: str) -> Thing | None:
    return thing(things(parse(query)), name)


def test_a_variable_is_its_axis() -> None:
    assert known("surface=product&a=gd", "w") == Thing("variable", "w")
    assert known("surface=traffic_line&a=gd", "b") == Thing("variable", "b")


def test_the_axes_of_a_networks_plane_are_u_and_v() -> None:
    assert known("surface=network&a=gd", "v") == Thing("variable", "y")
    assert known("surface=network&a=gd", "x") == Thing("input")


def test_a_slope_is_the_arrow_that_is_drawn_against_it() -> None:
    for name in ("g", "dL_dx", "df_dw"):
        assert known("surface=product&a=gd", name) == Thing("arrow", "gradient")


def test_an_output_is_the_loss_only_where_no_data_stand_behind_it() -> None:
    assert known("surface=product&a=gd", "f") == Thing("loss")
    assert known("surface=traffic_line&a=gd", "f") is None
    assert known("surface=traffic_line&a=gd", "x") == Thing("input")


def test_a_velocity_is_an_arrow_only_where_a_run_has_one() -> None:
    assert known("surface=bowl&a=momentum", "v") == Thing("arrow", "momentum")
    assert known("surface=bowl&a=rmsprop", "v") is None


def test_what_is_not_in_the_figure_lights_up_nothing_in_it() -> None:
    assert known("surface=product&a=gd", "alpha") is None


def test_the_words_say_which_thing_they_are() -> None:
    written = html("{w: A weight} and {run b: a run} and {h: a push}", things(parse("surface=product&a=gd")))
    assert '<span class="term" data-symbol="w" data-kind="variable" data-name="w">' in written
    assert '<span class="term run-name" data-run="b" data-kind="run" data-name="b">' in written
    assert '<span class="term" data-symbol="h">' in written


def test_every_run_that_is_spoken_of_is_in_its_figure() -> None:
    for step in (step for lesson in lessons() for step in lesson.steps):
        runs = {run.id for run in parse(step.query).runs}
        spoken = html(step.text).split('data-run="')[1:]
        assert {part[0] for part in spoken} <= runs


def test_a_figure_on_data_has_room_for_them() -> None:
    assert on_data(parse("surface=traffic_line&a=gd"))
    assert not on_data(parse("surface=product&a=gd"))
