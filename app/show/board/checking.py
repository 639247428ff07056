"""A draft made into a lesson: every experiment read, every word of it fit for the file and for the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.core.errors import BadInput, attempt, refuse
from app.experiment import Experiment, canonical
from app.experiment.looked import looked
from app.experiment.query import join
from app.experiment.resolve import surface_name
from app.experiment.view import WORDS as OF_LINK
from app.experiment.view import unseen
from app.show.board.draft import MAX_STEPS, WORDS, Draft, DraftStep
from app.show.board.writing import heading
from app.show.lessons import Lesson, Step
from app.show.lessons.asking import check_ask
from app.show.lessons.prose import html
from app.show.lessons.reading import ASK, fenced, parts

# In characters.
TITLE, SUMMARY, WORDS_MOST = 120, 500, 4_000
_NEXT = "Next"
_FENCED = "```"

Open = Callable[[str], tuple[Experiment, str]]


def checked(draft: Draft, open: Open) -> Lesson:
    """The storyboard as a lesson without an id; BadInput under `title`, `summary`, `step 3`, `step 3 notes`.

    open: the experiment behind a link, and its query; BadInput where there is none. Queries become
    canonical. A step that has no title, or no text, takes what its link says of itself.
    """
    problems: list[BadInput] = []
    attempt(
        partial(_check_line, "title", draft.title, TITLE, required="Give the storyboard a title."), problems
    )
    attempt(partial(_check_line, "summary", draft.summary, SUMMARY), problems)
    attempt(partial(_check_count, len(draft.steps)), problems)
    numbered = enumerate(draft.steps[:MAX_STEPS], 1)
    steps = [attempt(partial(_step, f"step {n}", step, open), problems) for n, step in numbered]
    refuse(problems)
    whole = tuple([step for step in steps if step is not None])
    return Lesson("", draft.title, draft.summary, draft.minutes, whole)


def _check_count(steps: int) -> None:
    if not 1 <= steps <= MAX_STEPS:
        raise BadInput("steps", f"A storyboard has 1 to {MAX_STEPS} steps; this has {steps:,}.")


def _check_line(field: str, text: str, most: int, required: str = "") -> None:
    if required and not text:
        raise BadInput(field, required)
    if len(text) > most:
        raise BadInput(field, f"This has {len(text):,} characters; at most {most} fit.")
    if unseen(text):
        raise BadInput(field, "This has a line break or a character in it that can't be seen; take it out.")


def _step(field: str, step: DraftStep, open: Open) -> Step:
    problems: list[BadInput] = []
    opened = attempt(partial(_opened, field, step.link, open), problems)
    experiment, query = opened or (None, "")
    said = looked(query) if experiment else {}
    name = said.get("title") or (surface_name(experiment) if experiment else _NEXT)
    title = (name if step.title is None else step.title).strip()
    attempt(partial(_check_title, f"{field} title", title), problems)
    words = {name: _lines(getattr(step, name)) for name in WORDS}
    words["text"] = words["text"] or said.get("description", "").strip()
    for name, text in words.items():
        attempt(partial(_check_words, f"{field} {name}", text), problems)
    if words["answer"] and not words["question"]:
        problems.append(
            BadInput(f"{field} question", "There is an answer; write the question that it answers.")
        )
    refuse(problems)
    assert experiment is not None
    look = join([(key, text) for key, text in said.items() if key not in OF_LINK])
    made = Step(title, canonical(experiment), look, **words, ask=_lines(step.ask))
    _check_ask(field, made, experiment)
    return made


def _check_ask(field: str, step: Step, experiment: Experiment) -> None:
    if len(step.ask) > WORDS_MOST or _FENCED in step.ask:
        said = f"Write at most {WORDS_MOST:,} characters, and {_FENCED} nowhere: that would end it in a file."
        raise BadInput(f"{field} ask", said)
    if fenced(step.text, ASK)[0] is not None:
        raise BadInput(f"{field} text", f"What begins with {_FENCED}{ASK} stands before the text, once.")
    check_ask(step, lambda query: experiment, f"{field} ask")


def _opened(field: str, link: str, open: Open) -> tuple[Experiment, str]:
    try:
        return open(link)
    except BadInput as refused:
        raise _at_step(field, refused) from None


def _at_step(field: str, refused: BadInput) -> BadInput:
    """What is wrong with a link, every key of it, told under its step."""
    first, *rest = [
        BadInput(field, one.message if one.field == "query" else f"{one.field}: {one.message}")
        for one in refused.all
    ]
    return first.with_others(tuple(rest))


def _lines(text: str) -> str:
    """Words as they stand in a file: with the line breaks of one, and no empty lines around them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _check_title(field: str, title: str) -> None:
    _check_line(field, title, TITLE, required="Give this step a title.")
    if parts(heading(title), "h1") != [("", ""), (title, "")]:
        raise BadInput(field, "This can't be a heading; write it otherwise.")


def _check_words(field: str, text: str) -> None:
    if len(text) > WORDS_MOST:
        raise BadInput(field, f"This has {len(text):,} characters; at most {WORDS_MOST:,} fit.")
    if unseen(text.replace("\n", "").replace("\t", "")):
        raise BadInput(field, "This has a character in it that can't be seen; take it out.")
    _check_apart(field, text)
    try:
        html(text)
    except BadInput as refused:
        raise refused.at(field) from None


def _check_apart(field: str, text: str) -> None:
    """BadInput where a file would take some of the text for a step, or what follows it for text."""
    for tag, mark in (("h1", "#"), ("h2", "##")):
        (_, before), *others = parts(f"{text}\n\n{mark} {_NEXT}", tag)
        if before.strip() != text or others != [(_NEXT, "")]:
            said = (
                "Within a step headings begin with ###, and what opens, as ``` or <!-- does, must be closed."
            )
            raise BadInput(field, said)
