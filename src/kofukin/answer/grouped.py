"""Totals: a row for each group, and people's row of them all."""

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kofukin import query
from kofukin.answer.columns import EVERY_COLUMN, check_compared, columns_of, headings, named
from kofukin.filters import Filters, Sort
from kofukin.messages import Said, labels
from kofukin.query import ALL, DIMENSIONS, MEASURES
from kofukin.table import Table

if TYPE_CHECKING:
    from kofukin.query import pivot

PEOPLES_MEASURES = ("projects", "national_funds_yen", "partner_national_funds_yen", "share")


def totals(
    connection: sqlite3.Connection,
    filters: Filters,
    by: Sequence[str],
    columns: Sequence[str] | None,
    sort: Sequence[Sort],
    people: bool,
    pivot: str | None = None,
    once: Sequence[Said] | None = None,
    subtotals: bool = False,
) -> Table:
    """Return the table of ``totals``; people's has a 合計 row over everything that matches.

    ``once`` is what was said of projects that are counted once, None where that was not asked for.

    With ``pivot``, a dimension, each of its groups is a column of national funds before the sum of them all.
    ``subtotals``: in people's table of several dimensions a 小計 row ends each group of the first.
    """
    dimensions = tuple(name for name in by if name != ALL)
    if people or pivot:
        filters = query.found_once(connection, filters)
    across = _across(connection, filters, pivot) if pivot else []
    is_usual = columns is None
    groups = query.group_fields(by)
    known = (*groups, *(group.field.name for group in across), *MEASURES)
    if columns == (EVERY_COLUMN,):
        columns = known
    if columns is None and (people or pivot):
        shown = tuple(DIMENSIONS[name].shown for name in dimensions) if people else groups
        measures = (*(group.field.name for group in across), "national_funds_yen") if pivot else PEOPLES_MEASURES
        columns = (*shown, *measures)
    called = headings(connection, pivot, across) if pivot else {}
    fields = [group.field for group in across]
    asked_of = (*query.fields_of_totals(by), *fields)
    columns, sort = named(connection, filters, columns, sort, asked_of, called, query.ON_REQUEST)
    check_compared(columns or (), sort, by)
    names = tuple(columns or known)
    rows = query.totals(connection, filters, dimensions, sort, names, pivot, fields, people)
    keys = {group.field.name: group.key for group in across}
    laid_out = tuple(
        column._replace(across=pivot, key=keys[column.name]) if column.name in keys else column
        for column in columns_of(connection, rows.fields, called)
    )
    table = Table(laid_out, rows.rows, title=labels.TOTALS_TITLE, sheet=labels.SHEET_TOTALS)
    if not people:
        return table
    table = table._replace(
        rows=tuple(table.rows),
        columns=tuple(column._replace(names_group=column.name in groups) for column in table.columns),
    )
    from kofukin import totalling  # machines add up for themselves, and are told nothing beside the rows
    from kofukin.answer import counted_once
    from kofukin.answer.for_people import for_people

    found = query.summary(connection, filters)
    totalled = totalling.Asked(connection, filters, dimensions, sort, names, pivot, fields)
    if dimensions:
        table = table._replace(total=totalled.total(found))
    if subtotals and len(dimensions) > 1:
        table = totalled.with_subtotals(table)
    if once is None:
        once = counted_once.maybe_twice(connection, filters)
    said_of = (*names, "program") if pivot == "program" else names
    notes = counted_once.first_of(once)
    if query.SHARE_OF_NATION in names:
        from kofukin.answer import of_nation  # few totals ask for it

        notes += of_nation.notes(connection, totalled)
    return for_people(connection, filters, table, said_of, found, notes, is_usual)


def _across(connection: sqlite3.Connection, filters: Filters, dimension: str) -> "list[pivot.Group]":
    from kofukin.query import pivot  # few totals are laid out across

    return pivot.across(connection, filters, dimension)
