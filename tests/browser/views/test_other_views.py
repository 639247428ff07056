"""The curve, the loss chart, the table and the thumbnails."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.views.conftest import ShowViews, data_of

WELL = "surface=double_well&steps=30&a=gd&a.lr=0.05&b=momentum"


def loss_at(page: Page, step: int) -> tuple[float, float]:
    px, py = page.evaluate(
        """(step) => {
          const [px] = views.loss.picture.axes().pixel(step, 0);
          const box = views.loss.picture.stage.getBoundingClientRect();
          return [px + box.left, box.top + 60];
        }""",
        step,
    )
    return px, py


def test_the_start_on_a_curve_is_one_number(show: ShowViews) -> None:
    page = show(WELL, "curve")
    page.locator(".view-start").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    told = page.evaluate("said.filter((one) => one[0] === 'pick')")
    assert len(told) == 1
    assert len(told[0][1]) == 1
    assert told[0][1][0] < page.evaluate("data.start[0]")


def test_the_tangent_has_the_slope_of_the_curve(show: ShowViews) -> None:
    page = show(WELL, "curve")
    page.evaluate("""() => {
      const context = views.curve.picture.layer.context;
      window.lines = [];
      let from = null;
      const [moveTo, lineTo] = [context.moveTo, context.lineTo];
      context.moveTo = (x, y) => ((from = [x, y]), moveTo.call(context, x, y));
      context.lineTo = (x, y) => (from && lines.push([...from, x, y]), lineTo.call(context, x, y));
    }""")
    page.evaluate("draw({ step: 1, runs: data.runs.slice(0, 1) })")
    slopes = page.evaluate("""() => {
      const { perX, perY } = views.curve.axes;
      const long = lines.filter(([x0, , x1]) => Math.abs(x1 - x0) > 1);
      return long.map(([x0, y0, x1, y1]) => -((y1 - y0) / perY) / ((x1 - x0) / perX));
    }""")
    gradient = page.evaluate("data.runs[0].path.gx[1]")
    assert any(slope == pytest.approx(gradient, rel=1e-3) for slope in slopes)


def test_the_slope_in_words_stands_in_the_picture_and_clear_of_the_curve(show: ShowViews) -> None:
    page = show(WELL, "curve")
    page.evaluate("""() => {
      const { context } = views.curve.picture.layer;
      const fillText = context.fillText;
      context.fillText = (text, x, y) => {
        if (text.startsWith("slope")) window.told = [x, y, context.measureText(text).width];
        fillText.call(context, text, x, y);
      };
    }""")
    for step in (0, 2, 6, 30):
        page.evaluate("(step) => draw({ step, runs: data.runs.slice(0, 1) })", step)
        x, y, width = page.evaluate("told")
        area = page.evaluate(
            "(({ left, top, width, height }) => [left, top, width, height])(views.curve.axes)"
        )
        assert area[0] < x < x + width < area[0] + area[2]
        assert area[1] + 8 < y < area[1] + area[3] - 8
        assert page.evaluate("views.curve.clearance(...told, () => Infinity)") > 8


def test_a_drag_over_the_loss_chart_seeks(show: ShowViews) -> None:
    page = show(WELL, "loss")
    page.mouse.move(*loss_at(page, 10))
    page.mouse.down()
    page.mouse.move(*loss_at(page, 21), steps=3)
    page.mouse.up()
    page.mouse.move(*loss_at(page, 3))
    sought = [one[1] for one in page.evaluate("said") if one[0] == "seek"]
    assert sought[0] == 10
    assert sought[-1] == 21


def test_pointing_at_the_loss_chart_reads_every_run(show: ShowViews) -> None:
    page = show(WELL, "loss")
    page.mouse.move(*loss_at(page, 7))
    said = page.locator("#loss .view-tip-line").all_inner_texts()
    assert said[0] == "step 7"
    assert [line.split("  ")[1] for line in said[1:]] == page.evaluate("data.runs.map((run) => run.label)")
    assert ["hover", 7] in page.evaluate("said")


def test_the_loss_axis_fits_other_runs_of_the_same_length(show: ShowViews) -> None:
    page = show(WELL, "loss")
    assert page.evaluate("views.loss.shape.range[0]") > -10
    page.evaluate("""() => {
      views.loss.surface({ ...data.answer }, { ...look, theme: "dark" });
      const lower = ({ loss, ...path }) => ({ ...path, loss: loss.map((value) => value - 400) });
      draw({ runs: data.runs.map((run) => ({ ...run, path: lower(run.path) })) });
    }""")
    assert page.evaluate("views.loss.shape.range[1]") < -350


def test_the_loss_axis_ends_with_runs_that_all_ended_early(show: ShowViews) -> None:
    page = show("surface=rosenbrock&steps=300&a=gd&a.lr=0.01&b=gd&b.lr=0.02", "loss")
    last = page.evaluate("Math.max(...data.runs.map((run) => run.path.step.length)) - 1")
    assert last < 10
    assert page.evaluate("views.loss.picture.axes().x[1]") == pytest.approx(last * 1.01)
    assert page.inner_text("#loss .view-note") == f"All runs ended by step {last} of 300."
    page.evaluate("draw({ runs: data.runs.map((run) => ({ ...run, verdict: null })) })")
    assert page.evaluate("views.loss.picture.axes().x[1]") == pytest.approx(303)


def test_the_loss_axis_is_drawn_anew_only_where_its_range_changes(show: ShowViews) -> None:
    page = show(WELL, "loss")
    page.evaluate(
        """() => {
          const { react } = Plotly;
          window.drawn = 0;
          Plotly.react = (...more) => ((window.drawn += 1), react(...more));
        }"""
    )
    page.evaluate("for (let step = 0; step <= 30; step += 1) draw({ step })")
    assert page.evaluate("drawn") == 0
    page.evaluate("draw({ lossScale: 'linear' })")
    assert page.evaluate("drawn") == 1


def test_a_run_whose_losses_are_all_missing_leaves_the_chart_whole(show: ShowViews) -> None:
    def lose(data: dict[str, Any]) -> None:
        data["runs"][0]["path"] = {"step": [0], "x": [0], "y": [], "loss": [None], "gx": [None], "gy": []}

    page = show(WELL, "loss", "table", "curve", change=lose)
    assert page.evaluate("views.loss.runs.items.length") == 2
    assert "–" in page.inner_text("#table tbody tr:first-child")


def test_the_table_keeps_the_verdict_until_the_end(show: ShowViews) -> None:
    page = show(WELL, "table")
    page.evaluate("draw({ step: 3 })")
    first = page.get_by_role("row").nth(1)
    assert "on its way" in first.inner_text()
    assert first.get_by_role("cell").first.inner_text() == "3"
    page.evaluate("draw({ step: 30 })")
    assert page.evaluate("data.runs[0].verdict.text") in first.inner_text()
    named = page.evaluate("data.runs[0].id + data.runs[0].label")
    assert first.get_by_role("rowheader").text_content() == named


@pytest.mark.parametrize("surface", ["rosenbrock", "parabola", "flower"])
def test_a_thumbnail_has_the_colours_of_the_surface(modules: Page, server: str, surface: str) -> None:
    answer = data_of(server, f"surface={surface}&steps=1&a=gd")["answer"]
    colours = modules.evaluate(
        """async (answer) => {
          const { draw } = await import(`${base}js/views/thumbnail.js`);
          const canvas = document.createElement("canvas");
          Object.assign(canvas, { width: 60, height: 40 });
          draw(canvas, answer);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const name = canvas.getAttribute("aria-label");
          return { colours: new Set(new Uint32Array(data.buffer)).size, name };
        }""",
        answer,
    )
    assert colours["colours"] > 6
    assert answer["name"] in colours["name"]
