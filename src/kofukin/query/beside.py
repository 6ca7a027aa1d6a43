"""What a group of totals has that its partial sums do not tell, in temporary tables of one row a group.

The groups stand in columns ``key0``, ``key1`` and so on, by what makes each of them one.
"""

import sqlite3
from collections.abc import Mapping, Sequence, Set

from kofukin.filters import Filters
from kofukin.query.conditions import tables_for, where_of
from kofukin.query.fields import COMPARED, DIMENSIONS, EARLIER, MIDDLE, YEAR

_MIDDLE = (
    "SELECT {keys} (min(amount) + max(amount) + 1) >> 1 AS national_funds_yen FROM (SELECT {keys} amount,"
    " row_number() OVER (PARTITION BY {places} ORDER BY amount) AS place, count(*) OVER (PARTITION BY {places}) AS many"
    " FROM (SELECT {grouped} project.national_funds_yen AS amount {tables}) WHERE amount IS NOT NULL)"
    " WHERE place IN ((many + 1) / 2, (many + 2) / 2) GROUP BY {places}"
)
"""The middle amount of each group, between two of them the half way; ``>>`` rounds down where ``/`` would to 0."""


def joined(connection: sqlite3.Connection, filters: Filters, by: Sequence[str], measures: Set[str]) -> str:
    """Make the tables that the measures need, and return how they are joined to the projects' partial sums."""
    tables = ""
    if measures - COMPARED:
        tables += _made(connection, MIDDLE, _identity(by), *_middle(filters, by))
    if measures & COMPARED:
        keys = [*_identity(_but_year(by)), "project.fiscal_year - 1"]
        tables += _made(connection, EARLIER, keys, *_earlier(filters, by))
    return tables


def _identity(by: Sequence[str]) -> list[str]:
    """Return the SQL that tells each group of these dimensions from all others."""
    return [dimension.identity or str(dimension.fields[0].sql) for dimension in (DIMENSIONS[name] for name in by)]


def _but_year(by: Sequence[str]) -> list[str]:
    return [name for name in by if name != YEAR]


def _made(connection: sqlite3.Connection, name: str, keys: Sequence[str], sql: str, values: Sequence[object]) -> str:
    """Make the table ``name`` and return how it is joined by its keys."""
    connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", values)
    columns = [f"key{number}" for number in range(len(keys))]
    if columns:
        connection.execute(f"CREATE INDEX temp.{name}_keys ON {name} ({', '.join(columns)})")
    same = [f"{name}.{column} IS {key}" for column, key in zip(columns, keys, strict=True)]
    return f" LEFT JOIN temp.{name} AS {name} ON {' AND '.join(same) or 'true'}"


def _projects(filters: Filters, by: Sequence[str], selected: str) -> tuple[str, list[object]]:
    """Return SQL for what matches, with ``selected`` and the columns that the dimensions follow from."""
    where, values = where_of(filters)
    own: Mapping[str, str] = {DIMENSIONS[name].column: DIMENSIONS[name].own for name in by}
    columns = ", ".join([selected, *(f"{sql} AS {column}" for column, sql in own.items())])
    return f"(SELECT {columns} {tables_for(columns, where)} {where}) AS project", values


def _middle(filters: Filters, by: Sequence[str]) -> tuple[str, list[object]]:
    identity = _identity(by)
    projects, values = _projects(filters, by, "project.national_funds_yen AS national_funds_yen")
    names = [f"key{number}" for number in range(len(identity))]
    sql = _MIDDLE.format(
        keys="".join(f"{name}, " for name in names),
        places=", ".join(names) or "NULL",
        grouped="".join(f"{sql} AS {name}, " for name, sql in zip(names, identity, strict=True)),
        tables=tables_for(*identity, projects=projects),
    )
    return sql, values


def _earlier(filters: Filters, by: Sequence[str]) -> tuple[str, list[object]]:
    """Return SQL for the national funds of each group and year, of the years before those that are asked for."""
    identity = [*_identity(_but_year(by)), "project.fiscal_year"]
    projects, values = _projects(filters.a_year_earlier(), by, "project.national_funds_yen AS national_funds_yen")
    selected = ", ".join(f"{sql} AS key{number}" for number, sql in enumerate(identity))
    tables = tables_for(*identity, projects=projects)
    funds = "sum(project.national_funds_yen) AS national_funds_yen"
    return f"SELECT {selected}, {funds} {tables} GROUP BY {', '.join(identity)}", values
