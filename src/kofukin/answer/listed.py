"""Lists: a row for each project that matches, or for each program."""

import sqlite3
from collections.abc import Sequence

from kofukin import query
from kofukin.answer.columns import PEOPLES_WORDS, columns_of, named
from kofukin.filters import Filters, Sort
from kofukin.messages import Message, Said, labels
from kofukin.model import amounts
from kofukin.model.amounts import Unit
from kofukin.query import FIELDS, MEASURES
from kofukin.table import Column, Table

PEOPLES_LIST = ("name", "era_year", "program", "application", "national_funds_yen", "partner_national_funds_yen", "id")


def projects(
    connection: sqlite3.Connection,
    filters: Filters,
    columns: Sequence[str] | None,
    sort: Sequence[Sort],
    limit: int | None,
    people: bool,
    unit: Unit,
) -> Table:
    """Return the table of ``list``: the ``columns`` asked for, or those that its readers expect."""
    columns, sort = named(connection, filters, columns, sort, (*FIELDS.values(), *query.LISTED_ON_REQUEST.values()))
    names = columns or (PEOPLES_LIST if people else tuple(FIELDS))
    if people:
        filters = query.found_once(connection, filters)
    if not people:
        rows = query.list_projects(connection, filters, names, sort, limit)
        return Table(columns_of(connection, rows.fields), rows.rows, title=labels.LIST_TITLE)
    from kofukin.answer.for_people import for_people  # machines are told nothing beside the rows

    found = query.summary(connection, filters)
    if columns is None and found.projects and found.municipality is None:
        names = (names[0], "municipality", *names[1:])
    rows = query.list_projects(connection, filters, names, sort, limit, people)
    table = Table(columns_of(connection, rows.fields), tuple(rows.rows), title=labels.LIST_TITLE)
    if _ADDED_UP & set(names):
        from kofukin import totalling  # machines add up for themselves

        total = totalling.Asked(connection, filters, (), (), tuple(names), None, ()).total(found)
        table = table._replace(total=total, total_label=labels.TOTAL_OF(count=found.projects))
    notes = _counted(found, table, limit, unit)
    return for_people(connection, filters, table, names, found, notes, columns is None)


_ADDED_UP = frozenset(FIELDS) & {*MEASURES, "stated_cost_yen", "other_funds_yen"}


def _counted(found: query.Summary, table: Table, limit: int | None, unit: Unit) -> list[Message | Said]:
    """Return the sum of a list as a note, where it has no total row that says it, or shows fewer than it adds up."""
    if found.national_funds_yen is None:
        return [labels.MATCHED_NO_AMOUNT(count=found.projects)]
    amount = labels.AMOUNT_WITH_UNIT(amount=amounts.show(found.national_funds_yen, unit), unit=unit.label)
    if limit is not None and limit < found.projects:
        return [labels.MATCHED_LIMITED(shown=limit, count=found.projects, amount=amount)]
    return [] if _says_its_sum(table) else [labels.MATCHED(count=found.projects, amount=amount)]


def _says_its_sum(table: Table) -> bool:
    has_sum = any(column.name == "national_funds_yen" for column in table.columns)
    return has_sum and any(not column.kind.is_number for column in table.columns)


def programs(connection: sqlite3.Connection, columns: Sequence[str] | None) -> Table:
    """Return the table of ``programs``."""
    from kofukin.answer.for_people import drawn  # as above

    every = tuple(
        Column(entry.name, entry.kind, entry.labelled, PEOPLES_WORDS.get(entry.name, {}))
        for entry in query.PROGRAM_FIELDS
    )
    names = tuple(column.name for column in every)
    columns, _ = named(connection, Filters(), columns, (), query.PROGRAM_FIELDS)
    kept = [names.index(name) for name in columns or names]
    rows = tuple(tuple(row[index] for index in kept) for row in query.programs(connection))
    chosen = tuple(every[index] for index in kept)
    return Table(chosen, rows, title=labels.PROGRAMS_TITLE, drawn=drawn(connection), sheet=labels.SHEET_PROGRAMS)
