"""The notebook in docs/ runs from its first cell to its last, and shows its results and figures."""

from __future__ import annotations

import json

from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import InteractiveShell

from tests.serving import ROOT

NOTEBOOK = json.loads((ROOT / "docs" / "notebook.ipynb").read_text())
CELLS = ["".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def test_every_cell_runs_and_what_stands_last_shows_itself() -> None:
    shell = InteractiveShell(history_length=0)
    shell.history_manager.enabled = False  # type: ignore[union-attr]
    found = [shell.run_cell(cell, silent=False, store_history=False) for cell in CELLS]
    for one in found:
        one.raise_error()
    result, *figures = [one.result for one in found if one.result is not None]
    assert "application/vnd.plotly.v1+json" in DisplayFormatter().format(result)[0]
    assert [len(figure.data) for figure in figures] == [3, 4]


def test_no_output_is_kept_in_it() -> None:
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in NOTEBOOK["cells"])
