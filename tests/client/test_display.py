"""A result shows itself: as a figure of its own arrays, as a table, as text."""

from __future__ import annotations

import re

import anyio
import numpy as np
import plotly.graph_objects as go
import pytest
from IPython.core.formatters import DisplayFormatter

from app.client import AsyncFallLine, AsyncResult, FallLine, Result
from app.client.figure import heights
from app.show.picture.palette import LIGHT

MIME = "application/vnd.plotly.v1+json"


@pytest.fixture(scope="module")
def result() -> Result:
    return FallLine().run("surface=rosenbrock&steps=60&a=adam&a.beta1=0.8&b=gd&b.lr=0.001")


def trace(figure: go.Figure, letter: str) -> go.Scatter:
    return next(one for one in figure.data if one.legendgroup == letter)


@pytest.mark.parametrize("kind", ["contour", "surface"])
def test_the_paths_in_a_figure_are_the_runs_and_the_ground_is_the_surface(result: Result, kind: str) -> None:
    figure, surface = result.figure(kind, 31), result.surface(31)  # type: ignore[arg-type]
    ground = figure.data[0]
    np.testing.assert_array_equal(ground.z, np.log10(surface.z + surface.shift))
    np.testing.assert_array_equal(ground.customdata, surface.z)
    for letter, run in result.runs.items():
        path = trace(figure, letter)
        np.testing.assert_array_equal(path.x, run.x)
        np.testing.assert_array_equal(path.y, run.y)
        np.testing.assert_array_equal(path.customdata, run.loss)
        assert path.line.color == f"#{LIGHT.runs[letter]}"
        assert path.marker.size[0] == path.marker.size[-1] > path.marker.size[1] == 0
        if kind == "surface":
            np.testing.assert_array_equal(path.z, heights(run.loss, surface))


def test_the_losses_are_drawn_by_step_on_a_logarithmic_axis_unless_one_is_below_zero(result: Result) -> None:
    figure = result.figure("loss")
    np.testing.assert_array_equal(trace(figure, "a").y, result.runs["a"].loss)
    np.testing.assert_array_equal(trace(figure, "a").x, result.runs["a"].step)
    assert figure.layout.yaxis.type == "log"
    below = FallLine().run("surface=formula&formula=x&a=gd&a.lr=1").figure("loss")
    assert below.layout.yaxis.type == "linear"


def test_the_legend_tells_every_number_that_the_query_sets(result: Result) -> None:
    assert trace(result.figure("loss"), "a").name == "a: Adam, lr 0.05, beta1 0.8"


def test_on_one_variable_the_runs_lie_on_the_curve() -> None:
    result = FallLine().run("surface=double_well&a=gd&steps=9")
    curve, path = result.figure().data
    np.testing.assert_array_equal(curve.y, result.surface().z)
    np.testing.assert_array_equal(path.y, result.runs["a"].loss)


def test_heights_are_losses_where_the_page_draws_them_so() -> None:
    result = FallLine().run("surface=bowl&a=gd&steps=3")
    surface = result.surface(11)
    assert not surface.log
    np.testing.assert_array_equal(result.figure(n=11).data[0].z, surface.z)


def test_a_run_that_flies_off_leaves_the_picture_rather_than_flatten_it() -> None:
    result = FallLine().run("surface=beale&start=1,1&a=gd&a.lr=10")
    surface, losses = result.surface(), result.figure("loss").layout.yaxis.range
    assert result.runs["a"].loss[-1] > 1e100
    assert losses[1] < np.log10(result.runs["a"].loss[0]) + 4
    low, high = result.figure("surface").layout.scene.zaxis.range
    assert low < heights(surface.z, surface).min() < heights(surface.z, surface).max() < high < 10


def test_every_surface_without_runs_and_a_run_of_one_point_can_be_drawn() -> None:
    fl = FallLine()
    for query in ("surface=himmelblau", "surface=formula&formula=sqrt(-1-x**2)&a=gd"):
        for kind in ("contour", "surface", "loss"):
            assert fl.run(query).figure(kind, 11).to_json()  # type: ignore[arg-type]


def test_ipython_is_given_a_figure_a_table_and_text(result: Result) -> None:
    shown, _ = DisplayFormatter().format(result)
    assert {MIME, "text/html", "text/plain"} <= set(shown)
    assert {one["type"] for one in shown[MIME]["data"]} == {"contour", "scatter"}
    assert "Adam, lr 0.05" in shown["text/html"]
    assert shown["text/plain"] == repr(result)


def test_text_is_the_query_the_sentence_and_a_line_for_each_run(result: Result) -> None:
    query, sentence, head, first, second = repr(result).splitlines()
    assert (query, sentence) == (result.query, result.sentence)
    assert head.split() == ["run", "steps", "ends", "at", "loss", "because"]
    assert first.startswith("a    Adam, lr 0.05")
    assert second.endswith(result.runs["b"].verdict.text)
    assert repr(FallLine().run("surface=beale")).count("\n") == 1


def test_nothing_that_somebody_typed_becomes_markup() -> None:
    result = FallLine().run(formula="where(x < 1, x**2, 1)", start=3.0, steps=3, runs={"a": "gd"})
    result.sentence = "<script>alert(1)</script>"
    html = result._repr_html_()
    assert set(re.findall(r"<(\w+)", html)) == {"div", "p", "table", "thead", "tbody", "tr", "th", "td"}
    result._address = "javascript:alert(1)"
    assert "href" not in result._repr_html_()


def test_the_link_of_a_server_stands_below_the_table(server: str) -> None:
    with FallLine(server) as asked:
        html = asked.run("surface=beale&a=gd&steps=3")._repr_html_()
    assert f'href="{server}/?surface=beale&amp;steps=3&amp;a=gd"' in html


def test_a_result_shows_its_losses_when_the_server_has_gone(server: str) -> None:
    with FallLine(server) as asked:
        result = asked.run("surface=beale&a=gd&steps=3")
    asked._transport = FallLine("http://127.0.0.1:1")._transport
    shown, _ = DisplayFormatter().format(result)
    assert [one["type"] for one in shown[MIME]["data"]] == ["scatter"]


def test_meanwhile_a_result_shows_its_losses_and_then_its_surface() -> None:
    async def asked() -> tuple[AsyncResult, dict[str, object], dict[str, object]]:
        result = await AsyncFallLine().run("surface=beale&a=gd&steps=3")
        before, _ = DisplayFormatter().format(result)
        assert (await result.figure("contour", 11)).data[0].type == "contour"
        after, _ = DisplayFormatter().format(result)
        assert (await result.point(1, 1)).loss > 0
        assert (await result.export("run.csv")).startswith(b"run,")
        return result, before[MIME], after[MIME]

    result, before, after = anyio.run(asked)
    assert [one["type"] for one in before["data"]] == ["scatter"]  # type: ignore[index,attr-defined]
    assert "contour" in [one["type"] for one in after["data"]]  # type: ignore[index,attr-defined]
    assert "Gradient descent" in repr(result)
