"""Each project as the page holds it: its cells, its details, its line of CSV, and what the script must know of it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin import answer, query
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.model.amounts import Unit
from kofukin.query import details
from kofukin.query.details import Detail
from kofukin.render import Style, people
from kofukin.render import page as pages
from kofukin.render.delimited import csv_lines
from kofukin.report.groups import COLUMN_OF, Group
from kofukin.report.notes import Note, is_inferred
from kofukin.table import Column, Table, Value


class Cell(NamedTuple):
    """A cell as people read it."""

    text: str
    label: str
    is_number: bool
    name: str


class Fact(NamedTuple):
    """A line of a project's details; ``related`` are the projects it names."""

    label: str
    text: str
    related: tuple[str, ...]
    is_citation: bool


class Project(NamedTuple):
    """A project as the page shows it; ``csv`` is its line in a file for spreadsheets."""

    id: str
    name: str
    cells: list[Cell]
    facts: list[Fact]
    is_inferred: bool
    csv: str
    row: Mapping[str, Value]
    detail: Detail


def projects(
    connection: sqlite3.Connection, filters: Filters, table: Table, csv: Iterator[str], style: Style
) -> Iterator[Project]:
    """Yield the projects in the order of the data, that of the rows of ``table`` and the records of ``csv``."""
    shown = {str(project) for (project,) in query.list_projects(connection, filters, ("id",)).rows}
    names = [column.name for column in table.columns]
    for detail, row, line in zip(details.of_all(connection, filters), table.rows, csv, strict=True):
        yield Project(
            str(detail.values["id"]),
            people.visible(str(detail.values["name"] or detail.values["id"])),
            [_cell(value, column, style) for value, column in zip(row, table.columns, strict=True)],
            list(_facts(detail, shown, style)),
            is_inferred(detail),
            line,
            dict(zip(names, row, strict=True)),
            detail,
        )


def lines_of_csv(connection: sqlite3.Connection, filters: Filters, style: Style) -> Iterator[str]:
    """Yield what ``list -f csv --excel`` writes of the same projects: the heading, then a record for each."""
    table = answer.projects(connection, filters, None, (), None, people=False, unit=Unit.YEN)
    return csv_lines(table, style._replace(excel=True, unit=Unit.YEN))


def _cell(value: Value, column: Column, style: Style) -> Cell:
    return Cell(people.cell(value, column, style), people.label(column, style), column.kind.is_number, column.name)


def _facts(detail: Detail, shown: set[str], style: Style) -> Iterator[Fact]:
    own = str(detail.values["id"])
    for entry in pages.entries(detail, style):
        related: Iterable[str | None] = ()
        if entry.label is pages.CONTINUES:
            related = [detail.continues]
        elif entry.label is labels.CONTINUED_BY:
            related = detail.continued_by
        elif entry.text == own:
            related = [own]
        yield Fact(
            entry.label.in_(style.language),
            entry.text,
            tuple(project for project in related if project in shown),
            entry.label is labels.CITATION,
        )


class Index:
    """What the script searches, sorts and adds up: a list for each thing, and in it an entry for each project.

    Amounts are yen, unknown is null; a group is its place among the choices; ``notes`` are the counted notes that
    concern a project, as a sum of powers of 2 by their places. ``counts`` is how many projects each of them concerns.
    """

    def __init__(self, groups: Sequence[Group], notes: Sequence[Note]) -> None:
        self._places = {
            group.dimension: {choice.value: place for place, choice in enumerate(group.choices)} for group in groups
        }
        self._concerns = [note.concerns for note in notes if note.concerns is not None]
        self.columns: dict[str, list[Value]] = {}
        self.counts = [0] * len(self._concerns)

    def add(self, project: Project) -> None:
        values, partners = project.detail.values, project.detail.partners
        concerned = [place for place, concerns in enumerate(self._concerns) if concerns(project.detail)]
        for place in concerned:
            self.counts[place] += 1
        entry: dict[str, Value] = {
            "id": project.id,
            "name": project.name,
            "text": project.detail.folded_text,
            "funds": values["national_funds_yen"],
            "partnerFunds": values["partner_national_funds_yen"],
            "partners": len(partners),
            "sharesUnstated": sum(share.national_funds_yen is None for share in partners),
            "notes": sum(2**place for place in concerned),
        }
        for dimension, places in self._places.items():
            value = project.row[COLUMN_OF.get(dimension, dimension)]
            entry[dimension] = places["" if value is None else str(value)]
        for name, value in entry.items():
            self.columns.setdefault(name, []).append(value)
