"""Which documents an answer rests on, and where in them each figure stands."""

import sqlite3

from kofukin import query
from kofukin.answer.columns import columns_of
from kofukin.filters import Filters
from kofukin.messages import labels
from kofukin.query import sources
from kofukin.table import Column, Kind, Table, Value

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


def evidence(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return where each matching project stands in its source, and why it is under its program."""
    rows = query.list_projects(connection, filters, EVIDENCE)
    return Table(columns_of(connection, rows.fields), rows.rows, title=labels.EVIDENCE_TITLE)


def documents(connection: sqlite3.Connection, filters: Filters) -> Table:
    """Return the documents that matching projects are from, with what there is to say of where each was found."""
    rows = (
        (title, publisher, published, address, retrieved, _pages(first, last), projects, sha256)
        for title, publisher, published, address, retrieved, first, last, projects, sha256 in sources.documents(
            connection, filters
        )
    )
    return Table(DOCUMENT_COLUMNS, rows, title=labels.DOCUMENTS_TITLE)


def _pages(first: Value, last: Value) -> Value:
    return first if first == last else f"{first}-{last}"


DOCUMENT_COLUMNS = (
    Column("source_document", Kind.TEXT, labels.DOCUMENT),
    Column("publisher", Kind.TEXT, labels.PUBLISHER),
    Column("published", Kind.TEXT, labels.PUBLISHED),
    Column("address", Kind.TEXT, labels.ADDRESS),
    Column("retrieved", Kind.TEXT, labels.RETRIEVED),
    Column("pages", Kind.CODE, labels.PAGES),
    Column("projects", Kind.INTEGER, labels.PROJECTS),
    Column("sha256", Kind.TEXT, labels.SHA256),
)
