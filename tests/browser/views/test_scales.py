"""How numbers are written and where ticks stand: modules without a picture."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page


def call(page: Page, module: str, expression: str, *values: Any) -> Any:
    """`expression` (m is the module, v the values) evaluated on the page."""
    script = (
        f"async (v) => {{ const m = await import(`${{base}}js/plot/{module}.js`); return {expression}; }}"
    )
    return page.evaluate(script, list(values))


WRITTEN = {
    0: "0",
    -0.47: "−0.47",
    12345.6: "12346",
    1e6: "10⁶",
    -2.5e-7: "−2.5×10⁻⁷",
    1.234e200: "1.234×10²⁰⁰",
    None: "–",
}


def test_numbers_are_written_to_be_read(modules: Page) -> None:
    assert call(modules, "numbers", "v.map((one) => m.number(one))", *WRITTEN) == list(WRITTEN.values())


def test_a_running_number_keeps_its_width(modules: Page) -> None:
    assert call(modules, "numbers", "v.map((one) => m.steady(one))", 12.3, 0.5, 95312.3, 1e-9, None) == [
        "12.30",
        "0.5000",
        "95312",
        "10⁻⁹",
        "–",
    ]


@pytest.mark.parametrize("shift", [0, 1.2, 37.0, 1000.0])
def test_a_loss_read_from_its_height_is_the_loss(modules: Page, shift: float) -> None:
    losses = [0.5, 3.0, 2000.0]
    back = call(
        modules,
        "heights",
        "v[1].map((loss) => m.scaleOf('log', v[0]).loss(m.scaleOf('log', v[0]).at(loss)))",
        shift,
        losses,
    )
    assert back == pytest.approx(losses)


@pytest.mark.parametrize(
    ("low", "high", "shift"), [(-16, 2, 0), (0.1, 1.4, 0), (1.6, 6, 37), (0.08, 3.4, 1.2), (0.0, 1.4, 2)]
)
def test_ticks_stand_at_the_height_of_the_loss_they_name(
    modules: Page, low: float, high: float, shift: float
) -> None:
    ticks = call(modules, "heights", "m.scaleOf('log', v[2]).ticks(v[0], v[1], 5)", low, high, shift)
    assert 2 <= len(ticks) <= 9
    for tick in ticks:
        named = value_of(tick["text"])
        assert 10 ** tick["at"] - shift == pytest.approx(named, rel=1e-6, abs=1e-6)
    assert all(low - 1e-9 <= tick["at"] <= high + 1e-9 for tick in ticks)


def test_a_camera_survives_its_text(modules: Page) -> None:
    assert call(modules, "camera", "m.writeCamera(m.readCamera(v[0]))", "1.25,-1.7,0.9") == "1.25,-1.7,0.9"
    for broken in ("", "1,2", "a,b,c", None):
        assert call(modules, "camera", "m.readCamera(v[0])", broken) is None


def value_of(text: str) -> float:
    """A number as `number` writes it, read back: "−3", "2×10⁻⁷", "10⁴"."""
    mantissa, _, power = text.replace("−", "-").rpartition("×")
    if not power.startswith("10") or power.isascii():
        return float(power)
    return float(mantissa or 1) * 10 ** int(power[2:].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))


def runs(*losses: list[float | None]) -> list[dict[str, Any]]:
    return [{"path": {"loss": list(one)}} for one in losses]


def test_a_run_that_flies_off_does_not_flatten_the_others(modules: Page) -> None:
    shape = call(
        modules, "lossrange", "m.lossRange(v[0], 'log', 1, 100).range", runs([10, 1, 0.1], [10, 1e9, 1e150])
    )
    assert shape[0] == pytest.approx(-1, abs=0.7)
    assert 3.9 < shape[1] < 5


def test_losses_below_zero_are_shifted_or_drawn_linearly_and_it_is_said(modules: Page) -> None:
    lifted = call(modules, "lossrange", "m.lossRange(v[0], 'log', 5, 10)", runs([2, -4]))
    assert lifted["scale"]["log"]
    assert "loss + 5" in lifted["note"]
    linear = call(modules, "lossrange", "m.lossRange(v[0], 'log', 5, 10)", runs([2, -40]))
    assert not linear["scale"]["log"]
    assert "below zero" in linear["note"]


def test_the_window_grows_only_when_a_run_leaves_it(modules: Page) -> None:
    first = [[-2, 2], [-1, 3]]
    inside = {"step": 1, "runs": [{"path": {"x": [0, 1], "y": [0, 1]}}]}
    outside = {"step": 1, "runs": [{"path": {"x": [0, 9], "y": [0, 1]}}]}
    far = {"step": 1, "runs": [{"path": {"x": [0, 1e300], "y": [0, 1]}}]}
    assert call(modules, "window", "m.following(v[0], v[0], v[1])", first, inside) == first
    low, high = call(modules, "window", "m.following(v[0], v[0], v[1])", first, outside)[0]
    assert high > 9
    assert (low + high) / 2 == pytest.approx(0)
    assert call(modules, "window", "m.following(v[0], v[0], v[1])", first, far)[0][1] < 1e8


def test_level_lines_lie_on_their_level(modules: Page) -> None:
    axis = [k / 10 for k in range(-20, 21)]
    bowl = {"x": axis, "y": axis, "z": [[x * x + y * y for x in axis] for y in axis]}
    pieces = call(modules, "levels", "m.levelLines(v[0], 1)", bowl)
    assert len(pieces) > 40
    for (ax, ay), (bx, by) in pieces:
        assert ax * ax + ay * ay == pytest.approx(1, abs=0.02)
        assert bx * bx + by * by == pytest.approx(1, abs=0.02)
