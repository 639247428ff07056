"""Ticks, numbers and the loss chart's range are the same on the page as in the server's pictures."""

from __future__ import annotations

import numpy as np
import pytest
from playwright.sync_api import Page

from app.show.picture.loss_chart import spanned
from app.show.picture.numbers import number
from app.show.picture.scale import Scale
from tests.browser.test_modules import CALL
from tests.show.picture.drawn import seen

TICKS = """async (cases) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const {scaleOf} = await import(new URL("../js/plot/heights.js", base).href);
  const kind = (log) => (log ? "log" : "linear");
  return cases.map(([log, shift, low, high, count]) => scaleOf(kind(log), shift).ticks(low, high, count));
}"""
RANGE = """async ([runs, kind, shift, span]) => {
  const base = document.querySelector("link[rel=stylesheet]").href;
  const {lossRange} = await import(new URL("../js/plot/lossrange.js", base).href);
  const {scale, range} = lossRange(runs, kind, shift, span);
  return [scale.log, range];
}"""
RANGES = [(0.0, 1.0), (-3.2, 4.7), (1.31, 1.33), (0.0, 12.0), (-16.0, 2.5), (2.0, 2.4), (-0.7, 3.1)]
SCALES = [(False, 0.0), (True, 0.0), (True, 0.5), (True, 20.0), (True, 1e-3)]
NUMBERS = [0, -0.47, 12.345678, 1.2e-5, 1e-5, 123456.0, 2.5e7, 99999.5, 0.00012345, -1e6, 1234.56, 9.9999]


def test_ticks_stand_and_read_alike(page: Page) -> None:
    cases = [(*scale, *ends, count) for scale in SCALES for ends in RANGES for count in (4, 5, 6)]
    told = page.evaluate(TICKS, [list(case) for case in cases])
    for (log, shift, low, high, count), ticks in zip(cases, told, strict=True):
        own = Scale(log, shift).ticks(low, high, count)
        assert [text for _, text in own] == [tick["text"] for tick in ticks], (log, shift, low, high, count)
        np.testing.assert_allclose([at for at, _ in own], [tick["at"] for tick in ticks], atol=1e-12)


def test_numbers_are_written_alike(page: Page) -> None:
    for value in NUMBERS:
        for figures in (3, 4):
            told = page.evaluate(CALL, ["plot/numbers", "number", [value, figures]])
            assert number(value, figures) == told


@pytest.mark.parametrize(
    "query",
    [
        "surface=bowl&a=gd&a.lr=0.1&steps=50",
        "surface=bowl&a=gd&a.lr=0.1&steps=50&loss=linear",
        "surface=double_well&start=-1.5&a=gd&a.lr=0.01",
        "surface=double_well&start=-1.5&a=gd&a.lr=0.01&loss=log",
        "surface=himmelblau&a=gd&a.lr=1&b=adam&steps=50",
    ],
)
def test_the_loss_chart_spans_the_same(page: Page, query: str) -> None:
    scene = seen(query)
    runs = [
        {"path": {"loss": [loss if np.isfinite(loss) else None for loss in trace.loss.tolist()]}}
        for trace in scene.traces
    ]
    kind = scene.loss or ("linear" if scene.goes_below else "log")
    heights = scene.z[np.isfinite(scene.z)]
    log, ends = page.evaluate(RANGE, [runs, kind, scene.shift, float(np.ptp(heights))])
    scale, own = spanned(scene)
    assert scale.log == log
    np.testing.assert_allclose(own, ends)
