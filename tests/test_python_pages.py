"""The pages on Python say what Python says: their sessions and the notebook are run."""

import doctest
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from datasets import BUNDLED
from notebook_cells import NOTEBOOK, code_cells, run, shown, source

DOCS = NOTEBOOK.parent
PAGES = ("python.md", "python.ja.md")
SESSION = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_sessions_print_what_stands_there(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    shutil.copy(BUNDLED, tmp_path / "projects.toml")
    monkeypatch.chdir(tmp_path)
    text = "\n".join(SESSION.findall((DOCS / page).read_text(encoding="utf-8")))
    examples = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    assert len(examples.examples) > 10
    failures: list[str] = []
    doctest.DocTestRunner().run(examples, out=failures.append)
    assert "".join(failures) == ""


def test_both_pages_ask_the_same() -> None:
    english, japanese = ({*_asked(page)} for page in PAGES)
    assert len(english ^ japanese) <= 8, "only what is about the language differs"


def _asked(page: str) -> list[str]:
    return re.findall(r"^(?:>>>|\.\.\.) (.*)$", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_notebook_prints_what_stands_in_it() -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    names: dict[str, Any] = {}
    cells = code_cells()
    assert len(cells) > 4
    for cell in cells:
        assert "".join(run(source(cell), names)) == shown(cell), source(cell)


def test_the_notebook_is_one_that_programs_read() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["metadata"]["language_info"]["name"]) == (4, "python")
    required = {"markdown": {"cell_type", "metadata", "source"}}
    required["code"] = required["markdown"] | {"execution_count", "outputs"}
    assert all(cell.keys() == required[cell["cell_type"]] for cell in notebook["cells"])
