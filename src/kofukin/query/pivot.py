"""Totals laid out across the groups of a dimension: a field for each of them."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kofukin.errors import UsageError
from kofukin.filters import Filters
from kofukin.messages import errors
from kofukin.model.fields import FIELDS, Field
from kofukin.query.conditions import tables_for, where_of
from kofukin.query.fields import DIMENSIONS, LINEAGE
from kofukin.table import Value


class Group(NamedTuple):
    """A group that totals are laid out by: the field that holds its national funds, its key, and what it is called."""

    field: Field
    key: Value
    name: Value


def across(connection: sqlite3.Connection, filters: Filters, dimension: str) -> list[Group]:
    """Return the groups of ``dimension`` among what matches, each with a field of its own.

    Which group a project is in stands in a temporary table, by the project's own column that the dimension follows
    from: the fields know their groups by number, and nothing of the data becomes SQL.
    """
    if dimension == LINEAGE:
        from kofukin.query import lineage  # few totals ask for lines

        lineage.make(connection)
    shape = DIMENSIONS[dimension]
    shown = next(entry for entry in shape.fields if entry.name == shape.shown)
    where, values = where_of(filters)
    identity = shape.identity or "NULL"
    name = shown.people_sql or shown.sql or ""
    pieces = (identity, *(str(entry.sql) for entry in shape.fields), name, f"project.{shape.column}")
    projects = f"(SELECT DISTINCT {shape.own} AS {shape.column} {tables_for(shape.own, where)} {where}) AS project"
    tables = tables_for(*pieces, shape.order, projects=projects)
    sql = f"SELECT DISTINCT {', '.join(pieces)} {tables} ORDER BY {shape.order}"
    members: dict[tuple[Value, ...], list[Value]] = {}
    for *group, member in connection.execute(sql, values):
        members.setdefault(tuple(group), []).append(member)
    if len(members) > MOST_ACROSS:
        raise UsageError(errors.TOO_MANY_ACROSS(count=len(members), most=MOST_ACROSS), errors.NARROW_OR_GROUP)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS across (member PRIMARY KEY, number INTEGER NOT NULL)")
    connection.execute("DELETE FROM temp.across")
    numbered = [(member, number) for number, group in enumerate(members.values()) for member in group]
    connection.executemany("INSERT INTO temp.across VALUES (?, ?)", numbered)
    return [
        Group(_funds_across(name, number), group[1], group[-1])
        for number, (group, name) in enumerate(
            zip(members, _names_across([group[1:-1] for group in members]), strict=True)
        )
    ]


def _funds_across(group: str, number: int) -> Field:
    sql = f"sum(CASE WHEN across.number = {number} THEN project.national_funds_yen END)"
    return FIELDS["national_funds_yen"]._replace(name=f"{group}_national_funds_yen", sql=sql)


MOST_ACROSS = 1_900
"""Columns that totals can be laid out in: SQLite answers with 2,000 at the most, and others stand beside them."""

_RESERVED = "partner"
"""No group's name, since ``partner_national_funds_yen`` is a measure."""


def _names_across(groups: Sequence[tuple[Value, ...]]) -> list[str]:
    """Return a name for each group of its fields: the key if it is this group's alone, else another, else all of them.

    The group without any is ``unstated``.
    """
    words = [tuple(str(word) for word in dict.fromkeys(group) if word is not None) or ("unstated",) for group in groups]
    keys = Counter([_RESERVED, *(own[0] for own in words)])
    used = Counter(word for own in words for word in own)
    names: dict[str, None] = {}
    for own in words:
        name = own[0]
        if len(own) > 1 and keys[name] > 1:
            name = next((word for word in own if used[word] == 1 and word != _RESERVED), " ".join(own))
        number = 1
        while name == _RESERVED or name in names:
            number += 1
            name = f"{' '.join(own)} {number}"
        names[name] = None
    return list(names)
