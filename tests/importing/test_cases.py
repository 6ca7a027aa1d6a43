"""Lists of many layouts, each with what is right: ``cases/NN-what/list.*`` and ``expected.toml`` beside it.

A ``list.csv`` is also written as every other kind of file that is read; all must come to the same projects. A key of
``expected.toml`` that a project leaves out is not looked at; ``open`` names the fields that must stay open.
"""

import csv
from pathlib import Path
from typing import Any

import kinds_of_file
import pytest
import tomli
from spreadsheets import Found

from kofukin.importing import read
from kofukin.importing.draft import Given, Role

CASES = Path(__file__).parent / "cases"
READ = (".csv", ".txt", ".md", ".html", ".json", ".jsonl")
FILES = [path for path in sorted(CASES.glob("*/list*")) if path.suffix in READ]
TABLES = [path for path in FILES if path.name == "list.csv"]


def expected_of(path: Path) -> dict[str, Any]:
    return tomli.loads((path.parent / "expected.toml").read_text(encoding="utf-8"))


def held(path: Path, case: Path) -> None:
    """Hold what a file gives against the case's expectation."""
    expected = expected_of(case)
    given = expected.get("given", {})
    found = Found(tuple(read(path, Given(**given))))
    wanted = expected.get("project", [])
    shown = [(project.name, project.national_funds_yen, project.stated_cost_yen) for project in found.projects]
    assert len(found.projects) == len(wanted), shown
    for draft, right in zip(found.drafts, wanted, strict=True):
        fields = {key: value for key, value in right.items() if key not in ("open", "unstated")}
        assert {key: getattr(draft.project, key) for key in fields} == fields
        assert {key: getattr(draft.project, key) for key in right.get("unstated", ())} == dict.fromkeys(
            right.get("unstated", ())
        )
        assert sorted({str(doubt.field) for doubt in draft.doubts}) == sorted(right.get("open", [])), draft.doubts
    if "unread" in expected:
        assert [line.text.strip() for line in found.lines if line.role is Role.UNREAD] == expected["unread"]


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.name}" for path in FILES])
def test_a_list_says_what_it_says(path: Path) -> None:
    held(path, path)


@pytest.mark.parametrize("kind", kinds_of_file.TEXTS)
@pytest.mark.parametrize("path", TABLES, ids=[path.parent.name for path in TABLES])
def test_a_list_says_the_same_in_every_kind_of_file(tmp_path: Path, path: Path, kind: str) -> None:
    if kind in expected_of(path).get("not_as", []):
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    width = max(map(len, rows))
    other = tmp_path / f"list.{kind}"
    text = kinds_of_file.TEXTS[kind]([row + [""] * (width - len(row)) for row in rows])
    other.write_text(text, encoding="utf-8")
    held(other, path)


@pytest.mark.parametrize("path", TABLES, ids=[path.parent.name for path in TABLES])
def test_a_list_says_the_same_in_a_workbook(tmp_path: Path, path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    with path.open(encoding="utf-8", newline="") as file:
        kinds_of_file.write_workbook(tmp_path / "list.xlsx", list(csv.reader(file)))
    held(tmp_path / "list.xlsx", path)
