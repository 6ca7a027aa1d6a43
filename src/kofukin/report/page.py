"""Filters → the report's HTML: tables, charts and each project's details, put together by the template beside this."""

import base64
import functools
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from kofukin import __version__, answer, charting, query
from kofukin.filters import Filters
from kofukin.messages import Message, Said, errors, labels
from kofukin.model import amounts
from kofukin.model.fields import APPLICATIONS, FIELDS
from kofukin.model.fiscal_year import era_label
from kofukin.query import Detail
from kofukin.render import Style, people
from kofukin.render import page as pages
from kofukin.table import Column, Kind, Table, Value
from kofukin.text.letters import ALIKE

COLUMNS = ("name", "era_year", "program", "application", "national_funds_yen", "partner_national_funds_yen")
DIMENSIONS = ("program", "year", "application")
_PIECES = 500
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Cell(NamedTuple):
    """A cell as people read it; ``sort`` is what it is sorted by where that is not the text, empty for unknown."""

    text: str
    label: str
    is_number: bool
    name: str
    sort: str | None


class Fact(NamedTuple):
    """A line of a project's details; ``related`` are the projects it names."""

    label: str
    text: str
    related: tuple[str, ...]
    is_citation: bool


class Choice(NamedTuple):
    """A value that the reader can filter by: as the rows hold it, and as people read it."""

    value: str
    text: str


class Group(NamedTuple):
    """The totals by one dimension: their table, and its chart where there is something to compare."""

    dimension: str
    table: Table
    chart: Markup | None


class Project(NamedTuple):
    """A project as the page holds it."""

    id: str
    name: str
    data: dict[str, object]
    cells: list[Cell]
    facts: list[Fact]
    is_inferred: bool


def html(connection: sqlite3.Connection, filters: Filters, style: Style) -> Iterator[str]:
    """Yield the report piece by piece; the same data, filters and style give the same page."""
    filters = query.found_once(connection, filters)
    found = query.summary(connection, filters)
    groups = _groups(connection, filters, style) if found.projects else []
    several = found.projects and found.municipality is None
    names = (COLUMNS[0], "municipality", *COLUMNS[1:]) if several else COLUMNS
    table = answer.projects(connection, filters, names, (), None, people=True, unit=style.unit)
    programs = [str(row[0]) for group in groups[:1] for row in group.table.rows]
    vocabularies = {"program": query.program_vocabulary(connection), "application": APPLICATIONS}
    css, script = _part("page.css"), _part("page.js")
    stream = _template(style).stream(
        style=style,
        css=Markup(css),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(css, script),
        title=_title(found),
        datasets=[f"{title} {version}" for title, version in query.dataset_titles(connection)],
        asked=filters.said(vocabularies),
        found=found,
        nothing=errors.NOTHING_MATCHED,
        alike="".join(chr(letter) + chr(other) for letter, other in ALIKE.items()),
        groups=groups,
        totals_notes=list(dict.fromkeys(line for group in groups for line in _notes(group.table, style))),
        columns=table.columns,
        notes=_notes(table, style),
        choices=_choices(groups, style),
        projects=_projects(connection, filters, table, programs, style),
        everything=_Everything.of(connection, filters),
        version=__version__,
    )
    stream.enable_buffering(_PIECES)
    return iter(stream)


class _Everything(NamedTuple):
    """What the running totals say before the reader has filtered: yen, and what is not in them."""

    national_funds_yen: int | None
    partner_national_funds_yen: int | None
    unstated: int
    partners: int
    shares_unstated: int

    @classmethod
    def of(cls, connection: sqlite3.Connection, filters: Filters) -> "_Everything":
        answered = query.totals(connection, filters, ())
        (row,) = answered.rows
        sums = dict(zip((field.name for field in answered.fields), row, strict=True))
        return cls(
            sums["national_funds_yen"],  # type: ignore[arg-type]
            sums["partner_national_funds_yen"],  # type: ignore[arg-type]
            sums["unstated"],  # type: ignore[arg-type]
            *query.count_partners(connection, filters),
        )


def _title(found: query.Summary) -> Said | Message:
    return labels.REPORT_OF(municipality=found.municipality) if found.municipality else labels.LIST_TITLE


def _groups(connection: sqlite3.Connection, filters: Filters, style: Style) -> list[Group]:
    made = []
    for dimension in DIMENSIONS:
        table = answer.totals(connection, filters, (dimension,), None, (), people=True)
        table = table._replace(rows=tuple(table.rows))
        made.append(Group(dimension, table, _chart(table, style)))
    return made


