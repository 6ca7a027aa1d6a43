"""Which documents the matching projects are from."""

import sqlite3
from collections.abc import Iterator

from kofukin.filters import Filters
from kofukin.model.fields import DOCUMENT
from kofukin.query.conditions import tables_for, where_of
from kofukin.store.terms import together
from kofukin.table import Value

_OF_DATASET = ("publisher", "published")
"""What a dataset says of all its documents, where a document says nothing of it itself."""
_FIGURES = (
    "sum((project.national_funds_yen IS NOT NULL) + (project.stated_cost_yen IS NOT NULL)"
    " + (project.stated_partner_national_funds_yen IS NOT NULL)"
    " + (SELECT count(own.national_funds_yen) FROM partner AS own WHERE own.project = project.number))"
)


def documents(connection: sqlite3.Connection, filters: Filters) -> Iterator[dict[str, Value]]:
    """Yield for each document its fields by name, ``projects``, ``figures``, ``first_page`` and ``last_page``.

    Figures are the amounts that it states: national funds, partners' shares and costs. The pages are those cited.
    """
    where, values = where_of(filters)
    asked = {field.name: f"document.{field.column}" for field in DOCUMENT.kept}
    asked |= {name: f"coalesce(document.{name}, dataset.{name})" for name in _OF_DATASET}
    asked |= {"projects": "count(*)", "figures": _FIGURES}
    asked |= {"first_page": "min(project.source_page)", "last_page": "max(project.source_page)"}
    selected = ", ".join(asked.values())
    order = "GROUP BY document.number, dataset.number ORDER BY min(project.number)"
    for row in connection.execute(f"SELECT {selected} {tables_for(selected, where, order)} {where} {order}", values):
        yield dict(zip(asked, row, strict=True))


def terms_of_data(connection: sqlite3.Connection) -> list[str]:
    """Return under which terms the data may be used, as far as it says so."""
    return together(connection.execute("SELECT licence, title FROM dataset ORDER BY number").fetchall())
