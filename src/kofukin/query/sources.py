"""Which documents the matching projects are from."""

import sqlite3
from collections.abc import Iterator

from kofukin.filters import Filters
from kofukin.query.conditions import tables_for, where_of
from kofukin.table import Row


def documents(connection: sqlite3.Connection, filters: Filters) -> Iterator[Row]:
    """Yield for each document: title, publisher, when it was published, address, day, pages, projects, SHA-256.

    What the data does not say of the document itself, it says of all its documents.
    """
    where, values = where_of(filters)
    selected = (
        "document.title, coalesce(document.publisher, dataset.publisher),"
        " coalesce(document.published, dataset.published), document.address, document.retrieved,"
        " min(project.source_page), max(project.source_page), count(*), document.sha256"
    )
    order = "GROUP BY document.number, dataset.number ORDER BY min(project.number)"
    yield from connection.execute(f"SELECT {selected} {tables_for(selected, where, order)} {where} {order}", values)
