"""The words that are offered to whoever types: all of the language, and nothing that it does not have."""

from __future__ import annotations

import re

from app.core.functions import CONSTANTS, FUNCTIONS, RULE_FUNCTIONS
from app.core.landscape import VARIABLES, typed
from app.core.program import GIVEN
from app.experiment.offered import typed_rule
from app.show.vocabulary import vocabulary


def words(of: str) -> set[str]:
    texts = [f"{one['written']} {one['meaning']}" for one in vocabulary()[of]]
    return {word for text in texts for word in re.findall(r"[a-z_]+[0-9]*", text)}


def test_every_word_of_a_formula_has_a_meaning() -> None:
    assert {*FUNCTIONS, *CONSTANTS, *VARIABLES} <= words("formula")
    assert all(one["meaning"] for one in vocabulary()["formula"])


def test_every_word_of_a_rule_has_a_meaning() -> None:
    assert {*GIVEN, *RULE_FUNCTIONS, "memory"} <= words("rule")
    assert {*FUNCTIONS, *CONSTANTS} <= words("functions")


def test_every_function_may_be_typed_as_it_is_shown() -> None:
    shown = [one["written"] for one in vocabulary()["formula"] if "(u" in one["written"]]
    assert len(shown) == len(FUNCTIONS)
    for call in shown:
        typed("x + " + re.sub(r"\b[uvw]\b", "x", call))


def test_what_only_a_rule_can_say_may_be_typed_there() -> None:
    typed_rule("memory m = 1; m = m + norm(g)*dot(g, p)*grad(p); p = p - lr*m")
