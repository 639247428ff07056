"""An experiment in another site's page: what oEmbed and <fall-line> put there is light, plays and listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Frame, Page, Request, expect

from tests.browser.conftest import REPORT_POLICY, OpenPage
from tests.serving import blog as served

QUERY = "surface=booth&start=1.5,2&steps=900&a=gd&a.lr=0.05&b=adam&speed=60"
BUDGET = 60_000
# What a page around hears, in order, and the last step that it was told.
HEAR = """<script>
window.heard = [];
const watched = document.querySelector("fall-line");
for (const name of ["ready", "play", "pause", "step", "end", "problem"])
  watched.addEventListener(name, ({ detail }) => heard.push([name, detail]));
</script>"""

Blog = Callable[..., tuple[Page, list[Request]]]


@pytest.fixture
def blog(browser: Browser, server: str, tmp_path: Path) -> Iterator[Blog]:
    """Opens a page of another origin with this in its body, and tells what it asked for.

    disk: it is opened as a file, as slides may be. refusals: statuses that the browser prints in red;
    whatever else it does fails the test.
    """
    complaints: list[str] = []
    known: list[str] = []
    closing = ExitStack()
    asked: list[Request] = []

    def on_request(request: Request) -> None:
        asked.append(request)
        if request.url.startswith("http") and not request.url.startswith((server, *known)):
            complaints.append(f"left the machine: {request.url}")

    def opened(
        body: str, *, disk: bool = False, refusals: tuple[str, ...] = (), **options: Any
    ) -> tuple[Page, list[Request]]:
        address = closing.enter_context(served(tmp_path, f"<!doctype html><title>Blog</title>{body}"))
        known.append(address)
        context = browser.new_context(**{"viewport": {"width": 900, "height": 700}, **options})
        closing.callback(context.close)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.add_init_script(REPORT_POLICY)
        page.on("request", on_request)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{said.text} {said.location}")
                if said.type == "error" and not any(one in said.text for one in refusals)
                else None
            ),
        )
        page.goto((tmp_path / "index.html").as_uri() if disk else address, wait_until="networkidle")
        return page, asked

    with closing:
        yield opened
    assert not complaints


def inside(page: Page) -> Frame:
    """The page within the page, whichever stands there now."""
    return page.frames[1]


def keys(address: str | None) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address or "").query))


def wait_until_played(page: Page, beyond: int = 0) -> None:
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready=true]").wait_for(state="attached")
    script = "(k) => Number(document.querySelector('[name=step]').value) > k"
    inside(page).wait_for_function(script, arg=beyond)


def heard(page: Page, name: str) -> list[dict[str, Any]]:
    script = "(name) => heard.filter(([one]) => one === name).map(([, detail]) => detail)"
    return list(page.evaluate(script, name))


def wait_until_heard(page: Page, name: str, count: int = 1) -> None:
    script = "([name, count]) => heard.filter(([one]) => one === name).length >= count"
    page.wait_for_function(script, arg=[name, count])


def element(server: str, attributes: str) -> str:
    return f'<fall-line {attributes}></fall-line><script type="module" src="{server}/embed.js"></script>'


def test_a_link_in_a_blog_weighs_little_until_it_is_pressed_and_plays_then(blog: Blog, server: str) -> None:
    made = httpx.post(f"{server}/api/links", json={"query": QUERY, "title": "Two ways down"}).json()
    html = httpx.get(f"{server}/oembed", params={"url": made["url"]}).json()["html"]
    page, asked = blog(html)
    sizes = [one.sizes() for one in asked if one.url.startswith(server) and one.response()]
    weight = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    assert len(sizes) >= 4
    assert 10_000 < weight <= BUDGET
    frame = page.frame_locator("iframe")
    assert inside(page).evaluate("document.querySelector('.poster img').naturalWidth") > 0
    play = frame.get_by_role("button", name="Play: Two ways down")
    expect(frame.get_by_role("heading", name="Two ways down")).to_be_visible()
    out = frame.get_by_role("link", name="Open in Fall Line")
    long = {**dict(parse_qsl(QUERY)), "title": "Two ways down"}
    assert keys(out.get_attribute("href")) == long

    places = page.evaluate("history.length")
    play.press("Enter")
    wait_until_played(page, beyond=3)
    frame.locator("body[data-state=playing]").wait_for(state="attached")
    inside(page).press("body", "Space")
    frame.locator("body[data-state=paused]").wait_for(state="attached")
    inside(page).press("body", "Home")
    expect(frame.locator("[name=step]")).to_have_value("0")
    # Nothing of the experiment can be changed, by pointer or keyboard, and the blog's way back is its own.
    assert frame.locator(".view-start, .view-head").count() == 0
    frame.locator(".picture-flat").click(position={"x": 120, "y": 120})
    frame.locator("[data-action=forward]").click()
    expect(frame.locator("[name=step]")).to_have_value("1")
    assert keys(inside(page).url) == {**long, "autoplay": "1", "step": "1"}
    assert keys(frame.get_by_role("link", name="Open in Fall Line").get_attribute("href")) == {
        **long,
        "step": "1",
    }
    expect(frame.locator(".controls, .bar").first).to_be_hidden()
    assert page.evaluate("history.length") == places


def test_the_tag_plays_pauses_seeks_and_tells_the_page_around_it(blog: Blog, server: str) -> None:
    page, _ = blog(element(server, f'query="{QUERY}"') + HEAR, refusals=("422",))
    wait_until_heard(page, "ready")
    assert heard(page, "ready") == [{"step": 0, "duration": 900, "playing": False}]
    box = page.locator("fall-line").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(16 / 9)
    page.evaluate("watched.play()")
    wait_until_heard(page, "step", 4)
    page.evaluate("watched.pause()")
    wait_until_heard(page, "pause")
    steps = [one["step"] for one in heard(page, "step")]
    assert steps == sorted(steps)
    assert page.evaluate("[watched.playing, watched.duration]") == [False, 900]
    page.evaluate("watched.step = 880")
    page.wait_for_function("() => watched.step === 880")
    page.evaluate("watched.play()")
    wait_until_heard(page, "end")
    assert page.evaluate("[watched.step, watched.playing]") == [900, False]
    assert len(heard(page, "ready")) == 1
    assert page.evaluate("try { watched.seek(-1) } catch (error) { error.name }") == "RangeError"
    # What is not meant is not heard, from whomever it comes.
    page.evaluate("""() => {
      const frame = watched.querySelector("iframe").contentWindow;
      const to = "fall-line";
      const strange = [null, "play", { to, do: "constructor" }, { to, do: "seek", step: "3" },
        { to, do: "seek", step: 1e9 }, { do: "play" }];
      for (const words of strange) frame.postMessage(words, "*");
      window.postMessage({ from: "fall-line", event: "step", step: 5, steps: 900 }, "*");
    }""")
    page.evaluate("watched.seek(12)")
    page.wait_for_function("() => watched.step === 12")
    assert 5 not in [one["step"] for one in heard(page, "step")][-3:]

    page.evaluate("heard.length = 0; watched.setAttribute('query', 'surface=booth&a=adm')")
    wait_until_heard(page, "problem")
    assert "adm" in heard(page, "problem")[0]["message"]
    page.evaluate("watched.setAttribute('query', 'surface=saddle&a=gd&steps=20')")
    page.evaluate("watched.seek(9)")
    page.wait_for_function("() => watched.step === 9 && watched.duration === 20 && !watched.playing")


def test_a_tag_that_plays_by_itself_waits_until_it_is_seen_and_takes_no_wheel_before_it_is_pressed(
    blog: Blog, server: str
) -> None:
    tall = '<div style="height:2400px"></div>'
    page, _ = blog(
        tall + element(server, f'query="{QUERY}" autoplay free width="800" height="560"') + tall + HEAR
    )
    assert heard(page, "play") == heard(page, "step") == []
    assert not any("embedded" in frame.url for frame in page.frames)
    page.evaluate("watched.scrollIntoView({ block: 'center' })")
    wait_until_heard(page, "step", 3)
    box = page.locator("fall-line").bounding_box()
    assert box
    assert (box["width"], box["height"]) == (800, 560)
    frame = page.frame_locator("iframe")
    frame.locator("body[data-asleep]").wait_for(state="attached")
    picture = frame.locator(".picture-surface").bounding_box()
    assert picture
    before = page.evaluate("scrollY")
    page.mouse.move(picture["x"] + picture["width"] / 2, picture["y"] + picture["height"] / 2)
    page.mouse.wheel(0, 120)
    page.wait_for_function("(before) => scrollY > before", arg=before)
    page.evaluate("watched.scrollIntoView({ block: 'center' })")
    # Pressed once it is awake, and then the map moves the start, in no entry of the blog's history.
    places = page.evaluate("history.length")
    frame.locator(".picture-flat").click(position={"x": 90, "y": 90}, force=True)
    expect(frame.locator("body[data-asleep]")).not_to_be_attached()
    started = inside(page).url
    frame.locator(".picture-flat").click(position={"x": 90, "y": 90})
    inside(page).wait_for_function("(before) => location.href !== before", arg=started)
    assert "start=1.5,2" not in inside(page).url
    assert page.evaluate("history.length") == places


def test_in_slides_on_a_disk_too_nothing_plays_by_itself_where_motion_is_unwelcome(
    blog: Blog, server: str
) -> None:
    page, _ = blog(
        element(server, f'query="{QUERY}" autoplay') + HEAR,
        disk=True,
        reduced_motion="reduce",
        color_scheme="dark",
    )
    wait_until_heard(page, "ready")
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Play: Booth").click()
    frame.locator("body[data-state=ended]").wait_for(state="attached")
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("watched.step") == 900


def test_it_fits_where_there_is_hardly_any_room_and_lets_through_what_a_link_hides(
    blog: Blog, server: str
) -> None:
    page, _ = blog(element(server, f'query="{QUERY}&step=4&hide=loss" width="240" height="180"') + HEAR)
    wait_until_heard(page, "ready")
    frame = page.frame_locator("iframe")
    for _ in range(2):
        wide = inside(page).evaluate("document.documentElement.scrollWidth")
        assert wide == 240
        expect(frame.locator("[data-action=play]")).to_be_in_viewport(ratio=1)
        expect(frame.get_by_role("link", name="Fall Line")).to_be_in_viewport(ratio=1)
        if not inside(page).evaluate("'ready' in document.body.dataset"):
            page.evaluate("watched.seek(6)")
            page.wait_for_function("() => watched.step === 6")
    expect(frame.locator(".view-contour")).to_be_visible()


def test_a_long_name_is_cut_short_and_moves_nothing_out_of_the_frame(open_page: OpenPage) -> None:
    title = "Why momentum overshoots the valley when the friction that slows it down is small"
    page = open_page(
        f"/embed?{QUERY}&title={title}", drawn=False, viewport={"width": 354, "height": 240}, has_touch=True
    )
    assert page.evaluate("document.querySelector('main').scrollWidth") == 354
    way_out = page.locator(".elsewhere").bounding_box()
    assert way_out
    assert way_out["x"] + way_out["width"] <= 354
