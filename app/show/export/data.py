"""The rows under a loss, written into a script, and the batches that are drawn from them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from app.core.plan import Plan
from app.core.rows import Batches, Rows
from app.core.tree import ROW
from app.show.export.source import WIDTH, number


def data_name(column: str) -> str:
    """The name of a column's data in a script; `x·i` is `x_data`."""
    return f"{column.removesuffix(ROW)}_data"


def data(rows: Rows, make: str) -> list[str]:
    """Every column of the data, a statement each. make: what turns a list into the library's array."""
    found = [f"# The {len(rows)} rows that the loss is a mean over, as the model sees them."]
    for column, values in rows.columns:
        told = ", ".join([number(value) for value in values.tolist()])
        wrapped = textwrap.wrap(told, WIDTH, break_long_words=False, break_on_hyphens=False)
        found += [f"{data_name(column)} = {make}([", *[f"    {line}" for line in wrapped], "])"]
    return found


def batch(plan: Plan, count: int) -> list[str]:
    """How a run that is shown some of the rows at a time draws them; for the body of the run."""
    assert plan.view.batch is not None
    drawn = Batches(count, plan.view.batch, plan.seed, plan.view.replace)
    return _replaced(drawn) if drawn.replace else _dealt(drawn)


def _replaced(drawn: Batches) -> list[str]:
    chance = f"np.random.default_rng([{drawn.seed}, 4, k])"
    return [
        "# Each update sees rows drawn from all of them, so it may see one twice.",
        f"rows = {chance}.integers(0, {drawn.count}, {drawn.size})",
    ]


def _dealt(drawn: Batches) -> list[str]:
    return [
        f"# Each update sees {drawn.size} rows, dealt from a shuffled pack; after {drawn.each} updates it is "
        "shuffled anew.",
        f"epoch, place = divmod(k, {drawn.each})",
        f"shuffled = np.random.default_rng([{drawn.seed}, 4, epoch]).permutation({drawn.count})",
        f"rows = shuffled[place*{drawn.size}:(place + 1)*{drawn.size}]",
    ]


def columns_line(columns: Sequence[str], written: Sequence[str], rows: str) -> list[str]:
    """The statement at the head of a loss that takes out the rows it goes through."""
    if not columns:
        return []
    taken = [f"{data_name(column)}[{rows}]" for column in columns]
    return [f"{', '.join(written)} = {', '.join(taken)}"]
