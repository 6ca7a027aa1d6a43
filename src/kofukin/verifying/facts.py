"""What the data holds of an amount: a project's own figure, a partner's share, or the sum of a group of projects.

Everything is looked up by the yen it comes to, in temporary tables with an index, so that a text of many amounts costs
one pass over the data. What is not stated adds nothing, and is counted.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from kofukin.filters import Filters
from kofukin.model.amounts import LARGEST_SUM
from kofukin.model.fields import ESTIMATE_OF, FIELDS, UNSTATED
from kofukin.model.fiscal_year import era_label
from kofukin.query.conditions import tables_for, where_of
from kofukin.verifying.context import COST, ESTIMATE, FUNDS, PARTNERS, Context

_MOST_CANDIDATES = 200
_MOST_NAMED = 20
"""Projects of a sum that are named one by one."""
_PLAIN = ("year", "program", "application", "body")
_SIDES = ("grant_type", "budget", "basis", "prefecture")
"""Dimensions that a table may have beside year and program."""
_TEXTS = ("program_evidence", "note", "summary")
_MEASURES = (FUNDS, PARTNERS, ESTIMATE, COST)


class Fact(NamedTuple):
    """A figure of one project. ``partner`` is whose share it is, folded and as written; empty for all of them."""

    yen: int
    measure: str
    number: int
    id: str
    name: str
    year: int
    last_year: int
    program: str
    application: str
    body: int
    body_name: str
    body_folded: str
    word: str | None
    partner: str = ""
    partner_name: str = ""


class Sum(NamedTuple):
    """A figure of several projects: by which dimensions they were chosen (None: by any), and what they are."""

    yen: int
    measure: str
    projects: int
    unstated: int
    year: int | None
    program: str | None
    application: str | None
    body: int | None
    active: int | None
    partner: str | None
    side: str | None
    side_value: str | None
    years: tuple[int, int]
    programs: tuple[str, str]
    applications: tuple[str, str]
    bodies: tuple[int, int]
    ids: tuple[str, ...] = ()
    is_exact: bool = False
    """Whether it is over just what the text names, so that its bounds need no look."""
    asked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What a text names of an exact sum: years and programs."""