def _chart(table: Table, style: Style) -> Markup | None:
    """Return the chart of these totals; None where there is nothing to compare."""
    funds = next(index for index, column in enumerate(table.columns) if column.name == "national_funds_yen")
    if sum(row[funds] is not None for row in table.rows) < 2:
        return None
    return Markup(charting.svg(table, style))  # noqa: S704 - charting has escaped its texts


def _choices(groups: list[Group], style: Style) -> dict[str, list[Choice]]:
    """Return what each dimension can be filtered by; an unknown value is empty, as in the rows."""
    choices: dict[str, list[Choice]] = {}
    for dimension, table, _ in groups:
        # The people's table has one column that names the group; a year is filtered by the same label that it shows.
        column = table.columns[0]
        choices[dimension] = [
            Choice("" if row[0] is None else str(row[0]), people.cell(row[0], column, style)) for row in table.rows
        ]
    return choices


def _projects(
    connection: sqlite3.Connection, filters: Filters, table: Table, programs: list[str], style: Style
) -> Iterator[Project]:
    rows = tuple(table.rows)
    shown = {str(detail_id) for (detail_id,) in query.list_projects(connection, filters, ("id",)).rows}
    for detail, row in zip(query.details(connection, filters), rows, strict=True):
        yield Project(
            str(detail.values["id"]),
            people.visible(str(detail.values["name"] or detail.values["id"])),
            _data(detail),
            [_cell(value, column, detail, programs, style) for value, column in zip(row, table.columns, strict=True)],
            list(_facts(detail, shown, style)),
            str(detail.values["program_basis"]).startswith("inferred"),
        )


def _data(detail: Detail) -> dict[str, object]:
    """Return what the script knows of a project; what the source does not state is left out."""
    values = detail.values
    stated = {
        "funds": values["national_funds_yen"],
        "partner-funds": values["partner_national_funds_yen"],
        "partners": len(detail.partners) or None,
        "shares-unstated": sum(share.national_funds_yen is None for share in detail.partners) or None,
    }
    year = values["fiscal_year"]
    return {
        "text": detail.folded_text,
        "year": era_label(year) if isinstance(year, int) else "",
        "program": values["program"] or "",
        "application": values["application"] or "",
        **{name: value for name, value in stated.items() if value is not None},
    }


def _cell(value: Value, column: Column, detail: Detail, programs: list[str], style: Style) -> Cell:
    sort: object = None
    if value is None:
        sort = ""
    elif column.name == "era_year":
        sort = detail.values["fiscal_year"]
    elif column.name == "program":
        sort = programs.index(str(value))
    elif column.kind is Kind.YEN:
        sort = value
    return Cell(
        people.cell(value, column, style),
        people.label(column, style),
        column.kind.is_number,
        column.name,
        None if sort is None else str(sort),
    )


def _facts(detail: Detail, shown: set[str], style: Style) -> Iterator[Fact]:
    for entry in pages.entries(detail, style):
        related: Iterable[str | None] = ()
        if entry.label is pages.CONTINUES:
            related = [detail.continues]
        elif entry.label is labels.CONTINUED_BY:
            related = detail.continued_by
        yield Fact(
            entry.label.in_(style.language),
            entry.text,
            tuple(project for project in related if project in shown),
            entry.label is labels.CITATION,
        )


def _notes(table: Table, style: Style) -> list[str]:
    """Return the notes under a table, with the reader sent to the details on the page, not to a command."""
    notes = tuple(
        labels.INFERRED_SEE_DETAILS(**note.values)
        if isinstance(note, Said) and note.message is labels.PROGRAM_INFERRED
        else note
        for note in table.notes
    )
    return people.notes(table._replace(notes=notes), style)


@functools.cache
def _part(name: str) -> str:
    return resources.files("kofukin.report").joinpath(name).read_text(encoding="utf-8")


def _policy(css: str, script: str) -> str:
    allowed = f"style-src '{_hash(css)}'; script-src '{_hash(script)}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _template(style: Style) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["said"] = lambda message: people.visible(message.in_(style.language))
    environment.filters["yen"] = functools.partial(_yen, style=style)
    environment.tests["japanese"] = lambda text: _JAPANESE.search(text) is not None
    environment.globals["labels"] = labels
    environment.globals["fields"] = FIELDS
    environment.globals["people"] = people
    return environment.from_string(_part("page.html"))


def _yen(value: int | None, style: Style) -> str:
    """Return a sum with its unit, or that none is stated."""
    if value is None:
        return labels.NO_AMOUNT.in_(style.language)
    amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(value, style.unit), unit=style.unit.label)
    return amount.in_(style.language)
