"""Lists of projects and totals of groups, as rows."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kofukin.filters import Filters, Sort
from kofukin.model.fields import FIELDS, LISTED_ON_REQUEST, Field, Kind
from kofukin.model.fiscal_year import era_label
from kofukin.query.conditions import order_of, tables_for, where_of
from kofukin.query.fields import BESIDE, DIMENSIONS, LINEAGE, MEASURE_FIELDS, OF_NATION, PARTIAL, measures_on_request
from kofukin.table import Row


class Rows(NamedTuple):
    """An answer: the fields that were asked for and the rows, which can be read once."""

    fields: tuple[Field, ...]
    rows: Iterator[Row]


def list_projects(
    connection: sqlite3.Connection,
    filters: Filters,
    names: Sequence[str],
    sort: Sequence[Sort] = (),
    limit: int | None = None,
    people: bool = False,
) -> Rows:
    """Return the matching projects' ``names`` fields, in the dataset's order unless ``sort`` says otherwise.

    ``people``: bodies of one name are told apart in it.
    """
    known = FIELDS | LISTED_ON_REQUEST
    chosen = tuple(_for(people, known[name]) for name in names)
    return Rows(chosen, rows_of_projects(connection, filters, chosen, order_of(sort, known), limit))


def rows_of_projects(
    connection: sqlite3.Connection,
    filters: Filters,
    chosen: Sequence[Field],
    order: Sequence[str] = (),
    limit: int | None = None,
) -> Iterator[Row]:
    """Yield what ``chosen`` fields find in the matching projects, also fields that a list has no place for."""
    where, values = where_of(filters)
    order = [*order, "project.number"]
    selected = ", ".join(str(entry.sql) for entry in chosen)
    sql = f"SELECT {selected} {tables_for(selected, where, *order)} {where} ORDER BY {', '.join(order)}"
    if limit is not None:
        sql += " LIMIT ?"
        values = [*values, limit]
    lists = [index for index, entry in enumerate(chosen) if entry.kind is Kind.LIST]
    return _split_lists(connection.execute(sql, values), lists)


def totals(
    connection: sqlite3.Connection,
    filters: Filters,
    by: Sequence[str],
    sort: Sequence[Sort] = (),
    names: Sequence[str] | None = None,
    pivot: str | None = None,
    across: Sequence[Field] = (),
    people: bool = False,
    together: bool = False,
) -> Rows:
    """Return one row a group with the fields ``names`` or all; no ``by`` gives one row over everything that matches.

    ``across`` are further sums that ``names`` may ask for, by the groups of ``pivot``: see ``across``. ``together``
    keeps the groups of the first dimension together, in its own order, and sorts within each.
    """
    if LINEAGE in (*by, pivot):
        from kofukin.query import lineage  # few totals ask for lines

        lineage.make(connection)
    if OF_NATION & {*(names or ()), *(key.field for key in sort)}:
        from kofukin.query import nation  # reads the reference of national money

        nation.make(connection)
    dimensions = [DIMENSIONS[name] for name in by]
    keys = tuple(_for(people, entry) for dimension in dimensions for entry in dimension.fields)
    usual = {entry.name: entry for entry in (*keys, *across, *MEASURE_FIELDS)}
    known = usual | {entry.name: entry for entry in measures_on_request(by)}
    chosen = tuple(usual.values()) if names is None else tuple(known[name] for name in names)
    first = [dimensions[0].order] if together else []
    order = first + order_of(sort, known) + [dimension.order for dimension in dimensions]
    selected = ", ".join(str(entry.sql) for entry in chosen)
    grouped = [str(entry.sql) for entry in keys]
    grouped += [dimension.identity for dimension in dimensions if dimension.identity]
    own = {DIMENSIONS[name].column: DIMENSIONS[name].own for name in (*by, *([pivot] if pivot else []))}
    counted, values = _partial_sums(filters, own, " ".join([selected, *order]))
    projects = f"({counted}) AS project"
    if pivot:
        projects += f" JOIN temp.across AS across ON across.member IS project.{DIMENSIONS[pivot].column}"
    sql = f"SELECT {selected} {tables_for(selected, *order, *grouped, projects=projects)}"
    if used := BESIDE & {*(names or ()), *(key.field for key in sort)}:
        from kofukin.query import beside  # most totals need no more than their partial sums

        sql += beside.joined(connection, filters, by, used)
    if keys:
        sql += f" GROUP BY {', '.join(grouped)} ORDER BY {', '.join(order)}"
    return Rows(chosen, iter(connection.execute(sql, values)))


def _for(people: bool, entry: Field) -> Field:
    return entry._replace(sql=entry.people_sql) if people and entry.people_sql else entry


def _partial_sums(filters: Filters, own: Mapping[str, str], used: str) -> tuple[str, list[object]]:
    """Return SQL that adds up what ``used`` speaks of by the projects' own columns, each with where it is found.

    It reads one index where names would have to be looked up for each project; the few sums then take the projects'
    place in the query, with columns of the same names.
    """
    where, values = where_of(filters)
    groups = [f"{sql} AS {column}" for column, sql in own.items()]
    measures = [f"{sql} AS {name}" for name, sql in PARTIAL.items() if f"project.{name}" in used]
    selected = ", ".join([*groups, *measures]) or "1"
    sql = f"SELECT {selected} {tables_for(selected, where)} {where}"
    return (f"{sql} GROUP BY {', '.join(own.values())}" if own else sql), values


def programs(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield a row for each program: id, name, short name, English name, years, rates, projects."""
    rounds: dict[str, list[tuple[int, str | None]]] = {}
    for program, year, rate in connection.execute("SELECT program, fiscal_year, subsidy_rate FROM round ORDER BY 1, 2"):
        rounds.setdefault(program, []).append((year, rate))
    counted = dict(connection.execute("SELECT program, count(*) FROM project GROUP BY program"))
    for program, name, short_name, name_en in connection.execute(
        "SELECT id, name, short_name, name_en FROM program ORDER BY position"
    ):
        own = rounds.get(program, [])
        years = tuple(era_label(year) for year, _ in own)
        rates = tuple(dict.fromkeys(rate for _, rate in own if rate))
        yield (program, name, short_name, name_en, years, rates, counted.get(program, 0))


def _split_lists(rows: Iterator[Row], indexes: Sequence[int]) -> Iterator[Row]:
    if not indexes:
        return iter(rows)
    return (_with_lists(row, indexes) for row in rows)


def names_in(joined: object) -> tuple[str, ...]:
    """Return the names that SQL joined by the unit separator, which no name may hold (see the schema)."""
    return tuple(joined.split("\x1f")) if isinstance(joined, str) else ()


def _with_lists(row: Row, indexes: Sequence[int]) -> Row:
    values = list(row)
    for index in indexes:
        values[index] = names_in(values[index])
    return tuple(values)
