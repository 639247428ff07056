"""The 3-D view: lines go to WebGL straight, and through plotly's public face where that fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.views.conftest import ShowViews

pytestmark = pytest.mark.deep

QUERY = "surface=booth&start=-8,8&steps=40&a=gd&a.lr=0.05&b=adam&b.lr=0.5"
# For the first runs: how many vertices their lines have, by what WebGL itself was given.
VERTICES = """() => {
  const figure = views.surface.figure;
  const scene = figure._fullLayout.scene._scene;
  const uid = (slot) => figure._fullData[views.surface.lines.first + slot].uid;
  return [0, 1].map((slot) => scene.traces[uid(slot)].linePlot.vertexCount);
}"""

# How many balls WebGL was given a place for.
BALLS = """() => {
  const figure = views.surface.figure;
  const { first, count } = views.surface.lines;
  const { dataPoints } = figure._fullLayout.scene._scene.traces[figure._fullData[first + count].uid];
  return dataPoints.filter((point) => point.every(Number.isFinite)).length;
}"""


def vertices(page: Page, step: int) -> list[int]:
    page.evaluate("(step) => draw({ step })", step)
    counts: list[int] = page.evaluate(VERTICES)
    return counts


def test_paths_grow_without_plotting_the_surface_again(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    page.evaluate("""() => {
      window.plotted = 0;
      const figure = views.surface.figure;
      const scene = figure._fullLayout.scene._scene;
      const surface = scene.traces[figure._fullData[0].uid];
      const update = surface.update;
      surface.update = (...more) => ((window.plotted += 1), update.apply(surface, more));
    }""")
    counts = [vertices(page, step) for step in (0, 1, 5, 40)]
    assert page.evaluate("views.surface.lines.fast")
    assert page.evaluate("window.plotted") == 0
    for run in (0, 1):
        grown = [count[run] for count in counts]
        assert grown[0] == 0
        assert grown == sorted(set(grown))


def test_a_path_can_be_taken_back_and_another_put_in_its_place(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    whole = vertices(page, 40)
    assert vertices(page, 3) < whole
    assert vertices(page, 40) == whole
    page.evaluate("draw({ runs: data.runs.slice(1) })")
    assert page.evaluate(VERTICES) == [whole[1], 0]
    page.evaluate("views.surface.clear()")
    assert page.evaluate(VERTICES) == [0, 0]


def test_the_public_call_draws_the_same_where_plotly_is_not_as_expected(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    expected = vertices(page, 25)
    page.evaluate("draw({ step: 0 })")
    page.evaluate("() => { views.surface.lines.scene = () => { throw new Error('another plotly'); }; }")
    page.evaluate("draw({ step: 25 })")
    assert page.evaluate("views.surface.lines.fast") is False
    assert page.evaluate(VERTICES) == expected


def test_lines_and_balls_survive_a_new_size(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    expected = vertices(page, 25)
    page.evaluate("document.getElementById('surface').style.width = '420px'; views.surface.resize()")
    page.wait_for_function("() => views.surface.figure._fullLayout.width === 420")
    page.wait_for_timeout(300)
    assert page.evaluate(VERTICES) == expected
    assert page.evaluate(BALLS) == 2


def test_a_path_is_cut_at_the_window_and_parted_where_it_comes_back(show: ShowViews) -> None:
    page = show("surface=rosenbrock&start=-1.5,2&steps=50&a=gd&a.lr=0.01", "surface")
    points = page.evaluate("views.surface.ribbons.get('a').points")
    drawn = [point for point in points if point]
    assert None in points
    assert all(-2 <= x <= 2 and -1 <= y <= 3 for x, y, _ in drawn)
    assert any(abs(x) > 1.999 or y < -0.999 or y > 2.999 for x, y, _ in drawn)
    low, high = page.evaluate("views.surface.figure.layout.scene.zaxis.range")
    assert all(low <= z <= high for _, _, z in drawn)
    assert page.evaluate("views.surface.lines.fast")


def test_a_turn_by_hand_is_told_and_kept(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    box = page.locator("#surface canvas").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 210, steps=3)
    page.mouse.up()
    page.wait_for_function("() => said.some((one) => one[0] === 'camera')")
    camera = page.evaluate("said.findLast((one) => one[0] === 'camera')[1]")
    assert len(camera.split(",")) == 3
    page.evaluate("views.surface.surface(data.answer, { ...look, scale: 'log', camera: null })")
    kept = page.evaluate(
        """() => {
          const { eye } = views.surface.figure._fullLayout.scene.camera;
          return [eye.x, eye.y, eye.z].map((one) => Number(one.toFixed(2))).join();
        }"""
    )
    assert kept == camera


def test_the_camera_of_a_link_is_taken_without_drawing_anew(show: ShowViews) -> None:
    page = show(QUERY, "surface")
    page.evaluate("said.splice(0); views.surface.surface(data.answer, { ...look, camera: '0.1,-2,0.5' })")
    page.wait_for_function("() => views.surface.figure._fullLayout.scene.camera.eye.y === -2")
    page.wait_for_timeout(200)
    assert page.evaluate("said.filter((one) => one[0] === 'camera')") == []


def test_heights_on_a_logarithmic_scale_are_labelled_with_losses(show: ShowViews) -> None:
    page = show("surface=rosenbrock&steps=5&a=gd", "surface")
    axis = page.evaluate("views.surface.figure.layout.scene.zaxis")
    assert "100" in axis["ticktext"]
    assert len(axis["tickvals"]) == len(axis["ticktext"])
    assert "height: loss, logarithmic" in page.inner_text("#surface")


SIGHT = """async () => {
  const { Sight } = await import(`${base}js/plot/sight.js`);
  const view = views.surface;
  const { clientWidth, clientHeight } = view.stage;
  window.sight = new Sight(view.figure._fullLayout.scene._scene, clientWidth, clientHeight);
}"""

# The pixels of a screenshot, put where the page's own scripts can read them.
PIXELS = """async (bytes) => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data, width } = context.getImageData(0, 0, image.width, image.height);
  window.colourAt = (x, y) => [0, 1, 2].map((c) => data[4 * (Math.round(y) * width + Math.round(x)) + c]);
}"""


def look_at(page: Page) -> None:
    page.wait_for_timeout(500)
    page.evaluate(SIGHT)
    page.evaluate(PIXELS, list(page.locator("#surface .view-stage").screenshot()))


def test_a_step_is_read_where_its_ball_is_seen(show: ShowViews) -> None:
    page = show("surface=booth&start=-8,8&steps=40&a=gd&a.lr=0.05", "surface")
    page.evaluate("draw({ step: 3 })")
    look_at(page)
    x, y = page.evaluate(
        """async () => {
          const { channels } = await import(`${base}js/plot/theme.js`);
          const own = channels(views.surface.theme.run("a"));
          const { px, py } = sight.pixel(views.surface.lines.balls[0].point);
          const reach = [...Array(41).keys()].map((k) => k - 20);
          const isOwn = (x, y) => colourAt(x, y).every((one, c) => Math.abs(one - own[c]) < 40);
          const middle = (seen) => (Math.min(...seen) + Math.max(...seen)) / 2;
          const across = reach.filter((dx) => isOwn(px + dx, py));
          return [middle(across), middle(reach.filter((dy) => isOwn(px, py + dy)))];
        }"""
    )
    assert abs(x) < 5
    assert abs(y) < 5
    box = page.locator("#surface .view-stage").bounding_box()
    assert box
    end = "(({ px, py }) => [px, py])(sight.pixel(views.surface.ribbons.get('a').points.at(-1)))"
    page.evaluate("draw({ step: 40 })")
    px, py = page.evaluate(end)
    page.mouse.move(box["x"] + px, box["y"] + py)
    assert "lr 0.05" in page.locator("#surface .view-tip").inner_text()
    assert [one for one in page.evaluate("said") if one[0] == "hover"][-1][1] > 5


def test_every_pixel_of_the_surface_reads_the_point_that_is_drawn_there(show: ShowViews) -> None:
    page = show("surface=himmelblau&start=0,0&steps=5&a=gd", "surface")
    look_at(page)
    found = page.evaluate(
        """() => {
          const found = [];
          for (let px = 10; px < 510; px += 20) {
            for (let py = 10; py < 400; py += 20) {
              const seen = sight.surface(px, py, views.surface.box);
              if (!seen) continue;
              const again = sight.pixel(seen);
              const [x, y, z] = seen;
              const gap = Math.abs(z - views.surface.grid.at(x, y));
              found.push([Math.hypot(again.px - px, again.py - py), gap]);
            }
          }
          return found;
        }"""
    )
    assert len(found) > 100
    assert max(off for off, _ in found) < 0.5
    assert sum(gap < 0.01 for _, gap in found) > 0.95 * len(found)


def test_pointing_at_the_surface_reads_point_and_loss_and_turning_it_reads_nothing(show: ShowViews) -> None:
    page = show("surface=himmelblau&start=0,0&steps=5&a=gd", "surface")
    page.evaluate("draw({ step: 0 })")
    look_at(page)
    box = page.locator("#surface .view-stage").bounding_box()
    assert box
    px, py = page.evaluate("(({ px, py }) => [px, py])(sight.pixel([1, 4, views.surface.box.grid.at(1, 4)]))")
    page.mouse.move(box["x"] + px, box["y"] + py)
    where, loss = page.locator("#surface .view-tip-line").all_inner_texts()
    x, y = [float(part.split(" ")[1].replace("−", "-")) for part in where.split(", ")]
    assert abs(x - 1) < 0.1
    assert abs(y - 4) < 0.1
    assert 90 < float(loss.removeprefix("loss ≈ ")) < 150  # 136 at (1, 4)
    page.mouse.down()
    page.mouse.move(box["x"] + px + 40, box["y"] + py, steps=3)
    assert not page.locator("#surface .view-tip").is_visible()
    page.mouse.up()


def test_no_pit_hangs_out_below_the_rim(show: ShowViews) -> None:
    page = show("surface=himmelblau&start=0,0&steps=5&a=gd", "surface")
    look_at(page)
    seen, side = page.evaluate(
        """async () => {
          const { channels } = await import(`${base}js/plot/theme.js`);
          const { box, figure } = views.surface;
          const { px, py } = sight.pixel([-3.7793, -3.2832, box.grid.low]);
          return [colourAt(px, py), channels(figure.data[1].colorscale[0][1]).slice(0, 3)];
        }"""
    )
    assert all(abs(one - other) < 8 for one, other in zip(seen, side, strict=True))


def test_the_box_fits_a_narrow_picture_from_every_side(show: ShowViews) -> None:
    page = show("surface=himmelblau&start=0,0&steps=5&a=gd", "surface")
    page.evaluate(
        "document.getElementById('surface').style.cssText += 'width: 340px'; views.surface.resize()"
    )
    page.wait_for_function("() => views.surface.figure._fullLayout.width === 340")
    for eye in ("1.05,-1.45,1.8", "1.27,-1.27,1.8", "0,-1.79,1.8"):
        page.evaluate("(camera) => views.surface.surface(data.answer, { ...look, camera })", eye)
        page.wait_for_timeout(300)
        page.evaluate(SIGHT)
        sides = page.evaluate(
            """() => {
              const { x, y, z } = views.surface.ranges;
              const corners = x.flatMap((a) => y.flatMap((b) => z.map((c) => sight.pixel([a, b, c]).px)));
              return [Math.min(...corners), Math.max(...corners)];
            }"""
        )
        assert sides[0] > 20
        assert sides[1] < 320
    assert page.evaluate("said.filter((one) => one[0] === 'camera')") == []