class Facts:
    """The figures of the projects that pass ``filters``."""

    def __init__(self, connection: sqlite3.Connection, filters: Filters) -> None:
        self._ask = connection.execute
        where, values = where_of(filters)
        extra = {
            "grant_type": "project.grant_type",
            "budget": FIELDS["budget"].sql,
            "basis": f"coalesce(project.amount_basis, '{UNSTATED}')",
            "prefecture": "prefecture.name",
        }
        selected = (
            "project.number AS number, project.id AS id, project.name AS name, project.fiscal_year AS year,"
            f" coalesce({FIELDS['last_fiscal_year'].sql}, project.fiscal_year) AS last_year,"
            " coalesce(project.program, '') AS program, coalesce(project.application, '') AS application,"
            " coalesce(body.number, 0) AS body, body.told_apart AS body_name, municipality.folded_name AS body_folded,"
            " project.amount_label AS word, project.national_funds_yen AS national_funds_yen,"
            " project.partner_national_funds_yen AS partner_national_funds_yen,"
            f" {ESTIMATE_OF} AS estimated_cost_yen, project.stated_cost_yen AS stated_cost_yen,"
            + ", ".join(f"{sql} AS {name}" for name, sql in extra.items())
        )
        for table in ("fact_project", "fact_share", "fact", "fact_sum", "fact_group", "share_group", "body_group"):
            self._ask(f"DROP TABLE IF EXISTS temp.{table}")
        self._ask(f"CREATE TEMP TABLE fact_project AS SELECT {selected} {tables_for(selected, where)} {where}", values)
        self._ask("CREATE UNIQUE INDEX temp.fact_project_number ON fact_project (number)")
        self._ask(
            "CREATE TEMP TABLE fact_share AS SELECT p.*, partner.folded_name AS partner, partner.name AS partner_name,"
            " partner.national_funds_yen AS share FROM partner"
            " JOIN temp.fact_project AS p ON p.number = partner.project"
        )
        self._fill_facts()
        self._sums_ready = False
        self._asked: dict[tuple[object, ...], tuple[Any, ...]] = {}
        self._single = {
            name: self._ask(f"SELECT count(DISTINCT {name}) FROM temp.fact_project").fetchone()[0] <= 1
            for name in ("body",)
        }

    def _fill_facts(self) -> None:
        self._ask("CREATE TEMP TABLE fact (yen INTEGER, measure TEXT, number INTEGER, partner TEXT, partner_name TEXT)")
        for measure in _MEASURES:
            self._ask(
                f"INSERT INTO temp.fact SELECT {measure}, ?, number, '', '' FROM temp.fact_project"
                f" WHERE {measure} IS NOT NULL",
                (measure,),
            )
        self._ask(
            "INSERT INTO temp.fact SELECT share, ?, number, partner, partner_name FROM temp.fact_share"
            " WHERE share IS NOT NULL",
            (PARTNERS,),
        )
        self._ask("CREATE INDEX temp.fact_yen ON fact (yen)")

    # Single figures

    def of(self, yen: int, context: Context | None = None) -> list[Fact]:
        """Return the figures of single projects that come to ``yen``, where there are many those that fit best."""
        return self._facts("f.yen = ?", [yen], context)

    def between(self, least: int, most: int, context: Context | None = None) -> list[Fact]:
        """Return the figures of single projects from ``least`` to ``most``, of many those nearest to the middle."""
        middle = (least + most) // 2
        return [
            *self._facts("f.yen BETWEEN ? AND ?", [middle, most], context, "f.yen"),
            *self._facts("f.yen BETWEEN ? AND ?", [least, middle - 1], context, "f.yen DESC"),
        ]

    def of_projects(self, numbers: Iterable[int]) -> list[Fact]:
        """Return all figures of these projects."""
        wanted = sorted(numbers)[:_MOST_CANDIDATES]
        return self._facts(f"p.number IN ({','.join('?' * len(wanted))})", list(wanted), None) if wanted else []

    def _facts(
        self, condition: str, values: list[object], context: Context | None, order: str = "p.number"
    ) -> list[Fact]:
        if any(isinstance(value, int) and abs(value) > LARGEST_SUM for value in values):
            return []
        also, more = _narrowed(context) if context else ("", [])
        return [
            Fact(*row)
            for row in self._ask(
                "SELECT f.yen, f.measure, p.number, p.id, coalesce(p.name, p.id), p.year, p.last_year, p.program,"
                " p.application, p.body, coalesce(p.body_name, ''), coalesce(p.body_folded, ''), p.word, f.partner,"
                " f.partner_name FROM temp.fact AS f JOIN temp.fact_project AS p USING (number)"
                f" WHERE {condition} {also} ORDER BY {order}, f.measure, f.partner LIMIT {_MOST_CANDIDATES}",
                [*values, *more],
            )
        ]

    # Sums

    def sums_of(self, yen: int, context: Context | None = None) -> list[Sum]:
        """Return the groups of several projects that add up to ``yen``, the largest group first."""
        return self._sums("yen = ?", [yen], context)

    def sums_between(self, least: int, most: int, context: Context | None = None) -> list[Sum]:
        return self._sums("yen BETWEEN ? AND ?", [least, most], context)

    def _sums(self, condition: str, values: list[object], context: Context | None) -> list[Sum]:
        if any(isinstance(value, int) and abs(value) > LARGEST_SUM for value in values):
            return []
        self._fill_sums()
        also, more = _narrowed_sum(context) if context else ("", [])
        rows = self._ask(
            f"SELECT * FROM temp.fact_sum WHERE {condition} {also}"
            " ORDER BY (year IS NOT NULL) + (program IS NOT NULL) + (application IS NOT NULL) + (body IS NOT NULL)"
            f" + 2 * (active IS NOT NULL) + (side IS NOT NULL), projects DESC LIMIT {_MOST_CANDIDATES}",
            [*values, *more],
        ).fetchall()
        return [Sum._make((*row[:12], row[12:14], row[14:16], row[16:18], row[18:20], (), False, ())) for row in rows]

    def _fill_sums(self) -> None:
        """Add up every group once; a group of one project is that project's own figure and stands among those."""
        if self._sums_ready:
            return
        self._sums_ready = True
        self._ask(
            "CREATE TEMP TABLE fact_sum (yen, measure, projects, unstated, year, program, application, body, active,"
            " partner, side, side_value, y0, y1, p0, p1, a0, a1, b0, b1)"
        )
        self._group_once("fact_group", "fact_project", (*_PLAIN[:3], "last_year", *_SIDES), _MEASURES)
        self._group_once("share_group", "fact_share", ("partner", *_PLAIN[:3], "last_year", *_SIDES), ("share",))
        for group in _subsets(_PLAIN[:3]):
            self._add("fact_group", group)
            self._add("share_group", group)
        if not self._single["body"]:
            self._group_once("body_group", "fact_project", ("body", "year", "program"), _MEASURES)
            for group in _subsets(("year", "program")):
                self._add("body_group", (*group, "body"))
        for side in _SIDES:
            if self._ask(f"SELECT 1 FROM temp.fact_group WHERE {side} IS NOT NULL LIMIT 1").fetchone():
                for group in _subsets(("year", "program")):
                    self._add("fact_group", group, side=side)
                    self._add("share_group", group, side=side)
        first, last = self._ask("SELECT min(year), max(last_year) FROM temp.fact_project").fetchone()
        for year in range(first or 0, min(last or -1, (first or 0) + 60) + 1):
            for group in _subsets(("program", "application")):
                self._add("fact_group", group, active=year)
                self._add("share_group", group, active=year)
        self._ask("CREATE INDEX temp.fact_sum_yen ON fact_sum (yen)")

    def _group_once(self, name: str, table: str, by: Sequence[str], columns: Sequence[str]) -> None:
        """Group the projects as finely as any sum needs, so that a nation's projects are gone through once."""
        kept = "".join(
            f", min({column}) AS {column}_least, max({column}) AS {column}_most, min({column}) AS {column}"
            if column not in by
            else f", {column} AS {column}_least, {column} AS {column}_most, {column}"
            for column in _PLAIN
        )
        also = "".join(f", {column}" for column in by if column not in _PLAIN)
        sums = "".join(f", sum({column}) AS {column}_sum, count({column}) AS {column}_count" for column in columns)
        self._ask(
            f"CREATE TEMP TABLE {name} AS SELECT count(*) AS projects{kept}{also}{sums} FROM temp.{table}"
            f" GROUP BY {', '.join(by)}"
        )

    def _add(self, table: str, group: Sequence[str], side: str | None = None, active: int | None = None) -> None:
        """Add the sums over each group of a table, by every kind of money that is in it."""
        is_share = table == "share_group"
        chosen = ", ".join(name if name in group else "NULL" for name in _PLAIN)
        by = [*group, *([side] if side else []), *(["partner"] if is_share else [])]
        where = "WHERE year <= :active AND last_year >= :active" if active is not None else ""
        bounds = ", ".join(f"min({name}_least), max({name}_most)" for name in _PLAIN)
        for column, measure in (("share", PARTNERS),) if is_share else zip(_MEASURES, _MEASURES, strict=True):
            self._ask(
                f"INSERT INTO temp.fact_sum SELECT sum({column}_sum), :measure, sum({column}_count),"
                f" sum(projects) - sum({column}_count), {chosen}, :active, {'partner' if is_share else 'NULL'}, :side,"
                f" {side or 'NULL'}, {bounds} FROM temp.{table} {where}"
                f" {'GROUP BY ' + ', '.join(by) if by else ''} HAVING sum({column}_count) > 1",
                {"measure": measure, "active": active, "side": side},
            )

    def sum_asked(self, context: Context, measure: str) -> Sum | None:
        """Return the sum over just what a context names, where it names several years, programs or bodies."""
        where, values = _narrowed(context)
        table, column = "temp.fact_project", measure
        partner = None
        if measure == PARTNERS and context.owners:
            table, column, partner = "temp.fact_share", "share", min(context.owners)
            where += f" AND p.partner IN ({','.join('?' * len(context.owners))})"
            values += sorted(context.owners)
        key = (measure, where, tuple(values))
        if key not in self._asked:
            self._asked[key] = self._sum_over(table, column, where, values)
        row = self._asked[key]
        if not row[1] or row[0] is None:
            return None
        ids = tuple(row[11].split("\x1f")) if row[11] else ()
        return Sum(
            row[0], measure, row[1], row[2], None, None, None, None, None, partner, None, None,
            row[3:5], row[5:7], row[7:9], row[9:11], ids, is_exact=True,
            asked=() if context.projects else _asked(context),
        )  # fmt: skip

    def _sum_over(self, table: str, column: str, where: str, values: list[object]) -> tuple[Any, ...]:
        row = self._ask(
            f"SELECT sum({column}), count({column}), count(*) - count({column}), min(year), max(year), min(program),"
            " max(program), min(application), max(application), min(body), max(body)"
            f" FROM {table} AS p WHERE true {where}",
            values,
        ).fetchone()
        if not row[1] or row[1] + row[2] > _MOST_NAMED:
            return (*row, "")
        ids = self._ask(f"SELECT id FROM {table} AS p WHERE true {where} ORDER BY number", values).fetchall()
        return (*row, "\x1f".join(ident for (ident,) in ids))

    def ids_of(self, found: Sum) -> tuple[str, ...]:
        """Return the ids of the projects whose stated figures make a sum, none where they are many."""
        if found.ids or found.projects > _MOST_NAMED:
            return found.ids
        conditions: list[str] = ["true"]
        values: list[object] = []
        for name, value in (*zip(_PLAIN, found[4:8], strict=True), ("partner", found.partner)):
            if value is not None:
                conditions.append(f"{name} = ?")
                values.append(value)
        if found.side:
            conditions.append(f"{found.side} IS ?")
            values.append(found.side_value)
        if found.active is not None:
            conditions.append("year <= ? AND last_year >= ?")
            values += [found.active, found.active]
        table, column = ("fact_share", "share") if found.partner else ("fact_project", found.measure)
        rows = self._ask(
            f"SELECT DISTINCT id FROM temp.{table} WHERE {' AND '.join(conditions)} AND {column} IS NOT NULL"
            f" ORDER BY number LIMIT {_MOST_NAMED + 1}",
            values,
        ).fetchall()
        return tuple(ident for (ident,) in rows)

    def quoted(self, sentence: str, numbers: Iterable[int]) -> tuple[Fact, str] | None:
        """Return the project, of these, whose texts in the data hold a sentence word for word, and the field."""
        wanted = sorted(numbers)[:_MOST_CANDIDATES]
        for field in _TEXTS:
            row = self._ask(
                f"SELECT project.number FROM project WHERE number IN ({','.join('?' * len(wanted))})"
                f" AND instr({FIELDS[field].sql}, ?) ORDER BY number LIMIT 1",
                [*wanted, sentence],
            ).fetchone()
            if row and (facts := self.of_projects(row)):
                return facts[0]._replace(partner="", partner_name=""), field
        return None

    def side_of(self, name: str, fact: Fact) -> str | None:
        """Return a project's value in a further dimension, None where it has none."""
        row = self._ask(f"SELECT {name} FROM temp.fact_project WHERE number = ?", (fact.number,)).fetchone()
        return row[0] if row else None


