"""Writes grant lists as files and reads them: what came out, sorted by kind."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from kofukin.importing.draft import Doubt, DraftProject, Given, Item, Line, Role
from kofukin.importing.ids import Ids
from kofukin.importing.tables import read
from kofukin.messages import Message, Said
from kofukin.model.project import Program, Project, Round

Cells = Sequence[object]

HEADING = ("団体名", "年度", "交付金", "事業名", "国費（千円）")


class Found(NamedTuple):
    """Everything that was read from a file."""

    items: tuple[Item, ...]

    @property
    def lines(self) -> list[Line]:
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def roles(self) -> list[Role]:
        return [line.role for line in self.lines]

    @property
    def drafts(self) -> list[DraftProject]:
        return [item for item in self.items if isinstance(item, DraftProject)]

    @property
    def projects(self) -> list[Project]:
        return [draft.project for draft in self.drafts]

    @property
    def project(self) -> Project:
        (project,) = self.projects
        return project

    @property
    def doubts(self) -> list[Doubt]:
        """Doubts about the file, then those about each project."""
        of_file = [item for item in self.items if isinstance(item, Doubt)]
        return of_file + [doubt for draft in self.drafts for doubt in draft.doubts]

    @property
    def reasons(self) -> list[tuple[Message, str, str | None]]:
        return [(plain(doubt.reason), doubt.text, doubt.field) for doubt in self.doubts]

    @property
    def programs(self) -> list[Program]:
        return [item for item in self.items if isinstance(item, Program)]

    @property
    def rounds(self) -> list[Round]:
        return [item for item in self.items if isinstance(item, Round)]


def plain(reason: Message | Said) -> Message:
    """Return a reason without its values."""
    return reason.message if isinstance(reason, Said) else reason


def found_in(path: Path, ids: Ids | None = None, **given: Any) -> Found:
    return Found(tuple(read(path, Given(**given), ids)))


def csv_file(folder: Path, *rows: Cells, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    buffer = io.StringIO(newline="")
    dialect = csv.excel_tab if name.endswith(".tsv") else csv.excel
    csv.writer(buffer, dialect).writerows(rows)
    path = folder / name
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def found_in_csv(folder: Path, *rows: Cells, **given: Any) -> Found:
    return found_in(csv_file(folder, *rows), **given)


def found_under(folder: Path, heading: Iterable[str], *rows: Cells, **given: Any) -> Found:
    """Read a list of 札幌市's H29 suishin projects, but for the columns in ``heading``."""
    fixed = {"団体名": "札幌市", "年度": "H29", "交付金": "推進", "事業名": "ある事業"}
    heading = list(heading)
    missing = [name for name in fixed if name not in heading]
    values = [fixed[name] for name in missing]
    return found_in_csv(folder, missing + heading, *([*values, *row] for row in rows), **given)


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Cells]], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """Write an .xlsx; ``merged`` are ranges of its first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path
