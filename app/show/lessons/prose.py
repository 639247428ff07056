"""The words of lessons as HTML: Markdown, without any HTML of its own, and two things more.

`$w - lr*g$` is a formula in the small language, typeset like any other; `f(x, w) = x*w` names a function.
`{lr: learning rate}` says that these words are what `lr` stands for: both are marked with `data-symbol`, and
light up together; `{dL_dw: a slope}` is said of dL/dw. `{run a: plain descent}` wears the colour of a run.
Where the figure shows what they speak of, `data-kind` and `data-name` say which thing it is, see `things`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.core.functions import CONSTANTS, FUNCTIONS
from app.core.hands import MathML
from app.core.language import parse
from app.core.tree import Call, Name, Node
from app.core.typeset import Layout, mathml_document
from app.show.lessons.things import Thing, Things, thing

_FORMULA = re.compile(r"\$([^$\n]+)\$")
_TERM = re.compile(r"\{(?:(run) ([a-h])|([A-Za-z]\w*)): ([^{}\n]+)\}")
_DIFFERENTIAL = re.compile(r"d[A-Za-z]")
_RELATION = re.compile(r" (=|~|<|>) ")
_SIGNS = {"=": "=", "~": "≈", "<": "<", ">": ">"}
_FUNCTION = re.compile(r"([A-Za-z])\((\w+(?:, \w+)*)\)")


class Linked(Layout):
    """Lays out formulas whose names, and whose derivatives such as dL/dw, can be pointed at."""

    def name(self, name: str) -> str:
        if _DIFFERENTIAL.fullmatch(name):
            return self.hand.row([self.hand.letter("d"), self.hand.letter(name[1])])
        return _marked(name, super().name(name))

    def form(self, node: Node) -> tuple[str, int]:
        written, binds = super().form(node)
        match node:
            case Call("/", (Name(above), Name(below))) if _DIFFERENTIAL.fullmatch(below):
                written = _marked(f"{above}_{below}", written)
        return written, binds


def _marked(name: str, written: str) -> str:
    return f'<mrow data-symbol="{escape(name)}">{written}</mrow>'


def html(text: str, known: Things = MappingProxyType({})) -> str:
    """Markdown as HTML; BadInput where a formula in it can't be read.

    known: what names stand for in the figure.
    """
    return str(_markdown().render(text, {"things": known}))


def formula(text: str) -> str:
    """A formula, or several between signs such as =, as one <math> element with its names marked."""
    first, *rest = _RELATION.split(text)
    layout = Linked(MathML())
    parts = [_side(layout, first)]
    for sign, side in zip(rest[::2], rest[1::2], strict=True):
        parts += [layout.hand.sign(_SIGNS[sign]), _side(layout, side)]
    return mathml_document(layout.hand.row(parts))


def _side(layout: Layout, text: str) -> str:
    named = _FUNCTION.fullmatch(text.strip())
    if named is None:
        return layout.set(_tree(text))
    inside: list[str] = []
    for name in named[2].split(", "):
        inside += [layout.hand.sign(","), layout.set(_tree(name))]
    fenced = layout.hand.fence("(", layout.hand.row(inside[1:]), ")")
    return layout.hand.row([layout.name(named[1]), fenced])


def _tree(text: str) -> Node:
    names = set(re.findall(r"[A-Za-z_]\w*", text)) - FUNCTIONS.keys() - set(CONSTANTS)
    return parse(text, names, "formula", rule=True)


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).disable("image")
    for name, pattern in (("formula", _FORMULA), ("term", _TERM)):
        made.inline.ruler.before("escape", name, _Rule(name, pattern))
    made.add_render_rule("formula", _formula)
    made.add_render_rule("term", _term)
    return made


class _Rule:
    """Reads one thing that Markdown doesn't know, wherever its pattern matches."""

    def __init__(self, name: str, pattern: re.Pattern[str]) -> None:
        self.name = name
        self.pattern = pattern

    def __call__(self, state: StateInline, silent: bool) -> bool:
        found = self.pattern.match(state.src, state.pos)
        if found is None:
            return False
        if not silent:
            token = state.push(self.name, "", 0)
            token.content, token.meta = found[0], {"groups": found.groups()}
        state.pos = found.end()
        return True


def _formula(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    set_alone = ' class="formula"' if len(tokens) == 1 else ""
    return f"<span{set_alone}>{formula(*tokens[at].meta['groups'])}</span>"


def _term(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    run, letter, name, words = tokens[at].meta["groups"]
    if run:
        shown = _shown(Thing("run", letter))
        return f'<span class="term run-name" data-run="{letter}"{shown}>{escape(words)}</span>'
    shown = _shown(thing(env["things"], name))
    return f'<span class="term" data-symbol="{name}"{shown}>{escape(words)}</span>'


def _shown(found: Thing | None) -> str:
    return f' data-kind="{found.kind}" data-name="{escape(found.name)}"' if found else ""
