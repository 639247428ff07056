"""The 3-D view: lines go to WebGL straight, and through plotly's public face where that fails."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.views.conftest import ShowViews

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
