"""`figure.tex` is a document that LaTeX sets, with every run in its colour; no text breaks out of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from app.experiment import parse
from app.show.export.figure import COLOURS, escaped, figure, levels
from app.show.heights import surface
from app.show.trained import journey_of

QUERIES = {
    "two variables": "surface=himmelblau&start=-3,4&steps=60&a=adam&b=gd&b.lr=1",
    "one variable": "surface=double_well&start=-1.5&steps=80&a=momentum&a.lr=0.01&a.start@60=0.5",
    "a network": "surface=network&steps=10&a=adam",
    "an undefined loss": "surface=formula&formula=sqrt(-1-x**2)&a=gd",
    "flat ground": "surface=formula&formula=0*x%2B0*y&a=gd",
    "a long run": "surface=rosenbrock&steps=2000&a=adam",
    "a rugged surface": "surface=schaffer4&a=adam&steps=20",
    "no run": "surface=booth",
}


def drawn(query: str) -> str:
    return figure(journey_of(parse(query)))


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_brace_and_environment_is_closed_and_every_number_is_one(query: str) -> None:
    text = "\n".join([line for line in drawn(query).splitlines() if not line.startswith("%")])
    assert text.count("{") == text.count("}")
    assert text.count("[") == text.count("]")
    assert re.findall(r"\\(begin|end)\{(\w+)\}", text) == [
        ("begin", "document"), ("begin", "tikzpicture"), ("begin", "axis"),
        ("end", "axis"), ("end", "tikzpicture"), ("end", "document"),
    ]  # fmt: skip
    assert "inf" not in text
    assert text.isascii()


def test_each_run_is_drawn_in_its_colour_from_its_start_and_named() -> None:
    text = drawn("surface=himmelblau&start=-3,4&steps=60&a=adam&c=momentum&c.lr=0.002")
    for id, name in (("a", "Adam, lr 0.05"), ("c", "Momentum, lr 0.002")):
        assert f"\\definecolor{{run {id}}}{{HTML}}{{{COLOURS[id]}}}" in text
        (path,) = re.findall(rf"\\addplot\[run {id}, .*?\] coordinates \{{(.*?)\}};", text)
        assert path.startswith("(-3,4) ")
        assert len(path.split()) == 61
        assert f"\\addlegendentry{{{name}}}" in text


def test_the_axes_of_a_networks_plane_say_what_lies_along_them_and_the_path_is_its_shadow() -> None:
    text = drawn("surface=network_xor&steps=20&a=adam&a.lr=0.01")
    assert re.search(r"xlabel=\{main direction 1 \([0-9.]+\\% of the variance\)\}", text)
    (path,) = re.findall(r"\\addplot\[run a, .*?\] coordinates \{(.*?)\};", text)
    assert len(path.split()) == 21
    named = drawn("surface=network_xor&steps=2&s.plane=weights&s.weights=W1[1,2],b2[1]&a=adam")
    assert "xlabel={W1[1,2]}" in named
    assert "ylabel={b2[1]}" in named


def test_levels_rise_evenly_on_the_scale_that_suits_the_surface() -> None:
    seen = surface(parse("surface=rosenbrock"), 41)
    shifted = np.log(np.array(levels(seen, 14)) + seen["log"]["shift"])
    np.testing.assert_allclose(np.diff(shifted), np.diff(shifted)[0])
    even = np.diff(levels(surface(parse("surface=saddle"), 41), 14))
    np.testing.assert_allclose(even, even[0])


@pytest.mark.parametrize("text", ["\\input{/etc/passwd}", "$x_1^2$ & 50% #1 ~{}", "\u2028\x00"])
def test_text_is_set_and_never_obeyed(text: str) -> None:
    safe = escaped(text)
    bare = re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\\[#$%&_{}]", "", safe)
    assert not set(bare) & set("\\#$%&_{}~^")
    assert safe.isprintable()


@pytest.mark.skipif(
    not (shutil.which("pdflatex") and shutil.which("kpsewhich"))
    or subprocess.run(["kpsewhich", "standalone.cls"], capture_output=True).returncode != 0
    or subprocess.run(["kpsewhich", "pgfplots.sty"], capture_output=True).returncode != 0,
    reason="no LaTeX with pgfplots here: apt-get install texlive-pictures texlive-latex-extra brings it",
)
@pytest.mark.parametrize(
    "name", ["two variables", "one variable", "a network", "an undefined loss", "a rugged surface"]
)
def test_latex_sets_it_on_one_page(name: str, tmp_path: Path) -> None:
    (tmp_path / "figure.tex").write_text(drawn(QUERIES[name]))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "figure.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-2000:]
    assert "(1 page" in done.stdout
