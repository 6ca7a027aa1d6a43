"""Which documents an answer rests on, and where in them each figure stands."""

import sqlite3

from kofukin.answer.columns import columns_of
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.model.fields import DOCUMENT, Kind, by_name
from kofukin.query import list_projects, sources
from kofukin.table import Column, Table, Value

EVIDENCE = (
    "name",
    "program_name",
    "program_basis",
    "program_evidence",
    "source_page",
    "source_line",
    "id",
    "source_document",
)
_FIELDS = by_name(DOCUMENT.fields)


def _column(name: str) -> Column:
    return Column(name, _FIELDS[name].kind, _FIELDS[name].labelled)


_COLUMNS = (
    *map(_column, ("title", "publisher", "published", "address", "retrieved", "licence", "pages")),
    Column("cited_pages", Kind.CODE, labels.CITED_PAGES),
    Column("projects", Kind.INTEGER, labels.PROJECTS),
    Column("figures", Kind.INTEGER, labels.FIGURES),
    *map(_column, ("sha256", "bytes")),
)


def evidence(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return where each matching project stands in its source, and why it is under its program."""
    rows = list_projects(connection, filters, EVIDENCE)
    return Table(columns_of(connection, rows.fields), rows.rows, title=labels.EVIDENCE_TITLE)


def documents(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return the documents that matching projects are from, what is known of each, and the terms of the data."""
    found = (
        each | {"cited_pages": _pages(each["first_page"], each["last_page"])}
        for each in sources.documents(connection, filters)
    )
    rows = (tuple(each[column.name] for column in _COLUMNS) for each in found)
    terms = tuple(labels.TERMS_OF_DATA(terms=each) for each in sources.terms_of_data(connection))
    return Table(_COLUMNS, rows, title=labels.DOCUMENTS_TITLE, notes=terms)


def _pages(first: Value, last: Value) -> Value:
    return first if first == last else f"{first}-{last}"