def _asked(context: Context) -> tuple[tuple[str, tuple[str, ...]], ...]:
    asked = (
        ("fiscal_year", tuple(era_label(year) for year in sorted(context.years))),
        ("program", tuple(sorted(context.programs))),
        ("application", tuple(sorted(context.applications))),
    )
    return tuple((name, values) for name, values in asked if values)


def _subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [group for length in range(len(names) + 1) for group in combinations(names, length)]


def _narrowed(context: Context) -> tuple[str, list[object]]:
    """Return the conditions on a project that a context's words make, as far as SQL can tell."""
    sql = ""
    values: list[object] = []
    numbers = {number for named in context.projects for number in named.numbers}
    for column, wanted in (
        ("p.year", context.years),
        ("p.program", context.programs),
        ("p.application", context.applications),
        ("p.body", context.bodies),
        ("p.number", numbers),
    ):
        if wanted:
            chosen = sorted(wanted)[:_MOST_CANDIDATES]
            sql += f" AND {column} IN ({','.join('?' * len(chosen))})"
            values += chosen
    return sql, values


def _narrowed_sum(context: Context) -> tuple[str, list[object]]:
    sql = ""
    values: list[object] = []
    for low, high, wanted in (
        ("y0", "y1", context.years),
        ("p0", "p1", context.programs),
        ("a0", "a1", context.applications),
        ("b0", "b1", context.bodies),
    ):
        if wanted:
            sql += f" AND {low} = ? AND {high} = ?"
            values += [min(wanted), max(wanted)]
    if context.active:
        sql += " AND active = ?"
        values.append(min(context.active))
    return sql, values
