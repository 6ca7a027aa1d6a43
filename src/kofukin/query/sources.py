"""Which documents the matching projects are from."""

import sqlite3
from collections.abc import Iterator

from kofukin.filters import Filters
from kofukin.query.conditions import tables_for, where_of
from kofukin.table import Row


def documents(connection: sqlite3.Connection, filters: Filters) -> Iterator[Row]:
    """Yield for each document: title, publisher, when it was published, first and last page, projects."""
    where, values = where_of(filters)
    selected = (
        "document.title, dataset.publisher, dataset.published,"
        " min(project.source_page), max(project.source_page), count(*)"
    )
    order = "GROUP BY document.number, dataset.number ORDER BY min(project.number)"
    yield from connection.execute(f"SELECT {selected} {tables_for(selected, where, order)} {where} {order}", values)
