"""Filters (a value) → conditions in SQL, and the tables and the order that go with them."""

import re
import sqlite3
from collections.abc import Sequence

from kofukin.errors import UsageError, shortened
from kofukin.filters import Filters, Sort, alternatives_in
from kofukin.messages import errors
from kofukin.model.fields import FIELDS, Field
from kofukin.model.fiscal_year import YearRange
from kofukin.model.municipality_code import CHANGED, completed, current
from kofukin.text.folding import fold

# What another tool took out of a database leaves a project with something unknown, but does not take the project out.
_JOINS = {
    "program": "LEFT JOIN program ON program.id = project.program",
    "search": "JOIN search ON search.project = project.number",
    "round": "LEFT JOIN round ON round.program = project.program AND round.fiscal_year = project.fiscal_year",
    "municipality": "LEFT JOIN municipality ON municipality.number = project.municipality",
    "body": "LEFT JOIN body ON body.number = municipality.body",
    "prefecture": "LEFT JOIN prefecture ON prefecture.code = body.prefecture_code",
    "dataset": "LEFT JOIN dataset ON dataset.number = project.dataset",
    "document": "LEFT JOIN document ON document.number = project.document",
}


def found_once(connection: sqlite3.Connection, filters: Filters) -> Filters:
    """Return filters that need not look through texts again: what matches now is kept by number beside the data.

    Worth its while where several questions follow, as under every people's table.
    """
    if not (filters.words or filters.partner):
        return filters
    where, values = where_of(filters._replace(found=False))
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.found")
    connection.execute(f"INSERT INTO temp.found SELECT project.number {tables_for(where)} {where}", values)
    return filters._replace(found=True)


class _Conditions:
    def __init__(self) -> None:
        self.sql: list[str] = []
        self.values: list[object] = []

    def any_of(self, condition: str, values: Sequence[object]) -> None:
        values = list(dict.fromkeys(values))
        if values:
            self.sql.append("(" + " OR ".join([condition] * len(values)) + ")")
            self.values += values


def where_of(filters: Filters) -> tuple[str, list[object]]:
    conditions = _Conditions()
    if filters.found:
        conditions.sql.append("project.number IN (SELECT number FROM temp.found)")
        filters = Filters(left_out=filters.left_out)
    for word in dict.fromkeys(map(fold, filters.words)):  # unlikely, so that texts are read in their order
        conditions.any_of("unlikely(instr(search.folded_text, ?))", alternatives_in(word))
    _years(conditions, filters.year, "project.fiscal_year", "project.fiscal_year")
    last_year = f"coalesce({FIELDS['last_fiscal_year'].sql}, project.fiscal_year)"
    _years(conditions, filters.active, "project.fiscal_year", last_year)
    conditions.any_of("project.program = ?", filters.program)
    conditions.any_of("? IN (project.application, project.application_text)", filters.application)
    conditions.any_of(
        "EXISTS (SELECT 1 FROM partner WHERE partner.project = project.number AND instr(partner.folded_name, ?))",
        [fold(name) for name in filters.partner],
    )
    _municipalities(conditions, filters.municipality)
    if filters.minimum is not None:
        conditions.any_of("project.national_funds_yen >= ?", [filters.minimum])
    if filters.maximum is not None:
        conditions.any_of("project.national_funds_yen <= ?", [filters.maximum])
    if filters.left_out:
        numbers = f"[{','.join(map(str, filters.left_out))}]"
        conditions.any_of("project.number NOT IN (SELECT value FROM json_each(?))", [numbers])
    where = f"WHERE {' AND '.join(conditions.sql)}" if conditions.sql else ""
    return where, conditions.values


def _years(conditions: _Conditions, ranges: tuple[YearRange, ...], first: str, last: str) -> None:
    """Keep what lies, with any part of the years from ``first`` to ``last``, in one of the ranges."""
    if not ranges:
        return
    parts = []
    for years in dict.fromkeys(ranges):
        sides = []
        if years.last is not None:
            sides.append(f"{first} <= ?")
            conditions.values.append(years.last)
        if years.first is not None:
            sides.append(f"{last} >= ?")
            conditions.values.append(years.first)
        parts.append(f"({' AND '.join(sides)})")
    conditions.sql.append(f"({' OR '.join(parts)})")


def _municipalities(conditions: _Conditions, wanted: tuple[str, ...]) -> None:
    """Keep projects of a body by part of any of its names, or by a code it has or had, also without its check digit."""
    parts = []
    for folded in dict.fromkeys(map(fold, wanted)):
        if re.fullmatch("[0-9]{5,6}", folded):
            parts.append("body IN (SELECT number FROM body WHERE code LIKE ?)")
            whole = completed(folded) or folded
            conditions.values.append(current(whole) if whole in CHANGED else folded + "_" * (6 - len(folded)))
        else:
            parts.append("instr(folded_name, ?)")
            conditions.values.append(folded)
    if parts:
        bodies = f"SELECT body FROM municipality WHERE {' OR '.join(parts)}"
        conditions.sql.append(f"project.municipality IN (SELECT number FROM municipality WHERE body IN ({bodies}))")


def tables_for(*sql: str, projects: str = "project") -> str:
    """Return FROM with just the tables that the given pieces of SQL speak of."""
    text = " ".join(sql)
    needed = {table for table in _JOINS if f"{table}." in text}
    needed |= {"body"} if "prefecture" in needed else set()
    needed |= {"municipality"} if "body" in needed else set()
    return " ".join([f"FROM {projects}", *(join for table, join in _JOINS.items() if table in needed)])


def order_of(sort: Sequence[Sort], known: dict[str, Field]) -> list[str]:
    order = []
    for key in sort:
        if key.field not in known:
            raise UsageError(errors.UNKNOWN_SORT(text=shortened(key.field)), errors.VALID_FIELDS(fields=list(known)))
        sql = known[key.field].sql
        order.append(f"{sql} IS NULL, {sql} {'DESC' if key.descending else 'ASC'}")
    return order
